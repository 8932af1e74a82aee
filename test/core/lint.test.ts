import { describe, expect, test } from 'vitest';
import { lint, type Tree } from '../../src/core/lint.js';
import { aCataloguedSli, aRunbook, RUNBOOK, TODAY } from '../builders/change.js';
import {
  aGuardrail,
  anEntry,
  anUnreadableEntry,
  aProblem,
  aReview,
  type EntryChanges,
} from '../builders/entry.js';
import { aPolicy, aWorkflow, globs } from '../builders/policy.js';

function aTree(changes: Partial<Tree> = {}): Tree {
  return {
    policy: aPolicy(),
    policyProblems: [],
    entries: [anEntry()],
    slis: [aCataloguedSli()],
    targets: new Map([[RUNBOOK, aRunbook()]]),
    paths: ['services/pricing/quote.ts'],
    today: TODAY,
    ...changes,
  };
}

function codesIn(changes: Partial<Tree>) {
  return lint(aTree(changes)).map(({ fact, level }) => `${level} ${fact.code}`);
}

function codesOf(changes: EntryChanges) {
  return codesIn({ entries: [anEntry(changes)] });
}

test('a sound tree has nothing to say', () => {
  expect(lint(aTree())).toEqual([]);
  expect(codesIn({ policy: null })).toEqual([]);
});

describe('the policy', () => {
  test('each of its problems, at its level', () => {
    const place = { file: '.github/belay.yml', line: 4, column: 1 };
    const fault = { kind: 'unknown-key', key: 'workflws', suggestion: null, known: [] } as const;
    const error = aProblem(fault, { place });
    const warning = aProblem(fault, { place, level: 'warning' });
    expect(codesIn({ policy: null, policyProblems: [error, warning] })).toEqual([
      'error policy-invalid',
      'warning policy-invalid',
    ]);
  });

  test('a glob that matches no file is worth a look, at its own place', () => {
    const paths = globs('services/pricing/**', 'servces/**', '!**/*.md');
    const at = { file: '.github/belay.yml', line: 9, column: 34 };
    const policy = aPolicy({
      workflows: [aWorkflow({ paths })],
      origins: new Map([['workflows.checkout-pricing.paths.1', at]]),
    });
    expect(lint(aTree({ policy }))).toMatchObject([
      {
        fact: { problem: { fault: { kind: 'idle-glob', glob: 'servces/**' } } },
        level: 'warning',
        field: 'workflows.checkout-pricing.paths',
        place: at,
      },
    ]);
  });
});

describe('the folder of the log', () => {
  const at = { file: '.github/belay.yml', line: 2, column: 20 };
  const idle = { fact: { problem: { fault: { kind: 'idle-folder', folder: 'docs/adrs' } } } };

  test('is worth a look where the policy names it and nothing is in it', () => {
    const origins = new Map([['decisions.path.1', at]]);
    const policy = aPolicy({ decisions: ['docs/decisions', 'docs/adrs'], origins });
    expect(lint(aTree({ policy }))).toMatchObject([{ ...idle, level: 'warning', place: at }]);
  });

  test('may be empty where nobody named it', () => {
    expect(lint(aTree({ entries: [] }))).toEqual([]);
  });
});

describe('the entries', () => {
  test('incompleteness is an error of entries that name a workflow', () => {
    expect(codesOf({ mechanism: null })).toEqual(['error decision-incomplete']);
    expect(codesOf({ mechanism: null, workflows: [] })).toEqual([]);
  });

  test('a workflow that no policy flags is worth a look, with the nearest that one does', () => {
    const [typo] = lint(aTree({ entries: [anEntry({ workflows: ['checkout-prcing'] })] }));
    expect(typo).toMatchObject({
      fact: {
        code: 'decision-invalid',
        problem: { fault: { kind: 'unknown-reference', suggestion: 'checkout-pricing' } },
      },
      level: 'warning',
      field: 'workflows',
      place: { line: 6 },
    });
  });

  test('the net of an open entry must hold, that of a closed one may be gone', () => {
    const guardrails = [aGuardrail({ sli: 'long-gone' })];
    expect(codesOf({ guardrails })).toEqual(['error guardrail-unknown']);
    expect(codesOf({ guardrails, status: 'graduated' })).toEqual([]);
  });

  test('a pilot past its checkpoint is the sweep’s business', () => {
    expect(codesIn({ today: '2027-06-01' })).toEqual([]);
  });

  test('a problem of the text is said once, however many workflows it names', () => {
    const policy = aPolicy({
      workflows: [aWorkflow(), aWorkflow({ id: 'deploy', paths: globs('services/pricing/**') })],
    });
    const workflows = ['checkout-pricing', 'deploy'];
    const problem = aProblem({ kind: 'bad-day', key: 'date', value: '2026-02-30' });
    const twice = anEntry({ workflows, problems: [problem], mechanism: null });
    expect(codesIn({ policy, entries: [twice] })).toEqual([
      'error decision-incomplete',
      'error decision-invalid',
    ]);
  });

  test('a warning of the text is said too', () => {
    const problem = aProblem({ kind: 'empty' }, { level: 'warning' });
    expect(codesOf({ problems: [problem] })).toEqual(['warning decision-invalid']);
  });

  test('an entry that cannot be read is said to be', () => {
    expect(codesIn({ entries: [anUnreadableEntry()] })).toEqual(['error decision-invalid']);
  });

  test('a text that contradicts itself, or is ahead of its time, whatever it names', () => {
    const killed = { reviews: [aReview('2026-11-08', 'kill')] };
    const ahead = { reviews: [aReview('2026-12-08', 'continue')] };
    for (const workflows of [['checkout-pricing'], [], ['elsewhere']])
      for (const changes of [killed, ahead])
        expect(codesOf({ ...changes, workflows })).toContain('error decision-invalid');
    expect(codesOf(killed)).toEqual(['error decision-invalid']);
    expect(codesIn({ policy: null, entries: [anEntry(killed)] })).toEqual([
      'error decision-invalid',
    ]);
  });

  test('two of one id: the later path is told of the earlier', () => {
    const other = anEntry({ id: 'dl-42', path: 'docs/decisions/0042-second.md' });
    for (const entries of [
      [anEntry(), other],
      [other, anEntry()],
    ])
      expect(lint(aTree({ entries }))).toMatchObject([
        {
          fact: {
            problem: {
              fault: { kind: 'duplicate-id', other: 'docs/decisions/0042-read-through-cache.md' },
            },
          },
          level: 'error',
          field: 'id',
          place: { file: other.path, line: 2 },
        },
      ]);
  });

  test('weak wording of an open entry is worth a look', () => {
    expect(codesOf({ guardrails: [aGuardrail({ limit: null })] })).toEqual([
      'warning limit-missing',
    ]);
  });
});

test('what is found is ordered by file and line', () => {
  const second = anEntry({ id: 'DL-0043', path: 'docs/decisions/0043.md', mechanism: null });
  const first = anEntry({
    checkpoint: { date: '2026-11-17', continueIf: null },
    signals: { proxy: [], outcome: ['task success'], leading: ['queue depth'] },
  });
  const lines = lint(aTree({ entries: [second, first] })).map(({ place }) => [
    place?.file,
    place?.line,
  ]);
  expect(lines).toEqual([
    ['docs/decisions/0042-read-through-cache.md', 11],
    ['docs/decisions/0042-read-through-cache.md', 12],
    ['docs/decisions/0043.md', 1],
  ]);
});
