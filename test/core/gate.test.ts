import { describe, expect, test } from 'vitest';
import type { PolicyEdit, PolicyState } from '../../src/core/change.js';
import { isGated } from '../../src/core/gate.js';
import { aFile, aProposal } from '../builders/change.js';
import { anEntry, aProblem } from '../builders/entry.js';
import { aPolicy, aWorkflow, globs } from '../builders/policy.js';
import { codes, errors, finding, findings, touched, warnings, world } from './world.js';

const FILE = '.github/belay.yml';
const QUOTE = 'services/pricing/quote.ts';
const DEPLOY = aWorkflow({ id: 'deploy', paths: globs('deploy/**') });
const fault = aProblem(
  { kind: 'missing-key', key: 'workflows' },
  { place: { file: FILE, line: 1, column: 1 } },
);
const broken: PolicyState = { kind: 'broken', file: FILE, problems: [fault] };
const none: PolicyState = { kind: 'none' };

function writes(...problems: Extract<PolicyEdit, { kind: 'written' }>['problems']): PolicyEdit {
  return { kind: 'written', file: FILE, policy: problems.length > 0 ? null : aPolicy(), problems };
}

describe('the verdict', () => {
  test('clear: every touched workflow is satisfied', () => {
    const { change } = world();
    const verdict = world().verdict();
    expect(verdict).toMatchObject({
      kind: 'clear',
      findings: [],
      workflows: [
        {
          workflow: { id: 'checkout-pricing' },
          enforcement: 'block',
          satisfied: true,
          by: { kind: 'entry', linked: { kind: 'line', carriage: 'trial' } },
          decisions: ['DL-0042'],
          files: [{ path: QUOTE, glob: 'services/pricing/**' }],
        },
      ],
    });
    expect(change.today).toBe('2026-11-10');
  });

  test('clear: warnings are allowed', () => {
    const wordy = world().entry({ backup: [] }).workflow({ backup: [] });
    expect(wordy.verdict().kind).toBe('clear');
    expect(codes(wordy)).toEqual(['no-backup']);
  });

  test('untouched: no flagged file', () => {
    const readme = world().touches('README.md').lines();
    expect(readme.verdict()).toEqual({
      kind: 'untouched',
      why: 'no-flagged-file',
      workflows: [],
      findings: [],
    });
    expect(world().touches('services/pricing/README.md').verdict().kind).toBe('untouched');
    expect(world().touches().verdict().kind).toBe('untouched');
  });

  test('held: an error on a workflow that blocks', () => {
    expect(world().lines().verdict().kind).toBe('held');
  });

  test('advised: errors only on workflows that advise', () => {
    const advised = world().lines().workflow({ enforcement: 'advise' });
    expect(advised.verdict().kind).toBe('advised');
    expect(errors(advised)).toEqual(['decision-missing']);
    expect(touched(advised)).toMatchObject({ satisfied: false, enforcement: 'advise' });
  });

  test('the worst of several workflows wins', () => {
    const kindWith = (pricing: 'block' | 'advise', deploy: 'block' | 'advise') =>
      world()
        .workflows(aWorkflow({ enforcement: pricing }), { ...DEPLOY, enforcement: deploy })
        .touches(QUOTE, 'deploy/run.sh')
        .verdict().kind;
    expect(kindWith('block', 'advise')).toBe('advised');
    expect(kindWith('advise', 'block')).toBe('held');
    expect(kindWith('block', 'block')).toBe('held');
  });

  test('errors are shown before warnings', () => {
    const both = world().entry({ backup: [], guardrails: [] }).workflow({ backup: [] });
    expect(codes(both)).toEqual(['guardrail-missing', 'no-backup']);
  });
});

describe('which files count', () => {
  test('a renamed file under both names', () => {
    const away = aFile('archive/quote.ts', { previousPath: QUOTE, status: 'renamed' });
    expect(touched(world().touches(away)).files).toEqual([
      { path: QUOTE, glob: 'services/pricing/**' },
    ]);
    const within = aFile('services/pricing/new.ts', { previousPath: QUOTE, status: 'renamed' });
    expect(touched(world().touches(within)).files.map(({ path }) => path)).toEqual([
      'services/pricing/new.ts',
      QUOTE,
    ]);
  });

  test('a removed file', () => {
    expect(touched(world().touches(aFile(QUOTE, { status: 'removed' }))).files).toHaveLength(1);
  });

  test('a file that several workflows claim, in the order of the policy', () => {
    const all = aWorkflow({ id: 'all', paths: globs('**') });
    const both = world().workflows(all, aWorkflow()).touches(QUOTE, 'README.md');
    expect(touched(both, 'all').files).toHaveLength(2);
    expect(touched(both, 'checkout-pricing').files).toHaveLength(1);
    expect(touched(both).workflow.id).toBe('all');
  });

  test('names of objects are names like any other', () => {
    const odd = aWorkflow({ id: '__proto__', paths: globs('constructor') });
    const entry = anEntry({ workflows: ['__proto__'] });
    expect(world().workflows(odd).log(entry).touches('constructor').verdict().kind).toBe('clear');
    expect(errors(world().workflows(odd).touches('constructor'))).toEqual([
      'decision-other-workflow',
    ]);
  });
});

