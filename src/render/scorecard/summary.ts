import { addMonths } from '../../core/scorecard/month/year-month.js';
import type { MoveState } from '../../core/scorecard/move.js';
import { type Movement, movementOf } from '../../core/scorecard/movement.js';
import type { Scorecard, ScoredArea } from '../../core/scorecard/score.js';
import { listed, type Phrase, person, say, words } from '../phrase.js';
import { monthIn } from '../words/day.js';
import { sayCause } from './words/measure.js';
import { sayLostPast } from './words/unmeasured.js';

/** What became better, worse and stayed, in one breath; then what became of the promised moves. */
export function summaryOf(card: Scorecard): Phrase {
  return say`${comparison(card)}${promises(card)}`;
}

function comparison(card: Scorecard): Phrase {
  const { previous, month, template } = card;
  if (card.templateChanged)
    return say`The template changed to ${template}, so this month is a new baseline.`;
  if (previous === null) {
    const lost = month.unmeasured.find(({ what }) => what === 'earlier');
    return lost === undefined
      ? say`The first scorecard: a baseline for the months to come.`
      : say`${sayLostPast(lost)}`;
  }
  const gap =
    previous.month === addMonths(month.month, -1)
      ? []
      : say` Compared with ${monthIn(month.month, previous.month)}, the last one before.`;
  return [...movement(card), ...gap];
}

/** What moved and by what; where nothing did, how much stayed. */
function movement(card: Scorecard): Phrase {
  const moves = movementOf(card);
  const { better, worse, same, lost } = moves;
  const moved =
    better.length + worse.length === 0
      ? say`No area rose or fell.`
      : say`Better: ${areasOrNone(better)}. Worse: ${areasOrNone(worse)}.`;
  const isAll = same.length === card.areas.length;
  return [
    ...moved,
    ...(isAll || same.length === 0 ? [] : say` Same: ${areasText(same)}.`),
    ...newlyText(moves),
    ...(lost.length === 0 ? [] : say` Nothing to measure in ${areasText(lost)}, which is no drop.`),
  ];
}

const MOST_BY_NAME = 2;

function areasText(areas: readonly ScoredArea[]): Phrase {
  if (areas.length > MOST_BY_NAME) return say`${areas.length} areas`;
  return listed(areas.map(({ name }) => name));
}

function areasOrNone(areas: readonly ScoredArea[]): Phrase {
  if (areas.length === 0) return say`none`;
  return listed(areas.map((area) => say`${area.name} ${scoresOf(area)}${because(area)}`));
}

/** `2 → 5`, `4 (by hand) → 2`. */
function scoresOf({ score, previous, previousByHand }: ScoredArea): string {
  return `${previous}${previousByHand ? ' (by hand)' : ''} → ${score}`;
}

function because({ human, cause }: ScoredArea): Phrase {
  if (human !== null) return say` (by hand, ${person(human.by)}: ${words(human.because)})`;
  return cause === null ? [] : say` (${sayCause(cause)})`;
}

function newlyText({ again, first }: Movement): Phrase {
  return [
    ...(again.length === 0 ? [] : say` Measured again: ${areasText(again)}.`),
    ...(first.length === 0 ? [] : say` Measured for the first time: ${areasText(first)}.`),
  ];
}

const STATES: Readonly<Record<MoveState, string>> = {
  done: 'done',
  missed: 'missed',
  open: 'not yet',
  moot: 'moot',
  unknown: 'not known',
  'for-people': 'only people can tell',
};

/** `Promised: 2 done, 1 missed, 1 only people can tell.`; nothing where nothing was promised. */
function promises({ promises: promised }: Scorecard): Phrase {
  const told = (Object.keys(STATES) as readonly MoveState[])
    .map((state) => [promised.filter((one) => one.state === state).length, STATES[state]] as const)
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? [] : say` Promised: ${told.join(', ')}.`;
}
