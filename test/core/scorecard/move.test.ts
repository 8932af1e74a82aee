import { describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { memoryOf, score } from '../../../src/core/scorecard/score.js';
import { anEntry, aReview } from '../../builders/entry.js';
import { aMonth, aScoredPolicy, entriesLike } from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';
import { areaOf } from './scored.js';

describe('the next move', () => {
  const untested = aMonth();

  it('names what the weakest measure lacks, and who is to mend it', () => {
    const { move, owner } = areaOf(score(untested), 'constraint-aware-design');
    expect(move).toMatchObject({
      kind: 'lack',
      measure: 'rollbacks-exercised',
      lack: { subject: { kind: 'entry', id: 'DL-0042' } },
    });
    expect(owner).toEqual(['@acme/pricing']);
  });

  it("belongs to the area's owners where the policy names them", () => {
    const owners = new Map([['constraint-aware-design', ['@octocat']]]);
    const month = aMonth({ policy: aScoredPolicy({}, { owners }) });
    expect(areaOf(score(month), 'constraint-aware-design').owner).toEqual(['@octocat']);
  });

  it('belongs to the owners of all flagged workflows where it concerns none of them', () => {
    const workflows = [
      aWorkflow({ owner: ['@acme/pricing'] }),
      aWorkflow({ id: 'deploy', owner: ['@acme/platform', '@acme/pricing'] }),
    ];
    const month = aMonth({ policy: aScoredPolicy({ workflows }), entries: [] });
    expect(areaOf(score(month), 'problem-framing')).toMatchObject({
      move: { kind: 'measurable' },
      owner: ['@acme/pricing', '@acme/platform'],
    });
  });

  it('needs no owner where there is none', () => {
    expect(areaOf(score(untested), 'problem-framing')).toMatchObject({ move: null, owner: [] });
  });

  it('is the decision’s owner’s where nobody owns the workflow, else unowned', () => {
    const policy = aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] });
    const ownerIn = (changes: Partial<Month>) =>
      areaOf(score(aMonth({ policy, ...changes })), 'constraint-aware-design').owner;
    expect(ownerIn({})).toEqual(['@octocat']);
    expect(ownerIn({ entries: [anEntry({ owner: [] })] })).toEqual([]);
  });

  it('is nothing where nothing falls short', () => {
    expect(areaOf(score(untested), 'problem-framing').move).toBeNull();
  });

  it('names a decision that can still be mended, not one that is over', () => {
    const over = { status: 'killed', reviews: [aReview('2026-11-16', 'kill')], aim: null } as const;
    const entries = entriesLike({ id: 'DL-1', ...over }, { id: 'DL-2', aim: null });
    const { move } = areaOf(score(aMonth({ entries })), 'problem-framing');
    expect(move).toMatchObject({ lack: { subject: { id: 'DL-2' }, past: false } });
    const ended = memoryOf(score(aMonth({ entries: entriesLike({ id: 'DL-1', ...over }) })));
    expect(ended.areas[0]?.move).toEqual({
      kind: 'next',
      measure: 'quantified-aims',
      subject: '*',
    });
  });

  it('asks for what can still be done before what came late', () => {
    const reviews = [aReview('2026-11-20', 'continue', { checkpoint: '2026-11-24' })];
    const card = score(aMonth({ entries: entriesLike({ id: 'DL-1', reviews }) }));
    expect(areaOf(card, 'evidence-driven-iteration').move).toMatchObject({
      measure: 'checkpoints-on-time',
      lack: { missing: ['verdict'], day: '2026-11-24', past: false },
    });
  });

  it('is to make an area measurable of which only what did not go wrong was counted', () => {
    const scored = score(aMonth({ entries: [] }));
    expect(areaOf(scored, 'constraint-aware-design')).toMatchObject({
      score: null,
      move: { kind: 'measurable', measure: 'guardrails-resolve' },
    });
  });

  it('makes measurable what is not', () => {
    const month = aMonth({ changes: [] });
    expect(areaOf(score(month), 'cross-functional-communication')).toMatchObject({
      score: null,
      move: { kind: 'measurable', measure: 'evidence-one-click' },
    });
  });
});
