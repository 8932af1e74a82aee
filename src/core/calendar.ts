import { addDays, type Day, laterDay } from './day.js';
import type { Decision, Review } from './decision.js';
import type { PilotRules } from './policy.js';

/** The last review, by date. */
export function lastReview(decision: Decision): Review | null {
  return decision.reviews.at(-1) ?? null;
}

/** The continue and change reviews: each one is an extension. */
export function extensionsOf(decision: Decision): readonly Review[] {
  return decision.reviews.filter(({ verdict }) => verdict === 'continue' || verdict === 'change');
}

/** How many extensions the entry may still have. */
export function extensionsLeft(decision: Decision, rules: PilotRules): number {
  return Math.max(0, rules.extensions - extensionsOf(decision).length);
}

/**
 * The checkpoint that counts: that of the last extension that sets one (extensions beyond the
 * allowed number set none), else the one written; for a pilot without either, its date plus the
 * horizon; `null` when nothing tells.
 */
export function effectiveCheckpoint(decision: Decision, rules: PilotRules): Day | null {
  const extended = extensionsOf(decision)
    .slice(0, rules.extensions)
    .findLast(({ checkpoint }) => checkpoint !== null);
  const written = extended?.checkpoint ?? decision.checkpoint.date;
  if (written !== null) return written;
  if (decision.status !== 'pilot' || decision.date === null) return null;
  return addDays(decision.date, rules.horizon);
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
