import type { Tried } from '../../core/scorecard/evidence/tried.js';
import { type Leaders, leadersOf } from '../../core/scorecard/leaders.js';
import type { Scorecard } from '../../core/scorecard/score.js';
import type { SpotCheck } from '../../core/scorecard/spot-check.js';
import type { Links } from '../links.js';
import { details } from '../markdown.js';
import { counted, entry, listed, markdown, type Phrase, person, say, words } from '../phrase.js';

import { ALARM_WORDS } from './words/alarm.js';
import { sayCause, sayMove, sayReading } from './words/measure.js';
import { thePeople } from './words/measure-words.js';

/** All areas that a template has, and all alarms that there are. */
const MOST_MISSED = 5;
const MOST_RAISED = 11;

const NOTHING: Phrase = say`Nothing in the log tells.`;

/** The five questions of the spot check, answered from the log where it can. */
export function spotCheckFold(card: Scorecard, links: Links): string {
  const { spotCheck } = card;
  const { behaviours, decided, pairs } = spotCheck;
  return fold(
    'Spot check: five questions',
    [
      ['Which user behaviour did we change last quarter?', sayGroups(behaviours, behaviourOf)],
      ['Which mechanism was written down before building?', sayMechanisms(card)],
      ['Which pilot did we graduate or kill at a checkpoint?', sayEntries(decided)],
      ['Which proxy moved before its outcome?', sayPairs(pairs)],
      ['Who can say stop?', sayStops(spotCheck)],
    ],
    links,
  );
}

/** The four questions for leaders, each with the facts at hand. */
export function leadersFold(card: Scorecard, links: Links): string {
  const facts = leadersOf(card);
  const { control } = facts;
  return fold(
    'Questions for leaders',
    [
      ['What improved measurably, and what caused it?', improved(facts, card)],
      ['Which risks recur although known, and who owns closing them?', recurring(facts)],
      ['Where is speed protected by design, and where by heroics?', protectedSpeed(facts)],
      [
        "Which single control or runbook update would cut next month's incident cost most?",
        control === null ? NOTHING : sayMove(control, card.month),
      ],
    ],
    links,
  );
}

function fold(
  title: string,
  answers: readonly (readonly [string, Phrase])[],
  links: Links,
): string {
  const lines = answers.map(([asked, said]) => `- **${asked}** ${markdown(said, links)}`);
  return details(title, lines.join('\n'));
}

/** Which decision a change links, a clone does not know. */
function sayMechanisms({ spotCheck: { mechanisms }, month }: Scorecard): Phrase {
  const isKnown = month.unmeasured.every(({ what }) => what !== 'links');
  if (mechanisms.length > 0 || isKnown) return sayGroups(mechanisms, mechanismOf);
  return say`Nobody can tell here which decision each change links.`;
}

const NONE: Phrase = say`None.`;
const MOST_NAMED = 3;

/** Decisions that say the same share one mention. */
function sayGroups(found: readonly Tried[], told: (tried: Tried) => Phrase): Phrase {
  const groups = new Map<string, Tried[]>();
  for (const tried of found) {
    const key = JSON.stringify(told(tried));
    groups.set(key, [...(groups.get(key) ?? []), tried]);
  }
  const said = [...groups.values()].flatMap((mine) => {
    const [first] = mine;
    if (first === undefined) return [];
    const entries = mine.map(({ entry: about }) => entry(about));
    const what = told(first);
    const names = listed(entries, { most: MOST_NAMED });
    return [what.length === 0 ? names : say`${what} (${names})`];
  });
  return said.length === 0 ? NONE : say`${listed(said, { most: MOST_NAMED })}.`;
}

function sayEntries(found: readonly Tried[]): Phrase {
  const entries = [...new Set(found)].map(({ entry: about }) => entry(about));
  return entries.length === 0 ? NONE : say`${listed(entries, { most: MOST_NAMED })}.`;
}

function behaviourOf({ decision: { aim, signals } }: Tried): Phrase {
  const metric = aim?.metric ?? signals.outcome[0] ?? null;
  return metric === null ? [] : say`${words(metric)}`;
}

function mechanismOf({ decision: { mechanism } }: Tried): Phrase {
  return mechanism === null ? [] : say`${words(mechanism)}`;
}

function sayPairs(pairs: readonly Tried[]): Phrase {
  if (pairs.length === 0) return NONE;
  const pairOf = ({ decision: { signals } }: Tried) =>
    say`${words(signals.proxy[0] ?? '')} before ${words(signals.outcome[0] ?? '')}`;
  return say`Only people know. Worth asking: ${sayGroups(pairs, pairOf)}`;
}

function sayStops({ stops, unstopped, untold }: SpotCheck): Phrase {
  const told = [
    ...(stops.length === 0 ? [] : [listed(stops.map(person), { most: MOST_NAMED })]),
    ...(unstopped.length === 0 ? [] : [say`nobody for ${namesOf(unstopped)}`]),
    ...(untold.length === 0 ? [] : [say`not known for ${namesOf(untold)}`]),
  ];
  return told.length === 0
    ? say`Nothing is on trial, so nobody is asked.`
    : say`${sentence(separated(told))}.`;
}

function namesOf(decisions: readonly Tried[]): Phrase {
  return listed(
    decisions.map(({ entry: about }) => entry(about)),
    { most: MOST_NAMED },
  );
}

function separated(parts: readonly Phrase[]): Phrase {
  return parts.flatMap((one, at) => (at === 0 ? one : say`; ${one}`));
}

function improved({ improved: better, graduated }: Leaders, { previous }: Scorecard): Phrase {
  const entries = graduated.map((about) => entry(about));
  const ended = entries.length === 0 ? [] : say` Graduated: ${listed(entries, { most: 5 })}.`;
  if (previous === null) return say`There is nothing to compare with yet.${ended}`;
  if (better.length === 0) return say`No area rose by its measures.${ended}`;
  const told = better.map(({ name, cause }) =>
    cause === null ? say`${name}` : say`${name}: ${sayCause(cause)}`,
  );
  return say`${separated(told)}.${ended}`;
}

function recurring({ missed, alarms }: Leaders): Phrase {
  const moves = missed.map(
    ({ name, owner }) => say`${name} (move missed; ${thePeople(owner, 'unowned')})`,
  );
  const raised = alarms.map((code) => say`${ALARM_WORDS[code].name.toLowerCase()}`);
  if (moves.length + raised.length === 0)
    return say`None: no move was missed and no alarm is raised.`;
  return [
    ...(moves.length === 0 ? [] : say`${sentence(listed(moves, { most: MOST_MISSED }))}. `),
    ...(raised.length === 0
      ? []
      : say`Raised this month: ${listed(raised, { most: MOST_RAISED })}.`),
  ];
}

function protectedSpeed({ cleared, exceptions }: Leaders): Phrase {
  const design = cleared === null ? null : sayReading(cleared);
  const heroics = exceptions === null ? null : heroicsText(exceptions.length);
  const told = [design, heroics].filter((one) => one !== null);
  return told.length === 0 ? NOTHING : say`${sentence(say`${told.join('; ')}`)}.`;
}

function heroicsText(count: number): string {
  return count === 0 ? 'no exception is on record' : `${counted(count, 'exception')} on record`;
}

/** The phrase with a capital at its beginning. */
function sentence([first, ...rest]: Phrase): Phrase {
  if (first?.kind !== 'text') return first === undefined ? [] : [first, ...rest];
  const { text } = first;
  return [{ kind: 'text', text: `${text.charAt(0).toUpperCase()}${text.slice(1)}` }, ...rest];
}
