/** Parts every GraphQL type is made of: connections, accounts, edits. */
import { GraphQLError } from 'graphql';
import type { Actor, Hub } from './hub.js';
import {
  type CheckSuiteRow,
  type CommitRow,
  type IssueRow,
  nodeId,
  type PullRow,
  type RepoRow,
} from './rows.js';

export type Node = Record<string, unknown>;

/** Whose eyes a query is answered for, and how each kind of thing is shown. */
export interface Scope {
  hub: Hub;
  actor: Actor;
  show: Show;
}

/** The types that lead to one another. */
export interface Show {
  repository(repo: RepoRow): Node;
  pull(pull: PullRow): Node | null;
  issue(repo: RepoRow, issue: IssueRow): Node;
  commit(repo: RepoRow, commit: CommitRow): Node;
  /** A commit, tree or blob by its id. */
  object(repo: RepoRow, sha: string): Node | null;
  ref(repo: RepoRow, name: string): Node | null;
  suite(repo: RepoRow, suite: CheckSuiteRow): Node;
}

/** An error with GitHub's `type`. */
export function problem(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

export interface PageArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

const cursor = (index: number) => Buffer.from(`cursor:v2:${index}`).toString('base64');
const indexOf = (text: string) => Number(Buffer.from(text, 'base64').toString().split(':')[2]);

/** A page of a list; `first` or `last` is demanded, and 100 at most, as GitHub does. */
export function connection<T>(
  name: string,
  items: readonly T[],
  args: PageArgs,
  show: (item: T) => unknown,
): Node {
  const { start, end } = bounds(name, items.length, args);
  const shown = () => items.slice(start, end).map(show);
  const some = end > start;
  return {
    totalCount: items.length,
    nodes: shown,
    edges: () => shown().map((node, i) => ({ node, cursor: cursor(start + i) })),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: some ? cursor(start) : null,
      endCursor: some ? cursor(end - 1) : null,
    },
  };
}

function bounds(name: string, length: number, { first, last, after, before }: PageArgs) {
  const size = first ?? last;
  if (typeof size !== 'number') {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw problem('MISSING_PAGINATION_BOUNDARIES', message);
  }
  if (size > 100) {
    const message = `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`;
    throw problem('EXCESSIVE_PAGINATION', message);
  }
  const start = after ? indexOf(after) + 1 : 0;
  const end = before ? indexOf(before) : length;
  if (typeof first === 'number') return { start, end: Math.min(end, start + size) };
  return { start: Math.max(start, end - size), end };
}

/** An account by its login; `null` for a deleted one. */
export function account({ hub }: Scope, login: string | null | undefined): Node | null {
  if (!login || login === 'ghost') return null;
  const org = hub.tables.orgs.findOneBy('login', login);
  const row = org ?? hub.access.person(login);
  const type = org ? 'Organization' : login.endsWith('[bot]') ? 'Bot' : 'User';
  const name = type === 'Bot' ? login.replace('[bot]', '') : login;
  return {
    __typename: type,
    id: row.node_id,
    databaseId: row.id,
    // GraphQL leaves `[bot]` off the login of an app's account; REST does not.
    login: name,
    name: null,
    email: '',
    url: `${hub.url}/${type === 'Bot' ? `apps/${name}` : login}`,
    resourcePath: `/${login}`,
    avatarUrl: `${hub.url}/avatars/${login}`,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function accountById(scope: Scope, id: number | null): Node | null {
  return account(scope, id === null ? null : scope.hub.tables.users.get(id)?.login);
}

/** Who changed a body last, and when. */
export function edits(scope: Scope, node_id: string): Node {
  const list = scope.hub.marks.edits.get(node_id) ?? [];
  const last = list.at(-1);
  const first = scope.hub.marks.originals.get(node_id);
  const all = list.length > 0 && first ? [first, ...list] : list;
  return {
    editor: last ? account(scope, last.login) : null,
    lastEditedAt: last?.at ?? null,
    includesCreatedEdit: list.length > 0,
    userContentEdits: (args: PageArgs) =>
      connection('userContentEdits', all.toReversed(), args, (edit) => ({
        id: nodeId('Edit', all.indexOf(edit)),
        editor: account(scope, edit.login),
        editedAt: edit.at,
        createdAt: edit.at,
        updatedAt: edit.at,
        deletedAt: null,
        deletedBy: null,
        diff: edit.text,
      })),
  };
}

/** Sorts by `created_at`, `updated_at` or the like, newest last unless told otherwise. */
export function sorted<T extends { created_at: string; updated_at: string; id: number }>(
  rows: T[],
  order: { field: string; direction: string } | null | undefined,
): T[] {
  const field = order?.field === 'UPDATED_AT' ? 'updated_at' : 'created_at';
  const turn = order?.direction === 'DESC' ? -1 : 1;
  return rows.toSorted((a, b) => turn * (a[field].localeCompare(b[field]) || a.id - b.id));
}
