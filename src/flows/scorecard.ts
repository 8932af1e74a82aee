import { isQuiet } from '../core/pilot/sweep.js';
import { monthsDue } from '../core/scorecard/due.js';
import { type Filing, filingOf } from '../core/scorecard/filing.js';
import type { Month, Remembered, YearMonth } from '../core/scorecard/month.js';
import type { MonthReading, Months, MonthsReading } from '../core/scorecard/month-reading.js';
import { memoryOf, type Scorecard, score } from '../core/scorecard/score.js';
import {
  endings,
  isSettled,
  issueOf,
  standing,
  weekly,
} from '../core/scorecard/scorecard-issue.js';
import { weeklyFacts, weekOf } from '../core/scorecard/week.js';
import type { Trouble } from '../core/trouble.js';
import { closingComment } from '../render/scorecard/closing.js';
import { scorecardIssue, scorecardTitle } from '../render/scorecard/issue.js';
import { weeklyComment } from '../render/scorecard/weekly.js';
import {
  type Ledger,
  type OpenLedger,
  openLedger,
  type WriteScorecard,
} from './scorecard-ledger.js';
import { allowedScores, isBehind } from './scores.js';

/** Where scorecards are written. */
export interface ScorecardPorts {
  readonly write: WriteScorecard;
  /** Address of the documentation. */
  readonly docs: string | null;
  /** The month that a person asked for; `null`: those that are due. */
  readonly month: YearMonth | null;
  /** What becomes of a month whose issue stands as Belay wrote it: a run of every day leaves it. */
  readonly settled: 'read' | 'left';
}

/** One month with its scorecard, and whether that is worth an issue. */
export interface ScoredMonth {
  readonly kind: 'month';
  readonly month: Month;
  readonly card: Scorecard;
  readonly filing: Filing;
  /** The page of its issue; `null` where it has none. */
  readonly url: string | null;
}

type Unscored = Exclude<MonthReading, { readonly kind: 'month' }>;

/** What was found and done in one repository; a month that could not be read is told in its place. */
export interface Scored extends Ledger {
  readonly kind: 'scored';
  readonly repository: Months['repository'];
  readonly months: readonly (ScoredMonth | Unscored)[];
}

/** What a run found and did, repository by repository. */
export type ScorecardReport = readonly (
  | Scored
  | Exclude<MonthsReading, { readonly kind: 'months' }>
)[];

/**
 * Files the scorecards that are due, repository by repository. One's trouble stops only itself,
 * unless GitHub refuses to be asked so much: asking on would only make that last.
 */
export async function scorecards(
  readings: AsyncIterable<MonthsReading>,
  ports: ScorecardPorts,
): Promise<ScorecardReport> {
  const report: ScorecardReport[number][] = [];
  for await (const reading of readings) {
    const one = reading.kind === 'months' ? await scorecard(reading.months, ports) : reading;
    report.push(one);
    if (isRefusal(one)) break;
  }
  return report;
}

/** Whether GitHub refused what was asked for one repository for being too much. */
function isRefusal(one: ScorecardReport[number]): boolean {
  return 'trouble' in one && one.trouble?.kind === 'rate-limit';
}

/**
 * Scores the months that are due, oldest first, sees to it that each has its one issue, closes those
 * of earlier months, and says what the week brought. What stands already is not written again.
 */
export async function scorecard(months: Months, ports: ScorecardPorts): Promise<Scored> {
  const ledger = openLedger(months, ports.write);
  const scored: Scored['months'][number][] = [];
  for (const month of dueIn(months, ports.month)) {
    const one = await scoreDue(month, { months, ledger, ports, scored });
    if (one !== null) scored.push(one);
    if (one?.kind === 'trouble') break;
  }
  const trouble = scored.find((one) => one.kind === 'trouble')?.trouble ?? null;
  const silenced = trouble ?? (await sayWeek(months, ledger));
  const closed = ledger.close();
  const { repository } = months;
  return {
    ...closed,
    kind: 'scored',
    repository,
    months: scored,
    trouble: closed.trouble ?? silenced,
  };
}

