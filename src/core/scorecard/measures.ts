import type { Measure, MeasureId } from './measure.js';
import {
  blastRadius,
  changesCleared,
  changesLinked,
  exceptions,
  repeatedExceptions,
} from './measures/changes.js';
import {
  checkpointsOnTime,
  extensions,
  graduationsAndKills,
  killsHonoured,
  nearCheckpoints,
  reviewCadence,
} from './measures/checkpoints.js';
import { causalMechanisms, oneSchema, pairedSignals, quantifiedAims } from './measures/framing.js';
import { evidenceOneClick, lessons } from './measures/learning.js';
import {
  guardrailsResolve,
  limitedReach,
  offSwitches,
  rollbacksExercised,
  rollbacksResolve,
  stopOwners,
} from './measures/net.js';
import {
  deviationsPerCycle,
  deviationsSettled,
  noveltyQuota,
  pilotsPerCycle,
} from './measures/novelty.js';
import {
  backups,
  escalations,
  handoffs,
  knowledgeSpread,
  operatorCards,
  ownership,
} from './measures/people.js';

/** Every measure, in the order of the documentation. */
export const MEASURES: readonly Measure[] = [
  quantifiedAims,
  causalMechanisms,
  pairedSignals,
  oneSchema,
  guardrailsResolve,
  stopOwners,
  limitedReach,
  rollbacksResolve,
  rollbacksExercised,
  offSwitches,
  operatorCards,
  ownership,
  backups,
  escalations,
  handoffs,
  knowledgeSpread,
  evidenceOneClick,
  changesCleared,
  changesLinked,
  blastRadius,
  exceptions,
  repeatedExceptions,
  checkpointsOnTime,
  nearCheckpoints,
  extensions,
  graduationsAndKills,
  killsHonoured,
  reviewCadence,
  pilotsPerCycle,
  deviationsPerCycle,
  noveltyQuota,
  deviationsSettled,
  lessons,
];

/** The measure of that id; `undefined` when an earlier version knew it and this one does not. */
export function measureOf(id: MeasureId | string): Measure | undefined {
  return MEASURES.find((measure) => measure.id === id);
}
