import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../../src/core/scorecard/evidence/evidence.js';
import { wasOpenIn } from '../../../../src/core/scorecard/evidence/tried.js';
import { anEntry, aReview, type EntryChanges } from '../../../builders/entry.js';
import { aMonth } from '../../../builders/month.js';

const CYCLE = { from: '2026-11-02', to: '2026-11-15' };

describe('a trial was open in a cycle', () => {
  it.each<readonly [string, boolean, EntryChanges]>([
    ['it began on its last day', true, { date: '2026-11-15' }],
    ['it began after it', false, { date: '2026-11-16' }],
    ['nothing tells when it began', false, { date: null }],
    ['it is open still', true, { date: '2026-09-01' }],
    ['it ended on its first day', true, killedOn('2026-11-02')],
    ['it ended before it', false, killedOn('2026-11-01')],
    ['it ended after it', true, killedOn('2026-12-01')],
    ['it was superseded, nobody knows when', false, { status: 'superseded' }],
    [
      'it was graduated before it, and looked at in it',
      false,
      {
        date: '2026-09-01',
        status: 'graduated',
        reviews: [aReview('2026-10-01', 'graduate'), aReview('2026-11-09', 'continue')],
      },
    ],
  ])('where %s: %s', (_, isOpen, changes) => {
    const [tried] = evidenceOf(aMonth({ entries: [anEntry(changes)] })).all;
    if (tried === undefined) throw new Error('DL-0042 is about a flagged workflow');
    expect(wasOpenIn(tried, CYCLE)).toBe(isOpen);
  });
});

function killedOn(day: string): EntryChanges {
  return { date: '2026-09-01', status: 'killed', reviews: [aReview(day, 'kill')] };
}
