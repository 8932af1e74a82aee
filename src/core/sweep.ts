import { Temporal } from 'temporal-polyfill';
import type { Ended } from './closing.js';
import type { Day } from './day.js';
import { RUNGS } from './marker.js';
import type { Pilot } from './pilot.js';
import { type PilotRules, WEEKDAYS } from './policy.js';
import type { Trouble } from './trouble.js';

/** The label of an issue whose pilot is due; from past on the policy's labels take its place. */
export const DUE_LABEL = 'pilot-due';

/** New issues in one repository and run: more at once would be noise. */
export const MOST_NEW_IN_REPOSITORY = 5;

/** New issues in one run: GitHub lets an app create 80 things a minute and 500 an hour. */
export const MOST_NEW_IN_RUN = 40;

/** Whether Belay writes nothing of its own accord on this day. */
export function isQuiet(today: Day, { quietDays }: PilotRules): boolean {
  const weekday = WEEKDAYS[Temporal.PlainDate.from(today).dayOfWeek - 1];
  return weekday !== undefined && quietDays.includes(weekday);
}

/** Whether closing the issue records a verdict, which no quiet day delays. */
export function recordsVerdict({ ending }: Ended): boolean {
  return ending.kind === 'decided' || (ending.kind === 'extended' && ending.review !== null);
}

/** The pilots that deserve an issue, the most overdue first. */
export function calledPilots(pilots: readonly Pilot[]): readonly Pilot[] {
  const called = pilots.filter(({ state }) => rank(state) >= 0);
  return called.toSorted(
    (a, b) =>
      rank(b.state) - rank(a.state) ||
      (a.checkpoint ?? '').localeCompare(b.checkpoint ?? '') ||
      a.entry.path.localeCompare(b.entry.path),
  );
}

function rank(state: Pilot['state']): number {
  return (RUNGS as readonly string[]).indexOf(state);
}

/** What became of one write. `told`: GitHub took it for nothing, and the report says why. */
export type Written =
  | { readonly kind: 'done'; readonly number: number | null }
  | { readonly kind: 'told'; readonly why: Untaken }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Why an issue was not written to, though nothing is wrong. */
export type Untaken = 'archived' | 'issues-disabled' | 'locked' | 'gone';
