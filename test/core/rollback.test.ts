import { describe, expect, test } from 'vitest';
import { aRunbook, RUNBOOK } from '../builders/change.js';
import { aRollback } from '../builders/entry.js';
import { errors, finding, touched, type World, world } from './world.js';

const DISPATCH = '.github/workflows/roll-back.yml';

function rolledBackBy(changes: Parameters<typeof aRollback>[0], from: World = world()): World {
  const rollback = aRollback({ runbook: null, workflow: null, flag: null, ...changes });
  return from.entry({ rollback });
}

describe('rollback-missing', () => {
  test('no rollback, or one that names nothing', () => {
    for (const one of [world().entry({ rollback: null }), rolledBackBy({ tested: '2026-11-01' })]) {
      expect(one.verdict().kind).toBe('held');
      expect(errors(one)).toEqual(['rollback-missing']);
      expect(touched(one).requirements.get('rollback')).toBe('unmet');
      expect(touched(one).requirements.get('decision')).toBe('met');
    }
    expect(finding(world().entry({ rollback: null }), 'rollback-missing')).toMatchObject({
      workflow: 'checkout-pricing',
      decision: 'DL-0042',
      field: 'rollback',
    });
  });

  test('a flag is taken at its word', () => {
    expect(rolledBackBy({ flag: 'quote_cache' }).verdict().kind).toBe('clear');
  });

  test('is not asked for where the workflow does not require it', () => {
    const lax = world()
      .entry({ rollback: null })
      .workflow({ require: ['decision'] });
    expect(lax.verdict().kind).toBe('clear');
  });
});

describe('rollback-not-found', () => {
  test('a runbook that is not there, with one that is named alike', () => {
    const moved = rolledBackBy({ runbook: 'docs/runbooks/price.md' }).target(
      'docs/runbooks/price.md',
      { kind: 'absent', similar: [RUNBOOK] },
    );
    expect(errors(moved)).toEqual(['rollback-not-found']);
    expect(finding(moved, 'rollback-not-found')).toMatchObject({
      fact: { kind: 'runbook', path: 'docs/runbooks/price.md', suggestion: RUNBOOK },
      field: 'rollback.runbook',
      place: { line: 14 },
    });
  });

  test('a target nobody looked up is not taken for granted', () => {
    expect(errors(rolledBackBy({ runbook: 'docs/elsewhere.md' }))).toEqual(['rollback-not-found']);
    expect(errors(rolledBackBy({ runbook: '#only-an-anchor' }))).toEqual(['rollback-not-found']);
    expect(errors(rolledBackBy({ runbook: '__proto__' }))).toEqual(['rollback-not-found']);
  });

  test('every one named must resolve: a flag does not excuse a runbook', () => {
    const both = rolledBackBy({ runbook: 'docs/gone.md', workflow: DISPATCH, flag: 'quote_cache' });
    expect(errors(both)).toEqual(['rollback-not-found', 'rollback-not-found']);
  });

  test('a runbook without an anchor need only be there', () => {
    expect(rolledBackBy({ runbook: RUNBOOK }).verdict().kind).toBe('clear');
    expect(rolledBackBy({ runbook: `${RUNBOOK}#` }).verdict().kind).toBe('clear');
  });
});

describe('rollback-anchor', () => {
  test('a heading that is absent, with those that are there', () => {
    const vague = rolledBackBy({ runbook: `${RUNBOOK}#roll-back` });
    expect(errors(vague)).toEqual(['rollback-anchor']);
    expect(finding(vague, 'rollback-anchor')).toMatchObject({
      fact: {
        path: RUNBOOK,
        anchor: 'roll-back',
        headings: [{ anchor: 'scale-up' }, { anchor: 'roll-back-the-quote-cache' }],
        suggestion: { anchor: 'roll-back-the-quote-cache' },
      },
      field: 'rollback.runbook',
      place: { line: 14 },
    });
    expect(touched(vague).requirements.get('rollback')).toBe('unmet');
  });

  test('case does not matter, as in a browser on GitHub', () => {
    const shouted = rolledBackBy({ runbook: `${RUNBOOK}#Roll-Back-The-Quote-Cache` });
    expect(shouted.verdict().kind).toBe('clear');
  });

  test('an anchor may be written as an address writes it', () => {
    const headings = [{ text: 'Rückweg', anchor: 'rückweg' }];
    const target = aRunbook({ headings });
    for (const anchor of ['rückweg', 'r%C3%BCckweg'])
      expect(
        rolledBackBy({ runbook: `${RUNBOOK}#${anchor}` })
          .target(RUNBOOK, target)
          .verdict().kind,
      ).toBe('clear');
    const broken = rolledBackBy({ runbook: `${RUNBOOK}#100%` }).target(RUNBOOK, target);
    expect(errors(broken)).toEqual(['rollback-anchor']);
  });

  test('a runbook that has no headings has no anchors', () => {
    const plain = rolledBackBy({ runbook: `${DISPATCH}#L3` }).target(DISPATCH, {
      kind: 'workflow',
      dispatchable: true,
      added: false,
    });
    expect(errors(plain)).toEqual(['rollback-anchor']);
  });
});

describe('rollback-not-dispatchable', () => {
  test.each([
    [true, []],
    [false, ['rollback-not-dispatchable']],
    [null, ['rollback-not-dispatchable']],
  ] as const)('a workflow file whose dispatch trigger is %s', (dispatchable, expected) => {
    const one = rolledBackBy({ workflow: DISPATCH }).target(DISPATCH, {
      kind: 'workflow',
      dispatchable,
      added: false,
    });
    expect(errors(one)).toEqual(expected);
    if (dispatchable !== true)
      expect(finding(one, 'rollback-not-dispatchable')).toMatchObject({
        fact: { path: DISPATCH, why: dispatchable === false ? 'no-trigger' : 'unreadable' },
        field: 'rollback.workflow',
        place: { line: 14 },
      });
  });

  test('a workflow file that is not there is not found', () => {
    const gone = rolledBackBy({ workflow: DISPATCH });
    expect(finding(gone, 'rollback-not-found').fact).toMatchObject({ kind: 'workflow' });
  });
});

test('a target that could not be read holds, even where findings only advise', () => {
  const unread = world().workflow({ enforcement: 'advise' }).target(RUNBOOK, { kind: 'unread' });
  expect(unread.verdict().kind).toBe('held');
  expect(finding(unread, 'incomplete-read')).toMatchObject({
    fact: { what: { kind: 'file', path: RUNBOOK } },
    field: 'rollback.runbook',
  });
  expect(touched(unread).requirements.get('rollback')).toBe('unmet');
});
