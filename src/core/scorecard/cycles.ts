import { addDays, type Day, daysBetween } from '../day.js';

/** A span of days of one cycle's length, both ends included. */
export interface Cycle {
  readonly from: Day;
  readonly to: Day;
}

/** The `count` cycles of so many days that end on `last`, oldest first. */
export function cyclesBefore(last: Day, days: number, count: number): readonly Cycle[] {
  return Array.from({ length: count }, (_, at) => {
    const to = addDays(last, -days * (count - 1 - at));
    return { from: addDays(to, 1 - days), to };
  });
}

/** The whole cycles between two days, counted back from the later; at least one. */
export function cyclesWithin(first: Day, last: Day, days: number): readonly Cycle[] {
  const whole = Math.floor((daysBetween(first, last) + 1) / days);
  return cyclesBefore(last, days, Math.max(1, whole));
}

export function isWithin(day: Day | null, { from, to }: Cycle): boolean {
  return day !== null && day >= from && day <= to;
}
