import { carriesUntil } from '../calendar.js';
import { type Decision, isOpen } from '../decision.js';
import type { Fact } from '../finding.js';
import type { Case } from '../rules/case.js';
import type { Carriage } from '../verdict.js';

/** As what the entry carries the change, or the reason why it may not. */
export type Carrying =
  | { readonly carriage: Carriage; readonly refused: null }
  | { readonly carriage: null; readonly refused: Fact | null };

/** Whether an entry of this status may carry a change at all; its checkpoint is another rule's. */
export function carrying(one: Case): Carrying {
  const status = one.decision.status;
  switch (status) {
    case 'proposed':
    case 'pilot':
      return acceptedAs('trial', one);
    case 'graduated':
      return graduated(one);
    case 'killed':
      return killed(one);
    case 'superseded':
      return closed(one, null);
    case null:
      // A status that is missing or unknown is a problem of the entry, said by the validity rule.
      return { carriage: null, refused: null };
  }
}

function acceptedAs(carriage: Carriage, one: Case): Carrying {
  const { accept } = one.workflow;
  const status = one.decision.status;
  if (status !== null && (accept as readonly string[]).includes(status))
    return { carriage, refused: null };
  return refuse({
    code: 'decision-status',
    status: status ?? 'proposed',
    why: 'not-accepted',
    accept,
  });
}

function graduated(one: Case): Carrying {
  const before = one.before?.decision ?? null;
  if (one.edited && before?.status !== 'graduated') {
    if (addsGraduation(one.decision, before)) return acceptedAs('graduation', one);
    return refuse({
      code: 'decision-status',
      status: 'graduated',
      why: 'born-graduated',
      accept: one.workflow.accept,
    });
  }
  const until = carriesUntil(one.decision, one.policy.pilots.graduatedFor);
  if (until === null || until < one.today) return closed(one, until);
  return acceptedAs('maintenance', one);
}

/** The step from trial to default needs a graduate review that this change writes. */
function addsGraduation(after: Decision, before: Decision | null): boolean {
  if (before === null || !isOpen(before)) return false;
  const count = (decision: Decision) =>
    decision.reviews.filter(({ verdict }) => verdict === 'graduate').length;
  return count(after) > count(before);
}

/**
 * A kill carries the change that makes it, then linked clean-up for one cycle. The cycle of an entry
 * that was killed before runs from that kill, whatever the change writes; one that is added as
 * killed was never tried.
 */
function killed(one: Case): Carrying {
  const before = one.edited ? (one.before?.decision ?? null) : one.decision;
  if (before === null) return closed(one, null);
  if (before.status !== 'killed') return { carriage: 'rolling-back', refused: null };
  const until = carriesUntil(before, one.policy.pilots.cycle);
  if (until === null || until < one.today) return closed(one, until);
  return { carriage: 'rolling-back', refused: null };
}

function closed(one: Case, since: string | null): Carrying {
  return refuse({ code: 'decision-closed', status: one.decision.status ?? 'superseded', since });
}

function refuse(refused: Fact): Carrying {
  return { carriage: null, refused };
}
