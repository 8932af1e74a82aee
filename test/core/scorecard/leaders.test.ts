import { describe, expect, it } from 'vitest';
import { leadersOf } from '../../../src/core/scorecard/leaders.js';
import type { Month, RememberedMove } from '../../../src/core/scorecard/month/month.js';
import { score } from '../../../src/core/scorecard/score.js';
import { aGuardrail, anEntry, aReview, aRollback } from '../../builders/entry.js';
import {
  aHumanScore,
  aMemory,
  aMergedChange,
  aMonth,
  anException,
  aRememberedArea,
  aScoredPolicy,
  entriesLike,
} from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';

function leaders(changes: Partial<Month>) {
  return leadersOf(score(aMonth(changes)));
}

function idsOf(found: readonly { readonly id: string }[]): readonly string[] {
  return found.map(({ id }) => id);
}

describe('what improved measurably', () => {
  const framing = (human: boolean) => [
    aMemory({ areas: [aRememberedArea({ score: 3, human, measured: 3 })] }),
  ];

  it('is an area that rose by its measures', () => {
    expect(idsOf(leaders({ earlier: framing(false) }).improved)).toEqual(['problem-framing']);
  });

  it('is none that a person scored, now or last time', () => {
    expect(leaders({ earlier: framing(true) }).improved).toEqual([]);
    const human = [aHumanScore({ score: 4 })];
    expect(leaders({ earlier: framing(false), human }).improved).toEqual([]);
  });

  it('is beside it what was graduated, not what was killed', () => {
    const { graduated } = leaders({
      entries: entriesLike(
        { id: 'DL-1', status: 'graduated', reviews: [aReview('2026-11-16', 'graduate')] },
        { id: 'DL-2', status: 'killed', reviews: [aReview('2026-11-16', 'kill')] },
      ),
    });
    expect(idsOf(graduated)).toEqual(['DL-1']);
  });
});

describe('which risks recur', () => {
  it('are moves that were missed, and alarms', () => {
    const move = (subject: string): RememberedMove => ({
      ...{ kind: 'lack', measure: 'rollbacks-exercised', subject },
    });
    const areas = [
      aRememberedArea({ id: 'constraint-aware-design', move: move('entry:dl-42') }),
      aRememberedArea({ id: 'problem-framing', move: move('entry:dl-9') }),
    ];
    const { missed, alarms } = leaders({ earlier: [aMemory({ areas })] });
    expect(idsOf(missed)).toEqual(['constraint-aware-design']);
    expect(alarms).toEqual(['no-deviations', 'no-kills']);
  });
});

describe('where speed is protected', () => {
  it('is told by changes that were clear, and by exceptions', () => {
    const { cleared, exceptions } = leaders({
      changes: [aMergedChange(), aMergedChange({ number: 18, overridden: true })],
      exceptions: [anException({ number: 18 })],
    });
    expect(cleared).toMatchObject({ measure: 'changes-cleared', reading: { value: 1, of: 2 } });
    expect(exceptions).toHaveLength(1);
  });

  it('is not told by what nobody knows, or the template does not ask', () => {
    const lost = { what: 'exceptions', why: 'not-yet', missing: null, of: null } as const;
    const policy = aScoredPolicy({}, { template: 'barbell' });
    expect(leaders({ unmeasured: [lost] }).exceptions).toBeNull();
    expect(leaders({ changes: [] }).cleared).toBeNull();
    expect(leaders({ policy }).cleared).toBeNull();
  });
});

describe('which control would help most', () => {
  const policy = aScoredPolicy({ workflows: [aWorkflow({ escalation: null })] });
  const TESTED = { rollback: aRollback({ tested: '2026-11-09' }) };

  it('is the way back before who can stop, and that before what is written on a card', () => {
    const nobody = { guardrails: [aGuardrail({ sli: 'gone', stop: [] })] };
    const asked = (changes: Parameters<typeof anEntry>[0]) =>
      leaders({ policy, entries: [anEntry({ ...TESTED, ...changes })] }).control?.measure;
    expect(asked({ ...nobody, rollback: null })).toBe('rollbacks-resolve');
    expect(asked(nobody)).toBe('guardrails-resolve');
    expect(asked({ rollback: aRollback() })).toBe('rollbacks-exercised');
    expect(asked({})).toBe('operator-cards');
  });

  it('is none where nothing lacks one, whatever else falls short', () => {
    expect(leaders({ entries: [anEntry({ ...TESTED, aim: null })] }).control).toBeNull();
  });
});
