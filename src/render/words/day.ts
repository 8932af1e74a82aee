import type { Day } from '../../core/day.js';

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

/** `27 Nov`, with the year where it is not this one. */
export function shortDay(day: Day, today: Day): string {
  const { date, month, year } = partsOf(day);
  const short = `${date} ${month.slice(0, 3)}`;
  return today.startsWith(`${year}-`) ? short : `${short} ${year}`;
}

function partsOf(day: Day): { date: number; month: string; year: string } {
  const [year = '', month = '', date = ''] = day.split('-');
  return { date: Number(date), month: MONTHS[Number(month) - 1] ?? month, year };
}
