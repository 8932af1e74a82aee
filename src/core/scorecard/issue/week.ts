import { Temporal } from 'temporal-polyfill';
import { addDays, type Day } from '../../day.js';
import { type Entry, endsTrial, flaggedWorkflows, type Review } from '../../decision.js';
import { lastMark } from '../../marker.js';
import { pilotsOf } from '../../pilot.js';
import type { Policy } from '../../policy.js';
import { isWithin } from '../evidence/cycles.js';
import { trialReviews } from '../evidence/tried.js';

/** An ISO week: its name as `2026-W45`, its Monday and its Sunday. */
export interface Week {
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
}

/** What a weekly roll-up is made from. */
export interface WeekLog {
  /** A day of the week that is told of. */
  readonly day: Day;
  readonly policy: Policy;
  /** The decision log now. */
  readonly entries: readonly Entry[];
}

/** What a week had to tell. */
export interface WeeklyFacts {
  readonly week: Week;
  /** Pilots that were graduated or killed in it. */
  readonly decided: readonly Told[];
  /** Of these, the mechanisms that moved their outcome, by a review that says so. */
  readonly moved: readonly Told[];
  /** Of these, the ones that became the default, with where that is written. */
  readonly defaults: readonly Told[];
  /** Pilots whose checkpoint lies in the week after. */
  readonly due: readonly { readonly entry: Entry; readonly checkpoint: Day }[];
}

/** A review that is told of, and its entry. */
export interface Told {
  readonly entry: Entry;
  readonly review: Review;
}

const MARK = /^<!-- belay:week (\d{4}-W\d{2}) -->[ \t\r]*$/gm;

/** The hidden line by which the comment of a week is known again. */
export function weekMark(name: string): string {
  return `<!-- belay:week ${name} -->`;
}

/** The week a comment of Belay's is about; `null` when it is about none. */
export function weekIn(comment: string): string | null {
  return lastMark(MARK, comment)?.[1] ?? null;
}

/** The ISO week in which a day lies. */
export function weekOf(day: Day): Week {
  const date = Temporal.PlainDate.from(day);
  const monday = addDays(day, 1 - date.dayOfWeek);
  const number = String(date.weekOfYear ?? 0).padStart(2, '0');
  return { name: `${date.yearOfWeek}-W${number}`, from: monday, to: addDays(monday, 6) };
}

/**
 * What is to be told on a day: of its own week, and of the one before what was decided there, which
 * may have been after that week's last run. A week with nothing to say is left out.
 */
export function weeksToTell(log: WeekLog): readonly WeeklyFacts[] {
  const before = weeklyFacts({ ...log, day: addDays(log.day, -7) });
  const now = weeklyFacts(log);
  return [...(before === null || before.decided.length === 0 ? [] : [before]), now ?? []].flat();
}

/** What the week had to tell; `null` when there is nothing to say. */
export function weeklyFacts({ day, policy, entries }: WeekLog): WeeklyFacts | null {
  const week = weekOf(day);
  const decided = endedIn(week, entries, policy);
  const graduated = decided.filter(({ review }) => review.verdict === 'graduate');
  const next = { from: addDays(week.to, 1), to: addDays(week.to, 7) };
  const then = entries.flatMap((entry) => asOf(week.to, entry) ?? []);
  const due = pilotsOf(then, policy, week.to).flatMap(({ entry, checkpoint }) =>
    checkpoint !== null && isWithin(checkpoint, next) ? [{ entry, checkpoint }] : [],
  );
  if (decided.length === 0 && due.length === 0) return null;
  return {
    week,
    decided,
    moved: graduated.filter(
      ({ entry, review }) =>
        review.because !== null && (entry.decision?.signals.outcome.length ?? 0) > 0,
    ),
    defaults: graduated.filter(({ entry }) => (entry.decision?.graduation ?? null) !== null),
    due,
  };
}

/** The entry as it stood when a day ended, as far as its reviews tell; `null`: it was not there. */
function asOf(day: Day, entry: Entry): Entry | null {
  const { decision } = entry;
  if (decision === null || (decision.date !== null && decision.date > day)) return null;
  const reviews = decision.reviews.filter(({ date }) => date <= day);
  const later = decision.reviews.slice(reviews.length).some(endsTrial);
  return {
    ...entry,
    decision: { ...decision, reviews, status: later ? 'pilot' : decision.status },
  };
}

function endedIn(week: Week, entries: readonly Entry[], policy: Policy): readonly Told[] {
  return entries.flatMap((entry) => {
    if (entry.decision === null || flaggedWorkflows(entry.decision, policy).length === 0) return [];
    return trialReviews(entry.decision)
      .filter((review) => endsTrial(review) && isWithin(review.date, week))
      .map((review) => ({ entry, review }));
  });
}
