import type {
  Lack,
  MeasureId,
  Missing,
  Subject,
} from '../../../core/scorecard/measures/measure.js';
import type { YearMonth } from '../../../core/scorecard/month/year-month.js';
import { entry, listed, literal, type Part, type Phrase, person, say } from '../../phrase.js';
import { shorten } from '../../printable.js';
import { dayIn, spanIn } from '../../words/day.js';

/** What is said of one measure. Days are said with their year where it is not the month's. */
export interface MeasureWords<P extends Missing = Missing> {
  /** What is measured: `rollbacks exercised in 90 days`. */
  readonly topic: string;
  /** Follows the count: `1 of 1` …, `7 of 8` …. */
  readonly counts: readonly [one: string, many: string];
  /** What is counted, and among what; for the documentation. */
  readonly met: string;
  readonly among: string;
  /** What to do about one that falls short. */
  move(lack: Lack<P>, month: YearMonth): Phrase;
  /**
   * The same as it was promised of what it named, or (`null`) of whatever comes next; begins small
   * and has no full stop.
   */
  readonly promise: (subject: Phrase | null) => Phrase;
  /** The promise to do the next one better, where that is another. */
  readonly next?: (subject: Phrase | null) => Phrase;
  /** What would make it measurable where there was nothing to count. */
  readonly measurable: string;
}

/** The words of some measures, with words for everything that they may find missing. */
export type WordsOf<M extends MeasureId> = { readonly [Id in M]: MeasureWords<Missing<Id>> };

const LONGEST_TITLE = 60;

/** A subject as part of a sentence. */
export function theSubject(subject: Subject, month: YearMonth): Part {
  switch (subject.kind) {
    case 'entry':
      return entry(subject);
    case 'workflow':
      return { kind: 'text', text: shorten(subject.title, LONGEST_TITLE) };
    case 'change':
      return subject.number === null
        ? { kind: 'words', text: shorten(subject.title, LONGEST_TITLE) }
        : literal(`#${subject.number}`);
    case 'cycle':
      return { kind: 'text', text: spanIn(month, subject) };
  }
}

/** The workflows of a lack by their ids, or the words for none. */
export function theWorkflows({ workflows }: Lack): Phrase {
  return workflows.length === 0 ? say`a flagged workflow` : listed(workflows.map(literal));
}

/** Names of people, or the words for nobody. */
export function thePeople(people: readonly string[], nobody: string): Phrase {
  return people.length === 0 ? say`${nobody}` : listed(people.map(person), { most: 3 });
}

/** Stands for what was named already. */
export const IT: Phrase = [{ kind: 'text', text: 'it' }];

/** `the rollback of DL-0042`, `its rollback`; of whatever comes next where nothing is named. */
export function partOf(whole: Phrase | null, part: string, next: string): Phrase {
  return whole === IT ? say`its ${part}` : say`the ${part} of ${whole ?? next}`;
}

/** A day that a lack has, said after a preposition; nothing where it has none. */
export function onDay(preposition: string, { day }: Lack, month: YearMonth): Phrase {
  return day === null ? [] : say` ${preposition} ${dayIn(month, day)}`;
}
