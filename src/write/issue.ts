import type { IssueWrite, WantedIssue } from '../core/pilot/pilot-issue.js';
import type { Untaken, Written } from '../core/pilot/sweep.js';
import { type Client, failureOf, idIn, numberIn } from './client.js';

/** A repository whose issues are written. */
export interface Desk {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
  /** What is said of a label that is made there. */
  readonly labelled: string;
  /** Labels that exist there; those made on the way are added. */
  readonly labels: Set<string>;
}

export type Taken = Exclude<Written, { readonly kind: 'trouble' }>;

/**
 * Carries out one write. What a repository or conversation does not take (archived, issues disabled,
 * locked, an issue that is gone) is told; any other refusal of GitHub's is thrown.
 */
export function writeIssue(write: IssueWrite, desk: Desk): Promise<Taken> {
  return taken(() => carryOut(write, desk), write.kind === 'open' ? 'new' : 'known');
}

/** The number that a write answers with, or why it was not taken; of a new issue none can be gone. */
export async function taken(write: () => Promise<number>, issue: 'new' | 'known'): Promise<Taken> {
  try {
    return { kind: 'done', number: await write() };
  } catch (error) {
    const why = untaken(error);
    const isOfKnown = why === 'gone' || why === 'locked';
    if (why === null || (isOfKnown && issue === 'new')) throw error;
    return { kind: 'told', why };
  }
}

function carryOut(write: IssueWrite, desk: Desk): Promise<number> {
  switch (write.kind) {
    case 'open':
      return open(write.issue, desk);
    case 'edit':
      return edit(write, desk);
    case 'comment':
      return comment(write.number, write.body, desk);
    case 'reopen':
      return change(write.number, { state: 'open' }, desk);
    case 'close':
      return close(write, desk);
  }
}

/** The opening comment comes second: where it is cut off, the next run finds it missing. */
async function open(issue: WantedIssue, desk: Desk): Promise<number> {
  const { title, body, labels, assignee, opening } = issue;
  await makeLabels(labels, desk);
  const number = await create({ title, body, labels }, assignee, desk);
  if (opening !== null) await comment(number, opening, desk);
  return number;
}

type Text = Pick<WantedIssue, 'title' | 'body' | 'labels'>;

/** Somebody who left meanwhile cannot be assigned; the issue is opened all the same. */
async function create(text: Text, assignee: string | null, desk: Desk): Promise<number> {
  if (assignee === null) return post(text, desk);
  try {
    return await post({ ...text, assignees: [assignee] }, desk);
  } catch (error) {
    if (failureOf(error).status !== 422) throw error;
    return post(text, desk);
  }
}

/** Opens an issue, and gives its number. */
export async function post(body: Text & { readonly assignees?: readonly string[] }, desk: Desk) {
  const route = 'POST /repos/{owner}/{repo}/issues';
  return numberIn(await desk.client.request(route, { ...at(desk), ...body }), 'the new issue');
}

type Edit = Extract<IssueWrite, { readonly kind: 'edit' }>;

/** The body changes last: as long as it is the old one, a run that was cut off is taken up again. */
async function edit(write: Edit, desk: Desk): Promise<number> {
  const { number, title, body, addLabels, dropLabels } = write;
  const place = { ...at(desk), issue_number: number };
  if (addLabels.length > 0) {
    await makeLabels(addLabels, desk);
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels';
    await desk.client.request(route, { ...place, labels: addLabels });
  }
  for (const name of dropLabels) await unlabel(name, place, desk);
  return change(number, { title, body }, desk);
}

async function unlabel(name: string, place: object, { client }: Desk): Promise<void> {
  const route = 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}';
  try {
    await client.request(route, { ...place, name });
  } catch (error) {
    if (failureOf(error).status !== 404) throw error;
  }
}

/** Says something in an issue, and gives the issue's number. */
export async function comment(number: number, body: string, desk: Desk): Promise<number> {
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
  await desk.client.request(route, { ...at(desk), issue_number: number, body });
  return number;
}

type Close = Extract<IssueWrite, { readonly kind: 'close' }>;

async function close({ number, reason, duplicateOf }: Close, desk: Desk): Promise<number> {
  const other = duplicateOf === null ? {} : { duplicate_issue_id: await idOf(duplicateOf, desk) };
  return change(number, { state: 'closed', state_reason: reason, ...other }, desk);
}

/** GitHub links a duplicate by the id of the other issue, not by its number. */
async function idOf(number: number, desk: Desk): Promise<number> {
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}';
  return idIn(await desk.client.request(route, { ...at(desk), issue_number: number }), 'an issue');
}

async function change(number: number, fields: object, desk: Desk): Promise<number> {
  const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  await desk.client.request(route, { ...at(desk), issue_number: number, ...fields });
  return number;
}

function at({ owner, repo }: Desk): { owner: string; repo: string } {
  return { owner, repo };
}

/** The orange of a rope, for every label Belay makes. */
const COLOUR = 'd4762c';

/** Sees to it that the labels exist. */
export async function makeLabels(labels: readonly string[], desk: Desk): Promise<void> {
  const known = new Set([...desk.labels].map((label) => label.toLowerCase()));
  for (const name of labels.filter((label) => !known.has(label.toLowerCase()))) {
    await makeLabel(name, desk);
    desk.labels.add(name);
  }
}

/** Another run may have made it in the meantime. */
async function makeLabel(name: string, desk: Desk): Promise<void> {
  const body = { ...at(desk), name, description: desk.labelled, color: COLOUR };
  try {
    await desk.client.request('POST /repos/{owner}/{repo}/labels', body);
  } catch (error) {
    if (failureOf(error).status !== 422) throw error;
  }
}

function untaken(error: unknown): Untaken | null {
  const { status, message } = failureOf(error);
  if (status === 410 && /disabled/i.test(message)) return 'issues-disabled';
  if (status === 404 || status === 410) return 'gone';
  if (status !== 403) return null;
  if (/archived/i.test(message)) return 'archived';
  return /\blocked\b/i.test(message) ? 'locked' : null;
}
