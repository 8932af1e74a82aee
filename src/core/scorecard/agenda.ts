import { isQuiet } from '../pilot/sweep.js';
import { passes } from '../trouble.js';
import { cardKey, isBehind, isSettled, issueOf } from './issue/scorecard-issue.js';
import { monthsDue } from './month/due.js';
import { filingOf } from './month/filing.js';
import type { Months, Vetted } from './month/month-reading.js';
import type { YearMonth } from './month/year-month.js';
import type { FoundMonth, UnreadMonth } from './run.js';

/** What a run is to look at. */
export interface Asking {
  /** The month that a person asked for; `null`: those that are due. */
  readonly month: YearMonth | null;
  /** What becomes of a month whose issue stands as Belay wrote it: a run of every day leaves it. */
  readonly settled: 'read' | 'left';
}

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
  /** Why nothing is due, if that is so. */
  readonly rest: Rest | null;
  /** Whether the newest month has been due for so few days that nothing is late yet. */
  readonly isFresh: boolean;
}

/** Why a run of every day lets a repository be. */
export type Rest = 'quiet-day' | 'scorecard-off';

const NOTHING: Agenda = {
  months: [],
  missed: [],
  standing: [],
  waiting: [],
  rest: null,
  isFresh: false,
};

/**
 * Sorts what is due in a repository; without room nothing new is filed, and a run of every day does
 * not read what no issue can be written about.
 */
export function agendaOf(months: Vetted<Months>, asking: Asking, room: number): Agenda {
  if (months.shut !== null && asking.settled === 'left') return NOTHING;
  const { asked, missed, rest, isFresh } = dueIn(months, asking.month);
  const isNew = (month: YearMonth) => issueIn(months, month) === null;
  const left = asking.settled === 'left' ? asked.filter((one) => isStanding(one, months)) : [];
  const waits = (month: YearMonth) => room <= 0 && isNew(month);
  return {
    months: asked.filter((month) => !left.includes(month) && !waits(month)),
    missed: missed.filter((month) => !waits(month)),
    standing: left,
    waiting: [...missed, ...asked].filter(waits),
    rest,
    isFresh,
  };
}

/** Whether a month's issue stands as it should, and it is known that its scores may. */
function isStanding(month: YearMonth, { known, unvetted }: Vetted<Months>): boolean {
  return isSettled(cardKey(month), known) && !unvetted.has(month);
}

function issueIn({ known }: Months, month: YearMonth) {
  return issueOf(cardKey(month), known);
}

interface DueIn {
  readonly asked: readonly YearMonth[];
  readonly missed: readonly YearMonth[];
  readonly rest: Rest | null;
  readonly isFresh: boolean;
}

/** Nothing is due on a quiet day, unless a person asks or has given a score. */
function dueIn(months: Months, month: YearMonth | null): DueIn {
  const { policy, today, known } = months;
  const nothing = { missed: [], rest: null, isFresh: false };
  if (month !== null) return { ...nothing, asked: [month] };
  if (policy.scorecard === null) return { ...nothing, asked: [], rest: 'scorecard-off' };
  const own = known.filter(({ series }) => series === 'scorecard');
  const filed = [...new Set(own.map((one) => one.month))].toSorted();
  const behind = filed.filter((one) => isOwing(months, one, filed.at(-1)));
  if (isQuiet(today, policy.pilots)) return { ...nothing, asked: behind, rest: 'quiet-day' };
  const { newest, missed, isFresh } = monthsDue({ today, day: policy.scorecard.day, filed });
  return { asked: [...new Set([...behind, newest])].toSorted(), missed, rest: null, isFresh };
}

/** Of closed issues only the newest can still owe a score that the next month is to know. */
function isOwing(months: Months, month: YearMonth, newest: YearMonth | undefined): boolean {
  const issue = issueIn(months, month);
  return issue !== null && (issue.open || month === newest) && isBehind(issue);
}

/** Whether nothing of a month that was read is worth an issue. */
export function isIdle(one: FoundMonth, { today, policy }: Months): boolean {
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
