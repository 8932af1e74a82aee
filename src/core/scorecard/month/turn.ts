import { type Day, daysBetween } from '../../day.js';

/** Where days are counted from; any would do. */
const FIRST: Day = '2024-01-01';

/** The golden ratio: the first of its multiples divide a list about evenly, however many there are. */
const STEP = (Math.sqrt(5) - 1) / 2;

/** The items from another one on each day, so that a run that is cut off does not always lack the same. */
export function inTurn<T>(items: readonly T[], day: Day): readonly T[] {
  const turn = daysBetween(FIRST, day) * STEP;
  const first = Math.floor((turn - Math.floor(turn)) * items.length);
  return [...items.slice(first), ...items.slice(0, first)];
}
