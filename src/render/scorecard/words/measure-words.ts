import type { Lack, Subject } from '../../../core/scorecard/measure.js';
import { entry, listed, literal, type Part, type Phrase, person, say } from '../../phrase.js';
import { shorten } from '../../printable.js';
import { longDay } from '../../words/day.js';

/** What is said of one measure. */
export interface MeasureWords {
  /** Follows the count: `7 of 8` …. */
  readonly counts: string;
  /** What is counted, and among what; for the documentation. */
  readonly met: string;
  readonly among: string;
  /** What to do about one that falls short. */
  readonly move: (lack: Lack) => Phrase;
  /** What would make it measurable where there was nothing to count. */
  readonly measurable: string;
}

const LONGEST_TITLE = 60;

/** A subject as part of a sentence. */
export function theSubject(subject: Subject): Part {
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
      return { kind: 'text', text: `${longDay(subject.from)} to ${longDay(subject.to)}` };
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

/** A day that a lack has, said after a preposition; nothing where it has none. */
export function onDay(preposition: string, { day }: Lack): Phrase {
  return day === null ? [] : say` ${preposition} ${longDay(day)}`;
}
