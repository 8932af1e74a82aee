import { type Day, dayFrom } from '../../core/day.js';

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\.?[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const NO_DAY = /^(?:never|none|n\/?a|tb[adc]|[-–—?…]+)$/i;

/**
 * The day a text names: `YYYY-MM-DD`, a timestamp (cut to its day), and what can be read in one way
 * only (`2026-3-9`, `2026/03/09`, `9 March 2026`, `March 9, 2026`). `null` for days that do not
 * exist and for forms in which day and month cannot be told apart.
 */
export function readDay(text: string): Day | null {
  const plain = text.trim();
  const strict = dayFrom(plain);
  if (strict !== null) return strict;
  const [, year = '', month = '', day = ''] = YEAR_FIRST.exec(plain) ?? [];
  if (year !== '') return dayOfParts(year, month, day);
  const dayFirst = DAY_FIRST.exec(plain);
  if (dayFirst !== null) return dayOfParts(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(plain);
  if (monthFirst === null) return null;
  return dayOfParts(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
}

/** Whether the text says that there is no day (`never`, `TBD`, `-`). */
export function namesNoDay(text: string): boolean {
  return NO_DAY.test(text.trim());
}

function dayOfParts(year = '', month = '', day = ''): Day | null {
  return dayFrom(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** The month's number as text, empty when the word is none. */
function monthOf(word = ''): string {
  const at = MONTHS.findIndex((month) => month.startsWith(word.toLowerCase()));
  const exact = word.toLowerCase() === 'sept' ? 8 : at;
  return exact === -1 ? '' : String(exact + 1);
}
