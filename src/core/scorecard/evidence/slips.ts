import { effectiveCheckpoint } from '../../calendar.js';
import type { Day } from '../../day.js';
import { type Entry, flaggedWorkflows, isOpen } from '../../decision.js';
import { idKey } from '../../identifier.js';
import { checkpointMoved } from '../../rules/checkpoint.js';
import type { Month } from '../month/month.js';
import { firstDayOf } from '../month/year-month.js';
import { finderIn } from './again.js';
import { type Tried, triedFrom } from './tried.js';

/** A trial that got away from a checkpoint without a review in the month. */
export interface Slip {
  /** As it is now; where it left the log, as it was when the month began. */
  readonly tried: Tried;
  /** The one it had; `null`: none. */
  readonly checkpoint: Day | null;
  /** Its checkpoint was put later, or its entry was taken out of the log. */
  readonly how: 'moved' | 'gone';
}

/**
 * The trials of the month's beginning whose checkpoint was put off, or that vanished, unreviewed. Where
 * the policy came only later, that may have been before there was a rule to break.
 */
export function slipsIn(month: Month, all: readonly Tried[]): readonly Slip[] {
  if (month.policySince !== null && month.policySince > firstDayOf(month.month)) return [];
  const later = finderIn(month.entries);
  const tried = new Map(all.map((one) => [one.entry, one]));
  return month.before
    .filter((old) => isTrial(old, month))
    .flatMap((old) => {
      const found = later(old);
      if (found === undefined) return goneSlip(old, month);
      const same = tried.get(found);
      return same === undefined ? [] : movedSlip(old, same, month);
    });
}

function isTrial({ decision }: Entry, { policy }: Month): boolean {
  return decision !== null && isOpen(decision) && flaggedWorkflows(decision, policy).length > 0;
}

function goneSlip(old: Entry, month: Month): readonly Slip[] {
  const tried = triedFrom(month, { entry: old, usurps: null });
  const isReplaced = month.entries.some(({ decision }) =>
    decision?.supersedes.some((id) => idKey(id) === idKey(old.id)),
  );
  if (tried === null || isReplaced) return [];
  return [{ tried, checkpoint: tried.checkpoint, how: 'gone' }];
}

/** By the gate's own rule of what may move a checkpoint. */
function movedSlip(old: Entry, tried: Tried, { policy }: Month): readonly Slip[] {
  const [one] = tried.cases;
  if (one === undefined || old.decision === null || !tried.open) return [];
  const isMoved = checkpointMoved({ ...one, before: old }).some(
    ({ fact }) => fact.code === 'checkpoint-moved' && fact.what === 'checkpoint-later',
  );
  const checkpoint = effectiveCheckpoint(old.decision, policy.pilots);
  return isMoved ? [{ tried, checkpoint, how: 'moved' }] : [];
}
