import type { Lack, Missing } from '../../../core/scorecard/measures/measure.js';
import { EXERCISED_DAYS } from '../../../core/scorecard/measures/net.js';
import { entry, listed, literal, type Phrase, type Sayable, say } from '../../phrase.js';
import { onDay, partOf, type WordsOf } from './measure-words.js';

/** What makes most measures speak where there is no decision yet. */
export const A_DECISION = 'Write a decision for the next change of a flagged workflow.';
const AMONG_LIVING = 'decisions alive in the month';
const AMONG_NET = 'decisions alive in the month, neither killed nor superseded';

const AIM_GAPS: Readonly<Record<Missing<'quantified-aims'>, Phrase>> = {
  aim: say`an aim: metric, from, to, by`,
  to: say`a figure to reach (${literal('aim.to')})`,
  from: say`a baseline (${literal('aim.from')})`,
  by: say`a date (${literal('aim.by')})`,
  behaviour: say`an aim that counts what users do instead of looks`,
};

const SIGNAL_GAPS: Readonly<Record<Missing<'paired-signals'>, Phrase>> = {
  'signals.proxy': say`a proxy that moves first (${literal('signals.proxy')})`,
  'signals.outcome': say`the outcome that must move (${literal('signals.outcome')})`,
  'vanity-outcome': say`an outcome that counts what users do instead of looks`,
  'proxy-only': say`an outcome that is not the proxy again`,
};

const SCHEMA_GAPS: Readonly<
  Record<Missing<'one-schema'>, (it: Sayable, fields: readonly string[]) => Phrase>
> = {
  file: (it) => say`Mend ${it} so that it can be read; ${literal('belay lint')} names the lines.`,
  field: (it, fields) => say`Correct or fill ${listed(fields.map(literal), { most: 3 })} in ${it}.`,
};

const WHOLE_GUARDRAIL = 'SLI, threshold and who can say stop';

const GUARDRAIL_GAPS: Readonly<
  Record<Missing<'guardrails-resolve'>, (it: Sayable, fields: readonly string[]) => Phrase>
> = {
  'guardrail-missing': (it) => say`Give ${it} a guardrail: ${WHOLE_GUARDRAIL}.`,
  'guardrail-unknown': (it) =>
    say`Name an SLI of the catalogue in ${it}, or add its SLI to the policy.`,
  'guardrail-incomplete': (it, fields) =>
    say`Complete the guardrail of ${it}: ${listed(fields.map(literal))}.`,
};

const REACH_GAPS: Readonly<Record<Missing<'limited-reach'>, (it: Sayable) => Phrase>> = {
  guardrail: (it) => say`Give ${it} a guardrail with a limit (${literal('guardrail.limit')}).`,
  limit: (it) => say`Say in ${it} how far it may reach at first (${literal('guardrail.limit')}).`,
};

const ROLLBACK_GAPS: Readonly<Record<Missing<'rollbacks-resolve'>, (it: Sayable) => Phrase>> = {
  'rollback-missing': (it) => say`Write down how to get back from ${it}.`,
  'rollback-not-found': (it) => say`Correct the path that the rollback names in ${it}.`,
  'rollback-anchor': (it) => say`Correct the heading that the rollback names in ${it}.`,
  'rollback-not-dispatchable': (it) =>
    say`Give the rollback workflow of ${it} the trigger ${literal('workflow_dispatch')}.`,
};

