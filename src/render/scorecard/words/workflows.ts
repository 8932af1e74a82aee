import type { MeasureId } from '../../../core/scorecard/measure.js';
import { listed, literal, type Phrase, say } from '../../phrase.js';
import { type MeasureWords, theSubject, theWorkflows } from './measure-words.js';

const A_CHANGE = 'Merge a change of a flagged workflow.';
const AMONG_CHANGES = 'changes of flagged workflows merged in the month';

type WorkflowMeasure =
  | 'operator-cards'
  | 'escalations'
  | 'changes-cleared'
  | 'changes-linked'
  | 'blast-radius'
  | 'exceptions'
  | 'repeated-exceptions';

const PASSED_AS: Readonly<Record<string, string>> = {
  held: 'was merged although it was held',
  advised: 'was merged against the advice',
  unreadable: 'was merged without a verdict',
  overridden: 'needed an override',
};

/** Words of the measures that look at flagged workflows and what was merged into them. */
export const WORKFLOW_WORDS: Readonly<Record<Extract<MeasureId, WorkflowMeasure>, MeasureWords>> = {
  'operator-cards': {
    counts: 'operator cards are complete',
    met: 'flagged workflows with owner, backup, trigger, stop-when, metric and escalation',
    among: 'flagged workflows of the policy',
    move: (lack) =>
      say`Complete the operator card of ${theSubject(lack.subject)}: ${listed(lack.missing.map(literal))}.`,
    measurable: 'Flag a workflow in the policy.',
  },
  escalations: {
    counts: 'workflows say whom to call next',
    met: 'flagged workflows with an escalation',
    among: 'flagged workflows of the policy',
    move: (lack) =>
      say`Say whom to call next for ${theSubject(lack.subject)} (${literal('escalation')}).`,
    measurable: 'Flag a workflow in the policy.',
  },
  'changes-cleared': {
    counts: 'flagged changes were merged clear',
    met: 'changes that the gate had cleared, without an override',
    among: `${AMONG_CHANGES}, if their verdict is known`,
    move: (lack) =>
      say`Merge changes of ${theWorkflows(lack)} when they are clear; ${howPassed(lack)}.`,
    measurable: A_CHANGE,
  },
  'changes-linked': {
    counts: 'flagged changes link a decision',
    met: 'changes that link an entry',
    among: `${AMONG_CHANGES}, if their links are known`,
    move: (lack) =>
      say`Link a decision to the next change of ${theWorkflows(lack)}; ${theSubject(lack.subject)} has none.`,
    measurable: A_CHANGE,
  },
  'blast-radius': {
    counts: 'flagged changes touch one workflow alone',
    met: 'changes that touch one flagged workflow alone',
    among: AMONG_CHANGES,
    move: (lack) =>
      say`Split the next change that reaches several flagged workflows; ${theSubject(lack.subject)} touched ${theWorkflows(lack)}.`,
    measurable: A_CHANGE,
  },
  exceptions: {
    counts: 'flagged changes needed no exception',
    met: 'changes merged without an override',
    among: AMONG_CHANGES,
    move: (lack) =>
      say`Mend what made ${theSubject(lack.subject)} need an override on ${theWorkflows(lack)}.`,
    measurable: A_CHANGE,
  },
  'repeated-exceptions': {
    counts: 'workflows needed no second exception',
    met: 'workflows with at most one override in the month',
    among: 'flagged workflows that were changed or overridden in the month',
    move: (lack) =>
      say`Mend why ${theSubject(lack.subject)} needed ${lack.missing[0] ?? 'several'} exceptions in one month.`,
    measurable: A_CHANGE,
  },
};

function howPassed({
  subject,
  missing: [first = ''],
}: Parameters<MeasureWords['move']>[0]): Phrase {
  return say`${theSubject(subject)} ${PASSED_AS[first] ?? 'was not clear'}`;
}