/** Nothing is due on a quiet day, unless a person asks or has given a score. */
function dueIn({ policy, today, known }: Months, asked: YearMonth | null): readonly YearMonth[] {
  if (asked !== null) return [asked];
  if (policy.scorecard === null) return [];
  const own = known.filter(({ series }) => series === 'scorecard');
  const filed = own.map(({ month }) => month);
  const behind = own.filter(isBehind).map(({ month }) => month);
  const { day } = policy.scorecard;
  const due = isQuiet(today, policy.pilots) ? [] : monthsDue({ today, day, filed });
  return [...new Set([...behind, ...due])].toSorted();
}

interface Run {
  readonly months: Months;
  readonly ledger: OpenLedger;
  readonly ports: ScorecardPorts;
  /** The months before it in this run. */
  readonly scored: Scored['months'];
}

/** A month that is due, scored and filed; `null` where its issue stands and is left. */
async function scoreDue(month: YearMonth, run: Run): Promise<ScoredMonth | Unscored | null> {
  const { months, ledger, ports, scored } = run;
  if (ports.settled === 'left' && isSettled(titled(month), months.known)) {
    await supersede(month, ledger);
    return null;
  }
  const one = await scoreMonth(months, month, scored.flatMap(rememberedOf));
  return one.kind === 'month' && one.filing.filed ? { ...one, url: await file(one, run) } : one;
}

function rememberedOf(one: Scored['months'][number]): readonly Remembered[] {
  return one.kind === 'month' && one.filing.filed ? [{ ...memoryOf(one.card), url: one.url }] : [];
}

/** One month, scored; it remembers the months that were scored before it in the same run. */
export async function scoreMonth(
  months: Pick<Months, 'read' | 'known' | 'register' | 'today'>,
  asked: YearMonth,
  fresh: readonly Remembered[],
): Promise<ScoredMonth | Unscored> {
  const reading = await months.read(asked);
  if (reading.kind !== 'month') return reading;
  const known = reading.month.earlier.filter(
    (old) => !fresh.some((one) => one.month === old.month),
  );
  const earlier = [...fresh, ...known].toSorted((a, b) => (a.month < b.month ? 1 : -1));
  const measured = { ...reading.month, earlier };
  const issue = issueOf({ series: 'scorecard', month: asked }, months.known);
  const { areas } = score(measured);
  const human = await allowedScores(issue?.scores ?? [], areas, months.register);
  const month = { ...measured, human };
  const filing = filingOf(month, months.today);
  return { kind: 'month', month, card: score(month), filing, url: issue?.url ?? null };
}

/** The new issue first: only once it is there, those before it may go. */
async function file(
  { card, month: { month } }: ScoredMonth,
  { months, ledger, ports }: Run,
): Promise<string | null> {
  const labels = months.policy.scorecard?.labels ?? [];
  const wanted = { ...titled(month), ...scorecardIssue(card, ports.docs), labels };
  await ledger.carry(standing(wanted, ledger.known()));
  return supersede(month, ledger);
}

/** Closes the issues of earlier months; gives the page of this one's. */
async function supersede(month: YearMonth, ledger: OpenLedger): Promise<string | null> {
  const key = { series: 'scorecard', month } as const;
  const issue = issueOf(key, ledger.known());
  const comment = closingComment({ ...key, number: issue?.number ?? null });
  await ledger.carry(endings(key, ledger.known(), comment));
  return issue?.url ?? null;
}

function titled(month: YearMonth) {
  return { series: 'scorecard', month, title: scorecardTitle(month) } as const;
}

async function sayWeek(months: Months, ledger: OpenLedger): Promise<Trouble | null> {
  const { policy, today, repository } = months;
  if (policy.scorecard?.weekly !== true || isQuiet(today, policy.pilots)) return null;
  const log = await months.log();
  if (log.kind === 'trouble') return log.trouble;
  const facts = weeklyFacts({ day: today, policy, entries: log.value });
  const body = facts === null ? null : weeklyComment(facts, repository);
  await ledger.carry(weekly({ week: weekOf(today).name, body }, ledger.known()));
  return null;
}
