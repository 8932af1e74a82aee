import type { Request } from '../../core/pilot/command.js';
import { sayingIn } from '../../core/pilot/marker.js';
import { readCommand } from '../../parse/command.js';
import {
  type ActorNode,
  COMMENT_FIELDS,
  type CommentNode,
  loginOf,
  type Nodes,
  present,
} from '../fleet/issue-nodes.js';
import { isBy } from '../fleet/trust.js';
import { type Hub, query } from './client.js';

/** A comment that may speak to Belay. */
export interface Spoken {
  readonly number: number;
  readonly comment: number;
  /** The account whose answers are Belay's. */
  readonly issuer: string;
}

/** Pages of a hundred comments that are looked through for the answer given last. */
const MOST_PAGES = 10;

interface Comments extends Nodes<CommentNode> {
  readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null };
}

interface ThreadAnswer {
  readonly thread: {
    readonly __typename: string;
    readonly author: ActorNode | null;
    readonly comments: Comments;
  } | null;
}

/**
 * The request a comment makes, as it stands now: `null` when it makes none, was edited, is gone, or
 * is not a person's.
 */
export async function readRequest(hub: Hub, spoken: Spoken): Promise<Request | null> {
  const first = await threadPage(hub, spoken, null);
  if (first === null) return null;
  const comments = present(first.comments);
  const comment = comments.find(({ databaseId }) => databaseId === spoken.comment);
  if (comment === undefined || comment.lastEditedAt !== null) return null;
  const reading = comment.author?.__typename === 'User' ? readCommand(comment.body) : null;
  if (reading === null) return null;
  const isPull = first.__typename === 'PullRequest';
  return {
    number: spoken.number,
    comment: spoken.comment,
    asker: comment.author?.login ?? '',
    reading,
    isPull,
    isOwn: !isPull && isBy(first.author, spoken.issuer),
    pullBy: isPull ? loginOf(first.author) : null,
    answer: await answerIn(hub, spoken, first.comments),
  };
}

/** The newest of Belay's answers, looked for from the end of the thread on. */
async function answerIn(hub: Hub, spoken: Spoken, last: Comments): Promise<Request['answer']> {
  let page: Comments | null = last;
  for (let turn = 0; page !== null && turn < MOST_PAGES; turn++) {
    const found = present(page).findLast(
      ({ author, body }) => isBy(author, spoken.issuer) && sayingIn(body) === 'answer',
    );
    if (found?.databaseId != null) return { id: found.databaseId, body: found.body };
    const { hasPreviousPage, startCursor }: Comments['pageInfo'] = page.pageInfo;
    page = hasPreviousPage
      ? ((await threadPage(hub, spoken, startCursor))?.comments ?? null)
      : null;
  }
  return null;
}

async function threadPage(
  hub: Hub,
  { number }: Spoken,
  before: string | null,
): Promise<ThreadAnswer['thread']> {
  const { thread } = await query<ThreadAnswer>(hub, THREAD_QUERY, {
    variables: { number, before },
    what: `${hub.owner}/${hub.name}#${number}`,
  });
  return thread;
}

const PART = `author { __typename login } comments(last: 100, before: $before) {
  pageInfo { hasPreviousPage startCursor } nodes { ${COMMENT_FIELDS} }
}`;

export const THREAD_QUERY = `query BelayThread(
  $owner: String!, $name: String!, $number: Int!, $before: String
) {
  repository(owner: $owner, name: $name) {
    thread: issueOrPullRequest(number: $number) {
      __typename
      ... on Issue { ${PART} }
      ... on PullRequest { ${PART} }
    }
  }
}`;
