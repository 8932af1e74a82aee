import { type Instant, lastSecondBefore, lastSecondOf, type Span } from '../../../core/instant.js';
import { POLICY_FILES } from '../../../core/policy.js';
import type { PolicyChange } from '../../../core/scorecard/policy-days.js';
import { TroubleError } from '../../../core/trouble.js';
import { PAGE_INFO, type Paged, present } from '../../fleet/issue-nodes.js';
import { type Hub, query } from '../../github/client.js';
import { type FileNode, POLICY_FIELDS, policiesIn } from '../../github/fields.js';
import type { BranchStates, RepositoryLook } from '../place.js';

interface LookAnswer {
  readonly databaseId: number | null;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly url: string;
  readonly visibility: string;
  readonly isArchived: boolean;
  readonly hasIssuesEnabled: boolean;
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target: (Record<string, FileNode | null> & { readonly oid: string }) | null;
  } | null;
}

/** The repository with its policy now; one without any commit is none that could be scored. */
export async function lookAtRepository(hub: Hub): Promise<RepositoryLook> {
  const what = `repository ${hub.owner}/${hub.name}`;
  const answer = await query<LookAnswer>(hub, REPOSITORY_QUERY, { what });
  const { name, url, databaseId, visibility, isArchived, hasIssuesEnabled } = answer;
  const owner = answer.owner.login;
  const branch = answer.defaultBranchRef;
  const tip = branch?.target?.oid;
  if (branch === null || tip === undefined)
    throw new TroubleError({ kind: 'gone', what: `the default branch of ${what}`, request: null });
  return {
    repository: {
      id: databaseId === null ? null : String(databaseId),
      owner,
      name,
      url,
      defaultBranch: branch.name,
      // What only an enterprise's members may see is not for everybody either.
      visibility: visibility === 'PUBLIC' ? 'public' : 'private',
    },
    repositoryId: String(databaseId ?? `${owner}/${name}`),
    tip,
    policies: policiesIn(branch.target),
    shut: shutOf({ isArchived, hasIssuesEnabled }),
  };
}

function shutOf({
  isArchived,
  hasIssuesEnabled,
}: Pick<LookAnswer, 'isArchived' | 'hasIssuesEnabled'>): RepositoryLook['shut'] {
  if (isArchived) return 'archived';
  return hasIssuesEnabled ? null : 'issues-disabled';
}

export const REPOSITORY_QUERY = `query BelayScorecard($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    databaseId name owner { login } url visibility isArchived hasIssuesEnabled
    defaultBranchRef { name target { oid ... on Commit { ${POLICY_FIELDS} } } }
  }
}`;

interface CommitNode {
  readonly oid: string;
  readonly committedDate: string;
  readonly associatedPullRequests: {
    readonly nodes: readonly (BringerNode | null)[] | null;
  } | null;
}

interface BringerNode {
  readonly baseRefName: string;
  readonly mergedAt: string | null;
}

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

/** Commits looked at on one page, and pages, until one is found that was on the branch by then. */
const CANDIDATES = 30;
const MOST_PAGES = 5;

/**
 * What the default branch was when a span began and when it ended. A commit is older than the day
 * it came in by: of those that a pull request brought, the merge's time counts.
 */
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
  const touches = POLICY_FILES.flatMap((path, turn) =>
    present(object[`policy${turn}`]).map((node) => policyChange(path, node, defaultBranch)),
  );
  return {
    before: await at(before, object.before),
    after: await at(after, object.after),
    policyChanges: touches.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}

function policyChange(path: string, node: TouchNode, branch: string): PolicyChange {
  const merge = mergesOf(node).find(({ baseRefName }) => baseRefName === branch);
  return { path, at: merge?.at ?? node.committedDate, present: node.file !== null };
}

interface Moment {
  readonly tip: string;
  readonly until: Instant;
  readonly branch: string;
}

async function commitAt(
  hub: Hub,
  moment: Moment,
  first: Paged<CommitNode>,
): Promise<string | null> {
  let page = first;
  for (let turn = 0; turn < MOST_PAGES; turn++) {
    const found = present(page).find((node) => wasThere(node, moment));
    if (found !== undefined) return found.oid;
    if (!page.pageInfo.hasNextPage) return null;
    page = await candidatesAfter(hub, moment, page.pageInfo.endCursor);
  }
  const what = `the commit of ${moment.branch} at ${moment.until}`;
  throw new TroubleError({ kind: 'partial', what, request: null });
}

/**
 * Whether a commit was the branch's own by then: a pull request into the branch had brought it, or
 * it was pushed there. What only came with a pull request into another branch never was.
 */
function wasThere(node: CommitNode, { until, branch }: Moment): boolean {
  const merges = mergesOf(node);
  const own = merges.filter(({ baseRefName }) => baseRefName === branch);
  return merges.length === 0 || own.some(({ at }) => Date.parse(at) <= Date.parse(until));
}

interface Merge {
  readonly baseRefName: string;
  readonly at: string;
}

function mergesOf({ associatedPullRequests }: CommitNode): readonly Merge[] {
  return present(associatedPullRequests).flatMap(({ baseRefName, mergedAt }) =>
    mergedAt === null ? [] : [{ baseRefName, at: mergedAt }],
  );
}

async function candidatesAfter(
  hub: Hub,
  { tip, until }: Moment,
  after: string | null,
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

const COMMIT = `oid committedDate
  associatedPullRequests(first: 5) { nodes { baseRefName mergedAt } }`;

/** A policy that is changed more often in a month is counted by its newest changes. */
const CHANGES = 50;

export const STATES_QUERY = `query BelayBranchStates(
  $owner: String!, $name: String!, $tip: GitObjectID!
  $before: GitTimestamp!, $after: GitTimestamp!
) {
  repository(owner: $owner, name: $name) {
    object(oid: $tip) {
      ... on Commit {
        before: history(first: ${CANDIDATES}, until: $before) { ${PAGE_INFO} nodes { ${COMMIT} } }
        after: history(first: ${CANDIDATES}, until: $after) { ${PAGE_INFO} nodes { ${COMMIT} } }
        ${POLICY_FILES.map(
          (path, at) =>
            `policy${at}: history(first: ${CHANGES}, since: $before, until: $after, path: "${path}") {
              ${PAGE_INFO} nodes { ${COMMIT} file(path: "${path}") { oid } }
            }`,
        ).join('\n')}
      }
    }
  }
}`;

export const CANDIDATES_QUERY = `query BelayBranchState(
  $owner: String!, $name: String!, $tip: GitObjectID!, $until: GitTimestamp!, $after: String
) {
  repository(owner: $owner, name: $name) {
    object(oid: $tip) {
      ... on Commit {
        history(first: ${CANDIDATES}, until: $until, after: $after) {
          ${PAGE_INFO} nodes { ${COMMIT} }
        }
      }
    }
  }
}`;
