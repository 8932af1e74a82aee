import { extensionsOf } from '../../calendar.js';
import { endsTrial } from '../../decision.js';
import { checkpointTooFar } from '../../rules/checkpoint.js';
import { isWithin } from '../evidence/cycles.js';
import type { Evidence } from '../evidence/evidence.js';
import { isOnTime, type Round } from '../evidence/rounds.js';
import type { Slip } from '../evidence/slips.js';
import { type Tried, wasOpenIn } from '../evidence/tried.js';
import { countCycle, countReview, countTried, entrySubject, partsOf } from './counted.js';
import { ANY, type Counted, type Measure, type Missing, share, subjectKey } from './measure.js';

/** One extension is learning; from the second on a trial hangs on the wall. */
const FEW_EXTENSIONS = 1;

/** Checkpoints that were answered by their day; one that was put off without a review was not. */
export const checkpointsOnTime: Measure<'checkpoints-on-time'> = {
  id: 'checkpoints-on-time',
  asksVerdict: true,
  read: ({ rounds, slips, last }) => {
    const waiting = new Set(
      rounds.filter(({ answer }) => answer === null).map(({ tried }) => tried),
    );
    const slipped = slips.filter(
      ({ tried, checkpoint }) => checkpoint !== null && checkpoint < last && !waiting.has(tried),
    );
    return share([...rounds.map(countRound), ...slipped.map(countSlip)]);
  },
};

function countRound(round: Round): Counted<Missing<'checkpoints-on-time'>> {
  const { tried, checkpoint, answer } = round;
  const missing = answer === null ? 'verdict' : 'on-time';
  const next = tried.open ? subjectKey(entrySubject(tried)) : ANY;
  const late = { day: checkpoint, past: answer !== null, next };
  return countTried(tried, isOnTime(round) ? [] : [missing], late);
}

function countSlip({ tried, checkpoint, how }: Slip): Counted<Missing<'checkpoints-on-time'>> {
  const isGone = how === 'gone';
  return countTried(tried, [isGone ? 'gone' : 'verdict'], { day: checkpoint, past: isGone });
}

/** Open decisions whose checkpoint is within the horizon and still ahead; one that ended has none. */
export const nearCheckpoints: Measure<'near-checkpoints'> = {
  id: 'near-checkpoints',
  read: ({ open, last }) =>
    share(
      open
        .filter(({ checkpoint }) => checkpoint === null || checkpoint >= last)
        .map((tried) => {
          const isFar = () => partsOf(tried, checkpointTooFar, () => 'too-far' as const);
          const missing = tried.checkpoint === null ? ['checkpoint' as const] : isFar();
          return countTried(tried, missing, { past: !tried.open });
        }),
    ),
};

/** Trials that get by with one extension at most. */
export const extensions: Measure<'extensions'> = {
  id: 'extensions',
  lowersOnly: true,
  asksVerdict: true,
  read: (evidence) =>
    share(
      triedInMonth(evidence).map((tried) => {
        const count = extensionsOf(tried.decision).length;
        const missing = count > FEW_EXTENSIONS ? ['verdict' as const] : [];
        return countTried(tried, missing, { count, past: !tried.open });
      }),
    ),
};

/** Reviews that graduate or kill. */
export const graduationsAndKills: Measure<'graduations-and-kills'> = {
  id: 'graduations-and-kills',
  read: ({ reviews }) =>
    share(
      reviews.map((one) => {
        const missing = endsTrial(one.review) ? [] : ['verdict' as const];
        return countReview(one, missing, subjectKey(entrySubject(one.tried)));
      }),
    ),
};

/** Kills that say why, and came by their checkpoint. */
export const killsHonoured: Measure<'kills-honoured'> = {
  id: 'kills-honoured',
  read: ({ reviews, rounds }) => {
    const late = new Set(rounds.filter((round) => !isOnTime(round)).map(({ answer }) => answer));
    const kills = reviews.filter(({ review }) => review.verdict === 'kill');
    return share(
      kills.map((one) =>
        countReview(one, [
          ...(late.has(one.review) ? ['on-time' as const] : []),
          ...(one.review.because === null ? ['because' as const] : []),
        ]),
      ),
    );
  },
};

/** Cycles with something on trial in which a review was written. */
export const reviewCadence: Measure<'review-cadence'> = {
  id: 'review-cadence',
  read: ({ cycles, all }) =>
    share(
      cycles
        .filter((cycle) => all.some((tried) => wasOpenIn(tried, cycle)))
        .map((cycle) => {
          const looked = all.some(({ decision }) =>
            decision.reviews.some(({ date }) => isWithin(date, cycle)),
          );
          return countCycle(cycle, looked ? [] : ['review']);
        }),
    ),
};

function triedInMonth({ open, reviews }: Evidence): readonly Tried[] {
  const ended = reviews.filter(({ review }) => endsTrial(review)).map(({ tried }) => tried);
  return [...new Set([...open, ...ended])];
}
