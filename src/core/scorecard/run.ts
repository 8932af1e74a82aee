import type { Day } from '../day.js';
import type { RepositoryName } from '../pilot/repository-log.js';
import type { Untaken } from '../pilot/sweep.js';
import type { Trouble } from '../trouble.js';
import type { Rest } from './agenda.js';
import type { ScorecardWrite } from './issue/scorecard-issue.js';
import type { Filing } from './month/filing.js';
import type { Month } from './month/month.js';
import type { MonthReading, Months, MonthsReading, OtherScorecard } from './month/month-reading.js';
import type { YearMonth } from './month/year-month.js';
import type { Scorecard } from './score.js';

/** One write that was carried out, and the number of its issue; `null` on paper. */
export interface DoneScorecard {
  readonly write: ScorecardWrite;
  readonly number: number | null;
}

/** What became of the writes of one repository. */
export interface Ledger {
  readonly done: readonly DoneScorecard[];
  /** Why something was not taken, though nothing is wrong. */
  readonly told: Untaken | null;
  /** What kept the rest from being done. */
  readonly trouble: Trouble | null;
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

/** Why there is no scorecard of the month that was asked for. */
export type UnreadMonth = Exclude<MonthReading, { readonly kind: 'month' }> & {
  readonly asked: YearMonth;
};

/** A month with the scores that people gave in its issue, or why it could not be read. */
export type FoundMonth = { readonly kind: 'month'; readonly month: Month } | UnreadMonth;

/** What was found and done in one repository; a month that could not be read is told in its place. */
export interface Scored extends Ledger {
  readonly kind: 'scored';
  readonly repository: Months['repository'];
  /** The day it is there. */
  readonly today: Day;
  /** The months that were due, oldest first. */
  readonly months: readonly (ScoredMonth | UnreadMonth)[];
  /** The months that were left because their issue stands as Belay wrote it. */
  readonly standing: readonly YearMonth[];
  /** The months that the next run files, because this one has filed so many. */
  readonly waiting: readonly YearMonth[];
  /** Why nothing was due, if that is so. */
  readonly rest: Rest | null;
  /** A number that stands for the scores in each month's issue, as it stands after the run. */
  readonly imprints: ReadonlyMap<YearMonth, number>;
  /** Issues of the scored months that another account filed. */
  readonly others: readonly OtherScorecard[];
}

/** One repository of a run: scored, or why it was not. */
export type RepositoryRun = Scored | Exclude<MonthsReading, { readonly kind: 'months' }>;

/** What was done about the issue over all repositories of an owner. */
export interface RollUpRun extends Ledger {
  readonly repository: RepositoryName;
  /** The newest month that was due; `null`: not known. */
  readonly month: YearMonth | null;
}

/** An organisation or person whose issue over all repositories has no place to stand. */
export interface Homeless {
  readonly owner: string;
  /** The repository of another owner that the policy names: nothing is told there. */
  readonly foreign: RepositoryName | null;
}

/** What a run came to. */
export interface ScorecardRun {
  readonly repositories: readonly RepositoryRun[];
  /** The organisation's issue, where it has one. */
  readonly rollUp: RollUpRun | null;
  readonly homeless: Homeless | null;
}

/** What kept Belay from a repository, or from a part of it. */
export function troubleIn(one: RepositoryRun): Trouble | null {
  return one.kind === 'scored' || one.kind === 'trouble' ? one.trouble : null;
}

/** The month that was asked for. */
export function askedOf(one: FoundMonth | ScoredMonth): YearMonth {
  return one.kind === 'month' ? one.month.month : one.asked;
}

/** The scorecards of a repository, oldest month first. */
export function cardsIn(one: RepositoryRun): readonly ScoredMonth[] {
  return one.kind === 'scored' ? one.months.filter((month) => month.kind === 'month') : [];
}

/** Whether of a repository, or of one of its months, nobody knows what would have been found. */
export function isUnscored(one: RepositoryRun): boolean {
  if (one.kind !== 'scored') return one.kind !== 'without-policy';
  return one.trouble !== null || one.months.some(({ kind }) => kind === 'broken-policy');
}
