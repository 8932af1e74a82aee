import type { CataloguedSli, Target } from './change.js';
import type { Day } from './day.js';
import { type Decision, type Entry, flaggedWorkflows, isOpen, placeOf } from './decision.js';
import type { Finding } from './finding.js';
import { lastMatch } from './glob.js';
import { idKey } from './identifier.js';
import { byPath } from './log.js';
import { nearest } from './nearest.js';
import type { Policy } from './policy.js';
import type { Problem } from './problem.js';
import type { Case } from './rules/case.js';
import { contradictions } from './rules/validity.js';
import { findingsBy, RULES } from './rules.js';

/** A whole tree, as the linter sees it. `paths` are all its files. */
export interface Tree {
  readonly policy: Policy | null;
  readonly policyProblems: readonly Problem[];
  readonly entries: readonly Entry[];
  readonly slis: readonly CataloguedSli[];
  readonly targets: ReadonlyMap<string, Target>;
  readonly paths: readonly string[];
  readonly today: Day;
}

/** Everything wrong with the policy and the entries of a tree, ordered by file and line. */
export function lint(tree: Tree): readonly Finding[] {
  const found = [
    ...tree.policyProblems.map(policyFinding),
    ...idleGlobs(tree).map(policyFinding),
    ...idleFolders(tree).map(policyFinding),
    ...tree.entries.flatMap((entry) => lintEntry(entry, tree)),
    ...duplicateIds(tree.entries),
  ];
  return found.sort(byPlace);
}

function lintEntry(entry: Entry, tree: Tree): readonly Finding[] {
  const { decision } = entry;
  const { policy, today } = tree;
  const text = { entry, usurps: null, today };
  const problems = [
    ...entry.problems,
    ...(decision === null ? [] : contradictions({ ...text, decision })),
  ].map((problem) => entryFinding(entry, problem));
  if (decision === null || policy === null) return problems;
  const { slis, targets } = tree;
  const world = {
    ...text,
    decision,
    policy,
    slis,
    targets,
    paths: [],
    edited: false,
    before: null,
  };
  const judged = flaggedWorkflows(decision, policy).flatMap((workflow) =>
    judgeFor({ ...world, workflow }),
  );
  return distinct([...problems, ...unknownWorkflows(entry, decision, policy), ...judged]);
}

/** The safety net of a closed entry may be gone by now; its text must still be sound. */
function judgeFor(one: Case): readonly Finding[] {
  const standing = RULES.filter(
    ({ scope }) => scope === 'entry' || (scope === 'net' && isOpen(one.decision)),
  );
  return findingsBy(standing, one);
}

/** What is wrong with the text, or what two workflows both lack, is said once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ fact, place, field }) => {
    const key = JSON.stringify([fact, place, field]);
    return !seen.has(key) && seen.add(key);
  });
}

function unknownWorkflows(entry: Entry, decision: Decision, policy: Policy): readonly Finding[] {
  const known = policy.workflows.map(({ id }) => id);
  return decision.workflows
    .filter((id) => !known.includes(id))
    .map((value) => {
      const fault = {
        kind: 'unknown-reference',
        key: 'workflows',
        value,
        suggestion: nearest(value, known),
        known,
      } as const;
      const place = placeOf(entry, 'workflows');
      return entryFinding(entry, { place, level: 'warning', field: 'workflows', fault });
    });
}

function duplicateIds(entries: readonly Entry[]): readonly Finding[] {
  const first = new Map<string, Entry>();
  return entries.toSorted(byPath).flatMap((entry) => {
    const other = first.get(idKey(entry.id));
    if (other === undefined) {
      first.set(idKey(entry.id), entry);
      return [];
    }
    const fault = { kind: 'duplicate-id', id: entry.id, other: other.path } as const;
    const place = placeOf(entry, 'id');
    return [entryFinding(entry, { place, level: 'error', field: 'id', fault })];
  });
}

function idleGlobs({ policy, paths }: Tree): readonly Problem[] {
  if (policy === null) return [];
  return policy.workflows.flatMap((workflow) =>
    workflow.paths
      .filter((glob) => !glob.negated && !paths.some((path) => lastMatch([glob], path) !== null))
      .map((glob) => {
        const field = `workflows.${workflow.id}.paths`;
        const at = workflow.paths.indexOf(glob);
        const place = policy.origins.get(`${field}.${at}`) ?? policy.origins.get(field);
        const fault = { kind: 'idle-glob', glob: glob.text } as const;
        return { place: place ?? workflow.place, level: 'warning', field, fault } as const;
      }),
  );
}

/** A log that is not there yet is no fault, unless the policy says where it is. */
function idleFolders({ policy, entries }: Tree): readonly Problem[] {
  if (policy === null) return [];
  return policy.decisions.flatMap((folder, at) => {
    const field = 'decisions.path';
    const place = policy.origins.get(`${field}.${at}`) ?? policy.origins.get(field);
    const within = folder === '' ? '' : `${folder}/`;
    if (place === undefined || entries.some(({ path }) => path.startsWith(within))) return [];
    return [{ place, level: 'warning', field, fault: { kind: 'idle-folder', folder } } as const];
  });
}

function policyFinding(problem: Problem): Finding {
  const fact = { code: 'policy-invalid', problem, side: 'head' } as const;
  return { ...about(problem), fact, decision: null };
}

function entryFinding(entry: Entry, problem: Problem): Finding {
  const fact = { code: 'decision-invalid', problem } as const;
  return { ...about(problem), fact, decision: entry.id };
}

function about({
  level,
  place,
  field,
}: Problem): Pick<Finding, 'level' | 'workflow' | 'place' | 'field'> {
  return { level, workflow: null, place, field };
}

function byPlace(a: Finding, b: Finding): number {
  const file = (finding: Finding) => finding.place?.file ?? '';
  if (file(a) !== file(b)) return file(a) < file(b) ? -1 : 1;
  return (
    (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0)
  );
}
