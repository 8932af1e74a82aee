import { addDays, type Day, dayOf } from '../../day.js';
import type { Instant, Span } from '../../instant.js';

/** When a policy file came, changed or went on the default branch. */
export interface PolicyChange {
  readonly path: string;
  readonly at: Instant;
  readonly present: boolean;
}

/** The policy files when a span began, and what happened to them in it, oldest first. */
export interface PolicyHistory {
  readonly before: readonly string[];
  readonly changes: readonly PolicyChange[];
}

/** On how many days of a span there was a policy when the day ended. */
export function policyDays({ before, changes }: PolicyHistory, span: Span): number {
  const present = new Set(before);
  const dated = changes.map((change) => ({ ...change, on: dayOf(change.at, span.zone) ?? '' }));
  let days = 0;
  for (let day: Day = span.from; day <= span.to; day = addDays(day, 1)) {
    for (const change of dated.filter(({ on }) => on === day)) {
      if (change.present) present.add(change.path);
      else present.delete(change.path);
    }
    if (present.size > 0) days += 1;
  }
  return days;
}

/** When the span got its first policy; `null`: one was there from the beginning, or never came. */
export function policySince({ before, changes }: PolicyHistory): Instant | null {
  if (before.length > 0) return null;
  return changes.find(({ present }) => present)?.at ?? null;
}
