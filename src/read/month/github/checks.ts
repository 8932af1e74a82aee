import type { Instant } from '../../../core/instant.js';
import { type ReadCheck, readCheck } from '../../../parse/published-check.js';
import { type Nodes, present } from '../../fleet/issue-nodes.js';
import { appOf } from '../../fleet/trust.js';
import { each, get, type Hub, halving, query } from '../../github/client.js';
import { aliases } from '../../github/fields.js';

/** The check run to look for: its name, and whose runs of that name count. */
export interface CheckName {
  readonly name: string;
  readonly by: Publisher;
}

/** An App, by its number or by the name its account goes by; or any App that is installed. */
export type Publisher = { readonly id: number } | { readonly slug: string } | 'any-app';

/**
 * The App whose runs count: the one with this number, else the one that files the issues. Where a
 * person or a workflow files them, any App's runs of that name do: an administrator installed it.
 * Those of workflows never do, for any of them may publish such a run.
 */
export function publisherOf(appId: number | null, issuer: string): Publisher {
  if (appId !== null) return { id: appId };
  const slug = appOf(issuer);
  return slug === null ? 'any-app' : { slug };
}

/** Whether a run by the App of this name counts; one asked for by its number was found by that. */
function isPublishedBy(by: Publisher, slug: string | undefined): boolean {
  if (by === 'any-app') return slug !== undefined && appOf(`${slug}[bot]`) !== null;
  return 'id' in by || slug === by.slug;
}

/** The number to ask by, where it is known. */
function numberOf(by: Publisher): number | null {
  return by !== 'any-app' && 'id' in by ? by.id : null;
}

/** A merged pull request, as far as its check is concerned. */
export interface Head {
  readonly headRefOid: string;
  readonly mergedAt: Instant;
}

/** One run, whichever way it was asked for. */
interface Run {
  readonly id: number;
  readonly completedAt: Instant | null;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
}

/**
 * What Belay's check run at each head said when it was merged; `null` where there is none that
 * tells. A commit's run is that of every pull request with that head, so that one that came after
 * the merge may speak of another.
 */
export async function checksAt(
  hub: Hub,
  heads: readonly Head[],
  check: CheckName,
): Promise<readonly (ReadCheck | null)[]> {
  const count = Math.ceil(heads.length / COMMITS_A_QUERY);
  const batches = Array.from({ length: count }, (_, at) =>
    heads.slice(at * COMMITS_A_QUERY, (at + 1) * COMMITS_A_QUERY),
  );
  const ask = (some: readonly Head[]) => askChecks(hub, some, check);
  const answers = (await each(batches, (some) => halving(some, ask))).flat();
  const cut = heads.filter((_, at) => answers[at] === 'cut');
  const whole = await each(cut, ({ headRefOid }) => allRunsAt(hub, headRefOid, check));
  return heads.map((head, at) => {
    const answer = answers[at] ?? 'cut';
    const runs = answer === 'cut' ? (whole[cut.indexOf(head)] ?? []) : answer;
    const run = runAtMerge(runs, head.mergedAt);
    return run === null ? null : readCheck(run);
  });
}

/** The newest run that had ended by then: what Belay said later nobody saw before the merge. */
function runAtMerge(runs: readonly Run[], mergedAt: Instant): Run | null {
  const ended = runs
    .flatMap((run) => (run.completedAt === null ? [] : [{ run, at: Date.parse(run.completedAt) }]))
    .filter(({ at }) => at <= Date.parse(mergedAt))
    .toSorted((a, b) => b.at - a.at || b.run.id - a.run.id);
  return ended[0]?.run ?? null;
}

interface RunNode extends Omit<Run, 'id'> {
  readonly databaseId: number | null;
}

interface Cuttable<T> extends Nodes<T> {
  readonly pageInfo: { readonly hasNextPage: boolean };
}

interface SuiteNode {
  readonly app: { readonly slug: string } | null;
  readonly checkRuns: Cuttable<RunNode> | null;
}

