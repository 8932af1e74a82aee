import type { Finding } from './finding.js';
import type { Level } from './place.js';
import type { Requirement } from './policy.js';
import { type Case, findingOf, type Remark } from './rules/case.js';
import { checkpointMoved, checkpointPassed, checkpointTooFar } from './rules/checkpoint.js';
import { deviationForbidden, entryWeakened, newReferences } from './rules/comparison.js';
import { completeness } from './rules/completeness.js';
import { guardrails } from './rules/guardrail.js';
import { rollbackPath } from './rules/rollback.js';
import { validity } from './rules/validity.js';
import {
  limitMissing,
  noBackup,
  proxyOnly,
  vanityOutcome,
  weakAim,
  weakMechanism,
} from './rules/wording.js';

/** One rule: what it looks at, how bad its remarks are, and the requirement that calls for it. */
export interface Rule {
  readonly judge: (one: Case) => readonly Remark[];
  readonly level: Level;
  /** The rule applies when the workflow requires this; `null`: always. */
  readonly needs: Requirement | null;
  /** `entry`: of any entry at any time; `net`: of entries still open; `change`: of the change at hand. */
  readonly scope: 'entry' | 'net' | 'change';
}

/** Every rule an entry is judged by, in the order in which its findings are shown. */
export const RULES: readonly Rule[] = [
  { judge: validity, level: 'error', needs: null, scope: 'entry' },
  { judge: completeness, level: 'error', needs: 'decision', scope: 'entry' },
  { judge: checkpointPassed, level: 'error', needs: 'decision', scope: 'change' },
  { judge: checkpointTooFar, level: 'error', needs: 'decision', scope: 'net' },
  { judge: checkpointMoved, level: 'error', needs: 'decision', scope: 'change' },
  { judge: guardrails, level: 'error', needs: 'guardrail', scope: 'net' },
  { judge: rollbackPath, level: 'error', needs: 'rollback', scope: 'net' },
  { judge: weakAim, level: 'warning', needs: 'decision', scope: 'net' },
  { judge: weakMechanism, level: 'warning', needs: 'decision', scope: 'net' },
  { judge: vanityOutcome, level: 'warning', needs: 'decision', scope: 'net' },
  { judge: proxyOnly, level: 'warning', needs: 'decision', scope: 'net' },
  { judge: noBackup, level: 'warning', needs: 'decision', scope: 'net' },
  { judge: limitMissing, level: 'warning', needs: 'guardrail', scope: 'net' },
  { judge: entryWeakened, level: 'warning', needs: null, scope: 'change' },
  { judge: deviationForbidden, level: 'warning', needs: null, scope: 'change' },
  { judge: newReferences, level: 'warning', needs: null, scope: 'change' },
];

/** What these rules find in a case, in their order; a rule that the workflow does not require rests. */
export function findingsBy(rules: readonly Rule[], one: Case): readonly Finding[] {
  return rules
    .filter(({ needs }) => needs === null || one.workflow.require.includes(needs))
    .flatMap(({ judge, level }) => judge(one).map((made) => findingOf(one, level, made)));
}
