import type { MeasureId } from '../../../core/scorecard/measure.js';
import { EXERCISED_DAYS } from '../../../core/scorecard/measures/net.js';
import { listed, literal, type Phrase, say } from '../../phrase.js';
import { type MeasureWords, onDay, thePeople, theSubject } from './measure-words.js';

const A_DECISION = 'Write a decision for the next change of a flagged workflow.';
const AMONG_LIVING = 'decisions alive in the month';
const AMONG_NET = 'decisions alive in the month, neither killed nor superseded';

const AIM_GAPS: Readonly<Record<string, Phrase>> = {
  aim: say`an aim: metric, from, to, by`,
  to: say`a figure to reach (${literal('aim.to')})`,
  from: say`a baseline (${literal('aim.from')})`,
  by: say`a date (${literal('aim.by')})`,
  behaviour: say`an aim that counts what users do instead of looks`,
};

const SIGNAL_GAPS: Readonly<Record<string, Phrase>> = {
  'signals.proxy': say`a proxy that moves first (${literal('signals.proxy')})`,
  'signals.outcome': say`the outcome that must move (${literal('signals.outcome')})`,
  'vanity-outcome': say`an outcome that counts what users do instead of looks`,
  'proxy-only': say`an outcome that is not the proxy again`,
};

const ROLLBACK_GAPS: Readonly<Record<string, string>> = {
  'rollback-missing': 'Write down how to get back from',
  'rollback-not-found': 'Correct the path that the rollback names in',
  'rollback-anchor': 'Correct the heading that the rollback names in',
  'rollback-not-dispatchable': 'Let the rollback workflow be started by hand that is named in',
};

type DecisionMeasure =
  | 'quantified-aims'
  | 'causal-mechanisms'
  | 'paired-signals'
  | 'one-schema'
  | 'guardrails-resolve'
  | 'stop-owners'
  | 'limited-reach'
  | 'rollbacks-resolve'
  | 'rollbacks-exercised'
  | 'off-switches'
  | 'ownership'
  | 'backups'
  | 'knowledge-spread';

