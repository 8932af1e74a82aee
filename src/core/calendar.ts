import { addDays, type Day, laterDay } from './day.js';
import { type Decision, endsTrial, type Review } from './decision.js';
import type { PilotRules } from './policy.js';

/** The last review, by date. */
export function lastReview(decision: Decision): Review | null {
  return decision.reviews.at(-1) ?? null;
}

/** The continue and change reviews: each one is an extension. */
export function extensionsOf(decision: Decision): readonly Review[] {
  return decision.reviews.filter((review) => !endsTrial(review));
}

/** How many extensions the entry may still have. */
export function extensionsLeft(decision: Decision, rules: PilotRules): number {
  return Math.max(0, rules.extensions - extensionsOf(decision).length);
}

/**
 * The checkpoint before any extension: the one written, else for a pilot its date plus the horizon;
 * `null` when nothing tells.
 */
export function firstCheckpoint(
  { checkpoint, date, status }: Decision,
  rules: PilotRules,
): Day | null {
  if (checkpoint.date !== null) return checkpoint.date;
  return status === 'pilot' && date !== null ? addDays(date, rules.horizon) : null;
}

/**
 * The checkpoint that counts: that of the last extension that sets one (extensions beyond the
 * allowed number set none), else the first one.
 */
export function effectiveCheckpoint(decision: Decision, rules: PilotRules): Day | null {
  const extended = extensionsOf(decision)
    .slice(0, rules.extensions)
    .findLast(({ checkpoint }) => checkpoint !== null);
  return extended?.checkpoint ?? firstCheckpoint(decision, rules);
}

/** Whether the checkpoint of a trial lies before today; without one nothing has passed. */
export function checkpointHasPassed(decision: Decision, rules: PilotRules, today: Day): boolean {
  const checkpoint = effectiveCheckpoint(decision, rules);
  return checkpoint !== null && checkpoint < today;
}

/** The latest day on which the entry's checkpoint may lie. */
export function latestCheckpoint(decision: Decision, rules: PilotRules, today: Day): Day {
  const anchor = laterDay(decision.date, lastReview(decision)?.date ?? null) ?? today;
  return addDays(anchor < today ? anchor : today, rules.horizon);
}

/** The day after which a closed entry no longer carries: `days` after its last review, else its date. */
export function carriesUntil(decision: Decision, days: number): Day | null {
  const from = lastReview(decision)?.date ?? decision.date;
  return from === null ? null : addDays(from, days);
}
