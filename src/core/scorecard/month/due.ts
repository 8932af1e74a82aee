import { addDays, type Day } from '../../day.js';
import { TREND_MONTHS } from '../trend.js';
import { addMonths, firstDayOf, lastDayOf, monthOf, type YearMonth } from './year-month.js';

/** What GitHub keeps back is waited for until so many days past a month's day. */
const PATIENCE = 3;

/** What tells which months are due. */
export interface Calendar {
  readonly today: Day;
  /** From this day of the month on, last month's scorecard is filed; a short month's last day will do. */
  readonly day: number;
  /** The months that have a scorecard. */
  readonly filed: readonly YearMonth[];
}

/** The months that are to have a scorecard. */
export interface Due {
  /** The last one that is over; it is looked at until the next one is due, so that its issue stays true. */
  readonly newest: YearMonth;
  /** Those between the last one filed and the newest, as far back as a trend goes, oldest first. */
  readonly missed: readonly YearMonth[];
  /** Whether the newest has been due for three days at most. */
  readonly isFresh: boolean;
}

/** What is due on a day. */
export function monthsDue({ today, day, filed }: Calendar): Due {
  const running = monthOf(today);
  const newest = addMonths(running, today >= dueDay(running, day) ? -1 : -2);
  const last = filed.filter((month) => month <= newest).toSorted();
  return {
    newest,
    missed: missedSince(last.at(-1) ?? newest, newest),
    isFresh: today <= addDays(dueDay(addMonths(newest, 1), day), PATIENCE),
  };
}

/** The day of a month on which the one before it is due. */
function dueDay(month: YearMonth, day: number): Day {
  const days = Number(lastDayOf(month).slice(8));
  return addDays(firstDayOf(month), Math.min(day, days) - 1);
}

function missedSince(last: YearMonth, newest: YearMonth): readonly YearMonth[] {
  const before = Array.from({ length: TREND_MONTHS - 1 }, (_, at) =>
    addMonths(newest, 1 + at - TREND_MONTHS),
  );
  return before.filter((month) => month > last);
}
