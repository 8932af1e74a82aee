import { MOST_NEW_IN_RUN } from '../core/pilot/sweep.js';
import { agendaOf, mustWait } from '../core/scorecard/agenda.js';
import { isPoorer } from '../core/scorecard/issue/poorer.js';
import {
  cardKey,
  endings,
  imprintsOf,
  issueOf,
  standing,
} from '../core/scorecard/issue/scorecard-issue.js';
import type { Remembered } from '../core/scorecard/month/month.js';
import type { Months, MonthsReading } from '../core/scorecard/month/month-reading.js';
import type { YearMonth } from '../core/scorecard/month/year-month.js';
import {
  type FoundMonth,
  type RepositoryRun,
  type Scored,
  type ScoredMonth,
  troubleIn,
} from '../core/scorecard/run.js';
import { memoryOf } from '../core/scorecard/score.js';
import { closingComment } from '../render/scorecard/closing.js';
import { scorecardIssue } from '../render/scorecard/issue.js';
import { type OpenLedger, openLedger } from './scorecard/ledger.js';
import { readDue, scoredMonth } from './scorecard/month.js';
import type { ScorecardPorts } from './scorecard/ports.js';
import { vetted } from './scorecard/scores.js';
import { sayWeeks } from './scorecard/week.js';

export { scoreMonth } from './scorecard/month.js';
export type { ScorecardPorts } from './scorecard/ports.js';

/**
 * Files the scorecards that are due, repository by repository; new issues are rationed, and the next
 * run files the rest. One's trouble stops only itself, unless GitHub refuses to be asked so much:
 * asking on would only make that last.
 */
export async function scorecards(
  readings: AsyncIterable<MonthsReading>,
  ports: ScorecardPorts,
): Promise<readonly RepositoryRun[]> {
  const report: RepositoryRun[] = [];
  let room = MOST_NEW_IN_RUN;
  for await (const reading of readings) {
    const one = reading.kind === 'months' ? await scorecard(reading.months, ports, room) : reading;
    report.push(one);
    room -= filedIn(one);
    if (isRefusal(one)) break;
  }
  return report;
}

function filedIn(one: RepositoryRun): number {
  const done = one.kind === 'scored' ? one.done : [];
  return done.filter(({ write }) => write.kind === 'file').length;
}

/** Whether GitHub refused what was asked for one repository for being too much. */
function isRefusal(one: RepositoryRun): boolean {
  return troubleIn(one)?.kind === 'rate-limit';
}

/**
 * Scores the months that are due, oldest first, sees to it that each has its one issue, closes those
 * of earlier months, and says what the week brought. What stands already is not written again. All
 * is read before anything is written; without room no month gets a new issue.
 */
async function scorecard(opened: Months, ports: ScorecardPorts, room: number): Promise<Scored> {
  const months = await vetted(opened);
  const agenda = agendaOf(months, ports, room);
  const found = await readDue(agenda, months);
  const run = { months, ports, ledger: openLedger(months, ports.write) };
  const kept = found.find((one) => mustWait(one, agenda, months));
  const scored = kept === undefined ? await fileAll(found, run) : [kept];
  const unread = scored.find((one) => one.kind === 'trouble')?.trouble ?? null;
  if (unread === null) await supersede([...agenda.standing, ...scored.flatMap(filedMonth)], run);
  const silenced = kept === undefined ? await sayWeeks(months, run.ledger) : null;
  const closed = run.ledger.close();
  const { repository, today, others } = months;
  const cards = scored.flatMap((one) => (one.kind === 'month' ? [one.month.month] : []));
  return {
    ...closed,
    kind: 'scored',
    repository,
    today,
    months: scored,
    standing: agenda.standing,
    waiting: agenda.waiting,
    rest: agenda.rest,
    imprints: imprintsOf(run.ledger.known()),
    others: others.filter(({ month }) => cards.includes(month)),
    trouble: closed.trouble ?? unread ?? silenced,
  };
}

interface Run {
  readonly months: Months;
  readonly ports: ScorecardPorts;
  readonly ledger: OpenLedger;
}

type One = Scored['months'][number];

/** Each remembers those before it. */
async function fileAll(found: readonly FoundMonth[], run: Run): Promise<readonly One[]> {
  const scored: One[] = [];
  for (const one of found) {
    if (one.kind !== 'month') scored.push(one);
    else
      scored.push(await file(scoredMonth(one.month, run.months, rememberedOf(scored, run)), run));
  }
  return scored;
}

/** What the months of this run leave to those after them; an issue that was kept, its own memory. */
function rememberedOf(scored: readonly One[], { ledger }: Run): readonly Remembered[] {
  return scored.flatMap((one) => {
    if (one.kind !== 'month' || !one.filing.filed) return [];
    const issue = issueOf(cardKey(one.month.month), ledger.known());
    const kept = isPoorer(one.card, issue) ? issue?.memory : null;
    return [{ ...(kept ?? memoryOf(one.card)), url: one.url }];
  });
}

async function file(one: ScoredMonth, { months, ledger, ports }: Run): Promise<ScoredMonth> {
  if (!one.filing.filed) return one;
  const labels = months.policy.scorecard?.labels ?? [];
  const key = cardKey(one.month.month);
  const wanted = { ...key, ...scorecardIssue(one.card, ports.docs), labels };
  const isKept = isPoorer(one.card, issueOf(key, ledger.known()));
  await ledger.carry(isKept ? [] : standing(wanted, ledger.known()));
  return { ...one, url: issueOf(key, ledger.known())?.url ?? null };
}

/** Closes the issues before the newest of these months: only once that is there, they may go. */
async function supersede(months: readonly YearMonth[], { ledger }: Run): Promise<void> {
  const month = months.toSorted().at(-1);
  const key = { series: 'scorecard', month: month ?? '' } as const;
  if (month === undefined || !ledger.stands(key)) return;
  const number = issueOf(key, ledger.known())?.number ?? null;
  await ledger.carry(endings(key, ledger.known(), closingComment({ ...key, number })));
}

function filedMonth(one: One): readonly YearMonth[] {
  return one.kind === 'month' && one.filing.filed ? [one.month.month] : [];
}
