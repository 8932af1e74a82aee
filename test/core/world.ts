import type { Change, ChangedFile, Target } from '../../src/core/change.js';
import type { Day } from '../../src/core/day.js';
import type { Entry } from '../../src/core/decision.js';
import type { Code, Finding, Unread } from '../../src/core/finding.js';
import { judge } from '../../src/core/gate.js';
import type { PilotRules, Policy, Workflow } from '../../src/core/policy.js';
import type { TouchedWorkflow, Verdict } from '../../src/core/verdict.js';
import { aChange, aFile, aLine, aMention } from '../builders/change.js';
import { anEntry, type EntryChanges } from '../builders/entry.js';
import { aPolicy, aWorkflow, PILOT_RULES } from '../builders/policy.js';

/** A change under the eyes of the gate; each method gives a world with one thing spoilt. */
export interface World {
  readonly change: Change;
  with(changes: Partial<Change>): World;
  /** DL-0042 as it stands at the base. */
  entry(changes: EntryChanges): World;
  /** The base holds these entries and no others. */
  log(...entries: readonly Entry[]): World;
  /** The change edits DL-0042 as it stands at the base. */
  edits(changes: EntryChanges): World;
  /** The change adds this entry to the log. */
  adds(entry: Entry): World;
  workflow(changes: Partial<Workflow>): World;
  workflows(...workflows: readonly Workflow[]): World;
  policy(changes: Partial<Policy>): World;
  pilots(changes: Partial<PilotRules>): World;
  touches(...files: readonly (string | ChangedFile)[]): World;
  /** `Decision:` lines, in place of the one that is there. */
  lines(...references: readonly string[]): World;
  /** Mentions, in place of the line that is there. */
  mentions(...references: readonly string[]): World;
  on(today: Day): World;
  target(path: string, target: Target): World;
  unread(what: Unread): World;
  verdict(): Verdict;
}

/** The passing world: the documentation's policy and DL-0042, linked by a line. */
export function world(change: Change = aChange()): World {
  const spoil = (changes: Partial<Change>) => world({ ...change, ...changes });
  const policy = policyOf(change);
  const setPolicy = (changes: Partial<Policy>) =>
    spoil({ policy: { kind: 'good', policy: { ...policy, ...changes }, warnings: [] } });
  const { base, changed } = change.log;
  const [entry = anEntry()] = base;
  return {
    change,
    with: spoil,
    entry: (changes) => spoil({ log: { base: [anEntry(changes)], changed } }),
    log: (...entries) => spoil({ log: { base: entries, changed } }),
    edits: (changes) => spoil({ log: { base, changed: [...changed, edit(entry, changes)] } }),
    adds: (added) =>
      spoil({
        log: { base, changed: [...changed, { path: added.path, before: null, after: added }] },
      }),
    workflow: (changes) => setPolicy({ workflows: [aWorkflow(changes)] }),
    workflows: (...workflows) => setPolicy({ workflows }),
    policy: setPolicy,
    pilots: (changes) => setPolicy({ pilots: { ...PILOT_RULES, ...changes } }),
    touches: (...files) =>
      spoil({ files: files.map((file) => (typeof file === 'string' ? aFile(file) : file)) }),
    lines: (...references) => spoil({ references: references.map(aLine) }),
    mentions: (...references) => spoil({ references: references.map(aMention) }),
    on: (today) => spoil({ today }),
    target: (path, target) => spoil({ targets: new Map([...change.targets, [path, target]]) }),
    unread: (what) => spoil({ unread: [...change.unread, what] }),
    verdict: () => judge(change),
  };
}

function policyOf({ policy }: Change): Policy {
  return policy.kind === 'good' || policy.kind === 'ancestor' ? policy.policy : aPolicy();
}

function edit(before: Entry, changes: EntryChanges): Change['log']['changed'][number] {
  const { places: _, ...fields } = before.decision ?? anEntry().decision ?? {};
  const after = anEntry({ ...fields, path: before.path, ...changes });
  return { path: after.path, before, after };
}

export function findings(of: World | Verdict): readonly Finding[] {
  const verdict = 'verdict' in of ? of.verdict() : of;
  return verdict.kind === 'silent' ? [] : verdict.findings;
}

/** Codes of the findings, errors first, as they are shown. */
export function codes(of: World | Verdict): readonly Code[] {
  return findings(of).map(({ fact }) => fact.code);
}

/** Codes of the errors. */
export function errors(of: World | Verdict): readonly Code[] {
  return findings(of)
    .filter(({ level }) => level === 'error')
    .map(({ fact }) => fact.code);
}

/** Codes of the warnings. */
export function warnings(of: World | Verdict): readonly Code[] {
  return findings(of)
    .filter(({ level }) => level === 'warning')
    .map(({ fact }) => fact.code);
}

/** The only finding with this code. */
export function finding(of: World | Verdict, code: Code): Finding {
  const [found, ...more] = findings(of).filter(({ fact }) => fact.code === code);
  if (found === undefined)
    throw new Error(`no ${code}, only: ${codes(of).join(', ') || 'nothing'}`);
  if (more.length > 0) throw new Error(`${code} was found ${more.length + 1} times`);
  return found;
}

/** The touched workflow, the first where none is named. */
export function touched(of: World, id?: string): TouchedWorkflow {
  const verdict = of.verdict();
  const workflows: readonly TouchedWorkflow[] = 'workflows' in verdict ? verdict.workflows : [];
  const found = workflows.find(({ workflow }) => id === undefined || workflow.id === id);
  if (found === undefined) throw new Error(`no touched workflow ${id ?? ''}`);
  return found;
}
