import { addDays, type Day, daysBetween } from '../../day.js';

/** A span of days of one cycle's length, both ends included. */
export interface Cycle {
  readonly from: Day;
  readonly to: Day;
}

/**
 * The Monday on which the first of all cycles began. They run on from there, so that each day lies
 * in one cycle whatever month is looked at.
 */
const FIRST_MONDAY: Day = '2024-01-01';

/** The cycles of so many days that end between two days, oldest first. */
export function cyclesEnding({ from, to }: Cycle, days: number): readonly Cycle[] {
  const first = cyclesOver(addDays(from, -1), days);
  const last = cyclesOver(to, days);
  return Array.from({ length: last - first }, (_, at) => cycleAt(first + at, days));
}

/** The last `count` cycles of so many days that are over when a day ends, oldest first. */
export function lastCycles(day: Day, days: number, count: number): readonly Cycle[] {
  const over = cyclesOver(day, days);
  return Array.from({ length: count }, (_, at) => cycleAt(over - count + at, days));
}

/** Whether a day lies in a cycle, its first and last day included; one that is not known does not. */
export function isWithin(day: Day | null, { from, to }: Cycle): boolean {
  return day !== null && day >= from && day <= to;
}

/** How many cycles are over when a day ends; negative before the first of them. */
function cyclesOver(day: Day, days: number): number {
  return Math.floor((daysBetween(FIRST_MONDAY, day) + 1) / days);
}

function cycleAt(turn: number, days: number): Cycle {
  const from = addDays(FIRST_MONDAY, turn * days);
  return { from, to: addDays(from, days - 1) };
}
