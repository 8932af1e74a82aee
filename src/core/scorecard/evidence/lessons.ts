import { addDays, type Day } from '../../day.js';
import type { Entry } from '../../decision.js';
import { idKey } from '../../identifier.js';
import type { Exception, Month } from '../month/month.js';
import { addMonths, firstDayOf } from '../month/year-month.js';
import type { Reviewed } from './tried.js';

/** A lesson turns into a change within one sprint of two weeks, or it is lost. */
export const LESSON_DAYS = 14;

/** Something that went otherwise than hoped: a pilot killed, or an override of the gate. */
export type Source =
  | { readonly kind: 'kill'; readonly entry: Entry }
  | { readonly kind: 'exception'; readonly exception: Exception };

/** What became of a lesson: `open` while there is time, `unknown` where a change may be unread. */
export interface Lesson {
  /** The same from month to month. */
  readonly key: string;
  readonly source: Source;
  readonly on: Day;
  readonly state: 'changed' | 'lost' | 'open' | 'unknown';
}

/** The days on which something followed an entry, by the form in which ids compare. */
type Sequels = ReadonlyMap<string, ReadonlySet<Day>>;

/** A month, with what its log and its changes say of kills. */
interface Course {
  readonly month: Month;
  readonly sequels: Sequels;
  /** What the last scorecard left open: no change before that month's end had followed it. */
  readonly waiting: ReadonlySet<string>;
  /** Whether that is the month before, so that no month's changes lie unread in between. */
  readonly isSeamless: boolean;
  /** Whether every merged change tells which decisions it links. */
  readonly isLinked: boolean;
}

/**
 * The lessons of the month, and those of the month before that still had time at its end. A kill
 * has changed something when another decision follows it, or a change that links it is merged; an
 * exception, when its follow-up is closed.
 */
export function lessonsOf(month: Month, reviews: readonly Reviewed[]): readonly Lesson[] {
  const first = firstDayOf(month.month);
  const course = courseOf(month);
  const kills = reviews
    .filter(({ review }) => review.verdict === 'kill')
    .map(({ tried, review }) => killLesson(course, tried.entry, review.date));
  const isKnown = month.unmeasured.every(({ what }) => what !== 'exceptions');
  const exceptions = isKnown ? month.exceptions.map((one) => exceptionLesson(month, one)) : [];
  const fresh = [...kills, ...exceptions.filter(({ on }) => on >= first)];
  const keys = new Set(fresh.map(({ key }) => key));
  const carried = [...olderKills(course), ...exceptions].filter(
    ({ on, key }) => on < first && course.waiting.has(key) && !keys.has(key),
  );
  return [...carried, ...fresh];
}

function courseOf(month: Month): Course {
  const { earlier, unmeasured, changes } = month;
  const last = earlier.find((past) => past.month < month.month);
  return {
    month,
    sequels: sequelsIn(month),
    waiting: new Set(last?.lessons ?? []),
    isSeamless: last?.month === addMonths(month.month, -1),
    isLinked:
      unmeasured.every(({ what }) => what !== 'links') &&
      changes.every(({ decisions }) => decisions !== null),
  };
}

/** Kills before the month, for which its predecessor may have waited. */
function olderKills(course: Course): readonly Lesson[] {
  if (course.waiting.size === 0) return [];
  return course.month.entries.flatMap((entry) => {
    const kill = entry.decision?.reviews.find(({ verdict }) => verdict === 'kill');
    return kill === undefined ? [] : [killLesson(course, entry, kill.date)];
  });
}

function sequelsIn(month: Month): Sequels {
  const decisions = month.entries.flatMap(({ decision }) => {
    if (decision === null || decision.date === null) return [];
    return [{ on: decision.date, ids: [...decision.follows, ...decision.supersedes] }];
  });
  const changes = month.changes.map((one) => ({ on: one.mergedOn, ids: one.decisions ?? [] }));
  const sequels = new Map<string, Set<Day>>();
  for (const { on, ids } of [...decisions, ...changes])
    for (const key of ids.map(idKey)) sequels.set(key, (sequels.get(key) ?? new Set()).add(on));
  return sequels;
}

/** Changes before the month are not read again: none of them followed what it was left open with. */
function killLesson(course: Course, entry: Entry, on: Day): Lesson {
  const { month, sequels, waiting, isSeamless, isLinked } = course;
  const id = idKey(entry.id);
  const key = `kill:${id}`;
  const state = stateOf({ on, changes: [...(sequels.get(id) ?? [])] }, month);
  const isTold = isLinked && (on >= firstDayOf(month.month) || (isSeamless && waiting.has(key)));
  const source = { kind: 'kill', entry } as const;
  return { key, source, on, state: state === 'lost' && !isTold ? 'unknown' : state };
}

function exceptionLesson(month: Month, exception: Exception): Lesson {
  const { on, number, followUp } = exception;
  const closed = followUp?.closedOn ?? null;
  const state = stateOf({ on, changes: closed === null ? [] : [closed] }, month);
  return { key: `exception:${number}`, source: { kind: 'exception', exception }, on, state };
}

/** Something happened, and the days on which something was changed because of it. */
interface Happened {
  readonly on: Day;
  readonly changes: readonly Day[];
}

/** The last day of the two weeks still counts, so that the lesson is open while it lasts. */
function stateOf({ on, changes }: Happened, { asOf }: Month): Lesson['state'] {
  const until = addDays(on, LESSON_DAYS);
  if (changes.some((day) => day >= on && day <= until)) return 'changed';
  return until < asOf ? 'lost' : 'open';
}
