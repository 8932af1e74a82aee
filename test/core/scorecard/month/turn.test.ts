import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src/core/day.js';
import { inTurn } from '../../../../src/core/scorecard/month/turn.js';

describe('a turn', () => {
  const items = Array.from({ length: 100 }, (_, at) => at);
  const days = Array.from({ length: 60 }, (_, at) => addDays('2026-11-01', at));

  it('has all of them once, from another one on each day', () => {
    for (const day of days) expect(inTurn(items, day).toSorted((a, b) => a - b)).toEqual(items);
    expect(new Set(days.map((day) => inTurn(items, day)[0])).size).toBeGreaterThan(40);
    expect(inTurn([], '2026-11-01')).toEqual([]);
  });

  it('lets each come among the first tenth within three weeks', () => {
    const first = days.slice(0, 21).flatMap((day) => inTurn(items, day).slice(0, 10));
    expect(new Set(first).size).toBe(items.length);
  });
});
