import type { Day } from '../../core/day.js';
import { monthOf, type YearMonth } from '../../core/scorecard/month/year-month.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `27 November 2026`. */
export function longDay(day: Day): string {
  const { date, month, year } = partsOf(day);
  return `${date} ${month} ${year}`;
}

/** `9 to 15 November 2026`: what both days have in common is said once. */
export function longDays(from: Day, to: Day): string {
  const [first, last] = [partsOf(from), partsOf(to)];
  if (first.year !== last.year) return `${longDay(from)} to ${longDay(to)}`;
  const month = first.month === last.month ? '' : ` ${first.month}`;
  return `${first.date}${month} to ${longDay(to)}`;
}

/** `27 Nov`, with the year where it is not this one. */
export function shortDay(day: Day, today: Day): string {
  const { date, month, year } = partsOf(day);
  const short = `${date} ${month.slice(0, 3)}`;
  return today.startsWith(`${year}-`) ? short : `${short} ${year}`;
}

/** `27 November`, with the year where it is not that of the month which is spoken of. */
export function dayIn(month: YearMonth, day: Day): string {
  const { date, month: name, year } = partsOf(day);
  return month.startsWith(`${year}-`) ? `${date} ${name}` : longDay(day);
}

/** `4 to 31 August`, `28 July to 10 August`. */
export function spanIn(
  month: YearMonth,
  { from, to }: { readonly from: Day; readonly to: Day },
): string {
  if (from === to) return dayIn(month, to);
  const first = monthOf(from) === monthOf(to) ? String(partsOf(from).date) : dayIn(month, from);
  return `${first} to ${dayIn(month, to)}`;
}

/** `August`, with the year where it is not that of the month which is spoken of. */
export function monthIn(month: YearMonth, other: YearMonth): string {
  const { month: name, year } = partsOf(`${other}-01`);
  return month.startsWith(`${year}-`) ? name : `${name} ${year}`;
}

/** `Aug`. */
export function shortMonth(month: YearMonth): string {
  return partsOf(`${month}-01`).month.slice(0, 3);
}

function partsOf(day: Day): { date: number; month: string; year: string } {
  const [year = '', month = '', date = ''] = day.split('-');
  return { date: Number(date), month: MONTHS[Number(month) - 1] ?? month, year };
}
