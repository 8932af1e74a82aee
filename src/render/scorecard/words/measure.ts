import { flaggedWorkflows } from '../../../core/decision.js';
import type { Cause } from '../../../core/scorecard/cause.js';
import type { ScoredMeasure } from '../../../core/scorecard/grade.js';
import type { MeasureId, Silence } from '../../../core/scorecard/measures/measure.js';
import type { Month } from '../../../core/scorecard/month/month.js';
import type { Move } from '../../../core/scorecard/move.js';
import { entry, type Phrase, say, words } from '../../phrase.js';
import { COURSE_WORDS } from './course.js';
import { A_DECISION, DECISION_WORDS } from './decisions.js';
import type { MeasureWords } from './measure-words.js';
import { sayRemedy } from './unmeasured.js';
import { WORKFLOW_WORDS } from './workflows.js';

/** The words of every measure. */
export const MEASURE_WORDS: Readonly<Record<MeasureId, MeasureWords>> = {
  ...DECISION_WORDS,
  ...COURSE_WORDS,
  ...WORKFLOW_WORDS,
};

/** `7 of 8 guardrails resolve`. */
export function sayReading({ measure, reading }: ScoredMeasure): string {
  const [one, many] = MEASURE_WORDS[measure].counts;
  const { value, of } = reading;
  return `${value} of ${of} ${of === 1 ? one : many}`;
}

/** `rollbacks exercised in 90 days 0 of 2 → 1 of 1`. */
export function sayCause({ now: { measure, reading }, before }: Cause): string {
  const { topic } = MEASURE_WORDS[measure];
  const now = `${reading.value} of ${reading.of}`;
  return before === null
    ? `${topic} ${now}, not measured before`
    : `${topic} ${before.value} of ${before.of} → ${now}`;
}

/** What is to be done next. */
export function sayMove(move: Move, month: Month): Phrase {
  switch (move.kind) {
    case 'lack':
      return say`${MEASURE_WORDS[move.measure].move(move.lack, month.month)}${afterwards(move)}`;
    case 'measurable':
      return say`${sayMeasurable(move.measure, move.why, month)}`;
    case 'words':
      return say`${words(move.text)}`;
  }
}

/** What nobody can mend any more is told, where the move is about the next one. */
function afterwards({ measure, lack: { past, subject } }: Extract<Move, { kind: 'lack' }>): Phrase {
  const isToldOf = past && subject.kind === 'entry' && measure in DECISION_WORDS;
  return isToldOf ? say` ${entry(subject)} ended without.` : [];
}

/** What would make a measure speak. */
export function sayMeasurable(measure: MeasureId, why: Silence, month: Month): string {
  if (why.kind === 'unread') return sayRemedy(why.what, month.unmeasured);
  return measure in COURSE_WORDS && isBare(month) ? A_DECISION : MEASURE_WORDS[measure].measurable;
}

/** Whether nothing was ever tried, so that there is nothing to review. */
function isBare({ entries, policy }: Month): boolean {
  return entries.every(
    ({ decision }) => decision === null || flaggedWorkflows(decision, policy).length === 0,
  );
}
