import type { Day } from '../day.js';
import { type Cycle, cyclesWithin, isWithin } from './cycles.js';
import { type Lesson, lessonsOf } from './lessons.js';
import { firstDayOf, type Month } from './month.js';
import { type Round, roundsOf } from './rounds.js';
import { type Reviewed, type Tried, trialReviews, triedIn } from './tried.js';

/** What a month shows, sorted once for all measures. */
export interface Evidence {
  readonly month: Month;
  readonly first: Day;
  readonly last: Day;
  /** Every decision that names a flagged workflow. */
  readonly all: readonly Tried[];
  /** Of these, the ones that were open at the month's end, begun in it or reviewed in it. */
  readonly living: readonly Tried[];
  /** Living decisions that still need their safety net: neither killed nor superseded. */
  readonly net: readonly Tried[];
  readonly open: readonly Tried[];
  /** Reviews of trials, dated in the month. */
  readonly reviews: readonly Reviewed[];
  /** Checkpoints answered in the month, or past at its end without an answer. */
  readonly rounds: readonly Round[];
  /** The whole cycles of the month, counted back from its end; at least one. */
  readonly cycles: readonly Cycle[];
  readonly lessons: readonly Lesson[];
}

/** Sorts the month's log for the measures. */
export function evidenceOf(month: Month): Evidence {
  const { pilots: rules } = month.policy;
  const span = { from: firstDayOf(month.month), to: month.asOf };
  const all = triedIn(month);
  const reviews = all.flatMap((tried) =>
    trialReviews(tried.decision)
      .filter(({ date }) => isWithin(date, span))
      .map((review) => ({ tried, review })),
  );
  const reviewed = new Set(reviews.map(({ tried }) => tried));
  const living = all.filter(
    (tried) => tried.open || isWithin(tried.decision.date, span) || reviewed.has(tried),
  );
  return {
    month,
    first: span.from,
    last: span.to,
    all,
    living,
    net: living.filter(
      ({ decision: { status } }) => status !== 'killed' && status !== 'superseded',
    ),
    open: all.filter(({ open }) => open),
    reviews,
    rounds: all
      .flatMap((tried) => roundsOf(tried, rules))
      .filter(({ checkpoint, answer }) =>
        answer === null ? checkpoint < span.to : isWithin(answer.date, span),
      ),
    cycles: cyclesWithin(span.from, span.to, rules.cycle),
    lessons: lessonsOf(month, reviews),
  };
}
