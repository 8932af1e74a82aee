import { describe, expect, it } from 'vitest';
import { score } from '../../../src/core/scorecard/score.js';
import { scorecardIssue } from '../../../src/render/scorecard/issue.js';
import { aCataloguedSli } from '../../builders/change.js';
import {
  aGuardrail,
  anEntry,
  anUnreadableEntry,
  aProblem,
  aReview,
  aRollback,
} from '../../builders/entry.js';
import {
  aMergedChange,
  aMonth,
  anException,
  aScoredPolicy,
  entriesLike,
} from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';

import { read, rowOf } from './reading.js';

const EXERCISED = anEntry({ rollback: aRollback({ tested: '2026-11-09' }) });

describe('evidence', () => {
  it('tells what falls short and counts the rest', () => {
    const entries = entriesLike({ id: 'DL-1' }, { id: 'DL-2' });
    expect(rowOf(read({ entries }), 'Constraint-aware design')).toEqual([
      'Constraint-aware design',
      '2',
      'Exercise the rollback of [DL-1] and write the day down (`rollback.tested`).<br>@acme/pricing',
      '0 of 2 rollbacks were exercised in 90 days (not [DL-1], [DL-2]); 2 of 2 guardrails resolve; 4 others in full',
    ]);
  });

  it('counts what is in full, where nothing falls short, and leaves the owner out', () => {
    const row = rowOf(read({ entries: [EXERCISED] }), 'Constraint-aware design');
    expect(row.slice(2)).toEqual([
      'Keep it',
      '1 of 1 guardrail resolves; 1 of 1 guardrail has someone who can say stop; 4 others in full',
    ]);
  });

  it('speaks of one as of one', () => {
    expect(rowOf(read(), 'Cross-functional communication')[3]).toBe(
      '1 of 1 flagged change links a decision',
    );
  });

  it('says which decisions rest with one person', () => {
    const entries = entriesLike({ id: 'DL-1' }, { id: 'DL-2' }, { id: 'DL-3', owner: ['@hubot'] });
    expect(rowOf(read({ entries }), 'Cross-functional communication')[3]).toBe(
      '1 of 3 decisions do not rest with one and the same person alone (not [DL-1], [DL-2]); 1 of 1 flagged change links a decision',
    );
  });

  it('is read in full in a fold, with links to the policy for its workflows', () => {
    const policy = aScoredPolicy({ workflows: [aWorkflow({ backup: [] })] });
    const body = read({ policy });
    expect(body).toContain('|  | rollbacks exercised in 90 days | 0 of 1 | 1 | [DL-0042] |');
    expect(scorecardIssue(score(aMonth({ policy }))).body).toContain(
      '[Checkout pricing](https://github.com/acme/shop/blob/main/.github/belay.yml)',
    );
  });

  it('names three owners at most', () => {
    const owner = ['@a', '@b', '@c', '@d', '@e'];
    const policy = aScoredPolicy({ workflows: [aWorkflow({ owner })] });
    expect(rowOf(read({ policy }), 'Constraint-aware design')[2]).toContain(
      '<br>@a, @b, @c and 2 more',
    );
  });

  it('never says held of what nobody saw before the merge', () => {
    const verdict = 'held' as const;
    const late = aMergedChange({ verdict, judgedAfterwards: true });
    const body = read({ changes: [late, aMergedChange({ number: 18 })] });
    expect(body).toContain('when they are clear; `#17` would have been held.');
    expect(body).toContain(
      '\n\n1 of 2 changes was judged afterwards: no check spoke for Belay when it was merged.\n',
    );
    const seen = read({ changes: [aMergedChange({ verdict })] });
    expect(seen).toContain('when they are clear; `#17` was merged although it was held.');
  });
});

describe('days and sentences', () => {
  it('leave the year to the title, and say it of another', () => {
    const entries = entriesLike(
      { id: 'DL-1', date: '2025-12-01', checkpoint: { date: '2025-12-20', continueIf: 'x' } },
      { id: 'DL-2' },
    );
    const body = read({ entries });
    expect(body).toContain('checkpoint 20 December 2025, owned by @octocat');
    expect(body).toContain('checkpoint 17 November, owned by @octocat');
  });

  it('end once, where the words of a person end themselves', () => {
    const because = 'p95 did not move.';
    const killed = anEntry({
      status: 'killed',
      reviews: [aReview('2026-11-10', 'kill', { because })],
    });
    expect(read({ entries: [killed] })).toContain('because *p95 did not move.*\n');
    const exceptions = [anException({ reason: 'All were down!' })];
    expect(read({ exceptions })).toContain('9 to 10 November: *All were down!* No follow-up yet.');
  });

  it('tell kills by their day, and leave out what did not happen', () => {
    const killed = (id: string, day: string) =>
      ({ id, status: 'killed', reviews: [aReview(day, 'kill')] }) as const;
    const entries = entriesLike(killed('DL-1', '2026-11-12'), killed('DL-2', '2026-11-05'));
    const body = read({ entries });
    expect(body).toContain('\n2 killed. A kill is a good result');
    expect(body.indexOf('DL-2 Read')).toBeLessThan(body.indexOf('DL-1 Read'));
  });
});

