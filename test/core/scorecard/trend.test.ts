import { describe, expect, it } from 'vitest';
import { score } from '../../../src/core/scorecard/score.js';
import { meanOf, steadyAreas } from '../../../src/core/scorecard/trend.js';
import { aMonth } from '../../builders/month.js';
import { sixScorecards } from '../../builders/six-months.js';
import { remembered } from './scored.js';

describe('the trend', () => {
  it('looks six months back on one template, and takes the mean of what was always measured', () => {
    const cards = sixScorecards('systems-outcome');
    const { trend } = cards[5] ?? { trend: [] };
    expect(trend.map(({ month }) => month)).toEqual([
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
    ]);
    const steady = steadyAreas(trend);
    expect(steady).toHaveLength(4);
    expect(steady).not.toContain('cross-functional-communication');
    const [first] = trend;
    if (first === undefined) throw new Error('six months make a trend');
    const known = steady.map((id) => first.scores.get(id) ?? 0);
    expect(meanOf(first, steady)).toBeCloseTo(
      known.reduce((sum: number, one) => sum + one, 0) / known.length,
      1,
    );
  });

  it('forgets a seventh month', () => {
    const old = { ...remembered(aMonth()), month: '2026-05' };
    expect(score(aMonth({ earlier: [old] })).trend).toHaveLength(1);
    expect(score(aMonth({ earlier: [{ ...old, month: '2026-06' }] })).trend).toHaveLength(2);
  });
});
