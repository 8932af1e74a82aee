import { issueOf } from '../../core/scorecard/issue/scorecard-issue.js';
import { filingOf } from '../../core/scorecard/month/filing.js';
import type { Month, Remembered, YearMonth } from '../../core/scorecard/month/month.js';
import type { Months } from '../../core/scorecard/month/month-reading.js';
import type { ScoredMonth, UnreadMonth } from '../../core/scorecard/run.js';
import { score } from '../../core/scorecard/score.js';
import { type Vetted, vetted } from './scores.js';

/** What scoring one month takes of a repository. */
export type MonthSource = Pick<Months, 'read' | 'policy' | 'known' | 'register' | 'today'>;

/** A month with the scores that people gave in its issue, or why it could not be read. */
export type FoundMonth = { readonly kind: 'month'; readonly month: Month } | UnreadMonth;

/** Reads a month, with the scores that people gave in its issue. */
export async function readMonth(
  months: Vetted<MonthSource>,
  asked: YearMonth,
): Promise<FoundMonth> {
  const trouble = months.unvetted.get(asked);
  if (trouble !== undefined) return { kind: 'trouble', trouble, asked };
  const reading = await months.read(asked);
  if (reading.kind !== 'month') return { ...reading, asked };
  const human = issueOf({ series: 'scorecard', month: asked }, months.known)?.scores ?? [];
  return { kind: 'month', month: { ...reading.month, human } };
}

/** Scores a month that was read; it remembers `fresh`, those scored before it in the same run. */
export function scoredMonth(
  read: Month,
  months: MonthSource,
  fresh: readonly Remembered[],
): ScoredMonth {
  const known = read.earlier.filter((old) => !fresh.some((one) => one.month === old.month));
  const earlier = [...fresh, ...known].toSorted((a, b) => (a.month < b.month ? 1 : -1));
  const month = { ...read, earlier };
  const url = issueOf({ series: 'scorecard', month: read.month }, months.known)?.url ?? null;
  const filing = filingOf(month, months.today, months.policy);
  return { kind: 'month', month, card: score(month), filing, url };
}

/** One month by itself. */
export async function scoreMonth(
  months: MonthSource,
  asked: YearMonth,
): Promise<ScoredMonth | UnreadMonth> {
  const found = await readMonth(await vetted(months), asked);
  return found.kind === 'month' ? scoredMonth(found.month, months, []) : found;
}
