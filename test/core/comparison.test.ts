import { describe, expect, test } from 'vitest';
import { aCataloguedSli, aRunbook, RUNBOOK } from '../builders/change.js';
import { aGuardrail, anEntry, aRollback, type EntryChanges } from '../builders/entry.js';
import { globs } from '../builders/policy.js';
import { finding, findings, warnings, world } from './world.js';

describe('entry-weakened', () => {
  test.each<[string, EntryChanges, string, string, string | null]>([
    ['a guardrail removed', { guardrails: [] }, 'guardrail', 'quote-errors', null],
    [
      'another SLI',
      { guardrails: [aGuardrail({ sli: 'page-errors' })] },
      'guardrail.sli',
      'quote-errors',
      'page-errors',
    ],
    [
      'another threshold',
      { guardrails: [aGuardrail({ threshold: '<= 5 %' })] },
      'guardrail.threshold',
      '<= 0.1 %',
      '<= 5 %',
    ],
    [
      'a limit removed',
      { guardrails: [aGuardrail({ limit: null })] },
      'guardrail.limit',
      '10 % of Segment S behind flag quote_cache',
      null,
    ],
    [
      'another person who can say stop',
      { guardrails: [aGuardrail({ stop: ['@octocat'] })] },
      'guardrail.stop',
      '@acme/sre-oncall',
      '@octocat',
    ],
    [
      'a flag removed',
      { rollback: aRollback({ flag: null }) },
      'rollback.flag',
      'quote_cache',
      null,
    ],
    [
      'another runbook',
      { rollback: aRollback({ runbook: RUNBOOK }) },
      'rollback.runbook',
      `${RUNBOOK}#roll-back-the-quote-cache`,
      RUNBOOK,
    ],
  ])('%s', (_, changes, field, from, to) => {
    const weakened = world().edits(changes);
    expect(finding(weakened, 'entry-weakened')).toMatchObject({
      fact: { field, from, to },
      level: 'warning',
      workflow: 'checkout-pricing',
      decision: 'DL-0042',
      field,
    });
  });

  test('a rollback removed loses all its parts', () => {
    expect(
      warnings(world().edits({ rollback: null })).filter((code) => code === 'entry-weakened'),
    ).toHaveLength(2);
  });

  test.each<[string, EntryChanges, EntryChanges]>([
    ['nothing of it changed', {}, { title: 'Cache' }],
    [
      'a limit added',
      { guardrails: [aGuardrail({ limit: null })] },
      { guardrails: [aGuardrail()] },
    ],
    ['a rollback added', { rollback: null }, { rollback: aRollback() }],
    ['a guardrail added', { guardrails: [] }, { guardrails: [aGuardrail()] }],
    [
      'two guardrails of one SLI that stay',
      { guardrails: [aGuardrail(), aGuardrail({ limit: '1 %' })] },
      { guardrails: [aGuardrail(), aGuardrail({ limit: '1 %' })] },
    ],
    [
      'guardrails in another order',
      { guardrails: [aGuardrail(), aGuardrail({ sli: null })] },
      { guardrails: [aGuardrail({ sli: null }), aGuardrail()] },
    ],
    [
      'people in another order',
      { guardrails: [aGuardrail({ stop: ['@octocat', '@hubot'] })] },
      { guardrails: [aGuardrail({ stop: ['@hubot', '@octocat'] })] },
    ],
  ])('is silent about %s', (_, before, after) => {
    expect(warnings(world().entry(before).edits(after))).not.toContain('entry-weakened');
  });

  test('an entry the change leaves alone is compared with nothing', () => {
    expect(warnings(world())).toEqual([]);
  });

  test('never holds by itself', () => {
    const weaker = world().edits({ guardrails: [aGuardrail({ threshold: '<= 5 %' })] });
    expect(weaker.verdict().kind).toBe('clear');
  });
});

describe('new-reference', () => {
  test('an SLI that only this change brings', () => {
    const fresh = world().with({ slis: [aCataloguedSli({ added: true })] });
    expect(fresh.verdict().kind).toBe('clear');
    expect(warnings(fresh)).toEqual(['new-reference']);
    expect(finding(fresh, 'new-reference')).toMatchObject({
      fact: { kind: 'sli', name: 'quote-errors' },
      field: 'guardrail.sli',
      place: { line: 13 },
    });
  });

  test('a runbook that only this change brings', () => {
    const fresh = world().target(RUNBOOK, aRunbook({ added: true }));
    expect(fresh.verdict().kind).toBe('clear');
    expect(finding(fresh, 'new-reference')).toMatchObject({
      fact: { kind: 'runbook', name: RUNBOOK },
      field: 'rollback.runbook',
      place: { line: 14 },
    });
  });

  test('a workflow file that only this change brings', () => {
    const workflow = '.github/workflows/roll-back.yml';
    const fresh = world()
      .entry({ rollback: aRollback({ workflow }) })
      .target(workflow, { kind: 'workflow', dispatchable: true, added: true });
    expect(finding(fresh, 'new-reference').fact).toMatchObject({
      kind: 'workflow',
      name: workflow,
    });
    const known = fresh.target(workflow, { kind: 'workflow', dispatchable: true, added: false });
    expect(warnings(known)).toEqual([]);
  });

  test('an SLI the entry does not use is nobody’s news', () => {
    const slis = [aCataloguedSli(), aCataloguedSli({ name: 'page-errors', added: true })];
    expect(warnings(world().with({ slis }))).toEqual([]);
  });
});

describe('deviation-forbidden', () => {
  const deviation = {
    from: 'rewrite',
    to: 'bounded cache',
    because: 'p95 could fall 20 % at little cost',
    expected: null,
    outcome: null,
  };
  const secured = world()
    .touches('services/pricing/quote.ts', 'security/keys.ts')
    .policy({ novelty: { perCycle: 1, forbidden: globs('security/**', '!**/*.md') } });

  test('a deviation where none belongs', () => {
    const bold = secured.entry({ deviation });
    expect(bold.verdict().kind).toBe('clear');
    expect(finding(bold, 'deviation-forbidden')).toMatchObject({
      fact: { path: 'security/keys.ts', glob: 'security/**' },
      level: 'warning',
      field: 'deviation',
      place: { line: 16 },
    });
  });

  test('elsewhere it is welcome, and there the standard way is', () => {
    expect(warnings(world().entry({ deviation }))).toEqual([]);
    expect(warnings(secured)).toEqual([]);
    const readme = secured.entry({ deviation }).touches('services/pricing/a.ts', 'security/x.md');
    expect(warnings(readme)).toEqual([]);
  });
});

test('a warning says which entry it is about, one for each workflow it carries', () => {
  const entry = anEntry({ backup: [] });
  const about = findings(world().log(entry).workflow({ backup: [] }));
  expect(about.map(({ decision, workflow }) => [decision, workflow])).toEqual([
    ['DL-0042', 'checkout-pricing'],
  ]);
});
