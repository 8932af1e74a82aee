import type { RepositoryName } from '../../core/pilot/repository-log.js';
import type { Untaken } from '../../core/pilot/sweep.js';
import type { Filing } from '../../core/scorecard/filing.js';
import type { Month, YearMonth } from '../../core/scorecard/month.js';
import type { MonthReading, MonthsReading } from '../../core/scorecard/month-reading.js';
import type { Scorecard } from '../../core/scorecard/score.js';
import type { ScorecardWrite } from '../../core/scorecard/scorecard-issue.js';
import type { Trouble } from '../../core/trouble.js';

/** What a run did about the issues of one repository. */
export interface RanLedger {
  readonly repository: RepositoryName;
  /** The writes that were carried out, each with its issue's number; `null` on paper. */
  readonly done: readonly { readonly write: ScorecardWrite; readonly number: number | null }[];
  /** Why something was not taken, though nothing is wrong. */
  readonly told: Untaken | null;
  /** What kept the rest from being done. */
  readonly trouble: Trouble | null;
}

/** One month with its scorecard, and whether that is worth an issue. */
export interface RanMonth {
  readonly kind: 'month';
  readonly month: Month;
  readonly card: Scorecard;
  readonly filing: Filing;
}

type Unread = Exclude<MonthReading, { readonly kind: 'month' }>;

/** A repository that was scored: its months that were due, oldest first. */
export interface RanRepository extends RanLedger {
  readonly kind: 'scored';
  readonly months: readonly (RanMonth | Unread)[];
}

/** One repository of a run: scored, or why it was not. */
export type Ran = RanRepository | Exclude<MonthsReading, { readonly kind: 'months' }>;

/** What a run came to; `rollUp` is the organisation's issue, where it has one. */
export interface ScorecardRun {
  readonly repositories: readonly Ran[];
  readonly rollUp: (RanLedger & { readonly month: YearMonth | null }) | null;
}

/** The scorecards of a repository, oldest month first. */
export function cardsIn(ran: Ran): readonly RanMonth[] {
  if (ran.kind !== 'scored') return [];
  return ran.months.filter((one) => one.kind === 'month');
}

/** Whether of a repository, or of one of its months, nobody knows what would have been found. */
export function isUnscored(ran: Ran): boolean {
  if (ran.kind !== 'scored') return ran.kind !== 'without-policy';
  return ran.trouble !== null || ran.months.some(({ kind }) => kind === 'broken-policy');
}
