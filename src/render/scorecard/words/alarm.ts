import type { Alarm, AlarmCode } from '../../../core/scorecard/alarms.js';
import { listed, type Phrase, say } from '../../phrase.js';
import { longDay } from '../../words/day.js';
import { thePeople, theSubject } from './measure-words.js';

interface AlarmWords {
  /** Thrash: much motion, no learning. Failure: the system leans on people. */
  readonly group: 'thrash' | 'failure';
  readonly name: string;
  readonly say: (alarm: Alarm) => Phrase;
}

/** The words of each alarm, with the facts that raised it. */
export const ALARM_WORDS: Readonly<Record<AlarmCode, AlarmWords>> = {
  'no-deviations': {
    group: 'thrash',
    name: 'Two cycles without a deviation',
    say: (alarm) => say`nothing departed from the standard way ${span(alarm)}.`,
  },
  'no-kills': {
    group: 'thrash',
    name: 'Two cycles without a kill',
    say: (alarm) => say`something was on trial ${span(alarm)}, and nothing was killed.`,
  },
  'proxies-alone': {
    group: 'thrash',
    name: 'Proxies move alone',
    say: (alarm) => say`reviewed without a because or without an outcome: ${subjects(alarm)}.`,
  },
  'no-verdict': {
    group: 'thrash',
    name: 'Status without a verdict',
    say: (alarm) => say`reviewed or ended without one: ${subjects(alarm)}.`,
  },
  'nobody-can-stop': {
    group: 'thrash',
    name: 'Guardrails nobody can stop on',
    say: (alarm) => say`${subjects(alarm)}.`,
  },
  'owner-unclear-again': {
    group: 'failure',
    name: 'Ownership asked for again',
    say: (alarm) => say`without an owner since before the month: ${subjects(alarm)}.`,
  },
  'exceptions-repeated': {
    group: 'failure',
    name: 'Exceptions repeated without a fix',
    say: (alarm) => say`${subjects(alarm)}.`,
  },
  'one-memory': {
    group: 'failure',
    name: "Evidence in one person's memory",
    say: (alarm) =>
      say`${thePeople(alarm.people, 'one person')} reviewed ${subjects(alarm)} without evidence that others can open.`,
  },
  'notes-without-change': {
    group: 'failure',
    name: 'Reviews that change nothing',
    say: (alarm) => say`continued twice in a row: ${subjects(alarm)}.`,
  },
};

/** The facts that raised an alarm, under its name. */
export function sayAlarm(alarm: Alarm): Phrase {
  return say`${ALARM_WORDS[alarm.code].name}: ${ALARM_WORDS[alarm.code].say(alarm)}`;
}

function subjects(alarm: Alarm): Phrase {
  return listed(alarm.subjects.map(theSubject), { most: 5 });
}

function span({ cycles }: Alarm): string {
  const [first] = cycles;
  const last = cycles.at(-1);
  if (first === undefined || last === undefined) return 'for two cycles';
  return `from ${longDay(first.from)} to ${longDay(last.to)}`;
}
