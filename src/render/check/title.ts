import { effectiveCheckpoint } from '../../core/calendar.js';
import type { Change } from '../../core/change.js';
import type { TouchedWorkflow, Verdict } from '../../core/verdict.js';
import { counted, listed, plain } from '../phrase.js';
import type { Point } from '../points.js';
import { printable, shorten } from '../printable.js';
import { policyOf } from '../scene.js';
import { shortDay } from '../words/day.js';

/** GitHub documents no limit; longer titles are cut by its pages anyway. */
const LONGEST = 200;

/** The reason in one line. */
export function titleOf(change: Change, verdict: Verdict, points: readonly Point[]): string {
  return shorten(printable(title(change, verdict, points)), LONGEST);
}

function title(change: Change, verdict: Verdict, points: readonly Point[]): string {
  switch (verdict.kind) {
    case 'silent':
      return 'No policy: nothing to judge';
    case 'unreadable':
      return `Belay could not judge: the policy on ${change.repository.defaultBranch} is not valid`;
    case 'untouched':
      return untouched(change, verdict.why);
    case 'held':
      return `Held: ${reason(points.filter(({ weight }) => weight === 'holds'))}`;
    case 'advised':
      return `Advised: ${reason(points.filter(({ weight }) => weight === 'advises'))}`;
    case 'clear':
      return `Clear: ${onBelay(change, verdict.workflows)}`;
  }
}

function untouched(
  { proposal, repository, policyEdit }: Change,
  why: Extract<Verdict, { kind: 'untouched' }>['why'],
): string {
  switch (why) {
    case 'no-flagged-file':
      return 'No flagged workflow touched';
    case 'branch-not-gated':
      return `Not gated: changes into ${proposal.baseBranch} are not judged`;
    case 'policy-unreadable':
      return `Only policy and decision log touched (the policy on ${repository.defaultBranch} is not valid)`;
    case 'no-policy-yet':
      return `No policy on ${repository.defaultBranch} yet${proposed(policyEdit)}`;
  }
}

function proposed(edit: Change['policyEdit']): string {
  if (edit?.kind !== 'written' || edit.policy === null) return '';
  return `: this one would flag ${counted(edit.policy.workflows.length, 'workflow')}`;
}

function reason(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return 'see below';
  const ids = first.workflows
    .filter(({ enforcement }) => first.weight !== 'holds' || enforcement === 'block')
    .map(({ id }) => id);
  const subject = ids.length === 0 ? '' : `${plain(listed(ids, { most: 2 }))} `;
  const short = ids.length > 1 ? plural(first.short) : first.short;
  return `${subject}${short}${rest.length === 0 ? '' : `, and ${rest.length} more`}`;
}

/** Said of several workflows: `have` for `has`, `need` for `needs`. */
function plural(short: string): string {
  const [verb = '', ...others] = short.split(' ');
  const many: Readonly<Record<string, string>> = { has: 'have', is: 'are' };
  return [many[verb] ?? verb.replace(/s$/, ''), ...others].join(' ');
}

function onBelay(change: Change, touched: readonly TouchedWorkflow[]): string {
  const [first, ...others] = touched;
  if (first === undefined) return 'nothing to mend';
  if (others.length === 0) return oneOnBelay(change, first);
  const decisions = [
    ...new Set(touched.flatMap(({ linked }) => (linked === null ? [] : [linked.entry.id]))),
  ];
  const subject =
    touched.length > 2
      ? counted(touched.length, 'workflow')
      : plain(listed(touched.map(({ workflow }) => workflow.id)));
  return `${subject} are on belay${decisions.length === 0 ? '' : ` (${plain(listed(decisions, { most: 3 }))})`}`;
}

function oneOnBelay(change: Change, { workflow, by }: TouchedWorkflow): string {
  if (by?.kind === 'revert') return `${workflow.id}, a revert of ${by.names}`;
  if (by === null) return workflow.id;
  const { entry, carriage } = by.linked;
  if (carriage === 'maintenance') return `${workflow.id}, maintenance of ${entry.id}`;
  if (carriage === 'rolling-back') return `${workflow.id}, rolling back ${entry.id}`;
  if (carriage === 'graduation') return `${workflow.id} is on belay (${entry.id}, graduating)`;
  const policy = policyOf(change);
  const checkpoint =
    entry.decision === null || policy === null
      ? null
      : effectiveCheckpoint(entry.decision, policy.pilots);
  const until = checkpoint === null ? '' : `, checkpoint ${shortDay(checkpoint, change.today)}`;
  return `${workflow.id} is on belay (${entry.id}${until})`;
}
