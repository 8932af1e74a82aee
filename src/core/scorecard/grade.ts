import type { MeasureId, Reading } from './measure.js';
import type { Score } from './month.js';
import type { Steps, TemplateArea } from './template.js';

/** A reading with what it scores; `null`: it says nothing. */
export interface Graded {
  readonly measure: MeasureId;
  readonly reading: Reading;
  readonly score: Score | null;
}

/** The readings of an area's measures, graded, in the template's order. */
export function gradesOf(
  { measures }: TemplateArea,
  readings: ReadonlyMap<string, Reading>,
): readonly Graded[] {
  return measures.flatMap(([measure, steps]) => {
    const reading = readings.get(measure);
    return reading === undefined ? [] : [{ measure, reading, score: scoreOf(reading, steps) }];
  });
}

/** What a reading scores: one more for each step its share reaches. */
export function scoreOf(reading: Reading, steps: Steps): Score | null {
  if (reading.kind === 'not-measured') return null;
  const { value, of } = reading;
  const reached = steps.filter((step) => 100 * value >= step * of).length;
  return (1 + reached) as Score;
}

/**
 * The score of an area: the mean of its measured measures, rounded down, and at most one above the
 * weakest of them, since a net holds as its weakest cord does. What is not measured does not count.
 */
export function areaScore(grades: readonly Graded[]): Score | null {
  const scores = grades.flatMap(({ score }) => score ?? []);
  if (scores.length === 0) return null;
  const mean = Math.floor(scores.reduce((sum: number, score) => sum + score, 0) / scores.length);
  return Math.min(mean, Math.min(...scores) + 1) as Score;
}
