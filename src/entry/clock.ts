import { dayOf, type Today } from '../core/day.js';

export type { Today };

/** The day in UTC a clock would show, or what was given in its stead. */
export function todayAt(moment: string | null): Today {
  return (zone) => {
    const day = dayOf(moment ?? new Date().toISOString(), zone);
    if (day === null) throw new RangeError(`no day in ${zone}`);
    return day;
  };
}

/** Whether the text is a day (`2026-11-17`) or an RFC 3339 instant. */
export function isMoment(text: string): boolean {
  return dayOf(text, 'UTC') !== null;
}

export const MOMENT_HINT = 'give a day as 2026-11-17 or an instant as 2026-11-17T09:00:00Z';
