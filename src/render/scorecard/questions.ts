import type { MeasureId } from '../../core/scorecard/measure.js';
import type { Scorecard } from '../../core/scorecard/score.js';
import type { Tried } from '../../core/scorecard/tried.js';
import type { Links } from '../links.js';
import { details } from '../markdown.js';
import { counted, entry, listed, markdown, type Phrase, person, say, words } from '../phrase.js';
import { movementOf } from './summary.js';
import { ALARM_WORDS } from './words/alarm.js';
import { sayMove, sayReading } from './words/measure.js';

const NOTHING: Phrase = say`nothing in the log tells.`;

/** The five questions of the spot check, answered from the log where it can. */
export function spotCheckFold({ spotCheck }: Scorecard, links: Links): string {
  const { behaviours, mechanisms, decided, pairs, stops } = spotCheck;
  const answers: readonly (readonly [string, Phrase])[] = [
    ['Which user behaviour did we change last quarter?', orNothing(behaviours, outcomeOf)],
    ['Which mechanism was written down before building?', orNothing(mechanisms, mechanismOf)],
    ['Which pilot did we graduate or kill at a checkpoint?', orNothing(decided, idOf)],
    [
      'Which proxy moved before its outcome?',
      pairs.length === 0
        ? NOTHING
        : say`only people know. Worth asking: ${listed(pairs.map(pairOf), { most: 3 })}.`,
    ],
    [
      'Who can say stop?',
      stops.length === 0
        ? say`nobody, by the log.`
        : say`${listed(stops.map(person), { most: 5 })}.`,
    ],
  ];
  return fold('Spot check: five questions', answers, links);
}

/** The four questions for leaders, each with the facts at hand. */
export function leadersFold(card: Scorecard, links: Links): string {
  return fold(
    'Questions for leaders',
    [
      ['What improved measurably, and what caused it?', improved(card)],
      ['Which risks recur although known, and who owns closing them?', recurring(card)],
      ['Where is speed protected by design, and where by heroics?', protectedSpeed(card)],
      [
        "Which single control or runbook update would cut next month's incident cost most?",
        control(card),
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
  const lines = answers.map(([asked, said]) => `- ${asked} *Data:* ${markdown(said, links)}`);
  return details(title, lines.join('\n'));
}

function orNothing(found: readonly Tried[], told: (tried: Tried) => Phrase): Phrase {
  return found.length === 0 ? NOTHING : say`${listed(found.map(told), { most: 3 })}.`;
}

function idOf({ entry: about }: Tried): Phrase {
  return say`${entry(about)}`;
}

function outcomeOf(tried: Tried): Phrase {
  const [outcome] = tried.decision.signals.outcome;
  const metric = tried.decision.aim?.metric ?? outcome ?? null;
  return metric === null ? idOf(tried) : say`${words(metric)} (${entry(tried.entry)})`;
}

function mechanismOf(tried: Tried): Phrase {
  const text = tried.decision.mechanism;
  return text === null ? idOf(tried) : say`${words(text)} (${entry(tried.entry)})`;
}

function pairOf(tried: Tried): Phrase {
  const { proxy, outcome } = tried.decision.signals;
  return say`${words(proxy[0] ?? '')} before ${words(outcome[0] ?? '')} (${entry(tried.entry)})`;
}

function improved(card: Scorecard): Phrase {
  const { better } = movementOf(card);
  const graduated = card.decided.filter(({ review }) => review.verdict === 'graduate');
  const caused = listed(
    graduated.map(({ entry: about }) => entry(about)),
    { most: 5 },
  );
  const cause = graduated.length === 0 ? [] : say` Graduated in the month: ${caused}.`;
  if (better.length === 0) return say`no area rose.${cause}`;
  return say`${listed(better.map(({ name }) => name))}.${cause}`;
}

function recurring({ areas, alarms }: Scorecard): Phrase {
  const missed = areas
    .filter(({ promised }) => promised?.state === 'missed')
    .map(
      ({ name, owner }) =>
        say`${name} (move missed; ${owner.length === 0 ? 'unowned' : listed(owner.map(person), { most: 3 })})`,
    );
  const raised = alarms.map(({ code }) => say`${ALARM_WORDS[code].name.toLowerCase()}`);
  const all = [...missed, ...raised];
  return all.length === 0 ? say`no move was missed and no alarm is raised.` : say`${listed(all)}.`;
}

function protectedSpeed({ areas, exceptions }: Scorecard): Phrase {
  const cleared = areas
    .flatMap(({ evidence }) => evidence)
    .find(({ measure }) => measure === 'changes-cleared');
  const design = cleared === undefined ? null : sayReading(cleared);
  const heroics =
    exceptions.length === 0
      ? say`no exception is on record`
      : say`${counted(exceptions.length, 'exception')} on record`;
  return design === null ? say`${heroics}.` : say`${design}; ${heroics}.`;
}

/** Measures whose move is a control or a way back. */
const CONTROLS: readonly MeasureId[] = [
  'rollbacks-resolve',
  'guardrails-resolve',
  'stop-owners',
  'rollbacks-exercised',
  'limited-reach',
  'off-switches',
  'operator-cards',
  'escalations',
];

function control({ areas }: Scorecard): Phrase {
  const lacking = areas
    .flatMap(({ evidence }) => evidence)
    .flatMap(({ measure, reading }) => {
      const lack = reading.kind === 'measured' ? reading.lacks[0] : undefined;
      return lack === undefined || !CONTROLS.includes(measure) ? [] : [{ measure, lack }];
    })
    .toSorted((a, b) => CONTROLS.indexOf(a.measure) - CONTROLS.indexOf(b.measure));
  const [first] = lacking;
  return first === undefined ? NOTHING : sayMove({ kind: 'lack', ...first });
}
