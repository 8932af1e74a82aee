import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../../src/core/day.js';
import { cyclesEnding, lastCycles } from '../../../../src/core/scorecard/evidence/cycles.js';
import {
  addMonths,
  firstDayOf,
  lastDayOf,
} from '../../../../src/core/scorecard/month/year-month.js';

const lengths = fc.integer({ min: 1, max: 90 });
const months = fc.integer({ min: -30, max: 60 }).map((at) => addMonths('2026-01', at));

describe('cycles', () => {
  it('run on over the months: each day lies in the one cycle of the month in which it ends', () => {
    fc.assert(
      fc.property(months, lengths, (month, days) => {
        const year = Array.from({ length: 12 }, (_, at) => addMonths(month, at));
        const cycles = year.flatMap((one) =>
          cyclesEnding({ from: firstDayOf(one), to: lastDayOf(one) }, days),
        );
        for (const [at, { from, to }] of cycles.entries()) {
          expect(daysBetween(from, to)).toBe(days - 1);
          const next = cycles[at + 1];
          if (next !== undefined) expect(next.from).toBe(addDays(to, 1));
        }
      }),
    );
  });

  it('that are over last are those of the grid', () => {
    fc.assert(
      fc.property(months, lengths, (month, days) => {
        const [before, last] = lastCycles(lastDayOf(month), days, 2);
        const grid = cyclesEnding({ from: '2020-01-01', to: lastDayOf(month) }, days);
        expect(grid.slice(-2)).toEqual([before, last]);
      }),
    );
  });

  it('of two weeks begin on Mondays', () => {
    const november = { from: '2026-11-01', to: '2026-11-30' };
    expect(cyclesEnding(november, 14)).toEqual([
      { from: '2026-10-19', to: '2026-11-01' },
      { from: '2026-11-02', to: '2026-11-15' },
      { from: '2026-11-16', to: '2026-11-29' },
    ]);
  });

  it('end in none of a month that is shorter than they are', () => {
    expect(cyclesEnding({ from: '2026-12-01', to: '2026-12-31' }, 70)).toEqual([]);
  });
});
