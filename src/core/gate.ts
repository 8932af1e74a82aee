import type { Change, PolicyState } from './change.js';
import type { Finding } from './finding.js';
import { pathsOf } from './gate/flagged.js';
import { judgeWorkflows } from './gate/touched.js';
import { flaggedBy } from './glob.js';
import { DEFAULT_LOG, isPolicyFile, type Policy } from './policy.js';
import type { Problem } from './problem.js';
import type { TouchedWorkflow, Verdict } from './verdict.js';

/** Judges a change by the default branch's policy. What could not be read never lets it pass. */
export function judge(change: Change): Verdict {
  const { policy } = change;
  switch (policy.kind) {
    case 'none':
      return withoutPolicy(change);
    case 'broken':
      return withBrokenPolicy(change, policy);
    case 'good':
      return withPolicy(change, policy.policy, []);
    case 'ancestor':
      return withPolicy(change, policy.policy, ancestorFindings(policy.problems));
  }
}

/** Whether pull requests into this branch are gated. */
export function isGated(policy: Policy, branch: string): boolean {
  if (policy.branches === null) return true;
  return flaggedBy(policy.branches, branch) !== null;
}

function withPolicy(change: Change, policy: Policy, warnings: readonly Finding[]): Verdict {
  const about = [...editFindings(change), ...unreadFindings(change)];
  if (!isGated(policy, change.proposal.baseBranch))
    return untouched('branch-not-gated', [...about.map(asWarning), ...warnings]);
  const judged = judgeWorkflows(change, policy);
  const { workflows } = judged;
  const findings = errorsFirst([...about, ...judged.findings, ...warnings]);
  if (findings.some(holdsAlways)) return { kind: 'held', workflows, findings };
  if (workflows.length === 0) return untouched('no-flagged-file', findings);
  return { kind: worst(workflows), workflows, findings };
}

/** A policy that the head has but that could not be read is no reason to be silent. */
function withoutPolicy(change: Change): Verdict {
  const { policyEdit, unread } = change;
  const isUnseen = unread.some((what) => what.kind === 'file' && isPolicyFile(what.path));
  if (policyEdit === null && !isUnseen) return { kind: 'silent' };
  return byProposedPolicy(change, 'no-policy-yet', unreadFindings(change));
}

/** With nothing to judge by, only a change of policy and log alone may pass: it is the way out. */
function withBrokenPolicy(
  change: Change,
  { problems }: Extract<PolicyState, { kind: 'broken' }>,
): Verdict {
  const broken = problems.map((problem) => policyFinding(problem, 'default-branch'));
  const within = (path: string) => isPolicyFile(path) || path.startsWith(`${DEFAULT_LOG}/`);
  if (change.unread.length > 0 || !pathsOf(change.files).every(within))
    return { kind: 'unreadable', findings: broken };
  if (change.policyEdit?.kind !== 'written')
    return { kind: 'held', workflows: [], findings: broken };
  return byProposedPolicy(change, 'policy-unreadable', broken.map(asWarning));
}

function byProposedPolicy(
  change: Change,
  why: 'no-policy-yet' | 'policy-unreadable',
  more: readonly Finding[],
): Verdict {
  const findings = [...editFindings(change), ...more];
  if (findings.some(isError)) return { kind: 'held', workflows: [], findings };
  return untouched(why, findings);
}

function untouched(
  why: Extract<Verdict, { kind: 'untouched' }>['why'],
  findings: readonly Finding[],
): Verdict {
  return { kind: 'untouched', why, workflows: [], findings };
}

function worst(workflows: readonly TouchedWorkflow[]): 'held' | 'advised' | 'clear' {
  const open = workflows.filter(({ satisfied }) => !satisfied);
  if (open.some(({ enforcement }) => enforcement === 'block')) return 'held';
  return open.length > 0 ? 'advised' : 'clear';
}

/** The policy that the change writes is validated before it can ever judge. */
function editFindings({ policyEdit }: Change): readonly Finding[] {
  if (policyEdit?.kind !== 'written') return [];
  return policyEdit.problems.map((problem) => policyFinding(problem, 'head'));
}

function ancestorFindings(problems: readonly Problem[]): readonly Finding[] {
  return problems.map((problem) => asWarning(policyFinding(problem, 'default-branch')));
}

function policyFinding(problem: Problem, side: 'default-branch' | 'head'): Finding {
  return {
    fact: { code: 'policy-invalid', problem, side },
    level: problem.level,
    workflow: null,
    decision: null,
    place: problem.place,
    field: problem.field,
  };
}

function unreadFindings(change: Change): readonly Finding[] {
  return change.unread.map((what) => ({
    fact: { code: 'incomplete-read', what },
    level: 'error',
    workflow: null,
    decision: null,
    place: null,
    field: null,
  }));
}

/** Errors that no workflow's `advise` softens: a broken policy, and what could not be read. */
function holdsAlways(finding: Finding): boolean {
  const { code } = finding.fact;
  return isError(finding) && (code === 'policy-invalid' || code === 'incomplete-read');
}

function asWarning(finding: Finding): Finding {
  return { ...finding, level: 'warning' };
}

function isError({ level }: Finding): boolean {
  return level === 'error';
}

function errorsFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings.filter(isError), ...findings.filter((finding) => !isError(finding))];
}
