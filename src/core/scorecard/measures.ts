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
import type { Measure, MeasureId } from './measures/measure.js';
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

/** Every measure by its id. */
const BY_ID: { readonly [M in MeasureId]: Measure<M> } = {
  'quantified-aims': quantifiedAims,
  'causal-mechanisms': causalMechanisms,
  'paired-signals': pairedSignals,
  'one-schema': oneSchema,
  'guardrails-resolve': guardrailsResolve,
  'stop-owners': stopOwners,
  'limited-reach': limitedReach,
  'rollbacks-resolve': rollbacksResolve,
  'rollbacks-exercised': rollbacksExercised,
  'off-switches': offSwitches,
  'operator-cards': operatorCards,
  ownership,
  backups,
  escalations,
  handoffs,
  'knowledge-spread': knowledgeSpread,
  'evidence-one-click': evidenceOneClick,
  'changes-cleared': changesCleared,
  'changes-linked': changesLinked,
  'blast-radius': blastRadius,
  exceptions,
  'repeated-exceptions': repeatedExceptions,
  'checkpoints-on-time': checkpointsOnTime,
  'near-checkpoints': nearCheckpoints,
  extensions,
  'graduations-and-kills': graduationsAndKills,
  'kills-honoured': killsHonoured,
  'review-cadence': reviewCadence,
  'pilots-per-cycle': pilotsPerCycle,
  'deviations-per-cycle': deviationsPerCycle,
  'novelty-quota': noveltyQuota,
  'deviations-settled': deviationsSettled,
  lessons,
};

/** The measure of that id. */
export function measureOf(id: MeasureId): Measure {
  return BY_ID[id];
}
