import { describe, expect, it } from 'vitest';
import { causeOf } from '../../../src/core/scorecard/cause.js';
import type { Graded } from '../../../src/core/scorecard/grade.js';
import type { MeasureId } from '../../../src/core/scorecard/measures/measure.js';
import type { RememberedReading, Score } from '../../../src/core/scorecard/month/month.js';

const SCORES: readonly (readonly [number, Score])[] = [
  [95, 5],
  [80, 4],
  [60, 3],
  [40, 2],
];

/** So many of ten, with what that scores. */
function now(measure: MeasureId, value: number): Graded {
  const score = SCORES.find(([from]) => 10 * value >= from)?.[1] ?? 1;
  const reading = { kind: 'measured', value, of: 10, counted: [], met: [], lacks: [] } as const;
  return { measure, reading, score };
}

function silent(measure: MeasureId): Graded {
  const why = { kind: 'too-few', found: 0, least: 1 } as const;
  return { measure, reading: { kind: 'not-measured', why }, score: null };
}

function was(measure: MeasureId, value: number, of = 10): RememberedReading {
  return { measure, value, of };
}

/** The measure that moved an area from one score to another, and what it read before. */
function cause(
  [before, after]: readonly [Score | null, Score | null],
  grades: readonly Graded[],
  readings: readonly RememberedReading[],
) {
  const found = causeOf(after, grades, { score: before, readings });
  return found === null ? null : [found.now.measure, found.before?.value ?? null];
}

describe('what moved an area', () => {
  const grades = [now('handoffs', 10), now('backups', 4), now('ownership', 8)];
  const readings = [was('handoffs', 2), was('backups', 9), was('ownership', 5)];

  it('up is the measure that rose most, down the one that fell most', () => {
    expect(cause([2, 3], grades, readings)).toEqual(['handoffs', 2]);
    expect(cause([3, 2], grades, readings)).toEqual(['backups', 9]);
  });

  it('goes by shares, not by counts', () => {
    const half = [was('handoffs', 4, 5), was('ownership', 5, 10)];
    expect(cause([2, 3], grades, half)).toEqual(['ownership', 5]);
  });

  it('is never a measure that moved the other way, or stayed', () => {
    const fell = [was('handoffs', 10), was('backups', 4), was('ownership', 9)];
    expect(cause([2, 3], grades, fell)).toBeNull();
  });

  it('is else one that was not measured before: up the strongest, down the weakest', () => {
    expect(cause([2, 3], grades, [])).toEqual(['handoffs', null]);
    expect(cause([3, 2], grades, [])).toEqual(['backups', null]);
    expect(cause([3, 2], grades, [was('backups', 4)])).toEqual(['ownership', null]);
  });

  it('is none where it did not move, or was not measured', () => {
    expect(cause([3, 3], grades, readings)).toBeNull();
    expect(cause([null, 3], grades, readings)).toBeNull();
    expect(cause([3, null], [silent('handoffs')], readings)).toBeNull();
    expect(cause([3, 2], [silent('handoffs')], [was('handoffs', 9)])).toBeNull();
  });
});