/** Words of the measures that look at decisions. */
export const DECISION_WORDS: Readonly<Record<Extract<MeasureId, DecisionMeasure>, MeasureWords>> = {
  'quantified-aims': {
    counts: 'aims say from where to where, and by when',
    met: 'aims with a metric of user behaviour, from, to and a date',
    among: AMONG_LIVING,
    move: ({ subject, missing: [first = 'aim'] }) =>
      say`Give ${theSubject(subject)} ${AIM_GAPS[first] ?? 'an aim'}.`,
    measurable: A_DECISION,
  },
  'causal-mechanisms': {
    counts: 'mechanisms say because',
    met: 'mechanisms that bet on a cause ("because …") and are no mere task',
    among: AMONG_LIVING,
    move: ({ subject }) => say`Say in ${theSubject(subject)} because of what it should work.`,
    measurable: A_DECISION,
  },
  'paired-signals': {
    counts: 'proxies have an outcome beside them',
    met: 'decisions with a proxy and an outcome that is neither vanity nor the proxy again',
    among: AMONG_LIVING,
    move: ({ subject, missing: [first = 'signals.outcome'] }) =>
      say`Give ${theSubject(subject)} ${SIGNAL_GAPS[first] ?? 'an outcome'}.`,
    measurable: A_DECISION,
  },
  'one-schema': {
    counts: 'entries are valid and complete',
    met: 'entries that can be read, do not contradict themselves and fill every required field',
    among: `${AMONG_LIVING}, and entries that cannot be read`,
    move: ({ subject, missing }) =>
      missing.includes('file')
        ? say`Mend ${theSubject(subject)} so that it can be read; ${literal('belay lint')} names the lines.`
        : say`Correct or fill ${listed(missing.map(literal), { most: 3 })} in ${theSubject(subject)}.`,
    measurable: A_DECISION,
  },
  'guardrails-resolve': {
    counts: 'guardrails resolve',
    met: 'decisions whose guardrail names an SLI of the catalogue, a threshold and who can say stop',
    among: AMONG_NET,
    move: ({ subject, missing: [first] }) =>
      first === 'guardrail-unknown'
        ? say`Name an SLI of the catalogue in ${theSubject(subject)}, or add its SLI to the policy.`
        : say`Give ${theSubject(subject)} ${first === 'guardrail-missing' ? 'a guardrail' : 'a whole guardrail'}: SLI, threshold and who can say stop.`,
    measurable: A_DECISION,
  },
  'stop-owners': {
    counts: 'guardrails have someone who can say stop',
    met: 'decisions with a guardrail on all of whose guardrails somebody can say stop',
    among: `${AMONG_NET}, that have a guardrail`,
    move: ({ subject }) => say`Name who can say stop in ${theSubject(subject)}.`,
    measurable: 'Give the next decision a guardrail.',
  },
  'limited-reach': {
    counts: 'decisions limit their reach at first',
    met: 'decisions whose guardrail says how far the test reaches at first',
    among: AMONG_NET,
    move: ({ subject, missing: [first] }) =>
      first === 'guardrail'
        ? say`Give ${theSubject(subject)} a guardrail with a limit (${literal('guardrail.limit')}).`
        : say`Say in ${theSubject(subject)} how far it may reach at first (${literal('guardrail.limit')}).`,
    measurable: A_DECISION,
  },
  'rollbacks-resolve': {
    counts: 'rollbacks resolve',
    met: 'decisions whose rollback names a runbook, workflow or flag, all of which are there',
    among: `${AMONG_NET}, whose rollback could be read`,
    move: ({ subject, missing: [first = ''] }) =>
      say`${ROLLBACK_GAPS[first] ?? 'Mend the way back in'} ${theSubject(subject)}.`,
    measurable: A_DECISION,
  },
  'rollbacks-exercised': {
    counts: `rollbacks exercised in ${EXERCISED_DAYS} days`,
    met: `rollbacks whose \`tested\` day lies within ${EXERCISED_DAYS} days before the end of the month`,
    among: `${AMONG_NET}, that have a rollback`,
    move: (lack) =>
      say`Exercise the rollback of ${theSubject(lack.subject)} and write the day down (${literal('rollback.tested')})${lack.day === null ? '' : say`; it was last tried${onDay('on', lack)}`}.`,
    measurable: 'Give the next decision a way back.',
  },
  'off-switches': {
    counts: 'decisions can be switched off by a flag',
    met: 'decisions whose rollback names a flag',
    among: AMONG_NET,
    move: ({ subject }) =>
      say`Put ${theSubject(subject)} behind a flag and name it (${literal('rollback.flag')}).`,
    measurable: A_DECISION,
  },
  ownership: {
    counts: 'decisions have an owner',
    met: 'decisions that have an owner, their own or that of the operator card',
    among: AMONG_LIVING,
    move: ({ subject }) => say`Name an owner in ${theSubject(subject)}.`,
    measurable: A_DECISION,
  },
  backups: {
    counts: 'decisions have a backup',
    met: 'decisions for which somebody stands in, by the entry or the operator card',
    among: AMONG_LIVING,
    move: ({ subject }) => say`Name a backup in ${theSubject(subject)}.`,
    measurable: A_DECISION,
  },
  'knowledge-spread': {
    counts: 'decisions have another owner than the most frequent one',
    met: 'decisions that somebody else owns, alone or too, than the one who owns most of them',
    among: `${AMONG_LIVING} that have an owner; at least 3`,
    move: ({ subject, people }) =>
      say`Name another owner on ${theSubject(subject)}, as one owner has most decisions: ${thePeople(people, 'nobody')}.`,
    measurable: 'Name an owner in at least 3 decisions.',
  },
};
