import { addDays, type Day } from '../day.js';
import type { Entry } from '../decision.js';
import { idKey } from '../identifier.js';
import { type Exception, firstDayOf, type Month } from './month.js';
import type { Reviewed } from './tried.js';

/** A lesson turns into a change within one sprint of two weeks, or it is lost. */
export const LESSON_DAYS = 14;

/** Something that went otherwise than hoped: a pilot killed, or an override of the gate. */
export type Source =
  | { readonly kind: 'kill'; readonly entry: Entry }
  | { readonly kind: 'exception'; readonly exception: Exception };

/** What became of a lesson; `open` while there is still time. */
export interface Lesson {
  /** The same from month to month. */
  readonly key: string;
  readonly source: Source;
  readonly on: Day;
  readonly state: 'changed' | 'lost' | 'open';
}

/** The days on which something followed an entry, by the form in which ids compare. */
type Sequels = ReadonlyMap<string, ReadonlySet<Day>>;

/**
 * The lessons of the month, and those of the month before that still had time at its end. A kill
 * has changed something when another decision follows it, or a change that links it is merged; an
 * exception, when its follow-up is closed.
 */
export function lessonsOf(month: Month, reviews: readonly Reviewed[]): readonly Lesson[] {
  const first = firstDayOf(month.month);
  const waiting = new Set(month.earlier.find((past) => past.month < month.month)?.lessons ?? []);
  const sequels = sequelsIn(month);
  const kills = reviews
    .filter(({ review }) => review.verdict === 'kill')
    .map(({ tried, review }) =>
      killLesson(month, { entry: tried.entry, on: review.date, sequels }),
    );
  const older = waiting.size === 0 ? [] : olderKills(month, sequels);
  const exceptions = month.exceptions.map((exception) => exceptionLesson(month, exception));
  const carried = [...older, ...exceptions].filter(({ on, key }) => on < first && waiting.has(key));
  return [...carried, ...kills, ...exceptions.filter(({ on }) => on >= first)];
}

/** Kills before the month, for which its predecessor may have waited. */
function olderKills(month: Month, sequels: Sequels): readonly Lesson[] {
  return month.entries.flatMap((entry) => {
    const kill = entry.decision?.reviews.find(({ verdict }) => verdict === 'kill');
    return kill === undefined ? [] : [killLesson(month, { entry, on: kill.date, sequels })];
  });
}

function sequelsIn(month: Month): Sequels {
  const named = [
    ...month.entries.map(({ decision }) => ({
      on: decision?.date ?? null,
      ids: decision === null ? [] : [...decision.follows, ...decision.supersedes],
    })),
    ...month.changes.map(({ mergedOn, decisions }) => ({ on: mergedOn, ids: decisions ?? [] })),
  ];
  const sequels = new Map<string, Set<Day>>();
  for (const { on, ids } of named)
    for (const id of on === null ? [] : ids) {
      const key = idKey(id);
      const days = sequels.get(key) ?? new Set();
      sequels.set(key, days.add(on as Day));
    }
  return sequels;
}

function killLesson(
  month: Month,
  { entry, on, sequels }: { readonly entry: Entry; readonly on: Day; readonly sequels: Sequels },
): Lesson {
  const id = idKey(entry.id);
  const until = addDays(on, LESSON_DAYS);
  const changed = [...(sequels.get(id) ?? [])].some((day) => day >= on && day <= until);
  const state = stateOf(changed, until, month);
  return { key: `kill:${id}`, source: { kind: 'kill', entry }, on, state };
}

function exceptionLesson(month: Month, exception: Exception): Lesson {
  const { on, number, followUp } = exception;
  const until = addDays(on, LESSON_DAYS);
  const closed = followUp?.closedOn ?? null;
  const state = stateOf(closed !== null && closed <= until, until, month);
  return { key: `exception:${number}`, source: { kind: 'exception', exception }, on, state };
}

function stateOf(changed: boolean, until: Day, { asOf }: Month): Lesson['state'] {
  if (changed) return 'changed';
  return until < asOf ? 'lost' : 'open';
}
