import { effectiveCheckpoint } from '../../calendar.js';
import type { Day } from '../../day.js';
import {
  type Decision,
  type Entry,
  endsTrial,
  flaggedWorkflows,
  isOpen,
  ownerOf,
  type Review,
} from '../../decision.js';
import { idKey } from '../../identifier.js';
import { byPath } from '../../log.js';
import type { Person, Workflow } from '../../policy.js';
import type { Case, Remark } from '../../rules/case.js';
import { completeness } from '../../rules/completeness.js';
import type { Month } from '../month/month.js';
import type { Cycle } from './cycles.js';

/** A decision about flagged workflows, put before the gate's rules once for each of them. */
export interface Tried {
  readonly entry: Entry;
  readonly decision: Decision;
  readonly workflows: readonly Workflow[];
  readonly cases: readonly Case[];
  /** What it leaves open of what the gate asks, by any of them. */
  readonly gaps: readonly Remark[];
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

/** An entry of the log, with the one whose id it takes, if it does. */
export interface Filed {
  readonly entry: Entry;
  readonly usurps: Entry | null;
}

/** The month's log in the order of its paths. */
export function filedIn({ entries }: Pick<Month, 'entries'>): readonly Filed[] {
  const holders = new Map<string, Entry>();
  return entries.toSorted(byPath).map((entry) => {
    const key = idKey(entry.id);
    const usurps = holders.get(key) ?? null;
    if (usurps === null) holders.set(key, entry);
    return { entry, usurps };
  });
}

/** The decisions of flagged workflows among them. */
export function triedIn(month: Month, log: readonly Filed[]): readonly Tried[] {
  return log.flatMap((filed) => triedFrom(month, filed) ?? []);
}

/** Whether it ended, so that what it bet on can no longer be put better. */
export function isClosed({ status }: Pick<Decision, 'status'>): boolean {
  return status === 'graduated' || isGone({ status });
}

/** Whether it ended and nothing of it stays: neither its net nor its people are needed any more. */
export function isGone({ status }: Pick<Decision, 'status'>): boolean {
  return status === 'killed' || status === 'superseded';
}

/** The reviews of the trial itself: those up to the one that ended it. */
export function trialReviews({ reviews }: Decision): readonly Review[] {
  const end = reviews.findIndex(endsTrial);
  return end < 0 ? reviews : reviews.slice(0, end + 1);
}

/** Whether the trial had begun by the end of a cycle and had not ended before it. */
export function wasOpenIn({ decision, open }: Tried, { from, to }: Cycle): boolean {
  if (decision.date === null || decision.date > to) return false;
  const end = decision.reviews.find(endsTrial);
  return end === undefined ? open : end.date >= from;
}

/** An entry as a decision of flagged workflows; `null` where it is none. */
export function triedFrom(month: Month, { entry, usurps }: Filed): Tried | null {
  const { decision } = entry;
  if (decision === null) return null;
  const { policy, asOf: today, slis, targets } = month;
  const workflows = flaggedWorkflows(decision, policy);
  if (workflows.length === 0) return null;
  const world = { policy, today, slis, targets, paths: [] };
  const about = { entry, decision, edited: false, before: null, usurps };
  const cases = workflows.map((workflow) => ({ ...world, ...about, workflow }));
  const open = isOpen(decision);
  return {
    entry,
    decision,
    workflows,
    cases,
    gaps: cases.flatMap(completeness),
    owner: ownerOf(decision, workflows),
    open,
    checkpoint: open ? effectiveCheckpoint(decision, policy.pilots) : null,
  };
}
