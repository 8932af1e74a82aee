import { pilotMark } from '../../core/pilot/marker.js';
import type { Pilot } from '../../core/pilot.js';
import { pageLinks } from '../links.js';
import { link } from '../markdown.js';
import { markdown, say } from '../phrase.js';
import { longDay } from '../words/day.js';
import { theBet } from './bet.js';
import { extensionsLine, movesTable } from './moves.js';
import { nextCall, reachLine, whoDecides } from './people.js';
import { quote } from './quote.js';
import { type IssueScene, PILOTS_PAGE } from './scene.js';
import { smellTable } from './smells.js';
import { markOf } from './tail.js';

/**
 * The body of a pilot's issue. It says days, never ages, so that it stays the same until the entry,
 * the policy, who can be reached, or the pilot's state changes.
 */
export function issueBody(pilot: Pilot, scene: IssueScene): string {
  const { pilots: rules } = scene.policy;
  const links = pageLinks(scene);
  const next = markdown(
    say`${nextCall(pilot, scene)} A kill is a good result: it frees the next bet.`,
    links,
  );
  const footer = [
    next,
    link('Entry', links.file(pilot.entry.path, null, null)),
    ...(scene.docs === null ? [] : [link('How this works', links.docs(PILOTS_PAGE))]),
  ];
  const blocks = [
    question(pilot, scene),
    reachLine(pilot, scene),
    movesTable(pilot, rules),
    `${extensionsLine(pilot, rules)} ${whoDecides(pilot, scene)}`,
    theBet(pilot, scene.policy, links),
    smellTable(pilot, rules, links),
    footer.join(' · '),
    pilotMark(markOf(pilot)),
  ];
  return blocks.filter((block) => block !== null).join('\n\n');
}

function question({ checkpoint, decision, state }: Pilot, scene: IssueScene): string {
  const { continueIf } = decision.checkpoint;
  const isAhead = state === 'due';
  if (checkpoint === null)
    return `Nothing says when this pilot ends: its entry has neither a checkpoint nor a date, so it counts as past its checkpoint. Which is it?`;
  const when = `The checkpoint ${isAhead ? 'is' : 'was'} **${longDay(checkpoint)}**.`;
  const rule =
    continueIf === null
      ? `No rule says when it should continue.`
      : markdown(
          say`The rule ${isAhead ? 'is' : 'was'}: ${quote(withIf(continueIf))}.`,
          pageLinks(scene),
        );
  return `${when} ${rule} ${isAhead ? 'Which will it be?' : 'Which is it?'}`;
}

function withIf(rule: string): string {
  return /^continue\b/i.test(rule) ? rule : `continue if ${rule}`;
}
