import {
  type Instant,
  isAfter,
  lastSecondBefore,
  lastSecondOf,
  type Span,
} from '../../../core/instant.js';
import { POLICY_FILES } from '../../../core/policy.js';
import type { PolicyChange } from '../../../core/scorecard/month/policy-days.js';
import { TroubleError } from '../../../core/trouble.js';
import { PAGE_INFO, type Paged, present } from '../../fleet/issue-nodes.js';
import { type Hub, query } from '../../github/client.js';
import type { BranchStates, RepositoryLook } from '../place.js';
import { type CommitNode, candidates, commitAt, mergesInto } from './commit-at.js';

interface TouchNode extends CommitNode {
  readonly file: { readonly oid: string } | null;
}

type StatesAnswer = {
  readonly object:
    | ({
        readonly before: Paged<CommitNode>;
        readonly after: Paged<CommitNode>;
      } & Readonly<Record<`policy${number}`, Paged<TouchNode>>>)
    | null;
};

/** What the default branch was when a span began and when it ended, and its policy in between. */
export async function branchStates(
  hub: Hub,
  { tip, repository: { defaultBranch } }: RepositoryLook,
  span: Span,
): Promise<BranchStates> {
  const before = lastSecondBefore(span.from, span.zone);
  const after = lastSecondOf(span.to, span.zone);
  const what = `history of ${hub.owner}/${hub.name}`;
  const { object } = await query<StatesAnswer>(hub, STATES_QUERY, {
    variables: { tip, before, after },
    what,
  });
  if (object === null) throw new TroubleError({ kind: 'gone', what, request: null });
  const at = (until: Instant, first: Paged<CommitNode>) =>
    commitAt(hub, { tip, until, branch: defaultBranch }, first);
  const touches = async (path: string, turn: number) => {
    const first = object[`policy${turn}`];
    const nodes = await touchesOf(hub, { tip, path, since: before, until: after }, first);
    return nodes.map((node) => policyChange(path, node, defaultBranch));
  };
  const [begun, ended, ...touched] = await Promise.all([
    at(before, object.before),
    at(after, object.after),
    ...POLICY_FILES.map(touches),
  ]);
  return {
    before: begun,
    after: ended,
    policyChanges: touched
      .flatMap((newestFirst) => newestFirst.toReversed())
      .filter((change) => isAfter(change.at, before) && !isAfter(change.at, after))
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}

/** The commits to one policy file, up to the end of a span. */
interface Touches {
  readonly tip: string;
  readonly path: string;
  readonly since: Instant;
  readonly until: Instant;
}

/** How often a policy may have been touched in a month; beyond that its days are not known. */
const MOST_PAGES = 20;

/** Those of the span at least: one that is missing would make its days wrong. */
async function touchesOf(
  hub: Hub,
  { since, ...place }: Touches,
  first: Paged<TouchNode> | undefined,
): Promise<readonly TouchNode[]> {
  const nodes = [...present(first)];
  let page = first;
  for (let pages = 1; goesOn(page, since); pages++) {
    const what = `history of ${place.path} in ${hub.owner}/${hub.name}`;
    if (pages === MOST_PAGES) throw new TroubleError({ kind: 'partial', what, request: null });
    const variables = { ...place, after: page?.pageInfo.endCursor ?? null };
    const { object } = await query<{ object: { history: Paged<TouchNode> } | null }>(
      hub,
      TOUCHES_QUERY,
      { variables, what },
    );
    if (object === null) throw new TroubleError({ kind: 'gone', what, request: null });
    page = object.history;
    nodes.push(...present(page));
  }
  return nodes;
}

/** Whether what lies further back may still be of the span. */
function goesOn(page: Paged<TouchNode> | undefined, since: Instant): boolean {
  const oldest = present(page).at(-1);
  const isPast = oldest !== undefined && !isAfter(oldest.committedDate, since);
  return page?.pageInfo.hasNextPage === true && !isPast;
}

/** Like any commit, one to the policy is older than its merge: all of a pull request came in at once. */
function policyChange(path: string, node: TouchNode, branch: string): PolicyChange {
  const [merge] = mergesInto(node, branch);
  return { path, at: merge?.at ?? node.committedDate, present: node.file !== null };
}

const CHANGES_A_PAGE = 50;

/** So many commits to a policy file, with the pull requests that brought them. */
function touches(until: string, path: string, after = ''): string {
  return `history(first: ${CHANGES_A_PAGE}, until: ${until}, path: ${path} ${after}) {
    ${PAGE_INFO}
    nodes {
      oid committedDate file(path: ${path}) { oid }
      associatedPullRequests(first: 5) { nodes { baseRefName mergedAt } }
    }
  }`;
}

export const TOUCHES_QUERY = `query BelayPolicyTouches(
  $owner: String!, $name: String!, $tip: GitObjectID!
  $path: String!, $until: GitTimestamp!, $after: String
) {
  repository(owner: $owner, name: $name) {
    object(oid: $tip) { ... on Commit { ${touches('$until', '$path', 'after: $after')} } }
  }
}`;

export const STATES_QUERY = `query BelayBranchStates(
  $owner: String!, $name: String!, $tip: GitObjectID!
  $before: GitTimestamp!, $after: GitTimestamp!
) {
  repository(owner: $owner, name: $name) {
    object(oid: $tip) {
      ... on Commit {
        before: ${candidates('$before')}
        after: ${candidates('$after')}
        ${POLICY_FILES.map((path, at) => `policy${at}: ${touches('$after', `"${path}"`)}`).join('\n')}
      }
    }
  }
}`;
