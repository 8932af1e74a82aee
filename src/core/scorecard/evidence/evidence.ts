import type { Day } from '../../day.js';
import type { Month } from '../month/month.js';
import { firstDayOf } from '../month/year-month.js';
import { reviewsIn } from './arrivals.js';
import { type Broken, brokenIn } from './broken.js';
import { type Cycle, cyclesEnding, isWithin, lastCycles } from './cycles.js';
import { type Lesson, lessonsOf } from './lessons.js';
import { type Round, roundsIn } from './rounds.js';
import { type Slip, slipsIn } from './slips.js';
import { filedIn, isGone, type Reviewed, type Tried, triedIn } from './tried.js';

/** What a month shows, sorted once for all measures. */
export interface Evidence {
  readonly month: Month;
  readonly first: Day;
  readonly last: Day;
  /** Every decision that names a flagged workflow. */
  readonly all: readonly Tried[];
  /** Of these, the ones that were open at the month's end, begun in it or reviewed in it; open first. */
  readonly living: readonly Tried[];
  /** Living decisions that still need their safety net: neither killed nor superseded. */
  readonly net: readonly Tried[];
  readonly open: readonly Tried[];
  /** Entries that cannot be read or are invalid, unless they are known to be closed. */
  readonly broken: readonly Broken[];
  /** Reviews of trials that count in the month. */
  readonly reviews: readonly Reviewed[];
  /** Checkpoints answered by these, or past at the month's end without an answer. */
  readonly rounds: readonly Round[];
  /** Trials that got away from a checkpoint without a review. */
  readonly slips: readonly Slip[];
  /** The cycles that ended in the month, all of them under the policy. */
  readonly cycles: readonly Cycle[];
  /** The last two cycles that were over at its end, if both were under the policy; else none. */
  readonly lately: readonly Cycle[];
  readonly lessons: readonly Lesson[];
}

/** Two cycles in a row: one may be a holiday. */
const IN_A_ROW = 2;

/** Sorts the month's log for the measures. */
export function evidenceOf(month: Month): Evidence {
  const span = { from: firstDayOf(month.month), to: month.asOf };
  const log = filedIn(month);
  const all = triedIn(month, log);
  const reviews = reviewsIn(month, all, span);
  const living = livingIn(all, reviews, span);
  const flagged = new Set(all.map(({ entry }) => entry));
  return {
    month,
    first: span.from,
    last: span.to,
    all,
    living,
    net: living.filter(({ decision }) => !isGone(decision)),
    open: all.filter(({ open }) => open),
    broken: brokenIn(log, { today: month.asOf, flagged, before: month.before }),
    reviews,
    rounds: roundsIn(month, all, reviews),
    slips: slipsIn(month, all),
    ...cyclesIn(month, span),
    lessons: lessonsOf(month, reviews),
  };
}

function livingIn(
  all: readonly Tried[],
  reviews: readonly Reviewed[],
  span: Cycle,
): readonly Tried[] {
  const reviewed = new Set(reviews.map(({ tried }) => tried));
  return all
    .filter((tried) => tried.open || isWithin(tried.decision.date, span) || reviewed.has(tried))
    .toSorted((a, b) => Number(b.open) - Number(a.open));
}

/** Of a cycle that began before the policy nobody can ask anything. */
function cyclesIn(
  { policy: { pilots }, policySince }: Month,
  span: Cycle,
): Pick<Evidence, 'cycles' | 'lately'> {
  const isAsked = ({ from }: Cycle) => policySince === null || from >= policySince;
  const lately = lastCycles(span.to, pilots.cycle, IN_A_ROW);
  return {
    cycles: cyclesEnding(span, pilots.cycle).filter(isAsked),
    lately: lately.every(isAsked) ? lately : [],
  };
}
