import { type Instant, type Span, startOf } from '../../../core/instant.js';
import { type Nodes, PAGE_INFO, type Paged, present } from '../../fleet/issue-nodes.js';
import { type Hub, isTooMuch, query } from '../../github/client.js';

/** A merged pull request as a listing has it. */
export interface MergedNode {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly updatedAt: string;
  readonly mergedAt: string;
  /** When the description was edited last; `null`: never. */
  readonly lastEditedAt: string | null;
  readonly baseRefName: string;
  readonly headRefOid: string;
  readonly changedFiles: number;
  readonly files: Nodes<{ readonly path: string; readonly changeType: string }> | null;
}

/** The merged pull requests of a span, and whether there may be more than were read. */
export interface MergedPulls {
  readonly pulls: readonly MergedNode[];
  readonly isCut: boolean;
}

const MOST_A_PAGE = 100;
const FEWEST_A_PAGE = 10;
const MOST_PAGES = 60;

/**
 * Every pull request that was merged in a span, into whatever branch. Search would stop at 1,000
 * and the branch's history has every commit of each, so that the pull requests themselves are gone
 * through, those touched last first: a merge touches. One that is touched again meanwhile moves to
 * the front, where it is looked for once more in the end.
 */
export async function mergedPulls(hub: Hub, span: Span): Promise<MergedPulls> {
  const start = startOf(span.from, span.zone);
  const walk: Walk = { hub, size: MOST_A_PAGE, found: new Map() };
  const first = await pageAfter(walk, null);
  let page = first;
  let pages = 1;
  for (; page.pageInfo.hasNextPage && !isPast(page, start) && pages < MOST_PAGES; pages++)
    page = await pageAfter(walk, page.pageInfo.endCursor);
  const isCut = page.pageInfo.hasNextPage && !isPast(page, start);
  if (pages > 1) await lookAgain(walk, newestOf(first));
  return { pulls: [...walk.found.values()], isCut };
}

interface Walk {
  readonly hub: Hub;
  readonly found: Map<number, MergedNode>;
  /** How many are asked for at once: fewer, once that was too much for one answer. */
  size: number;
}

type Page = Paged<MergedNode>;

/** Whether nothing further back can have been merged since: it was touched earlier still. */
function isPast(page: Page, start: Instant): boolean {
  const last = present(page).at(-1);
  return last !== undefined && Date.parse(last.updatedAt) < Date.parse(start);
}

function newestOf(page: Page): number {
  return Math.max(0, ...present(page).map(({ updatedAt }) => Date.parse(updatedAt)));
}

/** What was touched since the walk began stands in front now. */
async function lookAgain(walk: Walk, since: number): Promise<void> {
  let after: string | null = null;
  do {
    const page: Page = await pageAfter(walk, after);
    const isReached = present(page).some(({ updatedAt }) => Date.parse(updatedAt) <= since);
    after = page.pageInfo.hasNextPage && !isReached ? page.pageInfo.endCursor : null;
  } while (after !== null);
}

async function pageAfter(walk: Walk, after: string | null): Promise<Page> {
  const { hub } = walk;
  try {
    const { pullRequests: page } = await query<{ pullRequests: Page }>(hub, MERGED_PULLS_QUERY, {
      variables: { first: walk.size, after },
      what: `merged pull requests of ${hub.owner}/${hub.name}`,
    });
    for (const pull of present(page)) walk.found.set(pull.number, pull);
    return page;
  } catch (error) {
    if (walk.size <= FEWEST_A_PAGE || !isTooMuch(error)) throw error;
    walk.size = Math.ceil(walk.size / 2);
    return pageAfter(walk, after);
  }
}

/** The paths that a pull request is known to touch; `isWhole` is false where it may touch others. */
export interface KnownPaths {
  readonly paths: readonly string[];
  readonly isWhole: boolean;
}

/** GraphQL tells the first 100 files, and of a renamed one only the new name. */
export function pathsOf({ files, changedFiles }: MergedNode): KnownPaths {
  const known = present(files);
  const isRenaming = known.some(({ changeType }) => changeType === 'RENAMED');
  return {
    paths: known.map(({ path }) => path),
    isWhole: known.length === changedFiles && !isRenaming,
  };
}

export const MERGED_PULLS_QUERY = `query BelayMergedPulls(
  $owner: String!, $name: String!, $first: Int!, $after: String
) {
  repository(owner: $owner, name: $name) {
    pullRequests(
      states: MERGED, first: $first, after: $after
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      ${PAGE_INFO}
      nodes {
        number title url updatedAt mergedAt lastEditedAt
        baseRefName headRefOid changedFiles
        files(first: 100) { nodes { path changeType } }
      }
    }
  }
}`;
