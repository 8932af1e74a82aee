import { type Aim, isOpen } from '../decision.js';
import type { Gap, RequiredField } from '../finding.js';
import { type Case, type Remark, remark } from './case.js';

/** A reason follows in words; marks of emphasis or a colon may stand between. */
const BECAUSE = /\bbecause\b.*[\p{L}\p{N}]/isu;

/** The entry says who, what for, why, how it shows, and when it is judged. */
export function completeness(one: Case): readonly Remark[] {
  const { decision, workflow } = one;
  const gaps: readonly (readonly [RequiredField, Gap | null])[] = [
    ['workflows', absentIf(decision.workflows.length === 0)],
    ['owner', absentIf(decision.owner.length === 0 && workflow.owner.length === 0)],
    ['aim', aimGap(decision.aim)],
    ['mechanism', mechanismGap(decision.mechanism)],
    ['signals.proxy', absentIf(decision.signals.proxy.length === 0)],
    ['signals.outcome', absentIf(decision.signals.outcome.length === 0)],
    ...(isOpen(decision) ? checkpointGaps(one) : []),
  ];
  return gaps.flatMap(([field, why]) => {
    const parent = field.split('.')[0] ?? field;
    return why === null
      ? []
      : [remark(one, { code: 'decision-incomplete', field, why }, field, parent)];
  });
}

function checkpointGaps({ decision }: Case): readonly (readonly [RequiredField, Gap | null])[] {
  return [
    ['checkpoint.date', absentIf(decision.checkpoint.date === null)],
    ['checkpoint.continue-if', absentIf(decision.checkpoint.continueIf === null)],
  ];
}

function absentIf(absent: boolean): Gap | null {
  return absent ? 'absent' : null;
}

function aimGap(aim: Aim | null): Gap | null {
  if (aim === null) return 'absent';
  if (aim.metric !== null && aim.to !== null) return null;
  return aim.text !== null && /\d/.test(aim.text) ? null : 'no-measure';
}

function mechanismGap(mechanism: string | null): Gap | null {
  if (mechanism === null) return 'absent';
  return BECAUSE.test(mechanism) ? null : 'no-because';
}