const NEXT = 'the next decision';

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
export const DECISION_WORDS: WordsOf<DecisionMeasure> = {
  'quantified-aims': {
    topic: 'quantified aims',
    counts: [
      'aim says from where to where, and by when',
      'aims say from where to where, and by when',
    ],
    met: 'aims with a metric of user behaviour, from, to and a date; of a sentence both figures and the date count',
    among: AMONG_LIVING,
    move: (lack) => say`Give ${theOne(lack)} ${AIM_GAPS[lack.missing[0]]}.`,
    promise: (it) => say`complete ${partOf(it, 'aim', NEXT)}`,
    measurable: A_DECISION,
  },
  'causal-mechanisms': {
    topic: 'causal mechanisms',
    counts: ['mechanism says because', 'mechanisms say because'],
    met: 'mechanisms that bet on a cause ("because …") and are no mere task',
    among: AMONG_LIVING,
    move: (lack) => say`Say in ${theOne(lack)} why it should work: "because …".`,
    promise: (it) => say`say why ${it ?? NEXT} should work`,
    measurable: A_DECISION,
  },
  'paired-signals': {
    topic: 'proxies with an outcome',
    counts: ['proxy has an outcome beside it', 'proxies have an outcome beside them'],
    met: 'decisions with a proxy and an outcome that is neither vanity nor the proxy again',
    among: AMONG_LIVING,
    move: (lack) => say`Give ${theOne(lack)} ${SIGNAL_GAPS[lack.missing[0]]}.`,
    promise: (it) => say`give ${it ?? NEXT} an outcome beside its proxy`,
    measurable: A_DECISION,
  },
  'one-schema': {
    topic: 'valid and complete entries',
    counts: ['entry is valid and complete', 'entries are valid and complete'],
    met: 'entries that can be read, do not contradict themselves and fill every required field',
    among: `${AMONG_LIVING}, and entries that became invalid or unreadable in it or name a flagged workflow, unless they are known to be closed`,
    move: (lack) => SCHEMA_GAPS[lack.missing[0]](theOne(lack), lack.fields),
    promise: (it) => say`make ${it ?? NEXT} valid and complete`,
    measurable: A_DECISION,
  },
  'guardrails-resolve': {
    topic: 'guardrails that resolve',
    counts: ['guardrail resolves', 'guardrails resolve'],
    met: 'decisions whose guardrail names an SLI of the catalogue, a threshold and who can say stop',
    among: AMONG_NET,
    move: (lack) => GUARDRAIL_GAPS[lack.missing[0]](theOne(lack), lack.fields),
    promise: (it) => say`give ${it ?? NEXT} a guardrail that resolves`,
    measurable: A_DECISION,
  },
  'stop-owners': {
    topic: 'guardrails with a stop owner',
    counts: ['guardrail has someone who can say stop', 'guardrails have someone who can say stop'],
    met: 'decisions with a guardrail on all of whose guardrails somebody can say stop',
    among: `${AMONG_NET}, that have a guardrail`,
    move: (lack) => say`Name who can say stop in ${theOne(lack)}.`,
    promise: (it) => say`name who can stop ${it ?? NEXT}`,
    measurable: 'Give the next decision a guardrail.',
  },
  'limited-reach': {
    topic: 'decisions with a limited reach',
    counts: ['decision limits its reach at first', 'decisions limit their reach at first'],
    met: 'decisions whose guardrail says how far the test reaches at first',
    among: AMONG_NET,
    move: (lack) => REACH_GAPS[lack.missing[0]](theOne(lack)),
    promise: (it) => say`limit ${partOf(it, 'reach', NEXT)} at first`,
    measurable: A_DECISION,
  },
  'rollbacks-resolve': {
    topic: 'rollbacks that resolve',
    counts: ['rollback resolves', 'rollbacks resolve'],
    met: 'decisions whose rollback names a runbook, workflow or flag, all of which are there',
    among: `${AMONG_NET}, whose rollback could be read`,
    move: (lack) => ROLLBACK_GAPS[lack.missing[0]](theOne(lack)),
    promise: (it) => say`mend ${partOf(it, 'rollback', NEXT)}`,
    measurable: A_DECISION,
  },
  'rollbacks-exercised': {
    topic: `rollbacks exercised in ${EXERCISED_DAYS} days`,
    counts: [
      `rollback was exercised in ${EXERCISED_DAYS} days`,
      `rollbacks were exercised in ${EXERCISED_DAYS} days`,
    ],
    met: `rollbacks whose \`tested\` day lies within ${EXERCISED_DAYS} days before the end of the month`,
    among: `${AMONG_NET}, whose rollback leads somewhere`,
    move: (lack, month) =>
      say`Exercise the rollback of ${theOne(lack)} and write the day down (${literal('rollback.tested')})${lack.day === null ? '' : say`; it was last tried${onDay('on', lack, month)}`}.`,
    promise: (it) => say`exercise ${partOf(it, 'rollback', NEXT)}`,
    measurable: 'Give the next decision a way back.',
  },
  'off-switches': {
    topic: 'decisions behind a flag',
    counts: ['decision can be switched off by a flag', 'decisions can be switched off by a flag'],
    met: 'decisions whose rollback names a flag',
    among: AMONG_NET,
    move: (lack) =>
      say`Put ${theOne(lack)} behind a flag and name it (${literal('rollback.flag')}).`,
    promise: (it) => say`put ${it ?? NEXT} behind a flag`,
    measurable: A_DECISION,
  },
  ownership: {
    topic: 'decisions with an owner',
    counts: ['decision has an owner', 'decisions have an owner'],
    met: 'decisions that have an owner, their own or that of the operator card',
    among: AMONG_LIVING,
    move: (lack) => say`Name an owner in ${theOne(lack)}.`,
    promise: (it) => say`name an owner in ${it ?? NEXT}`,
    measurable: A_DECISION,
  },
  backups: {
    topic: 'decisions with a backup',
    counts: ['decision has a backup', 'decisions have a backup'],
    met: 'decisions for which somebody stands in, by the entry or the operator card',
    among: AMONG_LIVING,
    move: (lack) => say`Name a backup in ${theOne(lack)}.`,
    promise: (it) => say`name a backup in ${it ?? NEXT}`,
    measurable: A_DECISION,
  },
  'knowledge-spread': {
    topic: 'decisions that do not rest with one person',
    counts: [
      'decision does not rest with one and the same person alone',
      'decisions do not rest with one and the same person alone',
    ],
    met: 'decisions that a team owns, or anybody else, alone or too, than the one person who owns most of them',
    among: `${AMONG_LIVING} that have an owner; at least 3`,
    move: (lack) => say`Name another owner on ${theOne(lack)}.`,
    promise: (it) => say`name another owner on ${it ?? NEXT}`,
    measurable: 'Name an owner in at least 3 decisions.',
  },
};

/** The decision that falls short; once nobody can mend it any more, the next one. */
function theOne({ subject, past }: Lack): Sayable {
  return past || subject.kind !== 'entry' ? NEXT : entry(subject);
}