interface CommitAnswer {
  readonly checkSuites?: Cuttable<SuiteNode> | null;
}

/** Each comes with a text of some kilobytes; what is too much is asked for in halves. */
const COMMITS_A_QUERY = 250;
/** An App has one suite at a commit, and few runs in it. */
const SUITES = 5;
const RUNS = 10;

/** The runs at each commit; `cut` where there are more than come along. */
async function askChecks(
  hub: Hub,
  heads: readonly Head[],
  { name, by }: CheckName,
): Promise<readonly (readonly Run[] | 'cut')[]> {
  const answer = await query<Record<string, CommitAnswer | null>>(hub, checksQuery(heads.length), {
    variables: {
      checkName: name,
      app: numberOf(by),
      ...Object.fromEntries(heads.map(({ headRefOid }, at) => [`o${at}`, headRefOid])),
    },
    what: `checks of ${hub.owner}/${hub.name}`,
  });
  return heads.map((_, at) => runsIn(answer[`c${at}`]?.checkSuites ?? null, by));
}

function runsIn(suites: CommitAnswer['checkSuites'], by: Publisher): readonly Run[] | 'cut' {
  const own = present(suites).filter(({ app }) => isPublishedBy(by, app?.slug));
  const lists = [suites, ...own.map(({ checkRuns }) => checkRuns)];
  if (lists.some((list) => list?.pageInfo.hasNextPage)) return 'cut';
  return own
    .flatMap(({ checkRuns }) => present(checkRuns))
    .flatMap(({ databaseId, ...run }) => (databaseId === null ? [] : [{ ...run, id: databaseId }]));
}

interface RestRun {
  readonly id: number;
  readonly completed_at: string | null;
  readonly conclusion: string | null;
  readonly app: { readonly slug?: string } | null;
  readonly output: { readonly title: string | null; readonly summary: string | null };
}

interface RestRuns {
  readonly check_runs: readonly RestRun[];
  readonly total_count: number;
}

/** GitHub keeps a thousand runs of one name. */
const MOST_PAGES = 10;
const PER_PAGE = 100;

/** All runs at a commit; where GitHub does not hand over all of them, none is believed. */
async function allRunsAt(hub: Hub, ref: string, { name, by }: CheckName): Promise<readonly Run[]> {
  const found: RestRun[] = [];
  const number = numberOf(by);
  const app = number === null ? {} : { app_id: number };
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await get<RestRuns>(hub, '/repos/{owner}/{repo}/commits/{ref}/check-runs', {
      variables: { ref, check_name: name, ...app, filter: 'all', per_page: PER_PAGE, page },
      what: `checks of ${ref} in ${hub.owner}/${hub.name}`,
    });
    found.push(...answer.check_runs);
    if (found.length >= answer.total_count)
      return found.filter(({ app }) => isPublishedBy(by, app?.slug)).map(fromRest);
  }
  return [];
}

function fromRest({ id, completed_at, conclusion, output }: RestRun): Run {
  return { id, completedAt: completed_at, conclusion, ...output };
}

/** The check runs of so many commits. */
export function checksQuery(count: number): string {
  return `query BelayChecks($owner: String!, $name: String!, $checkName: String!, $app: Int
  ${aliases(count, (at) => `$o${at}: GitObjectID!`)}
) {
  repository(owner: $owner, name: $name) {
    ${aliases(count, (at) => `c${at}: object(oid: $o${at}) { ...Checked }`)}
  }
}
fragment Checked on Commit {
  checkSuites(first: ${SUITES}, filterBy: { appId: $app, checkName: $checkName }) {
    pageInfo { hasNextPage }
    nodes {
      app { slug }
      checkRuns(
        first: ${RUNS}, filterBy: { appId: $app, checkName: $checkName, checkType: ALL }
      ) {
        pageInfo { hasNextPage }
        nodes { databaseId completedAt conclusion title summary }
      }
    }
  }
}`;
}
