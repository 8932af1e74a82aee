import { effectiveCheckpoint, extensionsOf } from './calendar.js';
import { addDays, type Day } from './day.js';
import { backupOf, type Decision, type Entry, flaggedWorkflows, ownerOf } from './decision.js';
import { type Smell, smellsOf } from './pilot/smells.js';
import type { Person, PilotRules, Policy, Workflow } from './policy.js';

/** How far a pilot is from its checkpoint, or past it. */
export const PILOT_STATES = ['on-time', 'due', 'past', 'escalated'] as const;
export type PilotState = (typeof PILOT_STATES)[number];

/** A decision being tried, as the sweep sees it on one day. */
export interface Pilot {
  readonly entry: Entry;
  readonly decision: Decision;
  /** The flagged workflows it names, in the policy's order. */
  readonly workflows: readonly Workflow[];
  /** Owner and backup: the entry's, else the operator cards'. */
  readonly owner: readonly Person[];
  readonly backup: readonly Person[];
  readonly checkpoint: Day | null;
  readonly state: PilotState;
  readonly extensions: number;
  readonly smells: readonly Smell[];
}

/** Every proposed or piloted entry of a flagged workflow that has a checkpoint, or is a pilot. */
export function pilotsOf(entries: readonly Entry[], policy: Policy, today: Day): readonly Pilot[] {
  return entries.flatMap((entry) => {
    const pilot = pilotOf(entry, policy, today);
    return pilot === null ? [] : [pilot];
  });
}

/**
 * The state on a day, for checkpoint c, reminder r and escalation e (at least a day): on-time
 * before c − r, due until c, past until c + e, escalated from then on. A pilot whose checkpoint
 * nothing tells is past it.
 */
export function pilotState(checkpoint: Day | null, rules: PilotRules, today: Day): PilotState {
  if (checkpoint === null) return 'past';
  if (today <= checkpoint) {
    const reminds = rules.remind > 0 && today >= addDays(checkpoint, -rules.remind);
    return reminds ? 'due' : 'on-time';
  }
  return today < escalationDay(checkpoint, rules) ? 'past' : 'escalated';
}

/** Whether a pilot is past its checkpoint without a verdict. */
export function isOverdue({ state }: Pick<Pilot, 'state'>): boolean {
  return state === 'past' || state === 'escalated';
}

/** The pilots in the order in which they call for a verdict: the most overdue first. */
export function mostOverdueFirst(pilots: readonly Pilot[]): readonly Pilot[] {
  return pilots.toSorted(
    (a, b) =>
      rank(b) - rank(a) ||
      (a.checkpoint ?? '').localeCompare(b.checkpoint ?? '') ||
      a.entry.path.localeCompare(b.entry.path),
  );
}

function rank({ state }: Pilot): number {
  return PILOT_STATES.indexOf(state);
}

/** The first day on which backup and escalation are called. */
export function escalationDay(checkpoint: Day, rules: PilotRules): Day {
  return addDays(checkpoint, Math.max(1, rules.escalate));
}

function pilotOf(entry: Entry, policy: Policy, today: Day): Pilot | null {
  const { decision } = entry;
  if (decision === null) return null;
  const workflows = flaggedWorkflows(decision, policy);
  const checkpoint = effectiveCheckpoint(decision, policy.pilots);
  const tried =
    decision.status === 'pilot' || (decision.status === 'proposed' && checkpoint !== null);
  if (!tried || workflows.length === 0) return null;
  const owner = ownerOf(decision, workflows);
  return {
    entry,
    decision,
    workflows,
    owner,
    backup: backupOf(decision, workflows),
    checkpoint,
    state: pilotState(checkpoint, policy.pilots, today),
    extensions: extensionsOf(decision).length,
    smells: smellsOf({ decision, owner, rules: policy.pilots, today }),
  };
}
