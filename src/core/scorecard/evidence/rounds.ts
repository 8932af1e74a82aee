import { firstCheckpoint } from '../../calendar.js';
import type { Day } from '../../day.js';
import { endsTrial, type Review } from '../../decision.js';
import type { PilotRules } from '../../policy.js';
import { type Tried, trialReviews } from './tried.js';

/** One checkpoint of a trial and the review that answered it; `null`: none has yet. */
export interface Round {
  readonly tried: Tried;
  readonly checkpoint: Day;
  readonly answer: Review | null;
}

/**
 * Every checkpoint the trial had, with its answer. An extension within the allowed number that
 * sets a date begins the next round; any other review leaves the checkpoint where it was.
 */
export function roundsOf(tried: Tried, rules: PilotRules): readonly Round[] {
  const { decision, open } = tried;
  let checkpoint = firstCheckpoint(decision, rules);
  let extensions = 0;
  const rounds: Round[] = [];
  for (const answer of trialReviews(decision)) {
    if (checkpoint !== null) rounds.push({ tried, checkpoint, answer });
    if (endsTrial(answer)) return rounds;
    extensions += 1;
    if (extensions <= rules.extensions) checkpoint = answer.checkpoint ?? checkpoint;
  }
  if (open && checkpoint !== null) rounds.push({ tried, checkpoint, answer: null });
  return rounds;
}

/** Whether a checkpoint was answered, and on its day at the latest. */
export function isOnTime({ checkpoint, answer }: Round): boolean {
  return answer !== null && answer.date <= checkpoint;
}
