import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/core/change.js';
import { type Entry, STATUSES } from '../../src/core/decision.js';
import { isGated, judge } from '../../src/core/gate.js';
import type { Verdict } from '../../src/core/verdict.js';
import { aCataloguedSli, aChange, aFile, aLine, aMention } from '../builders/change.js';
import {
  aGuardrail,
  anEntry,
  anUnreadableEntry,
  aProblem,
  aReview,
  aRollback,
  type EntryChanges,
} from '../builders/entry.js';
import { aPolicy, aWorkflow, globs } from '../builders/policy.js';
import { errors, findings, type World, warnings, world } from './world.js';

const WORKFLOWS = ['checkout-pricing', 'deploy', 'prompts'];
const NUMBERS = [41, 42, 43, 44, 45];

const reviews = fc
  .array(
    fc.record({
      date: fc.constantFrom('2026-11-01', '2026-11-05', '2026-11-09', '2026-12-01'),
      verdict: fc.constantFrom('continue', 'change', 'graduate', 'kill'),
      checkpoint: fc.constantFrom(null, '2026-11-15', '2026-12-01'),
    }),
    { maxLength: 3 },
  )
  .map((all) =>
    all
      .toSorted((a, b) => (a.date < b.date ? -1 : 1))
      .map(({ date, verdict, checkpoint }) => aReview(date, verdict, { checkpoint })),
  );

const decision = fc.record(
  {
    status: fc.constantFrom(...STATUSES, null),
    workflows: fc.subarray([...WORKFLOWS, 'elsewhere']),
    mechanism: fc.constantFrom(null, 'Send mail.', 'It will help because inputs repeat.'),
    guardrails: fc.constantFrom(
      [],
      [aGuardrail()],
      [aGuardrail({ sli: 'unheard-of' })],
      [aGuardrail({ limit: null })],
    ),
    rollback: fc.constantFrom(null, aRollback(), aRollback({ runbook: 'gone.md' })),
    backup: fc.constantFrom([], ['@hubot']),
    date: fc.constantFrom(null, '2026-11-03', '2026-11-09'),
    reviews,
  },
  { requiredKeys: [] },
);

/** Entries at the base or at the head; two of one number have two paths but share the id. */
const entryOf = fc
  .tuple(fc.constantFrom(...NUMBERS), fc.constantFrom('a', 'b'), decision, fc.nat(9))
  .map(([number, letter, fields, luck]): Entry => {
    const path = `docs/decisions/00${number}-${letter}.md`;
    const id = `DL-00${number}`;
    if (luck === 0) return anUnreadableEntry({ path, id });
    const problems = luck === 1 ? [aProblem({ kind: 'empty' })] : [];
    return anEntry({ ...fields, path, id, problems });
  });

const entries = fc.uniqueArray(entryOf, { selector: ({ path }) => path, maxLength: 6 });

const policies = fc
  .record({
    enforcement: fc.array(fc.constantFrom('block', 'advise'), { minLength: 3, maxLength: 3 }),
    require: fc.subarray(['decision', 'guardrail', 'rollback'] as const),
    branches: fc.constantFrom(null, globs('main'), globs('release/**')),
  })
  .map(({ enforcement, require, branches }) =>
    aPolicy({
      branches,
      workflows: WORKFLOWS.map((id, at) =>
        aWorkflow({
          id,
          require,
          enforcement: enforcement[at] ?? 'block',
          paths: globs(`${id}/**`),
        }),
      ),
    }),
  );

const names = NUMBERS.flatMap((number) => [
  `DL-${number}`,
  `${number}`,
  `docs/decisions/00${number}-a.md`,
  `DX-${number}`,
]);
const reference = fc
  .tuple(fc.constantFrom(...names), fc.boolean())
  .map(([text, line]) => (line ? aLine(text) : aMention(text)));

