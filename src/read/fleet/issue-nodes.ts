/** What GraphQL tells of issues and comments, and who wrote them. */

export interface ActorNode {
  readonly __typename: string;
  readonly login: string;
}

/** A text and who wrote it; an edit by a deleted account has a day but no editor. */
export interface Written {
  readonly body: string;
  readonly author: ActorNode | null;
  readonly editor: ActorNode | null;
  readonly lastEditedAt: string | null;
}

export interface IssueNode extends Written {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: 'OPEN' | 'CLOSED';
  /** Why it is in this state: `REOPENED` of an issue that was closed once. */
  readonly stateReason: string | null;
  readonly locked: boolean;
  readonly createdAt: string;
  readonly labels: Nodes<{ readonly name: string; readonly description: string | null }> | null;
  readonly assignees: Nodes<{ readonly login: string }>;
}

export interface CommentNode extends Written {
  readonly databaseId: number | null;
  readonly createdAt: string;
}

export interface EditNode {
  readonly editedAt: string;
  readonly diff: string | null;
  readonly editor: ActorNode | null;
}

export interface Nodes<T> {
  readonly nodes: readonly (T | null)[] | null;
}

export interface Paged<T> extends Nodes<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const ACTOR = '__typename login';
const WRITTEN = `body author { ${ACTOR} } editor { ${ACTOR} } lastEditedAt`;

export const ISSUE_FIELDS = `id number title state stateReason locked createdAt ${WRITTEN}
  labels(first: 50) { nodes { name description } } assignees(first: 10) { nodes { login } }`;

export const COMMENT_FIELDS = `databaseId createdAt ${WRITTEN}`;

export const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

/** Versions of a body, each told whole as its `diff`; their order is not documented. */
export const EDITS = ['first', 'last']
  .map(
    (end) =>
      `${end}Edits: userContentEdits(${end}: 10) { nodes { editedAt diff editor { ${ACTOR} } } }`,
  )
  .join(' ');

/** The login by which REST and people know an account; GraphQL mostly leaves off an app's suffix. */
export function loginOf(actor: ActorNode | null): string | null {
  if (actor === null) return null;
  const isBare = actor.__typename === 'Bot' && !actor.login.endsWith('[bot]');
  return isBare ? `${actor.login}[bot]` : actor.login;
}

/** The nodes that are there: GitHub puts `null` in place of what may not be seen. */
export function present<T>(connection: Nodes<T> | null | undefined): readonly T[] {
  return (connection?.nodes ?? []).filter((node) => node !== null);
}
