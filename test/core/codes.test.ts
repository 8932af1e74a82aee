import { describe, expect, test } from 'vitest';
import type { Code } from '../../src/core/finding.js';
import { aCataloguedSli, aRunbook, RUNBOOK } from '../builders/change.js';
import { aGuardrail, anEntry, aProblem, aReview, aRollback } from '../builders/entry.js';
import { globs } from '../builders/policy.js';
import { findings, type World, world } from './world.js';

/** A world in which the gate finds it, and the nearest one in which it does not. */
interface Story {
  readonly level: 'error' | 'warning';
  readonly found: World;
  readonly spared: World;
}

const SIGNALS = { proxy: ['cache hit rate'], leading: [], outcome: ['task success'] };
const DISPATCH = '.github/workflows/roll-back.yml';
const dispatched = world().entry({ rollback: aRollback({ workflow: DISPATCH }) });
const deviating = world().entry({
  deviation: { from: 'rewrite', to: 'cache', because: 'cheap', expected: null, outcome: null },
});
const broken = { policyEdit: { kind: 'written', file: '', policy: null } } as const;
const fault = aProblem({ kind: 'empty' });
const overdue = anEntry({
  id: 'DL-0041',
  path: 'docs/decisions/0041-queue.md',
  checkpoint: { date: '2026-11-09', continueIf: 'p95 -25 %' },
});

