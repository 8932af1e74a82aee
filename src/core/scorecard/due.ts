import type { Day } from '../day.js';
import { addMonths, lastDayOf, monthOf, type YearMonth } from './month.js';

/** Months that one run catches up at most, the newest included. */
const MOST_MONTHS = 3;

/** What tells which months are due. */
export interface Calendar {
  readonly today: Day;
  /** From this day of the month on, last month's scorecard is filed; a short month's last day will do. */
  readonly day: number;
  /** The months that have a scorecard. */
  readonly filed: readonly YearMonth[];
}

/**
 * The months to score today, oldest first. A month that is filed is looked at until the next one is
 * due, so that its issue stays true; months after the last one filed are caught up.
 */
export function monthsDue({ today, day, filed }: Calendar): readonly YearMonth[] {
  const newest = newestDue(today, day);
  const last = filed
    .filter((month) => month <= newest)
    .toSorted()
    .at(-1);
  if (last === undefined || last === newest) return [newest];
  return monthsFrom(addMonths(last, 1), newest).slice(-MOST_MONTHS);
}

function newestDue(today: Day, day: number): YearMonth {
  const month = monthOf(today);
  const from = Math.min(day, dayNumber(lastDayOf(month)));
  return addMonths(month, dayNumber(today) >= from ? -1 : -2);
}

function dayNumber(day: Day): number {
  return Number(day.slice(8));
}

function monthsFrom(first: YearMonth, last: YearMonth): readonly YearMonth[] {
  const months: YearMonth[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}
