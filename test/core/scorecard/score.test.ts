import { describe, expect, it } from 'vitest';
import type { Month, Score } from '../../../src/core/scorecard/month/month.js';
import { memoryOf, score } from '../../../src/core/scorecard/score.js';
import { anUnreadableEntry, aProblem, aReview } from '../../builders/entry.js';
import { aHumanScore, aMonth, aScoredPolicy, entriesLike } from '../../builders/month.js';
import { areaOf, remembered } from './scored.js';

describe('a month', () => {
  it('without any data has no score at all, and no drop', () => {
    const before = remembered(aMonth());
    const after = aMonth({
      month: '2026-12',
      entries: [],
      changes: [],
      policy: aScoredPolicy({ workflows: [] }),
      earlier: [before],
    });
    for (const area of score(after).areas) expect(area).toMatchObject({ score: null });
  });

  it('compares with the last scorecard that was filed, whenever that was', () => {
    const before = { ...remembered(aMonth({ month: '2026-08' })), month: '2026-08' };
    const card = score(aMonth({ earlier: [before] }));
    expect(areaOf(card, 'problem-framing').previous).toBe(5);
    expect(card.templateChanged).toBe(false);
  });

  it('compares with nothing when the template changed', () => {
    const before = { ...remembered(aMonth()), month: '2026-10', template: 'barbell' } as const;
    const card = score(aMonth({ earlier: [before] }));
    expect(card).toMatchObject({ previous: null, templateChanged: true });
    expect(card.areas.every(({ previous }) => previous === null)).toBe(true);
    expect(card.trend).toHaveLength(1);
  });

  it('compares a renamed area with nothing', () => {
    const before = remembered(aMonth());
    const areas = before.areas.map((one) => ({ ...one, id: `old-${one.id}` }));
    const card = score(aMonth({ earlier: [{ ...before, month: '2026-10', areas }] }));
    expect(card.areas.every(({ previous }) => previous === null)).toBe(true);
  });

  it('takes no scorecard of its own or of a later month for an earlier one', () => {
    const before = remembered(aMonth());
    const later = { ...before, month: '2026-12' };
    expect(score(aMonth({ earlier: [later, before] })).previous).toBeNull();
  });

  it('scores by the default template while scorecards are off', () => {
    const month = aMonth({ policy: aScoredPolicy({ scorecard: null }) });
    expect(score(month).template).toBe('systems-outcome');
  });
});

describe('entries that cannot be read', () => {
  it('are told with those that are invalid, but not those that are known to be closed', () => {
    const problems = [aProblem({ kind: 'bad-day', key: 'date', value: '2026-02-30' })];
    const entries = [
      ...entriesLike(
        { id: 'DL-1' },
        { id: 'DL-2', problems },
        { id: 'DL-3', problems, status: 'killed', reviews: [aReview('2026-02-03', 'kill')] },
        { id: 'DL-4', status: null, date: '2026-02-03' },
        { id: 'DL-5', workflows: [], problems },
        { id: 'DL-6', reviews: [aReview('2026-12-24', 'continue')] },
        { id: 'DL-7', workflows: ['search'], status: null },
      ),
      anUnreadableEntry({ id: 'DL-8', path: 'docs/decisions/dl-8.md' }),
    ];
    const { unreadable } = score(aMonth({ entries }));
    expect(unreadable.map(({ id }) => id)).toEqual(['DL-2', 'DL-4', 'DL-5', 'DL-6', 'DL-8']);
  });
});

describe('a score by hand', () => {
  const month = aMonth({
    human: [aHumanScore(), aHumanScore({ score: 3, next: 'Ask the users' })],
  });

  it('stands in place of the measured one, which is kept; the last one counts', () => {
    expect(areaOf(score(month), 'problem-framing')).toMatchObject({
      score: 3,
      measured: 5,
      human: { score: 3 },
      move: { kind: 'words', text: 'Ask the users' },
    });
  });

  it('is the baseline of the next month, and its words are left to people', () => {
    const next = score(aMonth({ month: '2026-12', earlier: [remembered(month)] }));
    expect(areaOf(next, 'problem-framing')).toMatchObject({
      previous: 3,
      promised: { state: 'for-people' },
    });
  });

  it('of an area that is not there changes nothing', () => {
    const strange = aMonth({ human: [aHumanScore({ area: 'shared-form', score: 1 })] });
    expect(scores(strange)).toEqual(scores(aMonth()));
  });
});

describe('pilots', () => {
  it('are counted by reviews dated in the month, and by state at its end', () => {
    const entries = entriesLike(
      { id: 'DL-1', status: 'graduated', reviews: [aReview('2026-11-30', 'graduate')] },
      { id: 'DL-2', status: 'killed', reviews: [aReview('2026-11-01', 'kill')] },
      { id: 'DL-3', status: 'killed', reviews: [aReview('2026-10-31', 'kill')] },
      { id: 'DL-4', reviews: [aReview('2026-11-17', 'change', { checkpoint: '2026-12-01' })] },
      { id: 'DL-5' },
      { id: 'DL-6', workflows: ['search'] },
    );
    const card = score(
      aMonth({ entries, undecided: [{ number: 9, url: null, decision: 'dl-05' }] }),
    );
    expect(card.pilots).toEqual({ graduated: 1, killed: 1, continued: 1, overdue: 1 });
    expect(card.undecided).toMatchObject([{ entry: { id: 'DL-5' }, closed: { number: 9 } }]);
    expect(card.decided.map(({ entry, onTime }) => [entry.id, onTime])).toEqual([
      ['DL-1', false],
      ['DL-2', true],
    ]);
  });
});

describe('scoring', () => {
  it('is the same twice, and does not depend on the order of the log', () => {
    const entries = entriesLike(
      { id: 'DL-1' },
      { id: 'DL-2', aim: null },
      { id: 'DL-3', owner: [] },
    );
    const one = score(aMonth({ entries }));
    const other = score(aMonth({ entries: entries.toReversed() }));
    expect(memoryOf(other)).toEqual(memoryOf(one));
  });
});

function scores(month: Month): readonly (Score | null)[] {
  return score(month).areas.map((one) => one.score);
}
