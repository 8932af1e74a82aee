import type { Refusal } from '../../core/pilot/amendment.js';
import {
  type CommandFault,
  FEWEST_REASON_WORDS,
  LONGEST_NEXT,
  LONGEST_REASON,
} from '../../core/pilot/command.js';
import type { Outcome } from '../../core/pilot/outcome.js';
import { counted, entry, listed, literal, type Phrase, person, say } from '../phrase.js';
import { sayScored } from './scored.js';

/** Why a line that speaks to Belay is no command, and how it is written. */
export function sayFault(fault: CommandFault): Phrase {
  const example = literal(EXAMPLES[fault.asked.toLowerCase()] ?? '/belay help');
  const isScore = fault.asked === 'score';
  switch (fault.kind) {
    case 'unknown':
      return fault.suggestion === null
        ? say`Belay knows no command ${literal(fault.asked)}. ${literal('/belay help')} lists them.`
        : say`Belay knows no command ${literal(fault.asked)}. Did you mean ${literal(`/belay ${fault.suggestion}`)}? ${literal('/belay help')} lists all.`;
    case 'no-reason':
      return say`Not recorded: a ${isScore ? 'score' : 'verdict'} needs its reason. Write ${example}.`;
    case 'short-reason':
      return say`Not recorded: a reason takes at least ${FEWEST_REASON_WORDS} words, and yours has ${fault.words}. Whoever reads the ${isScore ? 'scorecard' : 'entry'} in a year should learn from it.`;
    case 'long-reason':
      if (isScore)
        return say`Not recorded: your reason has ${fault.characters} characters, and a score takes ${LONGEST_REASON}.`;
      return say`Not recorded: your reason has ${fault.characters} characters, and ${LONGEST_REASON} fit on its line of the entry. The rest belongs into the entry’s text.`;
    case 'no-date':
      return say`Not recorded: an extension needs its new checkpoint. Write ${example}.`;
    case 'bad-date':
      return say`Not recorded: ${literal(fault.value)} is no day. Write it as ${literal('YYYY-MM-DD')}: ${example}.`;
    case 'no-login':
      return say`Nobody was assigned: ${example} takes the login of one person. A team cannot be assigned.`;
    case 'no-score':
      return say`Not recorded: it takes an area and a score from 1 to 5. Write ${example}.`;
    case 'bad-score':
      return say`Not recorded: ${literal(fault.value)} is no score; it is one of 1, 2, 3, 4 and 5. Write ${example}.`;
    case 'no-next':
      return say`Not recorded: nothing follows ${literal('next')}. Write the next move, or leave the word out.`;
    case 'long-next':
      return say`Not recorded: your next move has ${fault.characters} characters, and a scorecard remembers ${LONGEST_NEXT}.`;
  }
}

const EXAMPLES: Readonly<Record<string, string>> = {
  graduate: '/belay graduate because …',
  kill: '/belay kill because …',
  continue: '/belay continue until YYYY-MM-DD because …',
  change: '/belay change until YYYY-MM-DD because …',
  assign: '/belay assign @login',
  score: '/belay score AREA 3 because …',
};

/** Why a verdict is not recorded, and what would be. */
export function sayRefusal(refusal: Refusal, about: Phrase): Phrase {
  switch (refusal.kind) {
    case 'decided':
      return say`${about} is ${refusal.status} already.`;
    case 'no-extensions':
      return refusal.of === 0
        ? say`the policy allows no extension. Only ${literal('/belay graduate because …')} or ${literal('/belay kill because …')} remain.`
        : say`${refusal.used} of ${counted(refusal.of, 'extension')} are used. Only ${literal('/belay graduate because …')} or ${literal('/belay kill because …')} remain.`;
    case 'not-ahead':
      return say`a new checkpoint must lie ahead. Today is ${refusal.today}; you wrote ${refusal.until}.`;
    case 'too-far':
      return say`an extension needs a date within ${counted(refusal.horizon, 'day')} of the review, ${refusal.latest} at the latest. You wrote ${refusal.until}.`;
  }
}

/** What is said of the outcomes that fit into a sentence or two. */
export type Brief = Exclude<
  Outcome,
  { readonly kind: 'help' | 'recorded' | 'fault' | 'refused' | 'under-way' | 'not-allowed' }
>;

/** Everything else, in a sentence or two. */
export function sayBrief(outcome: Brief): Phrase {
  switch (outcome.kind) {
    case 'assigned':
      return say`Assigned: ${person(`@${outcome.login}`)}.`;
    case 'not-assignable':
      return say`Nobody was assigned: GitHub does not let ${person(`@${outcome.login}`)} be assigned here. It takes somebody with access to this repository.`;
    case 'scored':
      return sayScored(outcome);
    case 'no-such-area':
      return say`Not recorded: this scorecard has no area ${literal(outcome.area)}. It has ${listed(outcome.areas.map(literal))}.`;
    case 'scorecard-closed':
      return say`Not recorded: this scorecard is closed, or another one of its month counts. The one that is open and counts takes yours.`;
    case 'entry-gone':
      return say`Not recorded: the entry ${literal(outcome.id)} is no longer on the default branch.`;
    case 'entry-unreadable':
      return say`Not recorded: Belay cannot write into ${entry(outcome.entry)} without harm, because its YAML has problems or is laid out in a way it does not know. Add the review by hand; ${literal('belay lint')} shows what is wrong.`;
  }
}

const REFUSED = {
  score: { head: 'Not recorded', what: 'score this area' },
  other: { head: 'Not done', what: 'ask for this' },
} as const;

/** That somebody may not, and who may; what was asked for is a score, or something else. */
export function sayNotAllowed(
  { asker, who, lookUpFailed }: Extract<Outcome, { readonly kind: 'not-allowed' }>,
  asked: keyof typeof REFUSED,
): Phrase {
  const { head, what } = REFUSED[asked];
  const allowed = [
    ...who.map((one) => say`${person(one)}`),
    say`anyone who may write to this repository`,
  ];
  const may = say`That is for ${listed(allowed, { last: 'or' })}.`;
  return lookUpFailed
    ? say`${head}: Belay could not find out whether ${person(`@${asker}`)} may ${what}, and that means no. Comment again to have it looked up anew. ${may}`
    : say`${head}: ${person(`@${asker}`)} may not ${what}. ${may}`;
}
