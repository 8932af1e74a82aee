import { describe, expect, it } from 'vitest';
import type { Score } from '../../../src/core/scorecard/month/month.js';
import { movementOf } from '../../../src/core/scorecard/movement.js';
import { score } from '../../../src/core/scorecard/score.js';
import { aMemory, aMonth, aRememberedArea } from '../../builders/month.js';

const IDS = [
  'problem-framing',
  'constraint-aware-design',
  'cross-functional-communication',
  'operating-model-design',
  'evidence-driven-iteration',
];

/** What the five areas were last month, and the month before. */
function moved(last: readonly (Score | null)[], before: readonly (Score | null)[] = []) {
  const memory = (month: string, scores: readonly (Score | null)[]) =>
    aMemory({
      month,
      areas: IDS.map((id, at) => aRememberedArea({ id, score: scores[at] ?? null })),
    });
  const earlier = [memory('2026-10', last), memory('2026-09', before)];
  // 5, 2, none as nobody looked at anything, none as nothing is flagged, 2
  const card = score(aMonth({ earlier, changes: [] }));
  const ids = Object.entries(movementOf(card)).map(
    ([way, areas]) =>
      [way, areas.map(({ id }: { readonly id: string }) => IDS.indexOf(id))] as const,
  );
  return { scores: card.areas.map((area) => area.score), ...Object.fromEntries(ids) };
}

describe('the areas of a scorecard', () => {
  it('rose, fell or stayed, each by itself', () => {
    expect(moved([4, 3, null, 4, 2])).toMatchObject({
      scores: [5, 2, null, 5, 2],
      better: [0, 3],
      worse: [1],
      same: [4],
      again: [],
      first: [],
      lost: [],
    });
  });

  it('did none of it where they have no score now or had none', () => {
    expect(moved([null, null, 3, 5, 2], [4, null, 3, 5, 2])).toMatchObject({
      better: [],
      worse: [],
      same: [3, 4],
      again: [0],
      first: [1],
      lost: [2],
    });
  });
});
