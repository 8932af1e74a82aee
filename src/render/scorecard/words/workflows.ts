import type { Missing } from '../../../core/scorecard/measures/measure.js';
import { listed, literal, say } from '../../phrase.js';
import { partOf, theSubject, theWorkflows, type WordsOf } from './measure-words.js';

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

const EACH = 'each flagged workflow';
const FLAGGED = 'flagged workflows';

const PASSED_AS: Readonly<Record<Missing<'changes-cleared'>, string>> = {
  overridden: 'needed an override',
  held: 'was merged although it was held',
  advised: 'was merged against the advice',
  unreadable: 'was merged without a verdict',
  'judged-held': 'would have been held',
  'judged-advised': 'would have been advised against',
  'judged-unreadable': 'could not have been judged',
};

/** Words of the measures that look at flagged workflows and what was merged into them. */
export const WORKFLOW_WORDS: WordsOf<WorkflowMeasure> = {
  'operator-cards': {
    topic: 'complete operator cards',
    counts: ['operator card is complete', 'operator cards are complete'],
    met: 'flagged workflows with owner, backup, trigger, stop-when, metric and escalation',
    among: 'flagged workflows of the policy',
    move: (lack, month) =>
      say`Complete the operator card of ${theSubject(lack.subject, month)}: ${listed(lack.missing.map(literal))}.`,
    promise: (it) => say`complete ${partOf(it, 'operator card', EACH)}`,
    measurable: 'Flag a workflow in the policy.',
  },
  escalations: {
    topic: 'workflows with an escalation',
    counts: ['workflow says whom to call next', 'workflows say whom to call next'],
    met: 'flagged workflows with an escalation',
    among: 'flagged workflows of the policy',
    move: (lack, month) =>
      say`Say whom to call next for ${theSubject(lack.subject, month)} (${literal('escalation')}).`,
    promise: (it) => say`say whom to call next for ${it ?? EACH}`,
    measurable: 'Flag a workflow in the policy.',
  },
  'changes-cleared': {
    topic: 'flagged changes merged clear',
    counts: ['flagged change was merged clear', 'flagged changes were merged clear'],
    met: 'changes that the gate had cleared, without an override',
    among: `${AMONG_CHANGES}, if their verdict is known`,
    move: (lack, month) =>
      say`Merge changes of ${theWorkflows(lack)} when they are clear; ${theSubject(lack.subject, month)} ${PASSED_AS[lack.missing[0]]}.`,
    promise: (it) => say`merge changes of ${it ?? FLAGGED} when they are clear`,
    measurable: A_CHANGE,
  },
  'changes-linked': {
    topic: 'flagged changes with a decision',
    counts: ['flagged change links a decision', 'flagged changes link a decision'],
    met: 'changes that link an entry',
    among: `${AMONG_CHANGES}, if their links are known`,
    move: (lack, month) =>
      say`Link a decision to the next change of ${theWorkflows(lack)}; ${theSubject(lack.subject, month)} has none.`,
    promise: (it) => say`link a decision to the next change of ${it ?? FLAGGED}`,
    measurable: A_CHANGE,
  },
  'blast-radius': {
    topic: 'flagged changes of one workflow',
    counts: [
      'flagged change touches one workflow alone',
      'flagged changes touch one workflow alone',
    ],
    met: 'changes that touch one flagged workflow alone',
    among: `${AMONG_CHANGES}, if all they touched is known`,
    move: (lack, month) =>
      say`Split the next change that reaches several flagged workflows; ${theSubject(lack.subject, month)} touched ${theWorkflows(lack)}.`,
    promise: () => say`split changes that reach several flagged workflows`,
    measurable: A_CHANGE,
  },
  exceptions: {
    topic: 'flagged changes without an exception',
    counts: ['flagged change needed no exception', 'flagged changes needed no exception'],
    met: 'changes merged without an override',
    among: AMONG_CHANGES,
    move: (lack, month) =>
      say`Mend what made ${theSubject(lack.subject, month)} need an override on ${theWorkflows(lack)}.`,
    promise: (it) => say`mend what makes changes of ${it ?? FLAGGED} need an override`,
    measurable: A_CHANGE,
  },
  'repeated-exceptions': {
    topic: 'workflows without a second exception',
    counts: ['workflow needed no second exception', 'workflows needed no second exception'],
    met: 'workflows with at most one override in the month',
    among: 'flagged workflows that were changed or overridden in the month',
    move: (lack, month) =>
      say`Mend the cause of the ${lack.count} exceptions of ${theSubject(lack.subject, month)}.`,
    promise: (it) => say`mend the cause of the exceptions of ${it ?? FLAGGED}`,
    measurable: A_CHANGE,
  },
};
