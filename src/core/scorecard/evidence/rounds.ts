import { effectiveCheckpoint, firstCheckpoint } from '../../calendar.js';
import type { Day } from '../../day.js';
import { type Entry, endsTrial, isOpen, type Review } from '../../decision.js';
import type { PilotRules } from '../../policy.js';
import type { Month } from '../month/month.js';
import { finderIn } from './again.js';
import { type Reviewed, type Tried, trialReviews } from './tried.js';

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

/**
 * The rounds that count in a month: answered by one of its reviews, or past at its end without an
 * answer. Who overwrites the checkpoint in the very review it was due for is held to the day that
 * stood there when the month began.
 */
export function roundsIn(
  month: Month,
  all: readonly Tried[],
  reviews: readonly Reviewed[],
): readonly Round[] {
  const { policy, asOf, before } = month;
  const counted = new Set(reviews.map(({ review }) => review));
  const earlier = finderIn(before);
  return all
    .filter(({ entry }) => areDaysRead(entry))
    .flatMap((tried) => {
      const [first, ...others] = roundsOf(tried, policy.pilots).filter(({ checkpoint, answer }) =>
        answer === null ? checkpoint < asOf : counted.has(answer),
      );
      const due = dueIn(earlier(tried.entry), policy.pilots);
      return first === undefined ? [] : [dueBy(first, due), ...others];
    })
    .toSorted((a, b) => a.checkpoint.localeCompare(b.checkpoint));
}

/** The checkpoint of an earlier state; `null`: none, or the start of the pilot may still move it. */
function dueIn(entry: Entry | undefined, rules: PilotRules): Day | null {
  const decision = entry?.decision ?? null;
  const isBound = decision !== null && isOpen(decision) && decision.status !== 'proposed';
  if (entry === undefined || !isBound || !areDaysRead(entry)) return null;
  return effectiveCheckpoint(decision, rules);
}

function dueBy(round: Round, due: Day | null): Round {
  const isMoved = round.answer !== null && due !== null && due < round.checkpoint;
  return isMoved ? { ...round, checkpoint: due } : round;
}

/** Whether nothing about its days is wrong: else nobody can tell which checkpoint it had. */
function areDaysRead({ problems }: Entry): boolean {
  return !problems.some(
    ({ level, field }) =>
      level === 'error' && /^(?:date|checkpoint|reviews)(?:\.|$)/.test(field ?? ''),
  );
}

/** Whether a checkpoint was answered, and on its day at the latest. */
export function isOnTime({ checkpoint, answer }: Round): boolean {
  return answer !== null && answer.date <= checkpoint;
}
