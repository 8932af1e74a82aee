import { describe, expect, it } from 'vitest';
import { monthsDue } from '../../../../src/core/scorecard/month/due.js';

describe('the months to score', () => {
  it.each([
    ['the last one, when none is filed', '2026-11-01', 1, [], ['2026-10']],
    ['the last one for as long as it is the newest', '2026-11-20', 1, ['2026-10'], ['2026-10']],
    ['the one before, until its day', '2026-11-04', 5, ['2026-09'], ['2026-09']],
    ['the last one from its day on', '2026-11-05', 5, ['2026-09'], ['2026-10']],
    ['the last one on the last day of a short month', '2027-02-28', 31, [], ['2027-01']],
    ['those that were missed', '2026-12-01', 1, ['2026-09'], ['2026-10', '2026-11']],
    [
      'as many of them as a trend shows',
      ...(['2027-03-01', 1, ['2026-05']] as const),
      ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02'],
    ],
    ['over the turn of the year', '2027-01-10', 1, ['2026-11'], ['2026-12']],
    ['not one that somebody scored before its end', '2026-11-02', 1, ['2026-11'], ['2026-10']],
  ])('are %s', (_, today, day, filed, due) => {
    const { missed, newest } = monthsDue({ today, day, filed });
    expect([...missed, newest]).toEqual(due);
  });

  it.each([
    ['2026-11-01', 1, true],
    ['2026-11-04', 1, true],
    ['2026-11-05', 1, false],
    ['2026-11-13', 10, true],
    ['2026-11-14', 10, false],
    ['2026-11-09', 10, false],
    ['2027-03-03', 31, true],
    ['2027-03-04', 31, false],
  ])('on %s, due from day %i on, may wait for what is kept back: %s', (today, day, isFresh) => {
    expect(monthsDue({ today, day, filed: [] })).toMatchObject({ isFresh });
  });
});
