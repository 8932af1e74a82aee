import { describe, expect, it } from 'vitest';
import type { PilotRules } from '../../../../src/core/policy.js';
import { evidenceOf } from '../../../../src/core/scorecard/evidence/evidence.js';
import { isOnTime, roundsOf } from '../../../../src/core/scorecard/evidence/rounds.js';
import { anEntry, aReview, type EntryChanges } from '../../../builders/entry.js';
import { aMonth } from '../../../builders/month.js';
import { PILOT_RULES } from '../../../builders/policy.js';

/** The checkpoints that DL-0042 had, each with the day of its answer. */
function roundsIn(changes: EntryChanges, rules: Partial<PilotRules> = {}) {
  const [tried] = evidenceOf(aMonth({ entries: [anEntry(changes)] })).all;
  if (tried === undefined) throw new Error('DL-0042 is about a flagged workflow');
  return roundsOf(tried, { ...PILOT_RULES, ...rules });
}

function told(changes: EntryChanges, rules: Partial<PilotRules> = {}) {
  return roundsIn(changes, rules).map(({ checkpoint, answer }) => [
    checkpoint,
    answer?.date ?? null,
  ]);
}

const EXTENDED = [
  aReview('2026-11-16', 'continue', { checkpoint: '2026-11-30' }),
  aReview('2026-11-28', 'change', { checkpoint: '2026-12-14' }),
  aReview('2026-12-12', 'continue', { checkpoint: '2026-12-28' }),
];

describe('the rounds of a trial', () => {
  it('end with its checkpoint while nobody answers', () => {
    expect(told({})).toEqual([['2026-11-17', null]]);
  });

  it.each([
    [1, '2026-11-30', '2026-11-30'],
    [2, '2026-12-14', '2026-12-14'],
    [3, '2026-12-14', '2026-12-28'],
  ])('begin anew with %i extensions at most', (extensions, third, last) => {
    expect(told({ reviews: EXTENDED }, { extensions })).toEqual([
      ['2026-11-17', '2026-11-16'],
      ['2026-11-30', '2026-11-28'],
      [third, '2026-12-12'],
      [last, null],
    ]);
  });

  it('stay where they are with an extension that sets no day', () => {
    const reviews = [aReview('2026-11-16', 'continue')];
    expect(told({ reviews })).toEqual([
      ['2026-11-17', '2026-11-16'],
      ['2026-11-17', null],
    ]);
  });

  it('are over with a graduation, whatever is said of it later', () => {
    const reviews = [aReview('2026-11-16', 'graduate'), aReview('2026-12-16', 'continue')];
    expect(told({ status: 'graduated', reviews })).toEqual([['2026-11-17', '2026-11-16']]);
  });

  it('are over without an answer where it was superseded', () => {
    expect(told({ status: 'superseded' })).toEqual([]);
  });

  it('begin with the horizon of a pilot that names no day, but of no proposal', () => {
    const undated = { checkpoint: { date: null, continueIf: null } };
    expect(told(undated)).toEqual([['2026-12-01', null]]);
    expect(told(undated, { horizon: 7 })).toEqual([['2026-11-10', null]]);
    expect(told({ ...undated, status: 'proposed' })).toEqual([]);
    expect(told({ ...undated, date: null })).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    ['2026-11-16', true],
    ['2026-11-17', true],
    ['2026-11-18', false],
  ])('of %s to a checkpoint on 17 November is on time: %s', (day, onTime) => {
    const reviews = [aReview(day, 'kill')];
    expect(roundsIn({ status: 'killed', reviews }).map(isOnTime)).toEqual([onTime]);
  });

  it('that did not come is not', () => {
    expect(roundsIn({}).map(isOnTime)).toEqual([false]);
  });
});
