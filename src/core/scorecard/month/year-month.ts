import { Temporal } from 'temporal-polyfill';
import type { Day } from '../../day.js';

/** A calendar month as `YYYY-MM`; months compare as text. */
export type YearMonth = string;

/** The month a day lies in. */
export function monthOf(day: Day): YearMonth {
  return day.slice(0, 7);
}

/** The month written as `YYYY-MM`, or `null` when it is none, or before git's clock begins in 1970. */
export function monthFrom(text: string): YearMonth | null {
  const month = text.trim();
  return /^(?:19[7-9]|[2-9]\d\d)\d-(?:0[1-9]|1[0-2])$/.test(month) ? month : null;
}

/** The first day of a month. */
export function firstDayOf(month: YearMonth): Day {
  return `${month}-01`;
}

/** The last day of a month. */
export function lastDayOf(month: YearMonth): Day {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return `${month}-${daysInMonth}`;
}

/** The month `months` later (before it, when negative). */
export function addMonths(month: YearMonth, months: number): YearMonth {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** The last month that is over on a day. */
export function lastWhole(today: Day): YearMonth {
  return addMonths(monthOf(today), -1);
}

/** Where a day begins first, 14 hours before UTC's: what has not begun there has begun nowhere. */
const FIRST_ZONE = 'Pacific/Kiritimati';

/** Whether a month has begun anywhere: the zone that counts stands in a policy not read yet. */
export function hasBegun(month: YearMonth, today: (zone: string) => Day): boolean {
  return month <= monthOf(today(FIRST_ZONE));
}
