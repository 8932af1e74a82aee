import type { ChangedEntry } from '../change.js';
import type { Decision, Entry } from '../decision.js';
import type { Finding } from '../finding.js';
import { compareIds } from '../identifier.js';
import { byPath } from '../log.js';
import type { Workflow } from '../policy.js';
import type { Problem } from '../problem.js';
import { type Case, findingOf, remark, type World } from '../rules/case.js';
import { findingsBy, RULES } from '../rules.js';
import { LINK_KINDS, type LinkKind } from '../verdict.js';
import { type Carrying, carrying } from './carriage.js';

/** What a candidate is judged against. */
export interface Bench {
  readonly world: World;
  readonly workflow: Workflow;
  /** Entries that the change adds or edits. */
  readonly edited: ReadonlyMap<Entry, ChangedEntry>;
  /** Entries whose id belongs to another one. */
  readonly taken: ReadonlyMap<Entry, Entry>;
}

/** A linked entry, judged for one workflow. */
export interface Candidate {
  readonly entry: Entry;
  readonly kind: LinkKind;
  readonly carriage: Carrying['carriage'];
  readonly findings: readonly Finding[];
  /** `null` where nothing of the entry could be read. */
  readonly one: Case | null;
}

/** Fewest errors, then line before edited before mention, then the lowest id, then path. */
export function byFit(a: Candidate, b: Candidate): number {
  return (
    errors(a.findings) - errors(b.findings) ||
    LINK_KINDS.indexOf(a.kind) - LINK_KINDS.indexOf(b.kind) ||
    compareIds(a.entry.id, b.entry.id) ||
    byPath(a.entry, b.entry)
  );
}

/** How many of the findings are errors. */
export function errors(findings: readonly Finding[]): number {
  return findings.filter(({ level }) => level === 'error').length;
}

/** Judges one linked entry by every rule that the workflow's requirements call for. */
export function judgeCandidate(bench: Bench, entry: Entry, kind: LinkKind): Candidate {
  if (entry.decision === null)
    return { entry, kind, carriage: null, findings: unreadable(bench.workflow, entry), one: null };
  const one = caseOf(bench, entry, entry.decision);
  const { carriage, refused } = carrying(one);
  const status = refused === null ? [] : [findingOf(one, 'error', remark(one, refused, 'status'))];
  return { entry, kind, carriage, findings: [...status, ...findingsBy(RULES, one)], one };
}

function caseOf(bench: Bench, entry: Entry, decision: Decision): Case {
  const changed = bench.edited.get(entry);
  return {
    ...bench.world,
    workflow: bench.workflow,
    entry,
    decision,
    edited: changed !== undefined,
    before: changed?.before ?? null,
    usurps: bench.taken.get(entry) ?? null,
  };
}

/** An entry that says nothing carries nothing, even if nobody could say what is wrong with it. */
function unreadable(workflow: Workflow, entry: Entry): readonly Finding[] {
  const written = entry.problems.filter(({ level }) => level === 'error');
  const place = { file: entry.path, line: null, column: null };
  const nothing: Problem = { place, level: 'error', field: null, fault: { kind: 'empty' } };
  return (written.length > 0 ? written : [nothing]).map((problem) => ({
    fact: { code: 'decision-invalid', problem },
    level: 'error',
    workflow: workflow.id,
    decision: entry.id,
    place: problem.place,
    field: problem.field,
  }));
}
