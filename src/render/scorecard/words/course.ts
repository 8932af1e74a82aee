import { LESSON_DAYS } from '../../../core/scorecard/lessons.js';
import type { MeasureId } from '../../../core/scorecard/measure.js';
import { literal, say } from '../../phrase.js';
import { longDay } from '../../words/day.js';
import { type MeasureWords, onDay, theSubject } from './measure-words.js';

const A_REVIEW = 'Review a pilot at its checkpoint and record the verdict.';
const AMONG_REVIEWS = 'reviews of trials dated in the month';
const AMONG_CYCLES = 'whole cycles of the month, counted back from its end';

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

/** Words of the measures that look at how trials went. */
export const COURSE_WORDS: Readonly<Record<Extract<MeasureId, CourseMeasure>, MeasureWords>> = {
  handoffs: {
    counts: 'reviews say who made them',
    met: 'reviews with `by`',
    among: AMONG_REVIEWS,
    move: (lack) =>
      say`Say in every review who made it (${literal('by')}); that of ${theSubject(lack.subject)}${onDay('on', lack)} does not.`,
    measurable: A_REVIEW,
  },
  'evidence-one-click': {
    counts: 'reviews link their evidence',
    met: 'reviews whose `evidence` holds a web address or a path in the repository',
    among: AMONG_REVIEWS,
    move: (lack) =>
      say`Link evidence in every review; that of ${theSubject(lack.subject)}${onDay('on', lack)} has none to open.`,
    measurable: A_REVIEW,
  },
  'checkpoints-on-time': {
    counts: 'checkpoints decided on time',
    met: 'checkpoints that a review answered by their day',
    among: 'checkpoints answered in the month, or past at its end without an answer',
    move: (lack) =>
      lack.past
        ? say`Decide the next checkpoint by its day; that of ${theSubject(lack.subject)}${onDay('of', lack)} was answered late.`
        : say`Decide ${theSubject(lack.subject)}: its checkpoint was ${lack.day === null ? 'never set' : longDay(lack.day)}.`,
    measurable: A_REVIEW,
  },
  'near-checkpoints': {
    counts: 'checkpoints lie within the horizon',
    met: 'open decisions with a checkpoint that lies within `pilots.horizon`',
    among: 'decisions of flagged workflows that were open at the end of the month',
    move: ({ subject, missing: [first] }) =>
      first === 'checkpoint'
        ? say`Give ${theSubject(subject)} a checkpoint.`
        : say`Bring the checkpoint of ${theSubject(subject)} within the horizon.`,
    measurable: 'Put a decision on trial.',
  },
  extensions: {
    counts: 'trials got by with one extension at most',
    met: 'trials that used at most one continue or change review',
    among: 'trials that were open at the end of the month or ended in it',
    move: ({ subject, missing: [used = '2'], past }) =>
      past
        ? say`Decide at the first checkpoints; ${theSubject(subject)} took ${used} extensions.`
        : say`Graduate or kill ${theSubject(subject)}, which used ${used} extensions.`,
    measurable: 'Put a decision on trial.',
  },
  'graduations-and-kills': {
    counts: 'reviews graduate or kill',
    met: 'reviews whose verdict is graduate or kill',
    among: AMONG_REVIEWS,
    move: (lack) =>
      say`Let the next review of ${theSubject(lack.subject)} graduate or kill it; that${onDay('of', lack)} went on.`,
    measurable: A_REVIEW,
  },
  'kills-honoured': {
    counts: 'kills came by their checkpoint, with a reason',
    met: 'kills by their checkpoint that say because of what',
    among: 'kill reviews dated in the month',
    move: (lack) =>
      say`Kill by the checkpoint and say why; ${theSubject(lack.subject)} was killed late or without a reason.`,
    measurable: 'Kill a pilot that misses its rule at its checkpoint; a kill is a good result.',
  },
  'review-cadence': {
    counts: 'cycles saw a review',
    met: 'cycles in which a review was written',
    among: `${AMONG_CYCLES}, if something was on trial in them`,
    move: ({ subject }) =>
      say`Review what is on trial once a cycle; ${theSubject(subject)} saw no review.`,
    measurable: 'Put a decision on trial.',
  },
  'pilots-per-cycle': {
    counts: 'cycles put something on trial',
    met: 'cycles in which a decision with a checkpoint began',
    among: AMONG_CYCLES,
    move: ({ subject }) =>
      say`Put one small bet on trial each cycle; nothing began from ${theSubject(subject)}.`,
    measurable: 'Put a decision on trial.',
  },
  'deviations-per-cycle': {
    counts: 'cycles tried a deviation',
    met: 'cycles in which a decision with a `deviation` began',
    among: AMONG_CYCLES,
    move: ({ subject }) =>
      say`Try one deliberate deviation each cycle; there was none from ${theSubject(subject)}.`,
    measurable: 'Write the next departure from the standard way down as a deviation.',
  },
  'novelty-quota': {
    counts: 'cycles kept the novelty quota',
    met: 'cycles in which no owner began more deviations than `novelty.per-cycle`',
    among: `${AMONG_CYCLES}, if a deviation began in them`,
    move: ({ subject, missing: [most = '2'] }) =>
      say`Keep to the novelty quota; ${theSubject(subject)} one owner began ${most} deviations.`,
    measurable: 'Write the next departure from the standard way down as a deviation.',
  },
  'deviations-settled': {
    counts: 'deviations promoted or retired',
    met: 'deviations that ended in the month',
    among: 'deviations that were on trial at the beginning of the month',
    move: (lack) =>
      say`Promote or retire the deviation of ${theSubject(lack.subject)}${lack.day === null ? '' : say` at its checkpoint${onDay('on', lack)}`}.`,
    measurable: 'Write the next departure from the standard way down as a deviation.',
  },
  lessons: {
    counts: `lessons became a change within ${LESSON_DAYS} days`,
    met: `kills that another decision follows (\`follows\`, \`supersedes\`) or a merged flagged change links, and exceptions whose follow-up is closed, within ${LESSON_DAYS} days`,
    among: `kills and exceptions of the month, and those that still had time at the end of the last one; those that have time left do not count`,
    move: (lack) =>
      say`Turn the lesson of ${theSubject(lack.subject)}${onDay('of', lack)} into a decision that follows it, a runbook or a control.`,
    measurable: 'Let a decision follow each kill; none is old enough to tell.',
  },
};
