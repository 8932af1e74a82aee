import type { Change } from '../core/change.js';
import type { Day } from '../core/day.js';
import { type Entry, placeOf } from '../core/decision.js';
import type { Finding } from '../core/finding.js';
import { entriesAtHead } from '../core/log.js';
import type { Place } from '../core/place.js';
import { DEFAULT_LOG, type Policy, type Workflow } from '../core/policy.js';
import type { TouchedWorkflow, Verdict } from '../core/verdict.js';
import { entry, literal, type Part, type Phrase, path, say } from './phrase.js';

/** What a finding's words may draw on. */
export interface Scene {
  readonly finding: Finding;
  readonly workflow: Workflow | null;
  readonly entry: Entry | null;
  readonly policy: Policy | null;
  readonly defaultBranch: string;
  readonly today: Day;
}

/** What surrounds one finding of a verdict. */
export function sceneOf(change: Change, verdict: Verdict, finding: Finding): Scene {
  const touched = touchedBy(verdict).find(({ workflow }) => workflow.id === finding.workflow);
  return {
    finding,
    workflow: touched?.workflow ?? null,
    entry: entryOf(change, touched ?? null, finding),
    policy: policyOf(change),
    defaultBranch: change.repository.defaultBranch,
    today: change.today,
  };
}

/** What a linted tree knows. */
export interface LintScene {
  readonly policy: Policy | null;
  readonly entries: readonly Entry[];
  readonly today: Day;
}

/** What surrounds one finding of the linter, which knows no change and no branch. */
export function sceneInLog({ policy, entries, today }: LintScene, finding: Finding): Scene {
  return {
    finding,
    workflow: policy?.workflows.find(({ id }) => id === finding.workflow) ?? null,
    entry: entries.find(({ path: file }) => file === finding.place?.file) ?? null,
    policy,
    defaultBranch: 'the default branch',
    today,
  };
}

/** The policy that judges, if one does. */
export function policyOf({ policy }: Change): Policy | null {
  return policy.kind === 'good' || policy.kind === 'ancestor' ? policy.policy : null;
}

/** The flagged workflows that the verdict is about; none where nothing was judged. */
export function touchedBy(verdict: Verdict): readonly TouchedWorkflow[] {
  return 'workflows' in verdict ? verdict.workflows : [];
}

/** Everything the verdict found. */
export function findingsOf(verdict: Verdict): readonly Finding[] {
  return verdict.kind === 'silent' ? [] : verdict.findings;
}

/** The entry a finding is about, as a link, or words for it. */
export function theEntry({ entry: about, finding }: Scene): Part | string {
  if (about !== null) return entry(about);
  return finding.decision === null ? 'The entry' : literal(finding.decision);
}

/** How to write a field: in its line where it has one, else as a new field. */
export function writeField({ entry: about, finding }: Scene, field: string, value: string): Phrase {
  const last = field.split('.').at(-1) ?? field;
  const place = about === null ? null : placeOf(about, field);
  const isWritten = about?.decision?.places.has(field) === true;
  const line = isWritten ? (place?.line ?? finding.place?.line ?? null) : null;
  if (line === null) return say`Add ${literal(`${field}: ${value}`)}`;
  return say`Write ${literal(`${last}: ${value}`)} in line ${line}`;
}

/** How to replace a value that is written: names its line where that is known. */
export function replaceBy({ finding }: Scene, value: string): Phrase {
  const line = finding.place?.line ?? null;
  return line === null
    ? say`Write ${literal(value)} instead.`
    : say`Write ${literal(value)} in line ${line}.`;
}

/** The line worth naming; what is not written at all stands nowhere, not in line 1. */
export function lineOf({ line, column }: Place): number | null {
  return line === 1 && column === null ? null : line;
}

/** The folder of the decision log. */
export function logFolder(policy: Policy | null): Part {
  return path(policy?.decisions[0] ?? DEFAULT_LOG, null, 'base');
}

function entryOf(change: Change, touched: TouchedWorkflow | null, finding: Finding): Entry | null {
  const id = finding.decision;
  if (id === null) return null;
  const all = [touched?.linked?.entry ?? null, ...entriesAtHead(change.log)].filter(
    (one) => one !== null && one.id === id,
  );
  return all.find((one) => one?.path === finding.place?.file) ?? all[0] ?? null;
}