const problem = aProblem(
  { kind: 'empty' },
  { place: { file: '.github/belay.yml', line: 1, column: 1 } },
);
const policyEdit: fc.Arbitrary<Change['policyEdit']> = fc.constantFrom(
  null,
  null,
  null,
  { kind: 'removed', file: '.github/belay.yml' } as const,
  { kind: 'written', file: '.github/belay.yml', policy: aPolicy(), problems: [] } as const,
  { kind: 'written', file: '.github/belay.yml', policy: null, problems: [problem] } as const,
);

/** Any change: a log, what it does to it, what it touches and names, and what could not be read. */
const changes: fc.Arbitrary<Change> = fc
  .record({
    policy: policies,
    kind: fc.constantFrom('good', 'good', 'good', 'ancestor', 'broken', 'none'),
    base: entries,
    after: entries,
    files: fc.uniqueArray(
      fc.constantFrom(...WORKFLOWS.map((id) => `${id}/file.ts`), 'README.md', '.github/belay.yml'),
      { maxLength: 4 },
    ),
    references: fc.array(reference, { maxLength: 5 }),
    policyEdit,
    restored: fc.constantFrom(
      [],
      WORKFLOWS.map((id) => `${id}/file.ts`),
    ),
    unread: fc.constantFrom([], [], [], [{ kind: 'files' } as const]),
  })
  .map(({ policy, kind, base, after, files, restored, ...rest }) => {
    const changed = after.map((entry) => ({
      path: entry.path,
      before: base.find(({ path }) => path === entry.path) ?? null,
      after: entry,
    }));
    return aChange({
      ...rest,
      policy: policyState(kind, policy),
      files: files.map((path) => aFile(path)),
      log: { base, changed },
      reverts: restored.length > 0 && base.length === 0 ? [{ names: '#12', restored }] : [],
    });
  });

function policyState(kind: string, policy: ReturnType<typeof aPolicy>): Change['policy'] {
  const file = policy.file;
  if (kind === 'none') return { kind };
  if (kind === 'broken') return { kind, file, problems: [problem] };
  if (kind === 'ancestor') return { kind, file, policy, oid: 'a'.repeat(40), problems: [problem] };
  return { kind: 'good', policy, warnings: [] };
}

/** What a verdict says, without the order in which it says it. */
function said(verdict: Verdict): unknown {
  if (verdict.kind === 'silent') return verdict;
  const all = verdict.findings.map((finding) => JSON.stringify(finding)).toSorted();
  if (verdict.kind === 'unreadable') return { kind: verdict.kind, all };
  const workflows = verdict.workflows.map(({ workflow, linked, decisions, satisfied }) => ({
    workflow: workflow.id,
    satisfied,
    decisions,
    linked: linked === null ? null : [linked.entry.path, linked.kind, linked.carriage],
  }));
  return { kind: verdict.kind, all, workflows };
}

function shuffled<T>(all: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...all], { minLength: all.length });
}

const RUNS = { numRuns: 300 };

