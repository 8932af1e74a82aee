import type { JudgedBy, OpenPull } from '../../core/gate/concern.js';
import { parsePolicy } from '../../parse/policy.js';
import { get, type Hub, query } from './client.js';
import { type FileNode, POLICY_FIELDS, policiesIn } from './fields.js';

/** Numbers of the open pull requests of a repository whose head is this commit. */
export async function pullsAt(hub: Hub, headOid: string): Promise<readonly number[]> {
  const pulls = await get<readonly CommitPull[]>(
    hub,
    '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    { variables: { commit_sha: headOid, per_page: 100 }, what: `pull requests of ${headOid}` },
  );
  const here = `${hub.owner}/${hub.name}`.toLowerCase();
  return pulls
    .filter(({ state, head }) => state === 'open' && head.sha === headOid)
    .filter(({ base }) => base.repo.full_name.toLowerCase() === here)
    .map(({ number }) => number);
}

interface CommitPull {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string };
  readonly base: { readonly repo: { readonly full_name: string } };
}

/** What judges on the default branch, and the open pull requests. */
export interface Openings {
  readonly policy: JudgedBy;
  readonly pulls: readonly OpenPull[];
}

/** How many pull requests are asked for at once: with 100 files each a page stays small. */
const PER_PAGE = 50;

/** Every open pull request with the paths it touches. */
export async function readOpenings(hub: Hub): Promise<Openings> {
  const pulls: OpenPull[] = [];
  let policy: JudgedBy = 'none';
  let after: string | null = null;
  do {
    const page: Page = await query<Page>(hub, OPEN_PULLS_QUERY, {
      variables: { after, perPage: PER_PAGE },
      what: `open pull requests of ${hub.owner}/${hub.name}`,
    });
    policy = policyIn(page);
    const { nodes, pageInfo } = page.pullRequests;
    pulls.push(...(nodes ?? []).filter((node) => node !== null).map(openPull));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return { policy, pulls };
}

interface Page {
  readonly defaultBranchRef: { readonly target: Record<string, FileNode | null> | null } | null;
  readonly pullRequests: {
    readonly nodes: readonly (PullNode | null)[] | null;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

interface PullNode {
  readonly number: number;
  readonly headRefOid: string;
  readonly files: {
    readonly nodes:
      | readonly ({ readonly path: string; readonly changeType: string } | null)[]
      | null;
    readonly pageInfo: { readonly hasNextPage: boolean };
  } | null;
}

/** GraphQL does not tell the old name of a renamed file, so what a rename touches is not known. */
function openPull({ number, headRefOid, files }: PullNode): OpenPull {
  const nodes = files?.nodes ?? null;
  const known = nodes?.filter((node) => node !== null) ?? [];
  const isWhole =
    nodes?.length === known.length &&
    files?.pageInfo.hasNextPage === false &&
    !known.some(({ changeType }) => changeType === 'RENAMED');
  return { number, headOid: headRefOid, paths: isWhole ? known.map(({ path }) => path) : null };
}

function policyIn({ defaultBranchRef }: Page): JudgedBy {
  const [first] = policiesIn(defaultBranchRef?.target);
  if (first === undefined) return 'none';
  const { path, file } = first;
  const isReadable = file.kind === 'file' && !file.cut && file.text !== null;
  return (isReadable ? parsePolicy(path, file.text ?? '').policy : null) ?? 'unreadable';
}

export const OPEN_PULLS_QUERY = `query BelayOpenPulls($owner: String!, $name: String!, $perPage: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef {
      target {
        ... on Commit {
          ${POLICY_FIELDS}
        }
      }
    }
    pullRequests(states: OPEN, first: $perPage, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        headRefOid
        files(first: 100) { nodes { path changeType } pageInfo { hasNextPage } }
      }
    }
  }
}`;
