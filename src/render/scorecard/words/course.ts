import { LESSON_DAYS } from '../../../core/scorecard/evidence/lessons.js';
import type { Missing } from '../../../core/scorecard/measures/measure.js';

import { literal, type Part, type Phrase, say } from '../../phrase.js';
import { dayIn } from '../../words/day.js';
import { onDay, partOf, theSubject, type WordsOf } from './measure-words.js';

const A_REVIEW = 'Review a pilot at its checkpoint and record the verdict.';
const AMONG_REVIEWS = 'reviews of trials that count in the month';
const NEXT = 'the next pilot';
const AMONG_CYCLES = 'cycles that ended in the month and began under the policy';

type CourseMeasure =
  | 'handoffs'
  | 'evidence-one-click'
  | 'checkpoints-on-time'
  | 'near-checkpoints'
  | 'extensions'
  | 'graduations-and-kills'
  | 'kills-honoured'
  | 'review-cadence'
  | 'pilots-per-cycle'
  | 'deviations-per-cycle'
  | 'novelty-quota'
  | 'deviations-settled'
  | 'lessons';

const CHECKPOINT_GAPS: Readonly<Record<Missing<'near-checkpoints'>, (it: Part) => Phrase>> = {
  checkpoint: (it) => say`Give ${it} a checkpoint.`,
  'too-far': (it) => say`Bring the checkpoint of ${it} within the horizon.`,
};

const KILLED: Readonly<Record<Missing<'kills-honoured'>, string>> = {
  'on-time': 'was killed late',
  because: 'was killed without a reason',
};

