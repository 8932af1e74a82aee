import type { Change, Revert } from '../change.js';
import { placeOf } from '../decision.js';
import type { Finding } from '../finding.js';
import { usurpers } from '../log.js';
import type { Pilot } from '../pilot.js';
import { type Policy, REQUIREMENTS, type Requirement, type Workflow } from '../policy.js';
import type { Case } from '../rules/case.js';
import { effectiveGuardrails } from '../rules/guardrail.js';
import type { FlaggedFile, TouchedWorkflow } from '../verdict.js';
import { type Bench, byFit, errors, judgeCandidate } from './candidate.js';
import { flaggedFiles, pathsOf } from './flagged.js';
import { type Links, linksFor, linksOf, type WorkflowLinks } from './links.js';
import { holdingPilots, overdueFindings } from './overdue.js';

/** The flagged workflows a change touches, in the policy's order, and all that was found. */
export interface Judged {
  readonly workflows: readonly TouchedWorkflow[];
  readonly findings: readonly Finding[];
}

interface JudgedOne {
  readonly touched: TouchedWorkflow;
  readonly findings: readonly Finding[];
}

/** Judges each flagged workflow that the change touches. */
export function judgeWorkflows(change: Change, policy: Policy): Judged {
  const claims = flaggedFiles(change.files, policy);
  const proven = provenRevert(change, [...claims.values()].flat());
  const links = linksOf(change);
  const taken = usurpers(change.log);
  const { today, slis, targets } = change;
  const world = { policy, today, slis, targets, paths: pathsOf(change.files) };
  const holding = holdingPilots(change, policy, links.edited);
  const judged = [...claims].map(([workflow, files]) => {
    if (proven !== undefined) return reverted(workflow, files, proven.names);
    const bench = { world, workflow, edited: links.edited, taken };
    return judgeWorkflow({ bench, links, holding, workflow, files });
  });
  const satisfied = judged.every(({ touched }) => touched.satisfied);
  return {
    workflows: judged.map(({ touched }) => touched),
    findings: [
      ...judged.flatMap(({ findings }) => findings),
      ...(satisfied && judged.length > 0 ? unresolved(links, null) : []),
    ],
  };
}

/** The revert that makes every flagged file again what it was. */
function provenRevert({ reverts }: Change, files: readonly FlaggedFile[]): Revert | undefined {
  return reverts.find(({ restored }) => {
    const back = new Set(restored);
    return files.every(({ path }) => back.has(path));
  });
}

interface Brief {
  readonly bench: Bench;
  readonly links: Links;
  readonly holding: readonly Pilot[];
  readonly workflow: Workflow;
  readonly files: readonly FlaggedFile[];
}

function judgeWorkflow(brief: Brief): JudgedOne {
  const { bench, workflow, files, links, holding } = brief;
  const mine = linksFor(workflow.id, links);
  const candidates = mine.candidates
    .map(({ entry, kind }) => judgeCandidate(bench, entry, kind))
    .sort(byFit);
  const [best] = candidates;
  const found = best === undefined ? unlinked(brief, mine) : best.findings;
  const held = overdueFindings({ workflow, pilots: holding, found }, bench.world.policy.pilots);
  const findings = [...found, ...held];
  const satisfied = best !== undefined && errors(findings) === 0;
  const linked =
    best === undefined ? null : { entry: best.entry, kind: best.kind, carriage: best.carriage };
  const one = best?.one ?? null;
  return {
    touched: {
      workflow,
      enforcement: workflow.enforcement,
      satisfied,
      by: satisfied && linked !== null ? { kind: 'entry', linked } : null,
      linked,
      decisions: candidates.map(({ entry }) => entry.id),
      files,
      guardrails: one === null ? [] : effectiveGuardrails(one),
      requirements: requirementsOf(workflow, found, one),
    },
    findings: satisfied ? findings : [...findings, ...unresolved(links, workflow.id)],
  };
}

/** No entry is linked: an entry of other workflows is the nearer miss, else there is none at all. */
function unlinked(brief: Brief, mine: WorkflowLinks): readonly Finding[] {
  const { workflow, links } = brief;
  const about = { level: 'error', workflow: workflow.id, field: null } as const;
  if (mine.elsewhere.length > 0)
    return mine.elsewhere.map((entry) => ({
      ...about,
      fact: { code: 'decision-other-workflow', names: entry.decision?.workflows ?? [] },
      decision: entry.id,
      field: 'workflows',
      place: placeOf(entry, 'workflows'),
    }));
  if (links.unresolved.length > 0) return [];
  const fact = { code: 'decision-missing', advice: mine.advice } as const;
  return [{ ...about, fact, decision: null, place: null }];
}

/** References that lead nowhere: an error of a workflow they leave unsatisfied, else a warning. */
function unresolved(links: Links, workflow: string | null): readonly Finding[] {
  return links.unresolved.map((fact) => ({
    fact,
    level: workflow === null ? 'warning' : 'error',
    workflow,
    decision: null,
    place: null,
    field: null,
  }));
}

function reverted(workflow: Workflow, files: readonly FlaggedFile[], names: string): JudgedOne {
  const met = REQUIREMENTS.map(
    (need) =>
      [
        need,
        workflow.require.includes(need) ? ('met' as const) : ('not-required' as const),
      ] as const,
  );
  return {
    touched: {
      workflow,
      enforcement: workflow.enforcement,
      satisfied: true,
      by: { kind: 'revert', names },
      linked: null,
      decisions: [],
      files,
      guardrails: [],
      requirements: new Map(met),
    },
    findings: [],
  };
}

/** What the entry meets of what the workflow requires; without an entry to judge, nothing is met. */
function requirementsOf(
  workflow: Workflow,
  findings: readonly Finding[],
  judged: Case | null,
): TouchedWorkflow['requirements'] {
  const failed = findings.filter(({ level }) => level === 'error').map(familyOf);
  const state = (need: Requirement) => {
    if (!workflow.require.includes(need)) return 'not-required';
    return judged !== null && !failed.includes(need) ? 'met' : 'unmet';
  };
  return new Map(REQUIREMENTS.map((need) => [need, state(need)]));
}

/** The part of the entry that a finding is about; what is in no other part is the decision's. */
function familyOf({ field }: Finding): Requirement {
  const [part] = field?.split('.') ?? [];
  return REQUIREMENTS.find((need) => need === part) ?? 'decision';
}
