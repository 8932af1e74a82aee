import type { Instant } from '../../../core/instant.js';
import { TroubleError } from '../../../core/trouble.js';
import { type Nodes, PAGE_INFO, type Paged, present } from '../../fleet/issue-nodes.js';
import { type Hub, query } from '../../github/client.js';

/** A commit, with the pull requests that brought it into one branch or another. */
export interface CommitNode {
  readonly oid: string;
  readonly committedDate: string;
  readonly associatedPullRequests: Nodes<BringerNode> | null;
}

interface BringerNode {
  readonly baseRefName: string;
  readonly mergedAt: string | null;
  /** Told of candidates only. */
  readonly mergeCommit?: { readonly parents: Nodes<{ readonly oid: string }> } | null;
}

/** The branch whose state is asked for, its commit now, and when. */
export interface Moment {
  readonly tip: string;
  readonly branch: string;
  readonly until: Instant;
}

/** Commits looked at on one page, and pages, until one is found that was on the branch by then. */
const CANDIDATES = 30;
const MOST_PAGES = 20;

/** From where on candidates are looked at. */
interface Standpoint {
  readonly tip: string;
  readonly after: string | null;
  /** The merge that `tip` came right before; what is there already, no later one brought. */
  readonly bound: Instant | null;
}

/**
 * The commit at which a branch stood at some moment; `null`: it had none yet. A commit is older than
 * the day it came in by, so that of those that a pull request brought into the branch the merge's
 * time counts. What a later merge brought is not gone through, however much it is: the branch went
 * on from the merge's first parent.
 */
export async function commitAt(
  hub: Hub,
  moment: Moment,
  first: Paged<CommitNode>,
): Promise<string | null> {
  let from: Standpoint = { tip: moment.tip, after: null, bound: null };
  let page = first;
  for (let turn = 0; turn < MOST_PAGES; turn++) {
    const found = present(page).find((node) => wasThere(node, moment, from));
    if (found !== undefined) return found.oid;
    const next = furtherBack(page, moment, from);
    if (next === null) return null;
    from = next;
    page = await candidatesFrom(hub, moment, from);
  }
  const what = `the commit of ${moment.branch} at ${moment.until}`;
  throw new TroubleError({ kind: 'partial', what, request: null });
}

/**
 * Whether a commit was the branch's own by then: it was pushed there, or a pull request into the
 * branch had brought it. One into a branch of another name tells nothing, for branches are renamed.
 */
function wasThere(node: CommitNode, { branch, until }: Moment, { bound }: Standpoint): boolean {
  const own = mergesInto(node, branch).filter(({ at }) => isBefore(at, bound));
  return own.length === 0 || own.some(({ at }) => !isLater(at, until));
}

/** Before the earliest of the merges that came later, else the next page. */
function furtherBack(
  page: Paged<CommitNode>,
  { branch, until }: Moment,
  { tip, bound }: Standpoint,
): Standpoint | null {
  const [earliest] = present(page)
    .flatMap((node) => mergesInto(node, branch))
    .filter(({ at }) => isLater(at, until) && isBefore(at, bound))
    .flatMap(({ at, parents: [parent, ...others] }) =>
      // With one parent alone it is a commit of the pull request's, and so may be its parent.
      parent === undefined || others.length === 0 ? [] : [{ tip: parent, after: null, bound: at }],
    )
    .toSorted((a, b) => Date.parse(a.bound) - Date.parse(b.bound));
  if (earliest !== undefined) return earliest;
  const { hasNextPage, endCursor } = page.pageInfo;
  return hasNextPage ? { tip, after: endCursor, bound } : null;
}

/** A pull request's merge into a branch, and the parents of its commit. */
interface Merge {
  readonly at: Instant;
  readonly parents: readonly string[];
}

/** The merges that brought a commit into a branch, the earliest first. */
export function mergesInto(
  { associatedPullRequests }: CommitNode,
  branch: string,
): readonly Merge[] {
  return present(associatedPullRequests)
    .filter(({ baseRefName }) => baseRefName === branch)
    .flatMap(({ mergedAt, mergeCommit }) =>
      mergedAt === null
        ? []
        : [{ at: mergedAt, parents: present(mergeCommit?.parents).map(({ oid }) => oid) }],
    )
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function isLater(at: Instant, until: Instant): boolean {
  return Date.parse(at) > Date.parse(until);
}

function isBefore(at: Instant, bound: Instant | null): boolean {
  return bound === null || Date.parse(at) < Date.parse(bound);
}

async function candidatesFrom(
  hub: Hub,
  { until }: Moment,
  { tip, after }: Standpoint,
): Promise<Paged<CommitNode>> {
  const what = `history of ${hub.owner}/${hub.name}`;
  const { object } = await query<{ object: { history: Paged<CommitNode> } | null }>(
    hub,
    CANDIDATES_QUERY,
    { variables: { tip, until, after }, what },
  );
  if (object === null) throw new TroubleError({ kind: 'gone', what, request: null });
  return object.history;
}

/** The candidates for a moment; `until` is the variable that carries it. */
export function candidates(until: string, after = ''): string {
  return `history(first: ${CANDIDATES}, until: ${until} ${after}) {
    ${PAGE_INFO}
    nodes {
      oid committedDate
      associatedPullRequests(first: 5) {
        nodes { baseRefName mergedAt mergeCommit { parents(first: 2) { nodes { oid } } } }
      }
    }
  }`;
}

export const CANDIDATES_QUERY = `query BelayBranchState(
  $owner: String!, $name: String!, $tip: GitObjectID!, $until: GitTimestamp!, $after: String
) {
  repository(owner: $owner, name: $name) {
    object(oid: $tip) { ... on Commit { ${candidates('$until', 'after: $after')} } }
  }
}`;
