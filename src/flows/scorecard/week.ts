import { isQuiet } from '../../core/pilot/sweep.js';
import { weekly } from '../../core/scorecard/issue/scorecard-issue.js';
import { weeksToTell } from '../../core/scorecard/issue/week.js';
import type { Months } from '../../core/scorecard/month/month-reading.js';
import type { Trouble } from '../../core/trouble.js';
import { weeklyComment } from '../../render/scorecard/weekly.js';
import type { OpenLedger } from './ledger.js';

/** Says what the week brought, and what the one before it brought since its last run. */
export async function sayWeeks(months: Months, ledger: OpenLedger): Promise<Trouble | null> {
  const { policy, today, repository } = months;
  if (policy.scorecard?.weekly !== true || isQuiet(today, policy.pilots)) return null;
  const log = await months.log();
  if (log.kind === 'trouble') return log.trouble;
  for (const facts of weeksToTell({ day: today, policy, entries: log.value })) {
    const body = weeklyComment(facts, repository);
    await ledger.carry(weekly({ week: facts.week.name, body }, ledger.known()));
  }
  return null;
}
