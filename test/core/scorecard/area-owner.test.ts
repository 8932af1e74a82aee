import { describe, expect, it } from 'vitest';
import { ownerOfMove, ownersOfArea } from '../../../src/core/scorecard/area-owner.js';
import type { Move } from '../../../src/core/scorecard/move.js';
import { nextMove } from '../../../src/core/scorecard/move.js';
import { score } from '../../../src/core/scorecard/score.js';
import { aMergedChange, aMonth, aScoredPolicy } from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';
import { areaOf } from './scored.js';

const AREA = 'cross-functional-communication';
const WORKFLOWS = [
  aWorkflow({ owner: ['@acme/pricing'] }),
  aWorkflow({ id: 'deploy', owner: ['@acme/platform', '@acme/pricing'] }),
  aWorkflow({ id: 'search', owner: ['@acme/search'] }),
];
const POLICY = aScoredPolicy({ workflows: WORKFLOWS });
const OWNED = aScoredPolicy({ workflows: WORKFLOWS }, { owners: new Map([[AREA, ['@octocat']]]) });

/** The move that a change without a decision calls for. */
function moveOf(workflows: readonly string[]): Move | null {
  const changes = [aMergedChange({ workflows, decisions: [] })];
  const card = score(aMonth({ policy: POLICY, changes }));
  return nextMove(areaOf(card, AREA).evidence);
}

describe('a move belongs to', () => {
  it('the owners of the workflows it is about, each once, and of no other', () => {
    const move = moveOf(['checkout-pricing', 'deploy']);
    expect(ownerOfMove(AREA, move, POLICY)).toEqual(['@acme/pricing', '@acme/platform']);
    expect(ownerOfMove(AREA, moveOf(['search']), POLICY)).toEqual(['@acme/search']);
  });

  it('the owners of all where it is about none, or about none that is flagged now', () => {
    const everyone = ['@acme/pricing', '@acme/platform', '@acme/search'];
    const words = { kind: 'words', text: 'Ask five users' } as const;
    expect(ownerOfMove(AREA, words, POLICY)).toEqual(everyone);
    expect(ownerOfMove(AREA, moveOf(['gone']), POLICY)).toEqual(everyone);
  });

  it('the owners of the area before them', () => {
    expect(ownerOfMove(AREA, moveOf(['search']), OWNED)).toEqual(['@octocat']);
    expect(ownerOfMove(AREA, null, OWNED)).toEqual(['@octocat']);
  });

  it('nobody where there is none', () => {
    expect(ownerOfMove(AREA, null, POLICY)).toEqual([]);
  });
});

describe('an area may be scored by', () => {
  it('its owners, else those of all workflows', () => {
    expect(ownersOfArea(AREA, OWNED)).toEqual(['@octocat']);
    expect(ownersOfArea('problem-framing', OWNED)).toHaveLength(3);
  });
});
