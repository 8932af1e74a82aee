import type { Entry } from '../decision.js';
import type { AlarmCode } from './alarms.js';
import { type ScoredMeasure, weakestFirst } from './grade.js';
import type { MeasureId } from './measures/measure.js';
import type { Exception } from './month/month.js';
import { type LackMove, mendingMove } from './move.js';
import { movementOf } from './movement.js';
import type { Scorecard, ScoredArea } from './score.js';

/** What the data answers of the four questions for leaders; where a part is empty it answers nothing. */
export interface Leaders {
  /** What improved measurably: areas that rose by their measures, without a score by hand. */
  readonly improved: readonly ScoredArea[];
  /** Pilots that became the default in the month. */
  readonly graduated: readonly Entry[];
  /** Which risks recur although known: areas whose promised move was missed, and what is raised. */
  readonly missed: readonly ScoredArea[];
  readonly alarms: readonly AlarmCode[];
  /** Where speed is protected by design: how many changes were clear; `null`: nothing tells. */
  readonly cleared: ScoredMeasure | null;
  /** Where by heroics: what went past the gate; `null`: nobody knows. */
  readonly exceptions: readonly Exception[] | null;
  /** Which control or runbook would help most: the first one that something lacks. */
  readonly control: LackMove | null;
}

/** Measures whose move is a control or a way back, in the order in which they cut the cost of harm. */
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

/** The facts that a scorecard has for each question. */
export function leadersOf(card: Scorecard): Leaders {
  const { areas, alarms, decided, exceptions, month } = card;
  const measures = areas.flatMap(({ evidence }) => weakestFirst(evidence));
  const isKnown = month.unmeasured.every(({ what }) => what !== 'exceptions');
  return {
    improved: movementOf(card).better.filter(
      ({ human, previousByHand }) => human === null && !previousByHand,
    ),
    graduated: decided
      .filter(({ review }) => review.verdict === 'graduate')
      .map(({ entry }) => entry),
    missed: areas.filter(({ promised }) => promised?.state === 'missed'),
    alarms: alarms.map(({ code }) => code),
    cleared: measures.find(({ measure }) => measure === 'changes-cleared') ?? null,
    exceptions: isKnown ? exceptions : null,
    control: controlIn(measures),
  };
}

function controlIn(measures: readonly ScoredMeasure[]): LackMove | null {
  const moves = CONTROLS.flatMap((id) =>
    measures.filter(({ measure }) => measure === id).flatMap((one) => mendingMove(one) ?? []),
  );
  return moves[0] ?? null;
}
