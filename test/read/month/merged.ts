import { scorecardMark } from '../../../src/core/scorecard/issue/memory.js';
import { aMemory } from '../../builders/month.js';
import type { Pull } from '../../github/pull.js';
import type { Files, GitHubMonthStage } from './stage.js';

/** Where pull requests are merged. */
type Yard = Pick<GitHubMonthStage, 'gh' | 'shop'>;

/** A pull request that was merged in the middle of October, unless said otherwise. */
export async function merged(
  stage: Yard,
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

/** What happens to a pull request, each at a time of one day in October. */
export type Steps = readonly (readonly [time: string, step: Check | 'merge'])[];

/** A pull request that was opened at eight, and what happened to it since. */
export async function pullThrough(stage: Yard, steps: Steps, files: Files): Promise<Pull> {
  const at = (time: string) => stage.gh.clock.set(`2026-10-14T${time}Z`);
  at('08:00:00');
  const pull = await stage.shop.openPull({ files: { ...files }, title: 'Change prices' });
  for (const [time, step] of steps) {
    at(time);
    if (step === 'merge') await pull.merge();
    else await judgeAll(stage, [pull], step);
  }
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

export const HELD: Check = {
  conclusion: 'failure',
  title: 'Held: checkout-pricing needs a rollback path',
  summary: CLEAR.summary,
};

export const UNTOUCHED: Check = {
  conclusion: 'success',
  title: 'No flagged workflow touched',
  summary: 'This change touches no flagged workflow.',
};

/** Publishes a check of the app at the head of each. */
export async function judgeAll(
  { gh }: Yard,
  pulls: readonly Pick<Pull, 'head'>[],
  { name = 'Belay', conclusion, title, summary }: Check = CLEAR,
  token = gh.installationToken('acme'),
): Promise<void> {
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
export async function manyMerged(stage: Yard, count: number, at?: string): Promise<void> {
  const files = { 'services/pricing/quote.ts': `${at} 0\n` };
  const first = await merged(stage, at === undefined ? { files } : { files, at });
  await judgeAll(stage, [first]);
  const { tables } = stage.gh.hub;
  const { id: _pull, ...pull } = first.pullRow;
  const run = tables.checkRuns.findBy('head_sha', first.head)[0];
  const suite = tables.checkSuites.findBy('head_sha', first.head)[0];
  if (run === undefined || suite === undefined) throw new Error('no check to copy');
  for (let number = first.number + 1; number < first.number + count; number++) {
    const next = { 'services/pricing/quote.ts': `${number}\n` };
    const branch = `many-${number}`;
    const head_sha = await stage.shop.commit({ files: next, branch, event: false });
    tables.pullRequests.insert({ ...pull, node_id: `many-${number}`, number, head_sha });
    const { id: check_suite_id } = tables.checkSuites.insert({ ...withoutId(suite), head_sha });
    tables.checkRuns.insert({ ...withoutId(run), head_sha, check_suite_id });
  }
}

/** Issues as Belay files them for these months. */
export async function fileScorecards({ gh, shop }: Yard, months: readonly string[]): Promise<void> {
  const token = gh.installationToken('acme');
  for (const month of months) {
    const mark = scorecardMark(aMemory({ month, repository: String(shop.row.id) }));
    const issue = { title: `Scorecard ${month}`, body: `Rows.\n\n${mark}` };
    await gh.rest(token, 'POST', '/repos/acme/shop/issues', issue);
  }
}

function withoutId<T extends { readonly id: number }>({ id: _id, ...row }: T): Omit<T, 'id'> {
  return row;
}
