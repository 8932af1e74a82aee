import { describe, expect, it } from 'vitest';
import { filingOf } from '../../../../src/core/scorecard/month/filing.js';
import type { Month } from '../../../../src/core/scorecard/month/month.js';
import { anEntry, aReview } from '../../../builders/entry.js';
import { aMonth, aScoredPolicy } from '../../../builders/month.js';

describe('a scorecard is filed', () => {
  /** The day after the month. */
  const NEXT = '2026-12-01';

  it('once its month is over', () => {
    expect(filingOf(aMonth({}), '2026-11-30')).toEqual({ filed: false, why: 'not-over' });
    expect(filingOf(aMonth({}), NEXT)).toEqual({ filed: true });
  });

  it('when the policy was there for half a month and something happened', () => {
    expect(filingOf(aMonth({ policyDays: 14 }), NEXT)).toEqual({ filed: true });
  });

  it.each<readonly [string, Partial<Month>]>([
    ['policy-too-young', { policyDays: 13 }],
    ['nothing-happened', { entries: [], changes: [] }],
    ['nothing-happened', { entries: [anEntry({ workflows: ['search'] })], changes: [] }],
    ['scorecard-off', { policy: aScoredPolicy({ scorecard: null }) }],
  ])('not: %s', (why, changes) => {
    expect(filingOf(aMonth(changes), NEXT)).toEqual({ filed: false, why });
  });

  it.each<readonly [string, Partial<Month>]>([
    ['an open pilot', { changes: [] }],
    ['a pilot at the beginning', { changes: [], entries: [], before: [anEntry()] }],
    ['a change', { entries: [] }],
    [
      'a review',
      {
        changes: [],
        entries: [anEntry({ status: 'killed', reviews: [aReview('2026-11-17', 'kill')] })],
      },
    ],
  ])('for %s alone', (_, changes) => {
    expect(filingOf(aMonth(changes), NEXT)).toEqual({ filed: true });
  });
});
