import type { Alarm, AlarmCode } from '../../../core/scorecard/alarms.js';
import type { Subject } from '../../../core/scorecard/measures/measure.js';
import type { YearMonth } from '../../../core/scorecard/month/year-month.js';
import { listed, literal, type Phrase, say } from '../../phrase.js';
import { shorten } from '../../printable.js';
import { spanIn } from '../../words/day.js';
import { thePeople, theSubject } from './measure-words.js';

const LONGEST_ID = 60;

interface AlarmWords {
  readonly name: string;
  /** When it is raised; for the documentation. */
  readonly when: string;
  /** The facts that raised it. */
  readonly facts: (alarm: Alarm, month: YearMonth) => Phrase;
  /** What to do about it. */
  readonly act: Phrase;
}

/** The words of each alarm. */
export const ALARM_WORDS: Readonly<Record<AlarmCode, AlarmWords>> = {
  'no-deviations': {
    name: 'Two cycles without a deviation',
    when: 'the last two cycles each had something on trial and no deviation began in them, nor since',
    facts: (alarm, month) => say`No deviation began ${span(alarm, month)}.`,
    act: say`Try one deliberate, bounded departure from the standard way.`,
  },
  'no-kills': {
    name: 'Two cycles without a kill',
    when: 'the last two cycles each had something on trial and nothing was killed in them, nor since',
    facts: (alarm, month) =>
      say`Something was on trial ${span(alarm, month)}, and nothing was killed.`,
    act: say`Ask at the next checkpoint what would have to be true to stop.`,
  },
  'proxies-alone': {
    name: 'Proxies move alone',
    when: 'a decision with a proxy was reviewed without `because`, or has no outcome beside the proxy',
    facts: (alarm, month) =>
      say`Reviewed without a because or without an outcome: ${subjects(alarm, month)}.`,
    act: say`Say in the next review what the outcome did, and why.`,
  },
  'no-verdict': {
    name: 'Status without a verdict',
    when: 'a review without a verdict came into the log, or a trial ended without a review',
    facts: (alarm, month) => say`Reviewed or ended without one: ${subjects(alarm, month)}.`,
    act: say`End every review with graduate, kill, continue or change.`,
  },
  'silent-extension': {
    name: 'Silent extensions',
    when: 'the checkpoint of an open decision lies later than when the month began, and no continue or change review put it off',
    facts: (alarm, month) =>
      say`The checkpoint was put off without a review: ${subjects(alarm, month)}.`,
    act: say`Write the review that it was due for: continue and change may set a new day.`,
  },
  'pilot-vanished': {
    name: 'Pilots that left the log',
    when: 'an open decision left the log, and nothing supersedes it',
    facts: (alarm) =>
      say`Taken out without a verdict: ${listed(alarm.subjects.map(nameOf), { most: 5 })}.`,
    act: say`Put it back and kill it: a kill is a good result.`,
  },
  'nobody-can-stop': {
    name: 'Guardrails nobody can stop on',
    when: 'an open decision has a guardrail on which neither the entry nor the catalogue names who can say stop',
    facts: (alarm, month) => say`Nobody is named in ${subjects(alarm, month)}.`,
    act: say`Name one (${literal('guardrail.stop')}).`,
  },
  'owner-unclear-again': {
    name: 'Ownership asked for again',
    when: 'an open decision has no owner, and had none when the month began',
    facts: (alarm, month) => say`Still without an owner: ${subjects(alarm, month)}.`,
    act: say`Name one (${literal('owner')}).`,
  },
  'exceptions-repeated': {
    name: 'Exceptions repeated without a fix',
    when: 'a workflow had two overrides, and no follow-up of them is closed',
    facts: (alarm, month) => say`More than one for ${subjects(alarm, month)}.`,
    act: say`Open one issue for the cause.`,
  },
  'one-memory': {
    name: "Evidence in one person's memory",
    when: 'one and the same person made two or more reviews without evidence that others can open',
    facts: (alarm, month) =>
      say`${thePeople(alarm.people, 'One person')} reviewed ${subjects(alarm, month)} without evidence that others can open.`,
    act: say`Link what was looked at.`,
  },
  'notes-without-change': {
    name: 'Reviews that change nothing',
    when: 'the last two reviews of an open decision, the newest in the month, both said continue',
    facts: (alarm, month) =>
      say`Continued twice in a row, decided nothing: ${subjects(alarm, month)}.`,
    act: say`Graduate or kill at the next checkpoint.`,
  },
};

/** An alarm by its name, with the facts that raised it and what to do. */
export function sayAlarm(alarm: Alarm, month: YearMonth): Phrase {
  return say`${ALARM_WORDS[alarm.code].name}. ${sayFacts(alarm, month)}`;
}

/** The facts that raised an alarm, and what to do. */
export function sayFacts(alarm: Alarm, month: YearMonth): Phrase {
  const { facts, act } = ALARM_WORDS[alarm.code];
  return say`${facts(alarm, month)} ${act}`;
}

/** Without a link: its page is no longer there. */
function nameOf(subject: Subject): Phrase {
  return subject.kind === 'entry' ? [{ kind: 'text', text: shorten(subject.id, LONGEST_ID) }] : [];
}

function subjects(alarm: Alarm, month: YearMonth): Phrase {
  return listed(
    alarm.subjects.map((one) => theSubject(one, month)),
    { most: 5 },
  );
}

function span({ cycles }: Alarm, month: YearMonth): string {
  const [first] = cycles;
  const last = cycles.at(-1);
  if (first === undefined || last === undefined) return 'for two cycles';
  return `from ${spanIn(month, { from: first.from, to: last.to })}`;
}
