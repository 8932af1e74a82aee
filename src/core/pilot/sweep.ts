import { Temporal } from 'temporal-polyfill';
import { addDays, type Day } from '../day.js';
import { isOverdue, mostOverdueFirst, type Pilot } from '../pilot.js';
import { type PilotRules, WEEKDAYS } from '../policy.js';
import type { Trouble } from '../trouble.js';
import type { Ended } from './closing.js';
import type { RepositoryLog } from './repository-log.js';

/** The label of an issue whose pilot is due; from past on the policy's labels take its place. */
export const DUE_LABEL = 'pilot-due';

/** New issues in one repository and run: more at once would be noise. */
export const MOST_NEW_IN_REPOSITORY = 5;

/** New issues in one run: GitHub lets an app create 80 things a minute and 500 an hour. */
export const MOST_NEW_IN_RUN = 40;

/** Whether Belay writes nothing of its own accord on this day. */
export function isQuiet(today: Day, { quietDays }: Pick<PilotRules, 'quietDays'>): boolean {
  const weekday = WEEKDAYS[Temporal.PlainDate.from(today).dayOfWeek - 1];
  return weekday !== undefined && quietDays.includes(weekday);
}

/** Whether closing the issue records a verdict, which no quiet day delays. */
export function recordsVerdict({ ending }: Ended): boolean {
  return ending.kind === 'decided' || (ending.kind === 'extended' && ending.review !== null);
}

/** The pilots that deserve an issue, the most overdue first. */
export function calledPilots(pilots: readonly Pilot[]): readonly Pilot[] {
  return mostOverdueFirst(pilots.filter(({ state }) => state !== 'on-time'));
}

/**
 * The pilots whose checkpoint has passed, while no event said so, since the checks of open pull
 * requests were judged. That shows on the day after the checkpoint, also a quiet one, and by what
 * the sweep wrote, should there have been none that day. Where it cannot write, any day may be it.
 */
export function turnedPilots(
  { pilots, today, shut }: Pick<RepositoryLog, 'pilots' | 'today' | 'shut'>,
  writes: number,
): readonly Pilot[] {
  if (shut === 'archived') return [];
  const overdue = pilots.filter(isOverdue);
  if (writes > 0 || shut === 'issues-disabled') return overdue;
  return overdue.filter(
    ({ checkpoint }) => checkpoint !== null && addDays(checkpoint, 1) === today,
  );
}

/** What became of one write. `told`: GitHub took it for nothing, and the report says why. */
export type Written =
  | { readonly kind: 'done'; readonly number: number | null }
  | { readonly kind: 'told'; readonly why: Untaken }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Why an issue was not written to, though nothing is wrong. */
export type Untaken = 'archived' | 'issues-disabled' | 'locked' | 'gone';
