import { describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { score } from '../../../src/core/scorecard/score.js';
import { aCataloguedSli } from '../../builders/change.js';
import { aGuardrail, anEntry, aReview } from '../../builders/entry.js';
import { aMergedChange, aMonth, entriesLike } from '../../builders/month.js';

const NOBODY = [aGuardrail({ sli: 'unknown', stop: [] })];

function spotCheck(changes: Partial<Month>) {
  return score(aMonth(changes)).spotCheck;
}

function idsOf(tried: readonly { readonly entry: { readonly id: string } }[]): readonly string[] {
  return tried.map(({ entry }) => entry.id);
}

describe('who can say stop', () => {
  it('is asked of the decisions that need their net, with a guardrail or without', () => {
    const graduated = {
      status: 'graduated',
      reviews: [aReview('2026-11-16', 'graduate')],
    } as const;
    const killed = { status: 'killed', reviews: [aReview('2026-11-16', 'kill')] } as const;
    const { stops, unstopped } = spotCheck({
      slis: [aCataloguedSli({ stop: ['@acme/sre'] })],
      entries: entriesLike(
        { id: 'DL-1', guardrails: [aGuardrail({ stop: [] })], ...graduated },
        { id: 'DL-2', guardrails: [aGuardrail({ stop: ['@hubot'] })], ...killed },
        { id: 'DL-3', guardrails: NOBODY },
        { id: 'DL-4', guardrails: [] },
      ),
    });
    expect(stops).toEqual(['@acme/sre']);
    expect(idsOf(unstopped)).toEqual(['DL-3', 'DL-4']);
  });

  it('accuses nobody while the catalogue is not known', () => {
    const lost = { what: 'catalogue', why: 'limit', missing: null, of: null } as const;
    const { unstopped, untold } = spotCheck({
      entries: [anEntry({ guardrails: NOBODY })],
      unmeasured: [lost],
    });
    expect(unstopped).toEqual([]);
    expect(idsOf(untold)).toEqual(['DL-0042']);
  });
});

describe('which user behaviour was changed last quarter', () => {
  it('is told by what was graduated in it', () => {
    const graduated = (on: string) =>
      ({ status: 'graduated', date: '2026-08-01', reviews: [aReview(on, 'graduate')] }) as const;
    const { behaviours } = spotCheck({
      entries: entriesLike(
        { id: 'DL-1', ...graduated('2026-09-01') },
        { id: 'DL-2', ...graduated('2026-08-31') },
        { id: 'DL-3', status: 'killed', reviews: [aReview('2026-11-16', 'kill')] },
        { id: 'DL-4', ...graduated('2026-11-30') },
      ),
    });
    expect(idsOf(behaviours)).toEqual(['DL-1', 'DL-4']);
  });
});

describe('which mechanism was written down before building', () => {
  it('is one that bets on a cause, and is older than its first change', () => {
    const { mechanisms } = spotCheck({
      entries: entriesLike(
        { id: 'DL-0001' },
        { id: 'DL-2', mechanism: 'Refactor the cache because it is old.' },
        { id: 'DL-3', mechanism: 'A cache will help.' },
        { id: 'DL-4', date: '2026-11-06' },
        { id: 'DL-5' },
        { id: 'DL-6', date: null },
        { id: 'DL-7', date: '2026-11-05' },
        { id: 'DL-8', date: '2026-11-06' },
      ),
      changes: [
        aMergedChange({ mergedOn: '2026-11-09', decisions: ['DL-4', 'DL-8'] }),
        aMergedChange({ decisions: ['dl-1', 'DL-2', 'DL-3', 'DL-4', 'DL-6', 'DL-7'] }),
      ],
    });
    expect(idsOf(mechanisms)).toEqual(['DL-0001', 'DL-7', 'DL-8']);
  });
});

describe('which pilot was graduated or killed at a checkpoint', () => {
  it('is told by day, late ones left out', () => {
    const ended = (on: string) => ({ status: 'killed', reviews: [aReview(on, 'kill')] }) as const;
    const { decided } = spotCheck({
      entries: entriesLike(
        { id: 'DL-1', ...ended('2026-11-16') },
        { id: 'DL-2', ...ended('2026-11-09') },
        { id: 'DL-3', ...ended('2026-11-18') },
        { id: 'DL-4', reviews: [aReview('2026-11-16', 'continue')] },
        { id: 'DL-5', ...ended('2026-11-17') },
      ),
    });
    expect(idsOf(decided)).toEqual(['DL-2', 'DL-1', 'DL-5']);
  });
});

describe('which proxy moved before its outcome', () => {
  it('is asked of reviewed decisions that have both', () => {
    const reviews = [aReview('2026-11-10', 'continue')];
    const { pairs } = spotCheck({
      entries: entriesLike(
        { id: 'DL-1', reviews },
        { id: 'DL-2', reviews, signals: { proxy: ['hits'], outcome: [], leading: [] } },
        { id: 'DL-3' },
        { id: 'DL-4', reviews, signals: { proxy: [], outcome: ['orders'], leading: [] } },
      ),
    });
    expect(idsOf(pairs)).toEqual(['DL-1']);
  });
});
