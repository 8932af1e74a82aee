import { scorecardMark } from '../../../src/core/scorecard/memory.js';
import { aMemory } from '../../builders/month.js';
import type { Pull } from '../../github/pull.js';
import type { Files, GitHubMonthStage } from './stage.js';

/** A pull request that was merged in the middle of October, unless said otherwise. */
export async function merged(
  stage: GitHubMonthStage,
  work: {
    readonly files: Files;
    readonly renames?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly at?: string;
    readonly method?: 'merge' | 'squash' | 'rebase';
  },
): Promise<Pull> {
  const { files, renames = {}, body = '', at = '2026-10-14T09:00:00Z', method = 'merge' } = work;
  stage.gh.clock.set(at);
  const options = { files: { ...files }, renames: { ...renames }, body };
  const pull = await stage.shop.openPull({ ...options, title: 'Change prices' });
  await pull.merge({ method });
  return pull;
}

/** What a check run says. */
export interface Check {
  readonly conclusion: string;
  readonly title: string;
  readonly summary: string;
  readonly name?: string;
}

export const CLEAR: Check = {
  conclusion: 'success',
  title: 'Clear: checkout-pricing is on belay (DL-0042)',
  summary:
    '| workflow | decision |\n| --- | --- |\n| Checkout pricing | ✓ [DL-0042](https://github.com/acme/shop/blob/main/docs/decisions/0042-read-through-cache.md) |',
};

/** Publishes a check of the app at the head of each. */
export async function judgeAll(
  { gh }: GitHubMonthStage,
  pulls: readonly Pick<Pull, 'head'>[],
  { name = 'Belay', conclusion, title, summary }: Check = CLEAR,
): Promise<void> {
  const token = gh.installationToken('acme');
  for (const { head } of pulls)
    await gh.rest(token, 'POST', '/repos/acme/shop/check-runs', {
      name,
      head_sha: head,
      status: 'completed',
      conclusion,
      output: { title, summary },
    });
}

/**
 * So many merged pull requests at once, each with a check: written down as GitHub would have them,
 * since asking for each would take long.
 */
export async function manyMerged(stage: GitHubMonthStage, count: number): Promise<void> {
  const first = await merged(stage, { files: { 'services/pricing/quote.ts': '0\n' } });
  await judgeAll(stage, [first]);
  const { tables } = stage.gh.hub;
  const { id: _pull, ...pull } = first.pullRow;
  const run = tables.checkRuns.findBy('head_sha', first.head)[0];
  const suite = tables.checkSuites.findBy('head_sha', first.head)[0];
  if (run === undefined || suite === undefined) throw new Error('no check to copy');
  for (let number = first.number + 1; number < first.number + count; number++) {
    const files = { 'services/pricing/quote.ts': `${number}\n` };
    const head_sha = await stage.shop.commit({ files, branch: `many-${number}`, event: false });
    tables.pullRequests.insert({ ...pull, node_id: `many-${number}`, number, head_sha });
    const { id: check_suite_id } = tables.checkSuites.insert({ ...withoutId(suite), head_sha });
    tables.checkRuns.insert({ ...withoutId(run), head_sha, check_suite_id });
  }
}

/** Issues as Belay files them for these months. */
export async function fileScorecards(
  { gh }: GitHubMonthStage,
  months: readonly string[],
): Promise<void> {
  const token = gh.installationToken('acme');
  for (const month of months) {
    const mark = scorecardMark(aMemory({ month }));
    const issue = { title: `Scorecard ${month}`, body: `Rows.\n\n${mark}` };
    await gh.rest(token, 'POST', '/repos/acme/shop/issues', issue);
  }
}

function withoutId<T extends { readonly id: number }>({ id: _id, ...row }: T): Omit<T, 'id'> {
  return row;
}