describe('branches', () => {
  const policy = aPolicy({ branches: globs('main', 'release/**') });

  test.each([
    ['main', true],
    ['release/1.2', true],
    ['release/1/2', true],
    ['feature', false],
    ['Main', false],
  ])('into %s is gated: %s', (branch, gated) => {
    expect(isGated(policy, branch)).toBe(gated);
    expect(isGated(aPolicy(), branch)).toBe(true);
  });

  test('a later negation takes a branch back', () => {
    const some = aPolicy({ branches: globs('release/**', '!release/old/**') });
    expect(isGated(some, 'release/new')).toBe(true);
    expect(isGated(some, 'release/old/1')).toBe(false);
  });

  test('into others it is untouched, and says why', () => {
    const elsewhere = world()
      .lines()
      .policy({ branches: globs('main') })
      .with({ proposal: aProposal({ baseBranch: 'feature' }) });
    expect(elsewhere.verdict()).toEqual({
      kind: 'untouched',
      why: 'branch-not-gated',
      workflows: [],
      findings: [],
    });
  });

  test('there a broken policy or an unread file is only worth a look', () => {
    const elsewhere = world()
      .policy({ branches: globs('main') })
      .with({ proposal: aProposal({ baseBranch: 'feature' }), policyEdit: writes(fault) })
      .unread({ kind: 'files' });
    expect(elsewhere.verdict().kind).toBe('untouched');
    expect(warnings(elsewhere)).toEqual(['policy-invalid', 'incomplete-read']);
    expect(errors(elsewhere)).toEqual([]);
  });
});

describe('no policy', () => {
  test('anywhere: silence', () => {
    expect(world().with({ policy: none }).verdict()).toEqual({ kind: 'silent' });
    expect(world().with({ policy: none }).unread({ kind: 'files' }).verdict().kind).toBe('silent');
  });

  test('only at the head, where it could not be read: held, not silence', () => {
    const lost = world().with({ policy: none }).touches(FILE).unread({ kind: 'file', path: FILE });
    expect(lost.verdict().kind).toBe('held');
    expect(errors(lost)).toEqual(['incomplete-read']);
  });

  test('only at the head: untouched, and said to be the first', () => {
    const first = world().with({ policy: none, policyEdit: writes() }).touches(FILE, QUOTE);
    expect(first.verdict()).toEqual({
      kind: 'untouched',
      why: 'no-policy-yet',
      workflows: [],
      findings: [],
    });
  });

  test('only at the head, and invalid: held, with its place', () => {
    const first = world()
      .with({ policy: none, policyEdit: writes(fault) })
      .touches(FILE);
    expect(first.verdict().kind).toBe('held');
    expect(findings(first)).toEqual([
      {
        fact: { code: 'policy-invalid', problem: fault, side: 'head' },
        level: 'error',
        workflow: null,
        decision: null,
        field: null,
        place: fault.place,
      },
    ]);
  });

  test('only at the head, and something could not be read: held', () => {
    const first = world().with({ policy: none, policyEdit: writes() }).unread({ kind: 'files' });
    expect(first.verdict().kind).toBe('held');
    expect(errors(first)).toEqual(['incomplete-read']);
  });

  test('only at the head, with something to warn of: untouched', () => {
    const odd = { ...fault, level: 'warning' } as const;
    const first = world().with({ policy: none, policyEdit: writes(odd) });
    expect(first.verdict().kind).toBe('untouched');
    expect(warnings(first)).toEqual(['policy-invalid']);
  });
});