/** Words of the measures that look at how trials went. */
export const COURSE_WORDS: WordsOf<CourseMeasure> = {
  handoffs: {
    topic: 'reviews with an author',
    counts: ['review says who made it', 'reviews say who made them'],
    met: 'reviews with `by`',
    among: AMONG_REVIEWS,
    move: (lack, month) =>
      say`Say in every review who made it (${literal('by')}); that of ${theSubject(lack.subject, month)}${onDay('on', lack, month)} does not.`,
    promise: (it) => say`say in ${reviews(it)} who made it`,
    measurable: A_REVIEW,
  },
  'evidence-one-click': {
    topic: 'reviews with evidence to open',
    counts: ['review links its evidence', 'reviews link their evidence'],
    met: 'reviews whose `evidence` holds a web address or a path in the repository',
    among: AMONG_REVIEWS,
    move: (lack, month) =>
      say`Link evidence in every review; that of ${theSubject(lack.subject, month)}${onDay('on', lack, month)} has none to open.`,
    promise: (it) => say`link evidence in ${reviews(it)}`,
    measurable: A_REVIEW,
  },
  'checkpoints-on-time': {
    topic: 'checkpoints decided on time',
    counts: ['checkpoint was decided on time', 'checkpoints were decided on time'],
    met: 'checkpoints that a review answered by their day',
    among:
      'checkpoints answered in the month, or past at its end without an answer, be it that the day was put off or the entry taken out',
    move: (lack, month) =>
      lack.missing[0] === 'gone'
        ? say`End the next trial by a review; ${theSubject(lack.subject, month)} left the log without one.`
        : lack.past
          ? say`Decide the next checkpoint by its day; that of ${theSubject(lack.subject, month)}${onDay('of', lack, month)} was answered late.`
          : say`Decide ${theSubject(lack.subject, month)}: its checkpoint was ${lack.day === null ? 'never set' : dayIn(month, lack.day)}.`,
    promise: (it) => say`decide ${it ?? NEXT}`,
    next: (it) => say`decide the next checkpoint${ofIt(it)} by its day`,
    measurable: A_REVIEW,
  },
  'near-checkpoints': {
    topic: 'checkpoints within the horizon',
    counts: ['checkpoint lies within the horizon', 'checkpoints lie within the horizon'],
    met: 'open decisions with a checkpoint that lies within `pilots.horizon`',
    among:
      'decisions of flagged workflows that were open at the end of the month, unless their checkpoint had passed',
    move: ({ subject, missing }, month) => CHECKPOINT_GAPS[missing[0]](theSubject(subject, month)),
    promise: (it) => say`bring ${partOf(it, 'checkpoint', NEXT)} within the horizon`,
    measurable: 'Put a decision on trial.',
  },
  extensions: {
    topic: 'trials with one extension at most',
    counts: ['trial got by with one extension at most', 'trials got by with one extension at most'],
    met: 'trials that used at most one continue or change review',
    among: 'trials that were open at the end of the month or ended in it',
    move: ({ subject, count, past }, month) =>
      past
        ? say`Decide at the first checkpoints; ${theSubject(subject, month)} took ${count} extensions.`
        : say`Graduate or kill ${theSubject(subject, month)}, which used ${count} extensions.`,
    promise: (it) => say`graduate or kill ${it ?? NEXT}`,
    next: () => say`decide at the first checkpoints`,
    measurable: 'Put a decision on trial.',
  },
  'graduations-and-kills': {
    topic: 'reviews that graduate or kill',
    counts: ['review graduates or kills', 'reviews graduate or kill'],
    met: 'reviews whose verdict is graduate or kill',
    among: AMONG_REVIEWS,
    move: (lack, month) =>
      say`Let the next review of ${theSubject(lack.subject, month)} graduate or kill it; that${onDay('of', lack, month)} went on.`,
    promise: (it) => say`let the next review${ofIt(it)} graduate or kill`,
    measurable: A_REVIEW,
  },
  'kills-honoured': {
    topic: 'kills on time and with a reason',
    counts: [
      'kill came by its checkpoint, with a reason',
      'kills came by their checkpoint, with a reason',
    ],
    met: 'kills by their checkpoint that say because of what',
    among: 'kill reviews that count in the month',
    move: (lack, month) =>
      say`Kill by the checkpoint and say why; ${theSubject(lack.subject, month)} ${KILLED[lack.missing[0]]}.`,
    promise: () => say`kill by the checkpoint and say why`,
    measurable: 'Kill a pilot that misses its rule at its checkpoint; a kill is a good result.',
  },
  'review-cadence': {
    topic: 'cycles with a review',
    counts: ['cycle saw a review', 'cycles saw a review'],
    met: 'cycles in which a review was written',
    among: `${AMONG_CYCLES}, if something was on trial in them`,
    move: ({ subject }, month) =>
      say`Review what is on trial once a cycle; there was no review from ${theSubject(subject, month)}.`,
    promise: () => say`review what is on trial once a cycle`,
    measurable: 'Put a decision on trial.',
  },
  'pilots-per-cycle': {
    topic: 'cycles with a new pilot',
    counts: ['cycle put something on trial', 'cycles put something on trial'],
    met: 'cycles in which a decision with a checkpoint began',
    among: AMONG_CYCLES,
    move: ({ subject }, month) =>
      say`Put one small bet on trial each cycle; none began from ${theSubject(subject, month)}.`,
    promise: () => say`put one small bet on trial each cycle`,
    measurable: 'Put a decision on trial.',
  },
  'deviations-per-cycle': {
    topic: 'cycles with a deviation',
    counts: ['cycle tried a deviation', 'cycles tried a deviation'],
    met: 'cycles in which a decision with a `deviation` began',
    among: AMONG_CYCLES,
    move: ({ subject }, month) =>
      say`Try one deliberate deviation each cycle; there was none from ${theSubject(subject, month)}.`,
    promise: () => say`try one deliberate deviation each cycle`,
    measurable: 'Write the next departure from the standard way down as a deviation.',
  },
  'novelty-quota': {
    topic: 'cycles within the novelty quota',
    counts: ['cycle kept the novelty quota', 'cycles kept the novelty quota'],
    met: 'cycles in which no owner began more deviations than `novelty.per-cycle`',
    among: `${AMONG_CYCLES}, if a deviation began in them`,
    move: ({ subject, count }, month) =>
      say`Begin fewer deviations at once; one owner began ${count} from ${theSubject(subject, month)}.`,
    promise: () => say`begin fewer deviations at once`,
    measurable: 'Write the next departure from the standard way down as a deviation.',
  },
  'deviations-settled': {
    topic: 'deviations settled',
    counts: ['deviation was promoted or retired', 'deviations were promoted or retired'],
    met: 'deviations that ended in the month',
    among: 'deviations that were on trial at the beginning of the month',
    move: (lack, month) =>
      say`Promote or retire the deviation of ${theSubject(lack.subject, month)}${lack.day === null ? '' : say`; checkpoint ${dayIn(month, lack.day)}`}.`,
    promise: (it) => say`promote or retire ${partOf(it, 'deviation', NEXT)}`,
    measurable: 'Write the next departure from the standard way down as a deviation.',
  },
  lessons: {
    topic: `lessons turned into a change within ${LESSON_DAYS} days`,
    counts: [
      `lesson became a change within ${LESSON_DAYS} days`,
      `lessons became a change within ${LESSON_DAYS} days`,
    ],
    met: `kills that another decision follows (\`follows\`, \`supersedes\`) or a merged flagged change links, and exceptions whose follow-up is closed, within ${LESSON_DAYS} days`,
    among: `kills and exceptions of the month, and those that still had time at the end of the last one; those that have time left, or may have changed what nobody read, do not count`,
    move: (lack, month) =>
      say`Turn the lesson of ${theSubject(lack.subject, month)}${onDay('of', lack, month)} into a decision that follows it, a runbook or a control.`,
    promise: () => say`turn each lesson into a change within ${LESSON_DAYS} days`,
    measurable: 'Let a decision follow each kill.',
  },
};

function reviews(of: Phrase | null): Phrase {
  return of === null ? say`every review` : say`the next review of ${of}`;
}

function ofIt(it: Phrase | null): Phrase {
  return it === null ? [] : say` of ${it}`;
}
