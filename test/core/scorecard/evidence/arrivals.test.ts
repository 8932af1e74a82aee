import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src/core/day.js';
import type { Entry } from '../../../../src/core/decision.js';
import type { Month } from '../../../../src/core/scorecard/month/month.js';
import { type Scorecard, score } from '../../../../src/core/scorecard/score.js';
import { anEntry, aProblem, aReview } from '../../../builders/entry.js';
import { aMonth, entriesLike } from '../../../builders/month.js';

const OCTOBER = '2026-10';
const DATES = { date: '2026-10-05', checkpoint: { date: '2026-10-30', continueIf: 'p95 -25 %' } };
const OPEN = anEntry(DATES);
const KILL = aReview('2026-10-30', 'kill');
const KILLED = anEntry({ ...DATES, status: 'killed', reviews: [KILL] });

/** A month whose log was `before` when it began and `entries` when it ended. */
function month(before: readonly Entry[], entries: readonly Entry[], changes: Partial<Month> = {}) {
  return score(aMonth({ before, entries, ...changes }));
}

describe('a kill dated 30 October whose pull request is merged on 2 November', () => {
  const october = month([OPEN], [OPEN], { month: OCTOBER });
  const november = month([OPEN], [KILLED]);

  it('is in the scorecard of November, as October knew nothing of it', () => {
    expect(october.pilots).toEqual({ graduated: 0, killed: 0, continued: 0, overdue: 1 });
    expect(november.pilots).toEqual({ graduated: 0, killed: 0, continued: 0, overdue: 0 });
    expect(november.late).toBe(1);
  });

  it('keeps its own day: it came on time', () => {
    expect(november.decided).toMatchObject([{ review: { date: '2026-10-30' }, onTime: true }]);
    expect(reading(november, 'checkpoints-on-time')).toMatchObject({ value: 1, of: 1 });
    expect(reading(november, 'graduations-and-kills')).toMatchObject({ value: 1, of: 1 });
  });

  it('is a lesson of November', () => {
    const follows = entriesLike({ id: 'DL-0043', date: '2026-11-04', follows: ['DL-0042'] });
    const followed = month([OPEN], [KILLED, ...follows]);
    expect(reading(followed, 'lessons')).toMatchObject({ value: 1, of: 1 });
  });

  it('is no lost lesson: a change of October that followed it is not read again', () => {
    const unfollowed = month([OPEN], [KILLED], { changes: [] });
    expect(reading(unfollowed, 'lessons')).toMatchObject({ kind: 'not-measured' });
  });

  it('does not count again in December', () => {
    expect(month([KILLED], [KILLED], { month: '2026-12' }).decided).toEqual([]);
  });
});

describe('a review that the log held when the month began', () => {
  it.each([
    ['another day, in the month', { date: '2026-11-02' }],
    ['another verdict', { verdict: 'graduate' as const }],
  ])('does not count twice where it is corrected to %s', (_, changes) => {
    const corrected = anEntry({ ...DATES, status: 'killed', reviews: [{ ...KILL, ...changes }] });
    expect(month([KILLED], [corrected]).decided).toEqual([]);
  });

  it('does not count twice where its file has another name', () => {
    const moved = anEntry({
      ...DATES,
      ...{ id: '0042-cache', path: 'docs/decisions/0042-cache.md', status: 'killed' },
      reviews: [KILL],
    });
    const other = entriesLike({ id: 'DL-7' });
    expect(month([KILLED, ...other], [moved, ...other]).decided).toEqual([]);
  });

  it('does not count twice where its entry was broken in between', () => {
    const broken = anEntry({ problems: [aProblem({ kind: 'syntax', detail: 'a quote' })] });
    expect(month([broken], [KILLED]).decided).toEqual([]);
  });

  it('counts on its day where it was written ahead', () => {
    const ahead = anEntry({ status: 'killed', reviews: [aReview('2026-11-10', 'kill')] });
    expect(month([ahead], [ahead]).pilots.killed).toBe(1);
  });

  it('is history where the whole log is new', () => {
    expect(month([], [KILLED]).decided).toEqual([]);
  });
});

describe('over any months', () => {
  it('each review that is merged some time counts once', () => {
    const delays = fc.array(fc.tuple(fc.nat(60), fc.nat(45)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(delays, (reviews) => {
        const told = reviews.map(([on, late], at) => ({
          ...aReview(addDays('2026-06-02', on), 'continue', { because: `reason ${at}` }),
          seen: addDays('2026-06-02', on + late),
        }));
        const logAt = (day: string) => [
          anEntry({
            date: '2026-05-01',
            reviews: told
              .filter(({ seen }) => seen <= day)
              .toSorted((a, b) => (a.date < b.date ? -1 : 1)),
          }),
        ];
        const counted = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10'].map((name) => {
          const before = logAt(addDays(`${name}-01`, -1));
          const end = addDays(`${name}-01`, name === '2026-06' || name === '2026-09' ? 29 : 30);
          return month(before, logAt(end), { month: name, asOf: end }).extended.length;
        });
        expect(counted.reduce((sum, one) => sum + one, 0)).toBe(told.length);
      }),
      { numRuns: 50 },
    );
  });
});

function reading(card: Scorecard, id: string) {
  return card.areas.flatMap(({ evidence }) => evidence).find(({ measure }) => measure === id)
    ?.reading;
}
