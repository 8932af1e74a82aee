import { type Client, idIn } from './client.js';

/** A thread of a repository: an issue or a pull request. */
export interface Thread {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** What a reaction says: seen, done, not done. */
export type Reaction = 'eyes' | '+1' | 'confused';

/** Reacts to a comment; the same reaction twice is one. */
export async function react(comment: number, content: Reaction, thread: Thread): Promise<void> {
  const { client, owner, repo } = thread;
  const route = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
  await client.request(route, { owner, repo, comment_id: comment, content });
}

/** The answer a thread has already. */
export interface Standing {
  readonly id: number;
  readonly body: string;
}

/** Makes the thread's one answer say this, and gives its id; nothing is written where it does. */
export async function answer(
  body: string,
  before: Standing | null,
  thread: Thread,
): Promise<number> {
  const { client, owner, repo, number } = thread;
  if (before === null) {
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const made = await client.request(route, { owner, repo, issue_number: number, body });
    return idIn(made, 'the answer');
  }
  if (before.body === body) return before.id;
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
  await client.request(route, { owner, repo, comment_id: before.id, body });
  return before.id;
}

/** Makes one login answer for an issue in place of whoever did; `false` where GitHub drops it. */
export async function assign(login: string, thread: Thread): Promise<boolean> {
  const { client, owner, repo, number } = thread;
  const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  const parameters = { owner, repo, issue_number: number, assignees: [login] };
  const { data } = await client.request(route, parameters);
  const { assignees } = (data ?? {}) as { assignees?: readonly { login?: string }[] | null };
  return (assignees ?? []).some((one) => one.login?.toLowerCase() === login.toLowerCase());
}
