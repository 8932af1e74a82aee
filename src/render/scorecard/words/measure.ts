import type { Graded } from '../../../core/scorecard/grade.js';
import {
  type Lack,
  MEASURE_IDS,
  type MeasureId,
  type Silence,
  subjectKey,
} from '../../../core/scorecard/measure.js';
import type { RememberedMove, Unknown } from '../../../core/scorecard/month.js';
import type { Move } from '../../../core/scorecard/move.js';
import { type Phrase, say, words } from '../../phrase.js';
import { COURSE_WORDS } from './course.js';
import { DECISION_WORDS } from './decisions.js';
import type { MeasureWords } from './measure-words.js';
import { WORKFLOW_WORDS } from './workflows.js';

/** The words of every measure. */
export const MEASURE_WORDS: Readonly<Record<MeasureId, MeasureWords>> = {
  ...DECISION_WORDS,
  ...COURSE_WORDS,
  ...WORKFLOW_WORDS,
};

const UNREAD: Readonly<Record<Unknown, string>> = {
  verdicts:
    'Let Belay judge every pull request into the flagged workflows, so that verdicts are known',
  exceptions: 'Run the scorecard on GitHub, where overrides are recorded',
  undecided: 'Run the scorecard on GitHub, where pilot issues are',
  before: 'Let Belay read the decision log as it was at the beginning of the month',
  earlier: 'Keep the scorecard issues as Belay wrote them',
  catalogue: 'Let Belay read the SLO files',
};

/** `7 of 8 guardrails resolve`; `null` where nothing was measured. */
export function sayReading({ measure, reading }: Graded): string | null {
  if (reading.kind === 'not-measured') return null;
  return `${reading.value} of ${reading.of} ${MEASURE_WORDS[measure].counts}`;
}

/** What is to be done next. */
export function sayMove(move: Move): Phrase {
  switch (move.kind) {
    case 'lack':
      return MEASURE_WORDS[move.measure].move(move.lack);
    case 'measurable':
      return sayMeasurable(move.measure, move.why);
    case 'words':
      return say`${words(move.text)}`;
  }
}

/** What would make a measure speak. */
export function sayMeasurable(measure: MeasureId, why: Silence): Phrase {
  return why.kind === 'unread'
    ? say`${UNREAD[why.what]}.`
    : say`${MEASURE_WORDS[measure].measurable}`;
}

/** A move as it was promised: the measure, and what it named. */
export function sayPromise(move: RememberedMove, known: readonly Lack['subject'][]): Phrase {
  if (move.kind === 'words') return say`${words(move.text)}`;
  const id = MEASURE_IDS.find((one) => one === move.measure);
  if (id === undefined) return say`a move that this version no longer knows`;
  const { counts } = MEASURE_WORDS[id];
  if (move.kind === 'measurable') return say`make it measurable how many ${counts}`;
  const subject = known.find((one) => subjectKey(one) === move.subject);
  return say`${counts}${move.subject === '*' ? '' : say`: ${nameOf(subject, move.subject)}`}`;
}

function nameOf(subject: Lack['subject'] | undefined, key: string): Phrase {
  if (subject?.kind === 'entry')
    return say`${{ kind: 'entry', id: subject.id, path: subject.path }}`;
  if (subject?.kind === 'workflow') return say`${subject.title}`;
  return say`${key.slice(key.indexOf(':') + 1)}`;
}
