import { TroubleError } from '../../core/trouble.js';
import type { FirstLook, PolicyVersion, Reverted } from '../source.js';
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

/** The commit before what was reverted came in; `null` unless it is part of the base branch. */
export async function commitBefore(
  hub: Hub,
  reverted: Reverted,
  look: FirstLook,
): Promise<string | null> {
  try {
    return reverted.kind === 'commit'
      ? await beforeCommit(hub, reverted.oid, look.base)
      : await beforePull(hub, reverted.number, look.proposal.baseBranch);
  } catch (error) {
    if (error instanceof TroubleError && isAbsence(error)) return null;
    throw error;
  }
}

/** A text may name anything: what GitHub does not know is no trouble, it only proves nothing. */
function isAbsence({ trouble }: TroubleError): boolean {
  return trouble.kind === 'gone' || (trouble.kind === 'github' && trouble.status === 422);
}

/** A branch may be named like a commit; only the id counts. */
async function beforeCommit(hub: Hub, named: string, base: string): Promise<string | null> {
  if (!/^[0-9a-f]{7,40}$/i.test(named)) return null;
  const { status, base_commit: commit } = await compare(hub, named, base);
  const isAncestor = status === 'ahead' || status === 'identical';
  if (!isAncestor || !commit.sha.startsWith(named.toLowerCase())) return null;
  return commit.parents[0]?.sha ?? null;
}

interface MergedAnswer {
  readonly pullRequest: {
    readonly merged: boolean;
    readonly baseRefName: string;
    readonly mergeCommit: {
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
async function beforePull(hub: Hub, number: number, branch: string): Promise<string | null> {
  const what = `pull request ${hub.owner}/${hub.name}#${number}`;
  const { pullRequest: pull } = await query<MergedAnswer>(hub, MERGED_QUERY, {
    variables: { number },
    what,
  });
  if (pull?.mergeCommit == null || !pull.merged || pull.baseRefName !== branch) return null;
  const { parents, history } = pull.mergeCommit;
  if (parents.nodes.length > 1) return parents.nodes[0]?.oid ?? null;
  const own = (commit: MergedCommit | null) =>
    commit?.associatedPullRequests?.nodes?.some((one) => one?.number === number) ?? false;
  // The merge commit itself is the pull request's, whatever is said of it.
  return history.nodes.slice(1).find((commit) => commit !== null && !own(commit))?.oid ?? null;
}

export const MERGED_QUERY = `query BelayMerged($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      merged
      baseRefName
      mergeCommit {
        parents(first: 2) { nodes { oid } }
        history(first: 100) {
          nodes { oid associatedPullRequests(first: 5) { nodes { number } } }
        }
      }
    }
  }
}`;