describe('laws of the gate', () => {
  test('the same change is judged the same, and is left as it was', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const before = JSON.stringify(change);
        expect(judge(change)).toEqual(judge(change));
        expect(JSON.stringify(change)).toBe(before);
      }),
      RUNS,
    );
  });

  test('the order of entries and references does not matter', () => {
    const pairs = changes.chain((change) =>
      fc
        .record({
          base: shuffled(change.log.base),
          changed: shuffled(change.log.changed),
          references: shuffled(change.references),
        })
        .map(({ base, changed, references }) => ({
          change,
          mixed: { ...change, references, log: { base, changed } },
        })),
    );
    fc.assert(
      fc.property(pairs, ({ change, mixed }) => {
        expect(said(judge(mixed))).toEqual(said(judge(change)));
      }),
      RUNS,
    );
  });

  test('clear means no error, and every workflow satisfied', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const verdict = judge(change);
        if (verdict.kind !== 'clear') return;
        expect(errors(verdict)).toEqual([]);
        expect(verdict.workflows.length).toBeGreaterThan(0);
        expect(verdict.workflows.every(({ satisfied, by }) => satisfied && by !== null)).toBe(true);
      }),
      RUNS,
    );
  });

  test('held means an error on a workflow that blocks, or of policy or reading; and the reverse', () => {
    const always = ['policy-invalid', 'incomplete-read'];
    fc.assert(
      fc.property(changes, (change) => {
        const verdict = judge(change);
        if (verdict.kind === 'silent' || verdict.kind === 'unreadable') return;
        const blocking = new Set(
          verdict.workflows
            .filter(({ enforcement }) => enforcement === 'block')
            .map(({ workflow }) => workflow.id),
        );
        const holds = verdict.findings.some(
          ({ level, fact, workflow }) =>
            level === 'error' && (always.includes(fact.code) || blocking.has(workflow ?? '')),
        );
        expect(verdict.kind === 'held').toBe(holds);
      }),
      RUNS,
    );
  });

  test('advised means errors, and on workflows that advise only', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const verdict = judge(change);
        if (verdict.kind !== 'advised') return;
        const open = verdict.workflows.filter(({ satisfied }) => !satisfied);
        expect(open.length).toBeGreaterThan(0);
        expect(open.every(({ enforcement }) => enforcement === 'advise')).toBe(true);
        expect(errors(verdict).length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  test('a workflow is open exactly where it has an error of its own', () => {
    fc.assert(
      fc.property(changes, (change) => {
        const verdict = judge(change);
        const workflows = 'workflows' in verdict ? verdict.workflows : [];
        const failing = new Set(
          findings(verdict)
            .filter(({ level, workflow }) => level === 'error' && workflow !== null)
            .map(({ workflow }) => workflow),
        );
        expect(
          workflows.filter(({ satisfied }) => !satisfied).map((one) => one.workflow.id),
        ).toEqual(workflows.map(({ workflow }) => workflow.id).filter((id) => failing.has(id)));
      }),
      RUNS,
    );
  });

  test('a change that touches no flagged file is held by policy and reading errors only', () => {
    fc.assert(
      fc.property(changes, (any) => {
        const change = { ...any, files: [aFile('README.md')] };
        const verdict = judge(change);
        if (verdict.kind !== 'held') return;
        expect(
          errors(verdict).every((code) => code === 'policy-invalid' || code === 'incomplete-read'),
        ).toBe(true);
      }),
      RUNS,
    );
  });

  test('what could not be read never passes where the base is gated', () => {
    fc.assert(
      fc.property(changes, (any) => {
        const change: Change = { ...any, unread: [{ kind: 'files' }] };
        const { policy } = change;
        fc.pre(!('policy' in policy) || isGated(policy.policy, change.proposal.baseBranch));
        expect(['held', 'unreadable', 'silent']).toContain(judge(change).kind);
      }),
      RUNS,
    );
  });

  test('one more workflow that is touched never makes a verdict better', () => {
    const rank = ['untouched', 'clear', 'advised', 'held', 'unreadable'];
    fc.assert(
      fc.property(changes, fc.constantFrom(...WORKFLOWS), (change, id) => {
        fc.pre(change.policy.kind !== 'none' && change.reverts.length === 0);
        const more = { ...change, files: [...change.files, aFile(`${id}/more.ts`)] };
        expect(rank.indexOf(judge(more).kind)).toBeGreaterThanOrEqual(
          rank.indexOf(judge(change).kind),
        );
      }),
      RUNS,
    );
  });

  test('one more link by a line never opens a workflow that was satisfied', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...names), (change, text) => {
        const satisfied = (verdict: Verdict) =>
          'workflows' in verdict
            ? verdict.workflows.filter((one) => one.satisfied).map(({ workflow }) => workflow.id)
            : [];
        const more = { ...change, references: [...change.references, aLine(text)] };
        expect(satisfied(judge(more))).toEqual(expect.arrayContaining(satisfied(judge(change))));
      }),
      RUNS,
    );
  });

  test('the entry shown has the fewest errors of all that are linked', () => {
    fc.assert(
      fc.property(entries, (log) => {
        const ids = [...new Set(log.map(({ path }) => path))];
        const count = (...paths: readonly string[]) =>
          errors(
            world()
              .log(...log)
              .lines(...paths),
          ).filter((code) => code !== 'decision-other-workflow');
        const each = ids
          .map((path) =>
            world()
              .log(...log)
              .lines(path),
          )
          .filter((one) => !errors(one).includes('decision-other-workflow'))
          .map((one) => errors(one).length);
        if (each.length > 0) expect(count(...ids)).toHaveLength(Math.min(...each));
      }),
      RUNS,
    );
  });

  test('what is only worth a look never changes the kind of verdict', () => {
    fc.assert(
      fc.property(fc.subarray([...WORTH_A_LOOK], { minLength: 1 }), fc.boolean(), (some, holds) => {
        const start = holds ? world().entry({ rollback: null }) : world();
        const all = some.reduce((one, spoil) => spoil(one), start);
        expect(warnings(all).length).toBeGreaterThanOrEqual(some.length);
        expect(all.verdict().kind).toBe(holds ? 'held' : 'clear');
        expect(errors(all)).toEqual(errors(start));
      }),
    );
  });
});

