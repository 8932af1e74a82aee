import type { Measured, MeasureId, NotMeasured, Readings } from './measures/measure.js';
import { measureOf } from './measures.js';
import type { Score } from './month/month.js';
import type { Steps, TemplateArea } from './template.js';

/** A measure that was read, with what it scores. */
export interface ScoredMeasure {
  readonly measure: MeasureId;
  readonly reading: Measured;
  readonly score: Score;
}

/** A measure that says nothing. */
export interface SilentMeasure {
  readonly measure: MeasureId;
  readonly reading: NotMeasured;
  readonly score: null;
}

/** A measure of an area, whether it says something or not. */
export type Graded = ScoredMeasure | SilentMeasure;

/** The readings of an area's measures, graded, in the template's order. */
export function gradesOf({ measures }: TemplateArea, readings: Readings): readonly Graded[] {
  return measures.flatMap(([measure, steps]): readonly Graded[] => {
    const reading = readings.get(measure);
    if (reading === undefined) return [];
    return reading.kind === 'measured'
      ? [{ measure, reading, score: scoreOf(reading, steps) }]
      : [{ measure, reading, score: null }];
  });
}

/** What a reading scores: one more for each step its share reaches. */
export function scoreOf({ value, of }: Pick<Measured, 'value' | 'of'>, steps: Steps): Score {
  const reached = steps.filter((step) => 100 * value >= step * of).length;
  return (1 + reached) as Score;
}

/** The measures that were read, the weakest first: by score, then by share, then as they stand. */
export function weakestFirst(grades: readonly Graded[]): readonly ScoredMeasure[] {
  return grades
    .filter((one) => one.score !== null)
    .toSorted((a, b) => a.score - b.score || shareOf(a) - shareOf(b));
}

function shareOf({ reading: { value, of } }: ScoredMeasure): number {
  return value / of;
}

/**
 * The score of an area: the mean of its measured measures, rounded down, and at most one above the
 * weakest of them, since a net holds as its weakest cord does. What is not measured does not count,
 * and what did not go wrong counts only where that is less.
 */
export function areaScore(grades: readonly Graded[]): Score | null {
  const all = grades.filter((one) => one.score !== null);
  const done = all.filter(({ measure }) => measureOf(measure).lowersOnly !== true);
  return done.length === 0 ? null : lower(scoreFrom(done), scoreFrom(all));
}

function lower(a: Score, b: Score): Score {
  return a < b ? a : b;
}

function scoreFrom(measured: readonly ScoredMeasure[]): Score {
  const scores = measured.map(({ score }) => score);
  const mean = Math.floor(scores.reduce((sum: number, score) => sum + score, 0) / scores.length);
  return Math.min(mean, Math.min(...scores) + 1) as Score;
}
