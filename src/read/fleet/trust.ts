import { type KnownIssue, knownIssue } from '../../core/pilot/pilot-issue.js';
import {
  type ActorNode,
  type CommentNode,
  type EditNode,
  type IssueNode,
  loginOf,
  type Nodes,
  present,
  type Written,
} from './issue-nodes.js';

/** The account of every workflow's token: it opens what any workflow copies into an issue. */
const WORKFLOWS = 'github-actions';

/** The slug of the App whose own account this is; `null`: a person's, or that of all workflows. */
export function appOf(login: string): string | null {
  const slug = /^(.+)\[bot\]$/.exec(login)?.[1];
  return slug === undefined || slug === WORKFLOWS ? null : slug;
}

/** Whether this account wrote the text, and the text as it stands is all its own. */
export function isOwn(text: Written, login: string): boolean {
  return isBy(text.author, login) && (text.lastEditedAt === null || isBy(text.editor, login));
}

/** Whether the actor is this account, given as REST has it (`belay[bot]`). */
export function isBy(actor: ActorNode | null, login: string): boolean {
  return loginOf(actor)?.toLowerCase() === login.toLowerCase();
}

/** What a closer look at an issue adds: its comments and earlier versions of its body. */
export interface IssueDetails {
  readonly comments: readonly CommentNode[];
  readonly firstEdits: Nodes<EditNode> | null;
  readonly lastEdits: Nodes<EditNode> | null;
}

/**
 * An issue that the account opened. Only what nobody else had a hand in counts: its comments that
 * were not edited, and of the body the newest version that the account wrote.
 */
export function trustedIssue(issue: IssueNode, details: IssueDetails, login: string): KnownIssue {
  const { number, title, body, locked } = issue;
  const own = details.comments.filter((comment) => isOwn(comment, login));
  return knownIssue({
    number,
    open: issue.state === 'OPEN',
    locked,
    title,
    body,
    ownBody: isOwn(issue, login) ? body : ownVersion(details, login),
    labels: present(issue.labels).map(({ name }) => name),
    assignees: present(issue.assignees).map((person) => person.login),
    comments: own.map((comment) => comment.body),
  });
}

/** The newest version of a body that the account wrote, of those that were read; `null`: none. */
export function ownVersion(
  { firstEdits, lastEdits }: IssueDetails,
  login: string,
  counts: (body: string) => boolean = () => true,
): string | null {
  const own = [...present(firstEdits), ...present(lastEdits)].filter(
    ({ editor, diff }) => isBy(editor, login) && counts(diff ?? ''),
  );
  const [newest] = own.toSorted((a, b) => Date.parse(b.editedAt) - Date.parse(a.editedAt));
  return newest?.diff ?? null;
}
