import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriesUntil, effectiveCheckpoint, latestCheckpoint } from '../../src/core/calendar.js';
import { addDays } from '../../src/core/day.js';
import type { Decision } from '../../src/core/decision.js';
import {
  type Amendment,
  amendmentFor,
  cleanUpUntil,
  isRefusal,
  type Refusal,
  type VerdictCommand,
} from '../../src/core/pilot/amendment.js';
import { anEntry, aReview, type EntryChanges } from '../builders/entry.js';
import { PILOT_RULES } from '../builders/policy.js';

const TODAY = '2026-11-18';
const because = 'p95 did not move in two weeks';

function decision(changes: EntryChanges = {}): Decision {
  const made = anEntry(changes).decision;
  if (made === null) throw new Error('the builder makes a decision');
  return made;
}

function asking(
  command: VerdictCommand,
  changes: EntryChanges = {},
  rules = PILOT_RULES,
): Amendment | Refusal {
  return amendmentFor(command, decision(changes), { by: '@octocat', today: TODAY, rules });
}

const end = (verdict: 'graduate' | 'kill'): VerdictCommand => ({
  kind: 'verdict',
  verdict,
  because,
});
const extend = (until: string, verdict: 'continue' | 'change' = 'continue'): VerdictCommand => ({
  kind: 'extension',
  verdict,
  until,
  because,
});

const used = (count: number): EntryChanges => ({
  reviews: [
    aReview('2026-11-10', 'continue', { checkpoint: '2026-11-17' }),
    aReview('2026-11-12', 'change', { checkpoint: '2026-11-17' }),
    aReview('2026-11-13', 'continue', { checkpoint: '2026-11-17' }),
  ].slice(0, count),
});

describe('a verdict', () => {
  it.each([
    ['graduate', 'graduated'],
    ['kill', 'killed'],
  ] as const)('%s makes the entry %s with a review', (verdict, status) => {
    expect(asking(end(verdict))).toEqual({
      status,
      review: { date: TODAY, verdict, because, by: '@octocat', checkpoint: null },
    });
  });

  it.each(['continue', 'change'] as const)(
    '%s sets a checkpoint and leaves the status',
    (verdict) => {
      expect(asking(extend('2026-12-01', verdict))).toEqual({
        status: null,
        review: { date: TODAY, verdict, because, by: '@octocat', checkpoint: '2026-12-01' },
      });
    },
  );

  it.each(['graduated', 'killed', 'superseded'] as const)('is refused once it is %s', (status) => {
    expect(asking(end('kill'), { status })).toEqual({ kind: 'decided', status });
    expect(asking(extend('2026-12-01'), { status })).toEqual({ kind: 'decided', status });
  });

  it.each(['proposed', 'pilot', null] as const)('may end what is %s', (status) => {
    expect(isRefusal(asking(end('kill'), { status }))).toBe(false);
  });

  it('may end what may not be extended any more', () => {
    expect(isRefusal(asking(end('graduate'), used(3)))).toBe(false);
  });
});

describe('an extension', () => {
  it('is refused when all are used', () => {
    expect(isRefusal(asking(extend('2026-12-01'), used(1)))).toBe(false);
    expect(asking(extend('2026-12-01'), used(2))).toEqual({
      kind: 'no-extensions',
      used: 2,
      of: 2,
    });
    expect(asking(extend('2026-12-01'), used(3))).toEqual({
      kind: 'no-extensions',
      used: 3,
      of: 2,
    });
    expect(asking(extend('2026-12-01'), {}, { ...PILOT_RULES, extensions: 0 })).toEqual({
      kind: 'no-extensions',
      used: 0,
      of: 0,
    });
  });

  it.each(['2026-11-18', '2026-11-17', '2020-01-01'])('is refused for %s, not ahead', (until) => {
    expect(asking(extend(until))).toEqual({ kind: 'not-ahead', until, today: TODAY });
  });

  it('reaches to the horizon and no further', () => {
    expect(isRefusal(asking(extend('2026-12-16')))).toBe(false);
    expect(asking(extend('2026-12-17'))).toEqual({
      kind: 'too-far',
      until: '2026-12-17',
      latest: '2026-12-16',
      horizon: 28,
    });
  });

  it('that is granted is the checkpoint that counts, and passes the gate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 40 }),
        fc.integer({ min: 0, max: 3 }),
        (ahead, count) => {
          const until = addDays(TODAY, ahead);
          const result = asking(extend(until), used(count));
          if (isRefusal(result)) return;
          const { reviews } = decision(used(count));
          const after = decision({
            reviews: [...reviews, aReview(TODAY, 'continue', { checkpoint: until })],
          });
          expect(effectiveCheckpoint(after, PILOT_RULES)).toBe(until);
          expect(until <= latestCheckpoint(after, PILOT_RULES, TODAY)).toBe(true);
        },
      ),
    );
  });
});

describe('clean-up after a kill', () => {
  it('is possible as long as the gate carries it', () => {
    const killed = decision({ status: 'killed', reviews: [aReview(TODAY, 'kill')] });
    expect(cleanUpUntil(PILOT_RULES, TODAY)).toBe('2026-12-02');
    expect(cleanUpUntil(PILOT_RULES, TODAY)).toBe(carriesUntil(killed, PILOT_RULES.cycle));
  });
});
