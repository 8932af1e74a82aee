import { addDays } from '../../core/day.js';
import { counted, literal, type Phrase, say } from '../phrase.js';
import { replaceBy, type Scene, theEntry } from '../scene.js';
import { longDay, shortDay } from './day.js';
import type { FactOf, Said, WordsFor } from './said.js';

/** Codes about the day on which a decision is looked at. */
type CheckpointCode = 'checkpoint-passed' | 'checkpoint-too-far' | 'checkpoint-moved';

export const CHECKPOINT_WORDS: WordsFor<CheckpointCode> = {
  'checkpoint-passed': {
    name: 'Checkpoint passed',
    example:
      'reviews:\n  - { date: 2026-11-17, verdict: continue, because: p95 fell 31 %, checkpoint: 2026-12-01 }',
    say: (fact, scene) => ({
      short: `is past its checkpoint (${shortDay(fact.checkpoint, scene.today)})`,
      what: say`The checkpoint of ${theEntry(scene)} was ${longDay(fact.checkpoint)}, and no verdict since has set a new one.`,
      fix: nextVerdict(fact, scene),
    }),
  },
  'checkpoint-too-far': {
    name: 'Checkpoint too far ahead',
    example: 'checkpoint: { date: 2026-11-17, continue-if: p95 -25 % }',
    say: (fact, scene) => ({
      short: `has its checkpoint too far ahead (${shortDay(fact.checkpoint, scene.today)})`,
      what: say`${theEntry(scene)} has its checkpoint on ${longDay(fact.checkpoint)}; ${longDay(fact.latest)} is the latest${horizon(scene)}.`,
      fix: say`Set the checkpoint to ${literal(fact.latest)} or earlier.`,
    }),
  },
  'checkpoint-moved': {
    name: 'Checkpoint moved without a review',
    example:
      'reviews:\n  - { date: 2026-11-17, verdict: change, because: the first cache key was too narrow, checkpoint: 2026-12-01 }',
    say: moved,
  },
};

/** How far ahead a first checkpoint is proposed: one cycle of two weeks, or less. */
const FIRST_CHECKPOINT_DAYS = 14;

/** The checkpoint proposed to somebody who has none yet. */
export function proposedCheckpoint({ today, policy }: Pick<Scene, 'today' | 'policy'>): string {
  return addDays(
    today,
    Math.min(FIRST_CHECKPOINT_DAYS, policy?.pilots.horizon ?? FIRST_CHECKPOINT_DAYS),
  );
}

/** The verdicts that are still open, and that the change at hand may carry one. */
export function nextVerdict(
  fact: Pick<FactOf<'checkpoint-passed'>, 'extensionsLeft'>,
  scene: Scene,
): Phrase {
  const review = (verdict: string) => literal(`verdict: ${verdict}`);
  const final = say`${review('graduate')} or ${review('kill')}`;
  if (fact.extensionsLeft === 0)
    return say`Add a review with ${final} to ${theEntry(scene)}; no extension is left. Writing it in this change is enough.`;
  return say`Add a review to ${theEntry(scene)}: ${final}, or ${review('continue')} with a new ${literal('checkpoint')} (${counted(fact.extensionsLeft, 'extension')} left). Writing it in this change is enough.`;
}

function moved(fact: FactOf<'checkpoint-moved'>, scene: Scene): Said {
  const to = fact.to === null ? 'nothing' : longDay(fact.to);
  const what = {
    'review-removed': say`This change removes the review of ${longDay(fact.from)} from ${theEntry(scene)}.`,
    'checkpoint-later': say`This change moves the checkpoint of ${theEntry(scene)} from ${longDay(fact.from)} to ${to}, without a review.`,
    'date-later': say`This change moves the date of ${theEntry(scene)} from ${longDay(fact.from)} to ${to}, without a review.`,
  }[fact.what];
  const isReview = fact.what === 'review-removed';
  return {
    short: isReview
      ? 'loses a review of its decision'
      : 'has its checkpoint moved without a review',
    what,
    fix: isReview
      ? say`Put the review back.`
      : say`${replaceBy(scene, fact.from)} To win time, add a review with ${literal('verdict: continue')} that says why.`,
  };
}

/** How far ahead a checkpoint may lie, to stand after a day. */
export function horizon({ policy }: Scene): string {
  return policy === null ? '' : ` (within ${counted(policy.pilots.horizon, 'day')})`;
}
