import {
  effectiveCheckpoint,
  extensionsLeft,
  extensionsOf,
  latestCheckpoint,
} from '../calendar.js';
import { type Decision, isOpen, type Review } from '../decision.js';
import { type Case, type Remark, remark } from './case.js';

const FIELDS = ['checkpoint.date', 'checkpoint'] as const;

/** A trial carries changes until its checkpoint has passed. */
export function checkpointPassed(one: Case): readonly Remark[] {
  const checkpoint = effectiveCheckpoint(one.decision, one.policy.pilots);
  if (!isOpen(one.decision) || checkpoint === null || checkpoint >= one.today) return [];
  const left = extensionsLeft(one.decision, one.policy.pilots);
  return [remark(one, { code: 'checkpoint-passed', checkpoint, extensionsLeft: left }, ...FIELDS)];
}

/** A checkpoint lies near enough to be one. */
export function checkpointTooFar(one: Case): readonly Remark[] {
  const checkpoint = effectiveCheckpoint(one.decision, one.policy.pilots);
  const latest = latestCheckpoint(one.decision, one.policy.pilots, one.today);
  if (!isOpen(one.decision) || checkpoint === null || checkpoint <= latest) return [];
  return [remark(one, { code: 'checkpoint-too-far', checkpoint, latest }, ...FIELDS)];
}

/** Time is won by a review, not by moving dates; and a review once written stays. */
export function checkpointMoved(one: Case): readonly Remark[] {
  const before = one.before?.decision ?? null;
  if (before === null) return [];
  const removed = removedReviews(before, one.decision).map(({ date }) =>
    remark(
      one,
      { code: 'checkpoint-moved', what: 'review-removed', from: date, to: null },
      'reviews',
    ),
  );
  return mayMove(one, before) ? removed : [...removed, ...movedLater(one, before)];
}

function removedReviews(before: Decision, after: Decision): readonly Review[] {
  const left = [...after.reviews];
  return before.reviews.filter((review) => {
    const at = left.findIndex(
      ({ date, verdict }) => date === review.date && verdict === review.verdict,
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** A new extension moves time, as long as there is one left; so does the start of the pilot. */
function mayMove({ decision, policy }: Case, before: Decision): boolean {
  const starts = before.status === 'proposed' && decision.status === 'pilot';
  const extensions = Math.min(extensionsOf(decision).length, policy.pilots.extensions);
  return starts || extensions > extensionsOf(before).length;
}

function movedLater(one: Case, before: Decision): readonly Remark[] {
  const rules = one.policy.pilots;
  const after = one.decision;
  const from = effectiveCheckpoint(before, rules);
  const to = effectiveCheckpoint(after, rules);
  const made: Remark[] = [];
  if (from !== null && to !== null && to > from)
    made.push(
      remark(one, { code: 'checkpoint-moved', what: 'checkpoint-later', from, to }, ...FIELDS),
    );
  if (before.date !== null && after.date !== null && after.date > before.date)
    made.push(
      remark(
        one,
        { code: 'checkpoint-moved', what: 'date-later', from: before.date, to: after.date },
        'date',
      ),
    );
  return made;
}
