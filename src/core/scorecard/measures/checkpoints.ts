import { extensionsOf } from '../../calendar.js';
import { checkpointTooFar } from '../../rules/checkpoint.js';
import { isWithin } from '../cycles.js';
import type { Evidence } from '../evidence.js';
import { type Measure, share } from '../measure.js';
import { isOnTime } from '../rounds.js';
import { endsTrial, type Tried, wasOpenIn } from '../tried.js';
import { countByRule, countDecision, countReview, entrySubject, shortOf } from './counted.js';

/** One extension is learning; from the second on a trial hangs on the wall. */
const FEW_EXTENSIONS = 1;

/** Checkpoints that were answered by their day. */
export const checkpointsOnTime: Measure = {
  id: 'checkpoints-on-time',
  read: ({ rounds }) =>
    share(
      rounds.map((round) => {
        const { tried, checkpoint, answer } = round;
        const late = { day: checkpoint, past: answer !== null };
        return {
          subject: entrySubject(tried),
          lack: isOnTime(round) ? null : shortOf(tried, late),
        };
      }),
    ),
};

/** Open decisions whose checkpoint is within the horizon. */
export const nearCheckpoints: Measure = {
  id: 'near-checkpoints',
  read: ({ open }) =>
    share(
      open.map((tried) =>
        tried.checkpoint === null
          ? countDecision(tried, ['checkpoint'])
          : countByRule(tried, checkpointTooFar, () => 'too-far'),
      ),
    ),
};

/** Trials that get by with one extension at most. */
export const extensions: Measure = {
  id: 'extensions',
  read: (evidence) =>
    share(
      triedInMonth(evidence).map((tried) => {
        const used = extensionsOf(tried.decision).length;
        const lack = shortOf(tried, { missing: [String(used)], past: !tried.open });
        return { subject: entrySubject(tried), lack: used > FEW_EXTENSIONS ? lack : null };
      }),
    ),
};

/** Reviews that graduate or kill. */
export const graduationsAndKills: Measure = {
  id: 'graduations-and-kills',
  read: ({ reviews }) => share(reviews.map((one) => countReview(one, !endsTrial(one.review)))),
};

/** Kills that say why, and came by their checkpoint. */
export const killsHonoured: Measure = {
  id: 'kills-honoured',
  read: ({ reviews, rounds }) =>
    share(
      reviews
        .filter(({ review }) => review.verdict === 'kill')
        .map((one) => {
          const round = rounds.find(({ answer }) => answer === one.review);
          const late = round !== undefined && !isOnTime(round);
          return countReview(one, late || one.review.because === null);
        }),
    ),
};

/** Cycles with something on trial in which a review was written. */
export const reviewCadence: Measure = {
  id: 'review-cadence',
  read: (evidence) =>
    share(
      evidence.cycles
        .filter((cycle) => evidence.all.some((tried) => wasOpenIn(tried, cycle)))
        .map((cycle) => {
          const looked = evidence.all.some(({ decision }) =>
            decision.reviews.some(({ date }) => isWithin(date, cycle)),
          );
          const subject = { kind: 'cycle', ...cycle } as const;
          return { subject, lack: looked ? null : { past: true } };
        }),
    ),
};

function triedInMonth({ open, reviews }: Evidence): readonly Tried[] {
  const ended = reviews.filter(({ review }) => endsTrial(review)).map(({ tried }) => tried);
  return [...new Set([...open, ...ended])];
}