describe('what is not known', () => {
  const gap = { missing: null, of: null };

  it('is told with what would make it known, each remedy once', () => {
    const body = read();
    expect(body).toContain(
      '- Review a pilot at its checkpoint and record the verdict. To measure: reviews with evidence to open and reviews that graduate or kill.',
    );
    expect(body).toContain('- Nothing was killed. To measure: lessons turned into');
  });

  it('is no lesson of a kill that is not two weeks old', () => {
    const killed = anEntry({ status: 'killed', reviews: [aReview('2026-11-25', 'kill')] });
    expect(read({ entries: [killed] })).toContain('- No kill is two weeks old yet. To measure:');
  });

  it('is never taken for none: exceptions', () => {
    const unmeasured = [{ what: 'exceptions', why: 'not-yet', ...gap } as const];
    const body = read({ unmeasured });
    expect(body).toContain('- Overrides: Belay takes none yet, so exceptions are not counted.\n');
    expect(body).not.toContain('no exception is on record');
    expect(body).not.toContain('without an exception.');
  });

  it.each([
    [
      { what: 'verdicts', why: 'limit', missing: 1, of: 2 },
      '1 of 2 verdicts is not known: one run reads only so many.',
    ],
    [
      { what: 'verdicts', why: 'local', ...gap },
      'Verdicts of merged changes: a clone does not tell.',
    ],
    [
      { what: 'links', why: 'local', ...gap },
      'Decisions that merged changes link: a clone does not tell.',
    ],
    [
      { what: 'verdicts', why: 'reworded', missing: 2, of: 3 },
      '2 of 3 verdicts are not known: descriptions were edited after the merge.',
    ],
    [
      { what: 'workflows', why: 'limit', missing: 12, of: 112 },
      '12 of 112 lists of touched workflows are not known: one run reads only so many.',
    ],
    [
      { what: 'before', why: 'moved', ...gap },
      'The decision log at the beginning of the month: the entries have other names now.',
    ],
  ] as const)('is said in one line: %o', (one, said) => {
    expect(read({ unmeasured: [one] })).toContain(`- ${said}\n`);
  });

  it('is to be had where it is: on GitHub', () => {
    const unmeasured = [{ what: 'verdicts', why: 'local', ...gap } as const];
    const changes = [aMergedChange({ verdict: null })];
    expect(read({ unmeasured, changes })).toContain(
      '- Run the scorecard on GitHub, where the verdicts are. To measure: flagged changes merged clear.',
    );
  });
});

describe('the spot check', () => {
  it('names what says the same once', () => {
    const entries = entriesLike(
      { id: 'DL-1', reviews: [aReview('2026-11-10', 'continue')] },
      { id: 'DL-2', reviews: [aReview('2026-11-11', 'continue')] },
    );
    expect(read({ entries })).toContain(
      'Worth asking: *cache hit rate* before *support tickets per 1k sessions* ([DL-1] and [DL-2]).',
    );
  });

  it.each([
    [[], 'Nothing is on trial, so nobody is asked.'],
    [[anEntry()], '@acme/sre-oncall.'],
    [
      [
        anEntry({ guardrails: [aGuardrail({ stop: ['@hubot'] })] }),
        anEntry({
          id: 'DL-2',
          path: 'docs/decisions/2.md',
          guardrails: [aGuardrail({ sli: 'gone', stop: [] })],
        }),
      ],
      '@hubot; nobody for [DL-2].',
    ],
    [[anEntry({ guardrails: [] })], 'Nobody for [DL-0042].'],
  ])('says who can say stop, and for what nobody can', (entries, said) => {
    expect(read({ entries })).toContain(`**Who can say stop?** ${said}\n`);
  });

  it('does not know who can say stop where only the catalogue would tell', () => {
    const unmeasured = [{ what: 'catalogue', why: 'trouble', missing: null, of: null } as const];
    const entries = [anEntry({ guardrails: [aGuardrail({ stop: [] })] })];
    const said = read({ entries, slis: [], unmeasured });
    expect(said).toContain('**Who can say stop?** Not known for [DL-0042].\n');
  });
});

describe('the policy and the log', () => {
  it('are shown to be broken before all else', () => {
    const place = { file: '.github/belay.yml', line: 3, column: 1 };
    const problems = [aProblem({ kind: 'empty' }, { place })];
    const body = read({ ancestor: { file: '.github/belay.yml', problems } });
    expect(body).toMatch(/^> \[!WARNING\]\n> The policy .*is not valid/);
  });

  it('are told by name where entries have errors', () => {
    const body = read({
      entries: [anEntry(), anUnreadableEntry({ path: 'docs/decisions/9.md', id: '9' })],
    });
    expect(body).toContain(
      '1 entry has errors and may count only in part: [9]; `belay lint` names the lines of what is still wrong.',
    );
  });
});

