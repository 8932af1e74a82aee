import { isQuiet } from '../../core/pilot/sweep.js';
import { isBehind, isSettled, issueOf } from '../../core/scorecard/issue/scorecard-issue.js';
import { monthsDue } from '../../core/scorecard/month/due.js';
import { filingOf } from '../../core/scorecard/month/filing.js';
import type { YearMonth } from '../../core/scorecard/month/month.js';
import type { Months } from '../../core/scorecard/month/month-reading.js';
import type { UnreadMonth } from '../../core/scorecard/run.js';
import { passes } from '../../core/trouble.js';
import { scorecardTitle } from '../../render/scorecard/issue.js';
import { type FoundMonth, readMonth } from './month.js';
import type { ScorecardPorts } from './ports.js';
import type { Vetted } from './scores.js';

/** What is to be done in one repository. */
export interface Agenda {
  /** The months to read whatever they hold, oldest first. */
  readonly months: readonly YearMonth[];
  /** Months before the newest that nobody has filed, oldest first. */
  readonly missed: readonly YearMonth[];
  /** Months whose issue stands, so that they need not be read. */
  readonly standing: readonly YearMonth[];
  /** Months that the next run files. */
  readonly waiting: readonly YearMonth[];
  /** Whether the newest month has been due for so few days that nothing is late yet. */
  readonly isFresh: boolean;
}

const NOTHING: Agenda = { months: [], missed: [], standing: [], waiting: [], isFresh: false };

/**
 * Sorts what is due in a repository; without room nothing new is filed, and a run of every day does
 * not read what no issue can be written about.
 */
export function agendaOf(
  months: Vetted<Months>,
  ports: Pick<ScorecardPorts, 'month' | 'settled'>,
  room: number,
): Agenda {
  if (months.shut !== null && ports.settled === 'left') return NOTHING;
  const { asked, missed, isFresh } = dueIn(months, ports.month);
  const isNew = (month: YearMonth) => issueIn(months, month) === null;
  const left = ports.settled === 'left' ? asked.filter((one) => isStanding(one, months)) : [];
  const waits = (month: YearMonth) => room <= 0 && isNew(month);
  return {
    months: asked.filter((month) => !left.includes(month) && !waits(month)),
    missed: missed.filter((month) => !waits(month)),
    standing: left,
    waiting: [...missed, ...asked].filter(waits),
    isFresh,
  };
}

/** Whether a month's issue stands as it should, and it is known that its scores may. */
function isStanding(month: YearMonth, { known, unvetted }: Vetted<Months>): boolean {
  return isSettled(titled(month), known) && !unvetted.has(month);
}

/** What a month's issue is known by, with its title. */
export function titled(month: YearMonth) {
  return { series: 'scorecard', month, title: scorecardTitle(month) } as const;
}

function issueIn({ known }: Months, month: YearMonth) {
  return issueOf({ series: 'scorecard', month }, known);
}

interface Asked {
  readonly asked: readonly YearMonth[];
  readonly missed: readonly YearMonth[];
  readonly isFresh: boolean;
}

/** Nothing is due on a quiet day, unless a person asks or has given a score. */
function dueIn(months: Months, month: YearMonth | null): Asked {
  const { policy, today, known } = months;
  const nothing = { missed: [], isFresh: false };
  if (month !== null) return { ...nothing, asked: [month] };
  if (policy.scorecard === null) return { ...nothing, asked: [] };
  const own = known.filter(({ series }) => series === 'scorecard');
  const filed = [...new Set(own.map((one) => one.month))].toSorted();
  const behind = filed.filter((one) => isOwing(months, one, filed.at(-1)));
  if (isQuiet(today, policy.pilots)) return { ...nothing, asked: behind };
  const { newest, missed, isFresh } = monthsDue({ today, day: policy.scorecard.day, filed });
  return { asked: [...new Set([...behind, newest])].toSorted(), missed, isFresh };
}

/** Of closed issues only the newest can still owe a score that the next month is to know. */
function isOwing(months: Months, month: YearMonth, newest: YearMonth | undefined): boolean {
  const issue = issueIn(months, month);
  return issue !== null && (issue.open || month === newest) && isBehind(issue);
}

/**
 * Reads the months of an agenda, oldest first, up to one that must be waited for. Where the newest
 * is worth no issue, those missed before it have mostly been read and left on an earlier day: they
 * are looked at on its first days only.
 */
export async function readDue(
  agenda: Agenda,
  months: Vetted<Months>,
): Promise<readonly FoundMonth[]> {
  const { missed, isFresh } = agenda;
  const found = await readEach(agenda.months, agenda, months);
  const last = found.at(-1);
  const rests = missed.length === 0 || (!isFresh && last !== undefined && isIdle(last, months));
  if (rests || found.some((one) => mustWait(one, agenda, months))) return found;
  const before = await readEach(missed, agenda, months);
  return [...before, ...found].toSorted((a, b) => (monthIn(a) < monthIn(b) ? -1 : 1));
}

async function readEach(
  asked: readonly YearMonth[],
  agenda: Agenda,
  months: Vetted<Months>,
): Promise<readonly FoundMonth[]> {
  const found: FoundMonth[] = [];
  for (const month of asked) {
    const one = await readMonth(months, month);
    found.push(one);
    if (mustWait(one, agenda, months)) break;
  }
  return found;
}

function monthIn(one: FoundMonth): YearMonth {
  return one.kind === 'month' ? one.month.month : one.asked;
}

function isIdle(one: FoundMonth, { today, policy }: Months): boolean {
  if (one.kind === 'month') return !filingOf(one.month, today, policy).filed;
  return one.kind !== 'trouble';
}

/**
 * Whether nothing may be written before a month could be read: GitHub refuses to be asked so much;
 * or trouble may pass, or the month has an issue whose scores the next one would lack. Either alone
 * is waited for on the first days only.
 */
export function mustWait(
  one: FoundMonth,
  { isFresh }: Agenda,
  months: Months,
): one is UnreadMonth & { readonly kind: 'trouble' } {
  if (one.kind !== 'trouble') return false;
  if (one.trouble.kind === 'rate-limit') return true;
  const hasIssue = issueIn(months, one.asked) !== null;
  return isFresh ? passes(one.trouble) || hasIssue : passes(one.trouble) && hasIssue;
}