describe('a policy that cannot be read, and no good one before it', () => {
  const blind = world().with({ policy: broken });

  test('cannot judge what touches more than policy and log', () => {
    expect(blind.verdict()).toMatchObject({
      kind: 'unreadable',
      findings: [{ fact: { code: 'policy-invalid', side: 'default-branch' }, level: 'error' }],
    });
    const mended = blind.with({ policyEdit: writes() });
    expect(mended.touches(FILE, QUOTE).verdict().kind).toBe('unreadable');
    const smuggled = aFile('docs/decisions/quote.md', { previousPath: QUOTE, status: 'renamed' });
    expect(mended.touches(FILE, smuggled).verdict().kind).toBe('unreadable');
    expect(mended.touches(FILE, 'docs/decisions-of-old/1.md').verdict().kind).toBe('unreadable');
  });

  test('a mend of the policy, with entries or without, may pass', () => {
    for (const paths of [[FILE], ['.github/belay.yaml'], [FILE, 'docs/decisions/0042.md']]) {
      const mended = blind.with({ policyEdit: writes() }).touches(...paths);
      expect(mended.verdict()).toMatchObject({ kind: 'untouched', why: 'policy-unreadable' });
      expect(warnings(mended)).toEqual(['policy-invalid']);
    }
  });

  test('a mend that is none is held', () => {
    const worse = blind.with({ policyEdit: writes(fault) }).touches(FILE);
    expect(worse.verdict().kind).toBe('held');
    expect(findings(worse)[0]).toMatchObject({ fact: { side: 'head' }, level: 'error' });
  });

  test('entries alone, or a policy removed, mend nothing', () => {
    for (const policyEdit of [null, { kind: 'removed', file: FILE }] as const) {
      const still = blind.with({ policyEdit }).touches('docs/decisions/0042.md');
      expect(still.verdict().kind).toBe('held');
      expect(errors(still)).toEqual(['policy-invalid']);
    }
  });

  test('what else it touches must be known', () => {
    const unsure = blind.with({ policyEdit: writes() }).touches(FILE).unread({ kind: 'files' });
    expect(unsure.verdict().kind).toBe('unreadable');
  });
});

describe('a policy that cannot be read after a good one', () => {
  const ancestor: PolicyState = {
    kind: 'ancestor',
    policy: aPolicy(),
    oid: 'a'.repeat(40),
    file: FILE,
    problems: [fault],
  };

  test('the good one judges, and it is said', () => {
    const passing = world().with({ policy: ancestor });
    expect(passing.verdict().kind).toBe('clear');
    expect(finding(passing, 'policy-invalid')).toMatchObject({
      fact: { side: 'default-branch' },
      level: 'warning',
      place: fault.place,
    });
    const held = world().lines().with({ policy: ancestor });
    expect(held.verdict().kind).toBe('held');
    expect(codes(held)).toEqual(['decision-missing', 'policy-invalid']);
  });

  test('it is said of untouched changes too', () => {
    const readme = world().with({ policy: ancestor }).touches('README.md');
    expect(readme.verdict().kind).toBe('untouched');
    expect(warnings(readme)).toEqual(['policy-invalid']);
  });
});

describe('a change of the policy', () => {
  test('is judged by the policy there is', () => {
    const lax = world()
      .lines()
      .touches(FILE, QUOTE)
      .with({ policyEdit: { ...writes(), policy: aPolicy({ workflows: [] }) } as PolicyEdit });
    expect(lax.verdict().kind).toBe('held');
  });

  test('that breaks it is held, whatever else it touches', () => {
    for (const path of ['README.md', QUOTE]) {
      const breaking = world()
        .touches(FILE, path)
        .with({ policyEdit: writes(fault) });
      expect(breaking.verdict().kind).toBe('held');
      expect(errors(breaking)).toEqual(['policy-invalid']);
    }
  });

  test('that breaks it is held even where all workflows advise', () => {
    const breaking = world()
      .workflow({ enforcement: 'advise' })
      .with({ policyEdit: writes(fault) });
    expect(breaking.verdict().kind).toBe('held');
  });

  test('that is sound says nothing', () => {
    expect(codes(world().with({ policyEdit: writes() }))).toEqual([]);
  });
});

describe('what could not be read', () => {
  test.each([
    { kind: 'files' },
    { kind: 'log', folder: 'docs/decisions' },
    { kind: 'slo-files' },
    { kind: 'file', path: QUOTE },
  ] as const)('$kind holds', (what) => {
    for (const one of [world(), world().touches('README.md')]) {
      const unsure = one.unread(what);
      expect(unsure.verdict().kind).toBe('held');
      expect(findings(unsure)).toEqual([
        {
          fact: { code: 'incomplete-read', what },
          level: 'error',
          workflow: null,
          decision: null,
          field: null,
          place: null,
        },
      ]);
    }
  });

  test('holds even where all workflows advise', () => {
    const unsure = world().workflow({ enforcement: 'advise' }).unread({ kind: 'slo-files' });
    expect(unsure.verdict().kind).toBe('held');
  });
});
