import { type Carrying, carrying } from './carriage.js';
import { type Case, findingOf, remark, type World } from './case.js';
import type { Change } from './change.js';
import type { Decision, Entry } from './decision.js';
import type { Finding } from './finding.js';
import { pathsOf } from './flagged.js';
import { compareIds } from './identifier.js';
import { changeOf } from './log.js';
import type { Workflow } from './policy.js';
import { RULES } from './rules.js';
import { LINK_KINDS, type LinkKind } from './verdict.js';

/** What a candidate is judged against. */
export interface Bench {
  readonly change: Change;
  readonly world: World;
  readonly workflow: Workflow;
}

/** An entry with the way it is linked, and the entry whose id it takes, if it does. */
export interface Standing {
  readonly entry: Entry;
  readonly kind: LinkKind;
  readonly usurps: Entry | null;
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

/** Fewest errors, then line before edited before mention, then the lowest id. */
export function byFit(a: Candidate, b: Candidate): number {
  return (
    errors(a.findings) - errors(b.findings) ||
    LINK_KINDS.indexOf(a.kind) - LINK_KINDS.indexOf(b.kind) ||
    compareIds(a.entry.id, b.entry.id)
  );
}

export function errors(findings: readonly Finding[]): number {
  return findings.filter(({ level }) => level === 'error').length;
}

/** Judges one linked entry by every rule that the workflow's requirements call for. */
export function judgeCandidate(bench: Bench, standing: Standing): Candidate {
  const { entry, kind } = standing;
  if (entry.decision === null)
    return { entry, kind, carriage: null, findings: unreadable(bench.workflow, entry), one: null };
  const one = caseOf(bench, standing, entry.decision);
  const { carriage, refused } = carrying(one);
  const status = refused === null ? [] : [findingOf(one, 'error', remark(one, refused, 'status'))];
  return { entry, kind, carriage, findings: [...status, ...findingsOf(one)], one };
}

function caseOf(bench: Bench, { entry, usurps }: Standing, decision: Decision): Case {
  const changed = changeOf(bench.change.log, entry);
  return {
    ...bench.world,
    workflow: bench.workflow,
    entry,
    decision,
    edited: changed !== null,
    before: changed?.before ?? null,
    usurps,
    paths: pathsOf(bench.change.files),
  };
}

function findingsOf(one: Case): readonly Finding[] {
  return RULES.filter(
    ({ needs }) => needs === null || one.workflow.require.includes(needs),
  ).flatMap(({ judge, level }) => judge(one).map((made) => findingOf(one, level, made)));
}

function unreadable(workflow: Workflow, entry: Entry): readonly Finding[] {
  return entry.problems
    .filter(({ level }) => level === 'error')
    .map((problem) => ({
      fact: { code: 'decision-invalid', problem },
      level: 'error',
      workflow: workflow.id,
      decision: entry.id,
      place: problem.place,
      field: problem.field,
    }));
}
