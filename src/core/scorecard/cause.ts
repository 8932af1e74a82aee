import type { Graded } from './grade.js';
import type { RememberedArea, RememberedReading, Score } from './month.js';

/** The measure that moved an area's score, and what it read before; `null`: it was not measured. */
export interface Cause {
  readonly now: Graded;
  readonly before: RememberedReading | null;
}

/**
 * Why an area rose or fell: of its measures that moved the same way, the one that moved most, else
 * the weakest (where it fell) or strongest of those that were not measured before.
 */
export function causeOf(
  score: Score | null,
  grades: readonly Graded[],
  before: Pick<RememberedArea, 'score' | 'readings'>,
): Cause | null {
  const way = Math.sign((score ?? 0) - (before.score ?? 0));
  if (score === null || before.score === null || way === 0) return null;
  const known = new Map(before.readings.map((one) => [one.measure, one]));
  const moved = grades
    .flatMap((now) => {
      const was = known.get(now.measure) ?? null;
      return now.score === null ? [] : [{ now, before: was, by: way * shift(now, was) }];
    })
    .filter((one) => one.before === null || one.by > 0);
  const most = moved.filter((one) => one.before !== null).toSorted((a, b) => b.by - a.by);
  const fresh = moved
    .filter((one) => one.before === null)
    .toSorted((a, b) => way * ((b.now.score ?? 0) - (a.now.score ?? 0)));
  const [first] = [...most, ...fresh];
  return first === undefined ? null : { now: first.now, before: first.before };
}

/** By how much of the whole a measure rose. */
function shift({ reading }: Graded, was: RememberedReading | null): number {
  if (reading.kind === 'not-measured' || was === null) return 0;
  return reading.value / reading.of - was.value / was.of;
}