const STORIES: Readonly<Record<Code, Story>> = {
  'decision-missing': { level: 'error', found: world().lines(), spared: world() },
  'decision-unknown': {
    level: 'error',
    found: world().lines('DL-0024'),
    spared: world().lines('DL-42'),
  },
  'decision-ambiguous': {
    level: 'error',
    found: world()
      .log(anEntry(), anEntry({ id: 'ADR-42', path: 'docs/decisions/a.md' }))
      .lines('42'),
    spared: world().lines('42'),
  },
  'decision-invalid': {
    level: 'error',
    found: world().entry({ problems: [fault] }),
    spared: world().entry({ problems: [{ ...fault, level: 'warning' }] }),
  },
  'decision-incomplete': {
    level: 'error',
    found: world().entry({ mechanism: 'It will help.' }),
    spared: world().entry({ mechanism: 'It will help because inputs repeat.' }),
  },
  'decision-other-workflow': {
    level: 'error',
    found: world().entry({ workflows: ['deploy'] }),
    spared: world().entry({ workflows: ['deploy', 'checkout-pricing'] }),
  },
  'decision-closed': {
    level: 'error',
    found: world().entry({ status: 'killed', date: '2026-10-26' }),
    spared: world().entry({ status: 'killed', date: '2026-10-27' }),
  },
  'decision-status': {
    level: 'error',
    found: world()
      .entry({ status: 'proposed' })
      .workflow({ accept: ['pilot'] }),
    spared: world()
      .entry({ status: 'pilot' })
      .workflow({ accept: ['pilot'] }),
  },
  'checkpoint-passed': {
    level: 'error',
    found: world().on('2026-11-18'),
    spared: world().on('2026-11-17'),
  },
  'checkpoint-too-far': {
    level: 'error',
    found: world().pilots({ horizon: 13 }),
    spared: world().pilots({ horizon: 14 }),
  },
  'checkpoint-moved': {
    level: 'error',
    found: world().edits({ date: '2026-11-04' }),
    spared: world().edits({ date: '2026-11-04', reviews: [aReview('2026-11-10', 'continue')] }),
  },
  'guardrail-missing': {
    level: 'error',
    found: world().entry({ guardrails: [] }),
    spared: world().entry({ guardrails: [aGuardrail()] }),
  },
  'guardrail-unknown': {
    level: 'error',
    found: world().workflow({ slis: ['page-errors'] }),
    spared: world().workflow({ slis: ['page-errors', 'quote-errors'] }),
  },
  'guardrail-incomplete': {
    level: 'error',
    found: world()
      .entry({ guardrails: [aGuardrail({ stop: [] })] })
      .with({ slis: [aCataloguedSli({ stop: [] })] }),
    spared: world().entry({ guardrails: [aGuardrail({ stop: [] })] }),
  },
  'rollback-missing': {
    level: 'error',
    found: world().entry({ rollback: aRollback({ runbook: null, flag: null }) }),
    spared: world().entry({ rollback: aRollback({ runbook: null }) }),
  },
  'rollback-not-found': {
    level: 'error',
    found: world().target(RUNBOOK, { kind: 'absent', similar: [] }),
    spared: world().target(RUNBOOK, aRunbook()),
  },
  'rollback-anchor': {
    level: 'error',
    found: world().target(RUNBOOK, aRunbook({ headings: [] })),
    spared: world()
      .entry({ rollback: aRollback({ runbook: RUNBOOK }) })
      .target(RUNBOOK, aRunbook({ headings: [] })),
  },
  'rollback-not-dispatchable': {
    level: 'error',
    found: dispatched.target(DISPATCH, { kind: 'workflow', dispatchable: false, added: false }),
    spared: dispatched.target(DISPATCH, { kind: 'workflow', dispatchable: true, added: false }),
  },
  'pilot-overdue': {
    level: 'error',
    found: world().log(anEntry(), overdue).pilots({ hold: true }),
    spared: world().log(anEntry(), overdue),
  },
  'policy-invalid': {
    level: 'error',
    found: world().with({ policyEdit: { ...broken.policyEdit, problems: [fault] } }),
    spared: world().with({ policyEdit: { ...broken.policyEdit, problems: [] } }),
  },
  'incomplete-read': {
    level: 'error',
    found: world().unread({ kind: 'slo-files' }),
    spared: world(),
  },
  'weak-aim': {
    level: 'warning',
    found: world().entry({ aim: aim('timeouts 1.8 % to 0.6 %') }),
    spared: world().entry({ aim: aim('timeouts 1.8 % to 0.6 % in 14 days') }),
  },
  'weak-mechanism': {
    level: 'warning',
    found: world().entry({ mechanism: 'Send more mail because we can.' }),
    spared: world().entry({ mechanism: 'More mail will bring people back because they forget.' }),
  },
  'vanity-outcome': {
    level: 'warning',
    found: world().entry({ signals: { ...SIGNALS, outcome: ['opens'] } }),
    spared: world().entry({ signals: { ...SIGNALS, outcome: ['orders per open'] } }),
  },
  'proxy-only': {
    level: 'warning',
    found: world().entry({ signals: { ...SIGNALS, outcome: SIGNALS.proxy } }),
    spared: world().entry({ signals: SIGNALS }),
  },
  'no-backup': {
    level: 'warning',
    found: world().entry({ backup: [] }).workflow({ backup: [] }),
    spared: world().entry({ backup: [] }),
  },
  'limit-missing': {
    level: 'warning',
    found: world().entry({ guardrails: [aGuardrail({ limit: null })] }),
    spared: world().entry({ guardrails: [aGuardrail({ limit: null }), aGuardrail()] }),
  },
  'entry-weakened': {
    level: 'warning',
    found: world().edits({ guardrails: [aGuardrail({ threshold: '<= 1 %' })] }),
    spared: world().entry({ guardrails: [aGuardrail({ threshold: '<= 1 %' })] }),
  },
  'deviation-forbidden': {
    level: 'warning',
    found: deviating.policy({ novelty: { perCycle: 1, forbidden: globs('services/**') } }),
    spared: deviating,
  },
  'new-reference': {
    level: 'warning',
    found: world().target(RUNBOOK, aRunbook({ added: true })),
    spared: world().target(RUNBOOK, aRunbook({ added: false })),
  },
};

function aim(text: string) {
  return { text, metric: null, from: null, to: null, segment: null, by: null };
}

describe.each(Object.entries(STORIES))('%s', (code, { level, found, spared }) => {
  const levels = (of: World) =>
    findings(of).flatMap(({ fact, level }) => (fact.code === code ? [level] : []));

  test(`is found, as ${level === 'error' ? 'an error' : 'a warning'}, and alone`, () => {
    expect(levels(found)).toEqual([level]);
    expect(findings(found)).toHaveLength(1);
    expect(found.verdict().kind).toBe(level === 'error' ? 'held' : 'clear');
  });

  test('is not found where it is mended', () => {
    expect(findings(spared)).toEqual([]);
    expect(spared.verdict().kind).toBe('clear');
  });
});
