import { TroubleError } from '../../core/trouble.js';
import type { Entering, FirstLook, PolicyVersion, Reverted } from '../source.js';
import { type Hub, query } from './client.js';
import { FILE_FIELDS, type FileNode, fileText } from './fields.js';
import { compare } from './files.js';

/** Versions of the policy tried at once, and in all, until one is found that can be read. */
const VERSIONS_A_PAGE = 25;
const MOST_PAGES = 4;

interface History {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly ({ readonly oid: string; readonly file: FileNode | null } | null)[];
}

interface VersionsAnswer {
  readonly object: { readonly history: History } | null;
}

/** Versions of a file in the history of a commit, newest first. */
export async function* policyVersions(
  hub: Hub,
  commit: string,
  path: string,
): AsyncGenerator<PolicyVersion> {
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { nodes, pageInfo }: History = await versionsAfter(hub, { commit, path, after });
    for (const node of nodes)
      if (node !== null) yield { commit: node.oid, file: fileText(node.file) };
    if (!pageInfo.hasNextPage) return;
    after = pageInfo.endCursor;
  }
}

interface Page {
  readonly commit: string;
  readonly path: string;
  readonly after: string | null;
}

async function versionsAfter(hub: Hub, page: Page): Promise<History> {
  const what = `history of ${page.path} in ${hub.owner}/${hub.name}`;
  const variables = { ...page };
  const { object } = await query<VersionsAnswer>(hub, VERSIONS_QUERY, { variables, what });
  if (object === null) throw new TroubleError({ kind: 'gone', what, request: null });
  return object.history;
}

export const VERSIONS_QUERY = `query BelayPolicyVersions(
  $owner: String!, $name: String!, $commit: GitObjectID!, $path: String!, $after: String
) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) {
      ... on Commit {
        history(first: ${VERSIONS_A_PAGE}, after: $after, path: $path) {
          pageInfo { hasNextPage endCursor }
          nodes { oid file(path: $path) { ${FILE_FIELDS} } }
        }
      }
    }
  }
}`;

/** How what was reverted came into the base branch; `null` unless it is part of it. */
export async function entering(
  hub: Hub,
  reverted: Reverted,
  look: FirstLook,
): Promise<Entering | null> {
  try {
    return reverted.kind === 'commit'
      ? await commitEntering(hub, reverted.oid, look)
      : await pullEntering(hub, reverted.number, [look.proposal.baseBranch]);
  } catch (error) {
    if (error instanceof TroubleError && isAbsence(error)) return null;
    throw error;
  }
}

/** A text may name anything: what GitHub does not know is no trouble, it only proves nothing. */
function isAbsence({ trouble }: TroubleError): boolean {
  return trouble.kind === 'gone' || (trouble.kind === 'github' && trouble.status === 422);
}

/**
 * A branch may be named like a commit; only the id counts. A commit that a pull request brought came
 * in with all of it: its own parent may hold what nobody ever judged.
 */
async function commitEntering(hub: Hub, named: string, look: FirstLook): Promise<Entering | null> {
  if (!/^[0-9a-f]{7,40}$/i.test(named)) return null;
  const { status, base_commit: commit } = await compare(hub, named, look.base);
  const isAncestor = status === 'ahead' || status === 'identical';
  if (!isAncestor || !commit.sha.startsWith(named.toLowerCase())) return null;
  const pulls = await mergedPulls(hub, commit.sha);
  const branches = [look.proposal.baseBranch, look.repository.defaultBranch];
  const [pull] = pulls.filter(({ baseRefName }) => branches.includes(baseRefName));
  if (pull !== undefined) return pullEntering(hub, pull.number, branches);
  const [parent] = commit.parents;
  return pulls.length > 0 || parent === undefined
    ? null
    : { before: parent.sha, after: commit.sha };
}

interface BroughtBy {
  readonly number: number;
  readonly merged: boolean;
  readonly baseRefName: string;
}

interface BroughtAnswer {
  readonly object: {
    readonly associatedPullRequests: { readonly nodes: readonly (BroughtBy | null)[] | null };
  } | null;
}

async function mergedPulls(hub: Hub, oid: string): Promise<readonly BroughtBy[]> {
  const what = `pull requests of ${oid} in ${hub.owner}/${hub.name}`;
  const { object } = await query<BroughtAnswer>(hub, BROUGHT_QUERY, { variables: { oid }, what });
  if (object === null) throw new TroubleError({ kind: 'gone', what, request: null });
  const { nodes } = object.associatedPullRequests;
  return (nodes ?? []).filter((one) => one !== null).filter(({ merged }) => merged);
}

export const BROUGHT_QUERY = `query BelayBrought(
  $owner: String!, $name: String!, $oid: GitObjectID!
) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid) {
      ... on Commit {
        associatedPullRequests(first: 100) { nodes { number merged baseRefName } }
      }
    }
  }
}`;

interface MergedAnswer {
  readonly pullRequest: {
    readonly merged: boolean;
    readonly baseRefName: string;
    readonly mergeCommit: {
      readonly oid: string;
      readonly parents: { readonly nodes: readonly ({ readonly oid: string } | null)[] };
      readonly history: { readonly nodes: readonly (MergedCommit | null)[] };
    } | null;
  } | null;
}

interface MergedCommit {
  readonly oid: string;
  readonly associatedPullRequests: {
    readonly nodes: readonly ({ readonly number: number } | null)[] | null;
  } | null;
}

/** A merge has the branch as it was for its first parent; rebased commits are walked back. */
async function pullEntering(
  hub: Hub,
  number: number,
  branches: readonly string[],
): Promise<Entering | null> {
  const what = `pull request ${hub.owner}/${hub.name}#${number}`;
  const { pullRequest: pull } = await query<MergedAnswer>(hub, MERGED_QUERY, {
    variables: { number },
    what,
  });
  if (pull?.mergeCommit == null || !pull.merged || !branches.includes(pull.baseRefName))
    return null;
  const { oid: after, parents, history } = pull.mergeCommit;
  const own = (commit: MergedCommit | null) =>
    commit?.associatedPullRequests?.nodes?.some((one) => one?.number === number) ?? false;
  const before =
    parents.nodes.length > 1
      ? parents.nodes[0]
      : // The merge commit itself is the pull request's, whatever is said of it.
        history.nodes.slice(1).find((commit) => commit !== null && !own(commit));
  return before ? { before: before.oid, after } : null;
}

export const MERGED_QUERY = `query BelayMerged($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      merged
      baseRefName
      mergeCommit {
        oid
        parents(first: 2) { nodes { oid } }
        history(first: 100) {
          nodes { oid associatedPullRequests(first: 5) { nodes { number } } }
        }
      }
    }
  }
}`;