/** Each adds a warning to any world that it is given. */
const WORTH_A_LOOK: readonly ((one: World) => World)[] = [
  (one) => one.with({ slis: [aCataloguedSli({ added: true })] }),
  (one) => again(one, { backup: [] }).workflow({ backup: [] }),
  (one) => again(one, { guardrails: [aGuardrail({ limit: null })] }),
  (one) => again(one, { mechanism: 'Move house because it rains.' }),
  (one) => again(one, { signals: { proxy: ['clicks'], outcome: ['opens'], leading: [] } }),
];

/** The entry at the base with something changed about it. */
function again(one: World, changes: EntryChanges): World {
  const { places: _, ...fields } = one.change.log.base[0]?.decision ?? {};
  return one.entry({ ...fields, ...changes });
}

/** Each of these would outlast its time if the work grew faster than the log. */
describe('size', () => {
  const many = 5_000;
  const log = Array.from({ length: many }, (_, at) =>
    anEntry({
      id: `DL-${at}`,
      path: `docs/decisions/${String(at).padStart(4, '0')}-title-of-it.md`,
    }),
  );

  test('a log of 5,000 entries is judged at once', () => {
    const long = world().log(...log);
    expect(long.lines('DL-42').verdict().kind).toBe('clear');
    expect(long.lines('DL-424242').verdict().kind).toBe('held');
  });

  test('so is a description full of references, known and unknown', () => {
    const known = log.map(({ id }) => aMention(id));
    const unknown = log.map((_, at) => aLine(`XY-${at + many}`));
    const long = world().log(...log);
    expect(long.with({ references: known }).verdict().kind).toBe('held');
    expect(long.with({ references: unknown }).verdict().kind).toBe('held');
  });

  test('so is a change that rewrites the whole log', () => {
    const changed = log.map((before) => ({
      path: before.path,
      before,
      after: anEntry({ ...before.decision, path: before.path, workflows: ['deploy'] }),
    }));
    const rewritten = world()
      .lines()
      .with({ log: { base: log, changed } });
    expect(rewritten.verdict().kind).toBe('held');
  });

  test('so is a change of 3,000 files', () => {
    const files = Array.from({ length: 3_000 }, (_, at) => `services/pricing/${at}/quote.ts`);
    const restored = files.toReversed();
    const wide = world()
      .lines()
      .touches(...files)
      .with({ reverts: [{ names: '#1', restored }] });
    expect(wide.verdict().kind).toBe('clear');
  });
});
