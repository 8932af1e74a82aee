import { addDays } from '../../core/day.js';
import type { Smell, SmellId } from '../../core/pilot/smells.js';
import { escalationDay, type Pilot } from '../../core/pilot.js';
import type { PilotRules } from '../../core/policy.js';
import type { Links } from '../links.js';
import { table } from '../markdown.js';
import { counted, listed, literal, markdown, type Phrase, person, say, words } from '../phrase.js';
import { longDay } from '../words/day.js';

/** What each smell is called. */
export const SMELL_NAMES: Readonly<Record<SmellId, string>> = {
  'owner-unclear': 'owner unclear',
  'no-criterion': 'no graduate/kill criterion',
  'no-user-behaviour': 'demo instead of user behaviour',
  'older-than-a-cycle': 'older than one cycle',
  'no-operations-path': 'no operations path if it worked',
};

/** The five smells, each with yes or no and why. */
export function smellTable(pilot: Pilot, rules: PilotRules, links: Links): string {
  const rows = pilot.smells.map((smell) => {
    const { answer, why } = sayings(smell, pilot, rules);
    const shown = answer === 'yes' ? '**yes**' : answer;
    return [SMELL_NAMES[smell.id], `${shown}${markdown(why, links)}`];
  });
  return table(['smell', 'there?'], rows);
}

interface Answer {
  readonly answer: 'yes' | 'no';
  /** With what joins it to the answer. */
  readonly why: Phrase;
}

function sayings(smell: Smell, pilot: Pilot, rules: PilotRules): Answer {
  if (smell.id === 'older-than-a-cycle') return age(pilot, rules);
  return { answer: smell.present ? 'yes' : 'no', why: WHY[smell.id](smell, pilot) };
}

type Why = (smell: Smell, pilot: Pilot) => Phrase;

const WHY: Readonly<Record<Exclude<SmellId, 'older-than-a-cycle'>, Why>> = {
  'owner-unclear': ({ present }, { owner }) =>
    present
      ? say`: neither the entry nor the operator card names one`
      : say`: ${listed(owner.map(person))}`,
  'no-criterion': ({ evidence }) =>
    evidence === null
      ? say`: ${literal('checkpoint.continue-if')} is not written`
      : say`: ${words(evidence)}`,
  'no-user-behaviour': ({ present, evidence }) => {
    if (evidence === null) return say`: no outcome is named in ${literal('signals')}`;
    return present ? say`: ${words(evidence)} measures looks` : say`: ${words(evidence)}`;
  },
  'no-operations-path': ({ evidence }) =>
    evidence === null ? say`: ${literal('graduation')} is not written` : say`: ${words(evidence)}`,
};

/** Said by its day, so that the text stays while the pilot stands as it does. */
function age({ decision: { date }, checkpoint, state }: Pilot, rules: PilotRules): Answer {
  if (date === null) return { answer: 'no', why: say`: the entry has no date to tell by` };
  const turns = addDays(date, rules.cycle + 1);
  const begun = say`begun ${longDay(date)}, a cycle is ${counted(rules.cycle, 'day')}`;
  const isNow = checkpoint === null || turns <= beginOf(state, checkpoint, rules);
  if (isNow) return { answer: 'yes', why: say`: ${begun}` };
  return { answer: 'no', why: say` until ${longDay(addDays(turns, -1))}, then yes: ${begun}` };
}

/** The first day on which the pilot stands as it does. */
function beginOf(state: Pilot['state'], checkpoint: string, rules: PilotRules): string {
  if (state === 'escalated') return escalationDay(checkpoint, rules);
  return addDays(checkpoint, state === 'past' ? 1 : -rules.remind);
}
