import { Temporal } from 'temporal-polyfill';
import { addDays, type Day, dayOf } from './day.js';

/** A moment in UTC, as RFC 3339 has it. */
export type Instant = string;

/** Days of a time zone, the first and the last included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
  readonly zone: string;
}

/** The moment at which a day begins in a time zone. */
export function startOf(day: Day, zone: string): Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString();
}

/** The last second of a day in a time zone: git and GitHub count commits by the second. */
export function lastSecondOf(day: Day, zone: string): Instant {
  return Temporal.Instant.from(startOf(addDays(day, 1), zone))
    .subtract({ seconds: 1 })
    .toString();
}

/** The last second before a day begins. */
export function lastSecondBefore(day: Day, zone: string): Instant {
  return lastSecondOf(addDays(day, -1), zone);
}

/** The day of the span on which a moment lies; `null` when it lies outside. */
export function dayWithin(moment: Instant, { from, to, zone }: Span): Day | null {
  const day = dayOf(moment, zone);
  return day !== null && day >= from && day <= to ? day : null;
}

/** Whether the first moment lies after the second. */
export function isAfter(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0;
}
