import { type Agenda, isIdle, mustWait } from '../../core/scorecard/agenda.js';
import { cardKey, issueOf } from '../../core/scorecard/issue/scorecard-issue.js';
import { filingOf } from '../../core/scorecard/month/filing.js';
import type { Month, Remembered } from '../../core/scorecard/month/month.js';
import type { Months, Vetted } from '../../core/scorecard/month/month-reading.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';
import {
  askedOf,
  type FoundMonth,
  type ScoredMonth,
  type UnreadMonth,
} from '../../core/scorecard/run.js';
import { score } from '../../core/scorecard/score.js';
import { vetted } from './scores.js';

/** What scoring one month takes of a repository. */
export type MonthSource = Pick<Months, 'read' | 'policy' | 'known' | 'register' | 'today'>;

/** Reads a month, with the scores that people gave in its issue. */
async function readMonth(months: Vetted<MonthSource>, asked: YearMonth): Promise<FoundMonth> {
  const trouble = months.unvetted.get(asked);
  if (trouble !== undefined) return { kind: 'trouble', trouble, asked };
  const reading = await months.read(asked);
  if (reading.kind !== 'month') return { ...reading, asked };
  const human = issueOf(cardKey(asked), months.known)?.scores ?? [];
  return { kind: 'month', month: { ...reading.month, human } };
}

/**
 * Reads the months of an agenda, oldest first, up to one that must be waited for. Where the newest
 * is worth no issue, those missed before it have mostly been read and left on an earlier day: they
 * are looked at on its first days only.
 */
export async function readDue(agenda: Agenda, months: Vetted): Promise<readonly FoundMonth[]> {
  const { missed, isFresh } = agenda;
  const found = await readEach(agenda.months, agenda, months);
  const last = found.at(-1);
  const rests = missed.length === 0 || (!isFresh && last !== undefined && isIdle(last, months));
  if (rests || found.some((one) => mustWait(one, agenda, months))) return found;
  const before = await readEach(missed, agenda, months);
  return [...before, ...found].toSorted((a, b) => (askedOf(a) < askedOf(b) ? -1 : 1));
}

async function readEach(
  asked: readonly YearMonth[],
  agenda: Agenda,
  months: Vetted,
): Promise<readonly FoundMonth[]> {
  const found: FoundMonth[] = [];
  for (const month of asked) {
    const one = await readMonth(months, month);
    found.push(one);
    if (mustWait(one, agenda, months)) break;
  }
  return found;
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
  const url = issueOf(cardKey(read.month), months.known)?.url ?? null;
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
