import { Temporal } from 'temporal-polyfill';

/** A calendar day as `YYYY-MM-DD`; days compare as text. */
export type Day = string;

/** The day it is in a time zone. */
export type Today = (zone: string) => Day;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:\d{2}/;

/** The day written as `YYYY-MM-DD` (a timestamp is cut to its day), or `null` when it is no real day. */
export function dayFrom(text: string): Day | null {
  const trimmed = text.trim();
  const day = TIMESTAMP.exec(trimmed)?.[1] ?? trimmed;
  if (!DAY.test(day)) return null;
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

/** The first and the last day that four digits of a year can write, so that text still compares. */
const FIRST_DAY: Day = '0000-01-01';
const LAST_DAY: Day = '9999-12-31';

/** The day `days` after `day` (before it, when negative), within the years 0 to 9999. */
export function addDays(day: Day, days: number): Day {
  const result = Temporal.PlainDate.from(day).add({ days });
  if (result.year > 9999) return LAST_DAY;
  return result.year < 0 ? FIRST_DAY : result.toString();
}

/** The number of days from `from` to `to`; negative when `to` lies earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** The later of two days, or the one that is known. */
export function laterDay(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** Whether this is the name of an IANA time zone that the runtime knows, not a mere offset. */
export function isTimeZone(zone: string): boolean {
  // Temporal would also take the zone out of a timestamp.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The calendar day of a moment in a time zone. A moment is an RFC 3339 instant, or a day, which
 * stands for its noon and so is the same day everywhere.
 */
export function dayOf(moment: string, zone: string): Day | null {
  const day = dayFrom(moment);
  if (day !== null && DAY.test(moment.trim())) return day;
  try {
    return Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
  } catch {
    return null;
  }
}
