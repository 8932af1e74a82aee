import type { Graded, ScoredMeasure } from './grade.js';
import type { RememberedArea, RememberedReading, Score } from './month/month.js';

/** The measure that moved an area's score, and what it read before; `null`: it was not measured. */
export interface Cause {
  readonly now: ScoredMeasure;
  readonly before: RememberedReading | null;
}

/**
 * Why an area rose or fell: of its measures that moved the same way, the one that moved most, else
 * the weakest (where it fell) or strongest of those that were not measured before. `null`: it did
 * neither, or none of its measures tells.
 */
export function causeOf(
  score: Score | null,
  grades: readonly Graded[],
  before: Pick<RememberedArea, 'score' | 'readings'>,
): Cause | null {
  const way = Math.sign((score ?? 0) - (before.score ?? 0));
  if (score === null || before.score === null || way === 0) return null;
  const known = new Map(before.readings.map((one) => [one.measure, one]));
  const read = grades.filter((one) => one.score !== null);
  const [moved] = read
    .flatMap((now) => {
      const was = known.get(now.measure);
      return was === undefined ? [] : [{ now, before: was, by: way * shift(now, was) }];
    })
    .filter(({ by }) => by > 0)
    .toSorted((a, b) => b.by - a.by);
  if (moved !== undefined) return { now: moved.now, before: moved.before };
  const [fresh] = read
    .filter(({ measure }) => !known.has(measure))
    .toSorted((a, b) => way * (b.score - a.score));
  return fresh === undefined ? null : { now: fresh, before: null };
}

/** By how much of the whole a measure rose. */
function shift({ reading: { value, of } }: ScoredMeasure, was: RememberedReading): number {
  return value / of - was.value / was.of;
}