describe('the next move', () => {
  it('is about the next decision, once this one has ended', () => {
    const reviews = [aReview('2026-11-10', 'kill')];
    const killed = anEntry({ status: 'killed', aim: null, reviews });
    expect(rowOf(read({ entries: [killed] }), 'Problem framing')[2]).toBe(
      'Give the next decision an aim: metric, from, to, by. [DL-0042] ended without.<br>@acme/pricing',
    );
  });

  it('names what a rollback workflow lacks', () => {
    const rollback = aRollback({
      runbook: null,
      flag: null,
      workflow: '.github/workflows/back.yml',
    });
    const target = { kind: 'workflow', dispatchable: false, added: false } as const;
    const targets = new Map([['.github/workflows/back.yml', target]]);
    expect(read({ entries: [anEntry({ rollback })], targets })).toContain(
      'Give the rollback workflow of [DL-0042] the trigger `workflow_dispatch`.',
    );
  });
});

describe('trials', () => {
  it('that went on are told with their new day and why', () => {
    const reviews = [aReview('2026-11-16', 'continue', { checkpoint: '2026-12-01' })];
    expect(read({ entries: [anEntry({ reviews })] })).toContain(
      '- [DL-0042 Read-through cache for price quotes]: continued on 16 November until 1 December, because *p95 -31 % and timeouts -52 %*.',
    );
  });

  it('that left the log without a verdict are named, without a link', () => {
    const said = 'Taken out without a verdict: DL-0042. Put it back and kill it';
    expect(read({ before: [anEntry()], entries: [] })).toContain(said);
  });
});

describe('a log that says nothing of flagged workflows', () => {
  it('is told to be empty', () => {
    expect(read({ entries: [] })).toContain('\n\nThere is no decision in `docs/decisions`.\n');
  });

  it('is told to have been read', () => {
    const entries = entriesLike({ id: 'DL-1', workflows: [] }, { id: 'DL-2', workflows: ['gone'] });
    expect(read({ entries })).toContain(
      '\n\n2 entries in `docs/decisions`, none of which names a flagged workflow: add `workflows` to those that do.\n',
    );
  });
});

describe('the move of', () => {
  it('a guardrail that is not whole says what it lacks', () => {
    const entries = [anEntry({ guardrails: [aGuardrail({ sli: 'quote-errors', stop: [] })] })];
    expect(read({ entries, slis: [aCataloguedSli({ stop: [] })] })).toContain(
      'Complete the guardrail of [DL-0042]: `guardrail.stop`.',
    );
  });

  it('operator cards begins with the one that says least', () => {
    const bare = { id: 'deploy', title: 'Deploy', owner: [], backup: [], trigger: null };
    const policy = aScoredPolicy({ workflows: [aWorkflow({ backup: [] }), aWorkflow(bare)] });
    expect(read({ policy })).toContain('Complete the operator card of Deploy');
  });
});

describe('where nothing was ever tried', () => {
  it('everything begins with a decision', () => {
    const body = read({ entries: [], changes: [] });
    expect(rowOf(body, 'Evidence-driven iteration')[2]).toMatch(/^Write a decision for the next/);
    expect(body).not.toContain('Review a pilot');
  });
});

describe('undecided pilots', () => {
  it('stand in the order of their checkpoints', () => {
    const on = (date: string) => ({ date, continueIf: 'p95 -25 %' });
    const entries = entriesLike(
      { id: 'DL-1', checkpoint: on('2026-11-20') },
      { id: 'DL-2', checkpoint: on('2026-11-12') },
    );
    const body = read({ entries });
    expect(body.match(/checkpoint \d+ November(?=, owned)/g)).toEqual([
      'checkpoint 12 November',
      'checkpoint 20 November',
    ]);
    expect(body).toContain('Decide [DL-2]: its checkpoint was 12 November.');
  });

  it('are told to be decided once, whose they are each', () => {
    const body = read({ entries: entriesLike({ id: 'DL-1' }, { id: 'DL-2', owner: [] }) });
    expect(body.match(/\/belay kill because/g)).toHaveLength(1);
    expect(body).toContain(
      '- [DL-2 Read-through cache for price quotes]: checkpoint 17 November, owned by @acme/pricing\n',
    );
  });

  it('say so where their status was left behind by the last review', () => {
    const body = read({ entries: [anEntry({ reviews: [aReview('2026-11-16', 'kill')] })] });
    expect(body).toContain(
      'checkpoint 17 November, owned by @octocat; its last review says `kill`, but its status `pilot`\n',
    );
  });
});
