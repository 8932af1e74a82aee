import { effectiveCheckpoint } from '../calendar.js';
import type { Day } from '../day.js';
import type { Decision, Entry, Review } from '../decision.js';
import { idKey } from '../identifier.js';
import { byPath } from '../log.js';
import type { Person, Policy, Workflow } from '../policy.js';
import type { Case } from '../rules/case.js';
import type { Cycle } from './cycles.js';
import type { Month } from './month.js';

/** A decision about flagged workflows, put before the gate's rules once for each of them. */
export interface Tried {
  readonly entry: Entry;
  readonly decision: Decision;
  readonly workflows: readonly Workflow[];
  readonly cases: readonly Case[];
  /** The entry's, else the operator cards'. */
  readonly owner: readonly Person[];
  readonly open: boolean;
  /** The checkpoint that counts while it is open. */
  readonly checkpoint: Day | null;
}

/** A review of a trial. */
export interface Reviewed {
  readonly tried: Tried;
  readonly review: Review;
}

/** The decisions of flagged workflows in the month's log, in the order of their paths. */
export function triedIn(month: Month): readonly Tried[] {
  const holders = new Map<string, Entry>();
  return month.entries.toSorted(byPath).flatMap((entry) => {
    const key = idKey(entry.id);
    const usurps = holders.get(key) ?? null;
    if (usurps === null) holders.set(key, entry);
    const tried = triedFrom(month, entry, usurps);
    return tried === null ? [] : [tried];
  });
}

/** The flagged workflows a decision names, in the policy's order. */
export function flaggedWorkflows(decision: Decision, policy: Policy): readonly Workflow[] {
  return policy.workflows.filter(({ id }) => decision.workflows.includes(id));
}

/** The owner an entry has: its own, else the operator cards'. */
export function ownerOf(decision: Decision, workflows: readonly Workflow[]): readonly Person[] {
  if (decision.owner.length > 0) return decision.owner;
  return [...new Set(workflows.flatMap(({ owner }) => owner))];
}

export function isOpen({ status }: Decision): boolean {
  return status === 'proposed' || status === 'pilot';
}

/** The reviews of the trial itself: those up to the one that ended it. */
export function trialReviews({ reviews }: Decision): readonly Review[] {
  const end = reviews.findIndex(endsTrial);
  return end < 0 ? reviews : reviews.slice(0, end + 1);
}

export function endsTrial({ verdict }: Review): boolean {
  return verdict === 'graduate' || verdict === 'kill';
}

/** Whether the trial had begun by the end of a cycle and had not ended before it. */
export function wasOpenIn({ decision, open }: Tried, { from, to }: Cycle): boolean {
  if (decision.date === null || decision.date > to) return false;
  const end = decision.reviews.find(endsTrial);
  return end === undefined ? open : end.date >= from;
}

function triedFrom(month: Month, entry: Entry, usurps: Entry | null): Tried | null {
  const { decision } = entry;
  if (decision === null) return null;
  const { policy, asOf: today, slis, targets } = month;
  const workflows = flaggedWorkflows(decision, policy);
  if (workflows.length === 0) return null;
  const world = { policy, today, slis, targets, paths: [] };
  const about = { entry, decision, edited: false, before: null, usurps };
  const open = isOpen(decision);
  return {
    entry,
    decision,
    workflows,
    cases: workflows.map((workflow) => ({ ...world, ...about, workflow })),
    owner: ownerOf(decision, workflows),
    open,
    checkpoint: open ? effectiveCheckpoint(decision, policy.pilots) : null,
  };
}
