import type { Day } from './day.js';
import type { Place } from './place.js';
import { ownersOf, type Person, type Policy, type Workflow } from './policy.js';
import type { Problem } from './problem.js';

/** What becomes of a decision, in the order of its life. */
export const STATUSES = ['proposed', 'pilot', 'graduated', 'killed', 'superseded'] as const;
export type Status = (typeof STATUSES)[number];

/** What a look at the checkpoint may say. */
export const REVIEW_VERDICTS = ['graduate', 'kill', 'continue', 'change'] as const;
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];

/** The change in user behaviour wanted. A sentence fills `text` only. */
export interface Aim {
  readonly text: string | null;
  readonly metric: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly segment: string | null;
  readonly by: string | null;
}

export interface Signals {
  readonly proxy: readonly string[];
  readonly outcome: readonly string[];
  readonly leading: readonly string[];
}

export interface Checkpoint {
  readonly date: Day | null;
  readonly continueIf: string | null;
}

/** One SLI that protects users while testing, how far the test reaches, and who can say stop. */
export interface Guardrail {
  readonly sli: string | null;
  readonly threshold: string | null;
  readonly limit: string | null;
  readonly stop: readonly Person[];
  readonly place: Place;
}

/** The way back: at least one of `runbook` (path with or without `#anchor`), `workflow`, `flag`. */
export interface Rollback {
  readonly runbook: string | null;
  readonly workflow: string | null;
  readonly flag: string | null;
  readonly tested: Day | null;
  readonly place: Place;
}

/** One deliberate departure from the standard way. */
export interface Deviation {
  readonly from: string | null;
  readonly to: string | null;
  readonly because: string | null;
  readonly expected: string | null;
  readonly outcome: string | null;
}

/** A look at the checkpoint. `checkpoint` is the new date a continue or change review sets. */
export interface Review {
  readonly date: Day;
  readonly verdict: ReviewVerdict;
  readonly because: string | null;
  readonly evidence: readonly string[];
  readonly by: readonly Person[];
  readonly checkpoint: Day | null;
  readonly place: Place;
}

/** One entry of the decision log, as far as its text says; `null` and empty where it does not. */
export interface Decision {
  /** `id` as written, else the file's stem (for `README.md`, its folder's name). */
  readonly id: string;
  /** Whether the text itself states the id. */
  readonly statesId: boolean;
  readonly title: string | null;
  readonly date: Day | null;
  readonly status: Status | null;
  readonly workflows: readonly string[];
  readonly owner: readonly Person[];
  readonly backup: readonly Person[];
  readonly aim: Aim | null;
  readonly mechanism: string | null;
  readonly signals: Signals;
  readonly checkpoint: Checkpoint;
  readonly guardrails: readonly Guardrail[];
  readonly rollback: Rollback | null;
  readonly graduation: string | null;
  readonly deviation: Deviation | null;
  readonly supersedes: readonly string[];
  readonly follows: readonly string[];
  /** In the order of their dates; reviews of one day stay as written. */
  readonly reviews: readonly Review[];
  /** Where each written field stands, by canonical dotted name (`rollback.runbook`, `reviews.0.date`). */
  readonly places: ReadonlyMap<string, Place>;
}

/** A file of the decision log. `decision` is `null` when nothing of it could be read. */
export interface Entry {
  readonly path: string;
  /** The decision's id, or the file's stem where the text could not be read. */
  readonly id: string;
  readonly decision: Decision | null;
  readonly problems: readonly Problem[];
}

/** Whether the decision is still being tried, so that it has a checkpoint ahead. */
export function isOpen({ status }: Pick<Decision, 'status'>): boolean {
  return status === 'proposed' || status === 'pilot';
}

/** Whether a review ends the trial; any other extends it. */
export function endsTrial({ verdict }: Pick<Review, 'verdict'>): boolean {
  return verdict === 'graduate' || verdict === 'kill';
}

/** The flagged workflows that a decision names, in the policy's order. */
export function flaggedWorkflows(
  { workflows: named }: Pick<Decision, 'workflows'>,
  { workflows }: Pick<Policy, 'workflows'>,
): readonly Workflow[] {
  return workflows.filter(({ id }) => named.includes(id));
}

/** The owner a decision has: its own, else the operator cards'. */
export function ownerOf(
  { owner }: Pick<Decision, 'owner'>,
  workflows: readonly Workflow[],
): readonly Person[] {
  return owner.length > 0 ? owner : ownersOf(workflows);
}

/** Who stands in for the owner: as the decision says, else the operator cards. */
export function backupOf(
  { backup }: Pick<Decision, 'backup'>,
  workflows: readonly Workflow[],
): readonly Person[] {
  if (backup.length > 0) return backup;
  return [...new Set(workflows.flatMap((workflow) => workflow.backup))];
}

/** Where a field of an entry stands; the entry's first line where it is not written. */
export function placeOf(entry: Entry, ...fields: readonly string[]): Place {
  for (const field of fields) {
    const place = entry.decision?.places.get(field);
    if (place !== undefined) return place;
  }
  return { file: entry.path, line: 1, column: null };
}
