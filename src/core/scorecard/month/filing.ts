import type { Day } from '../../day.js';
import { flaggedWorkflows } from '../../decision.js';
import { pilotsOf } from '../../pilot.js';
import type { Policy } from '../../policy.js';
import { isWithin } from '../evidence/cycles.js';
import { trialReviews } from '../evidence/tried.js';
import type { Month } from './month.js';
import { firstDayOf, lastDayOf } from './year-month.js';

/** Younger than this at the month's end, a policy has nothing to show yet. */
export const LEAST_POLICY_DAYS = 14;

/** Whether the month is worth an issue of its own, or why it stands in the roll-up only. */
export type Filing =
  | { readonly filed: true }
  | {
      readonly filed: false;
      readonly why: 'not-over' | 'scorecard-off' | 'policy-too-young' | 'nothing-happened';
    };

/**
 * A month is filed once it is over, when its policy was there for half of it and something happened
 * under it. `today` is the day on which that is asked, `policy` the one of that day: it, too, may
 * turn scorecards off, whoever asks.
 */
export function filingOf(month: Month, today: Day, policy: Policy = month.policy): Filing {
  if (today <= lastDayOf(month.month)) return { filed: false, why: 'not-over' };
  const isOff = [month.policy, policy].some(({ scorecard }) => scorecard === null);
  if (isOff) return { filed: false, why: 'scorecard-off' };
  if (month.policyDays < LEAST_POLICY_DAYS) return { filed: false, why: 'policy-too-young' };
  const happened = month.changes.length > 0 || hasOpenPilot(month) || hasReview(month);
  return happened ? { filed: true } : { filed: false, why: 'nothing-happened' };
}

function hasOpenPilot({ before, entries, policy, asOf }: Month): boolean {
  return [before, entries].some((log) => pilotsOf(log, policy, asOf).length > 0);
}

function hasReview({ entries, policy, month, asOf }: Month): boolean {
  const span = { from: firstDayOf(month), to: asOf };
  return entries.some(
    ({ decision }) =>
      decision !== null &&
      flaggedWorkflows(decision, policy).length > 0 &&
      trialReviews(decision).some(({ date }) => isWithin(date, span)),
  );
}
