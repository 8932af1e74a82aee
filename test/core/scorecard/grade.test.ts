import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaScore,
  type Graded,
  type ScoredMeasure,
  scoreOf,
  weakestFirst,
} from '../../../src/core/scorecard/grade.js';
import type { Measured, MeasureId } from '../../../src/core/scorecard/measures/measure.js';
import type { Score } from '../../../src/core/scorecard/month/month.js';

describe('the score of an area', () => {
  it('is the rounded down mean, at most one above the weakest', () => {
    expect(scoreOfArea(5, 5, 5, 1)).toBe(2);
    expect(scoreOfArea(5, 4)).toBe(4);
    expect(scoreOfArea(3, 3, 5)).toBe(3);
  });

  it('leaves out what is not measured, and is none where nothing is', () => {
    expect(scoreOfArea(5, null)).toBe(5);
    expect(scoreOfArea(null, null)).toBeNull();
  });

  it.each([
    'blast-radius',
    'exceptions',
    'repeated-exceptions',
    'extensions',
    'novelty-quota',
  ] as const)('is none where only what did not go wrong could be counted: %s', (measure) => {
    expect(areaScore([gradeOf(measure, 5)])).toBeNull();
  });

  it('is none, too, where nothing else of it was measured', () => {
    expect(areaScore([gradeOf('repeated-exceptions', 5), gradeOf('lessons', null)])).toBeNull();
    expect(areaScore([gradeOf('repeated-exceptions', 1), gradeOf('lessons', 5)])).toBe(2);
  });

  it('is lowered, but never raised, by what did not go wrong', () => {
    const weak = [gradeOf('guardrails-resolve', 1), gradeOf('limited-reach', 2)];
    expect(areaScore(weak)).toBe(1);
    expect(areaScore([...weak, gradeOf('blast-radius', 5)])).toBe(1);
    expect(areaScore([gradeOf('guardrails-resolve', 5), gradeOf('blast-radius', 1)])).toBe(2);
  });

  it('never falls when one more subject meets its measure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }), (met, rest) => {
        const steps = [40, 60, 80, 95] as const;
        const before = scoreOf(readingOf(met, met + rest), steps) ?? 0;
        expect(scoreOf(readingOf(met + 1, met + rest), steps) ?? 0).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('reaches a step exactly at its share', () => {
    expect(scoreOf(readingOf(4, 5), [40, 60, 80, 95])).toBe(4);
    expect(scoreOf(readingOf(19, 20), [40, 60, 80, 95])).toBe(5);
    expect(scoreOf(readingOf(0, 3), [40, 60, 80, 95])).toBe(1);
  });
});

describe('the weakest measures', () => {
  it('come first by their score, then by their share, then as the template has them', () => {
    const grades = [
      gradeOf('lessons', 5),
      { ...graded('quantified-aims', 2), reading: readingOf(2, 5) },
      { ...graded('paired-signals', 2), reading: readingOf(1, 2) },
      gradeOf('handoffs', null),
      { ...graded('stop-owners', 2), reading: readingOf(1, 4) },
      { ...graded('ownership', 2), reading: readingOf(2, 8) },
      gradeOf('backups', 1),
    ];
    expect(weakestFirst(grades).map(({ measure }) => measure)).toEqual([
      'backups',
      'stop-owners',
      'ownership',
      'quantified-aims',
      'paired-signals',
      'lessons',
    ]);
  });
});

function scoreOfArea(...given: readonly (Score | null)[]): Score | null {
  return areaScore(given.map((one) => gradeOf('lessons', one)));
}

function gradeOf(measure: MeasureId, given: Score | null): Graded {
  if (given !== null) return graded(measure, given);
  const why = { kind: 'too-few', found: 0, least: 1 } as const;
  return { measure, reading: { kind: 'not-measured', why }, score: null };
}

function graded(measure: MeasureId, score: Score): ScoredMeasure {
  return { measure, reading: readingOf(1, 1), score };
}

function readingOf(value: number, of: number): Measured {
  return { kind: 'measured', value, of, counted: [], met: [], lacks: [] };
}
