import { listed, literal, path, say, words } from '../phrase.js';
import { theEntry, writeField } from '../scene.js';
import type { WordsFor } from './said.js';

/** Codes that never hold a change. */
type WarningCode =
  | 'weak-aim'
  | 'weak-mechanism'
  | 'vanity-outcome'
  | 'proxy-only'
  | 'no-backup'
  | 'limit-missing'
  | 'entry-weakened'
  | 'deviation-forbidden'
  | 'new-reference';

export const WARNING_WORDS: WordsFor<WarningCode> = {
  'weak-aim': {
    name: 'Weak aim',
    example: 'aim: { metric: quote timeouts, from: 1.8 %, to: 0.6 %, by: 2026-12-01 }',
    say: (fact, scene) => ({
      short: 'has a weak aim',
      what: say`The aim of ${theEntry(scene)} does not say ${listed(fact.missing.map((part) => AIM[part]))}.`,
      fix: say`Add ${listed(fact.missing.map((part) => literal(`aim.${part}`)))}: without it nobody can say whether the aim was reached.`,
    }),
  },
  'weak-mechanism': {
    name: 'Mechanism reads like a task',
    example:
      'mechanism: A read-through cache will cut timeouts because most quotes repeat 200 inputs.',
    say: (fact, scene) => ({
      short: 'has a mechanism that reads like a task',
      what: say`The mechanism of ${theEntry(scene)} says what will be done, not what it will move: ${words(fact.text)}.`,
      fix: say`Write it as a bet: what will move which signal, because of which cause.`,
    }),
  },
  'vanity-outcome': {
    name: 'Outcome measures looks',
    example: 'signals: { proxy: cache hit rate, outcome: support tickets per 1k sessions }',
    say: (fact, scene) => ({
      short: 'has an outcome that measures looks',
      what: say`${words(fact.outcome)} can rise without anything being better for users; it stands as the outcome of ${theEntry(scene)}.`,
      fix: say`Keep it as ${literal('signals.leading')} if it helps, and name what users do differently as ${literal('signals.outcome')}.`,
    }),
  },
  'proxy-only': {
    name: 'Proxy stands for the outcome',
    example: 'signals: { proxy: cache hit rate, outcome: support tickets per 1k sessions }',
    say: (fact, scene) => ({
      short: 'has a proxy as its outcome',
      what: say`${words(fact.proxy)} is both proxy and outcome of ${theEntry(scene)}, so it proves itself.`,
      fix: say`Name another ${literal('signals.outcome')}: what must move for users when the proxy does.`,
    }),
  },
  'no-backup': {
    name: 'No backup',
    example: 'backup: "@hubot"',
    say: (_, scene) => ({
      short: 'has no backup',
      what: say`Nobody stands in when the owner of ${theEntry(scene)} is away.`,
      fix: say`${writeField(scene, 'backup', '"@login"')}, or name one for ${scene.workflow?.title ?? 'the workflow'} in the policy.`,
    }),
  },
  'limit-missing': {
    name: 'No limit to its reach',
    example: 'guardrail: { sli: quote-errors, limit: 10 % of Segment S behind flag quote_cache }',
    say: (_, scene) => ({
      short: 'has no limit to its reach',
      what: say`${theEntry(scene)} does not say how far it may reach at first.`,
      fix: say`Add ${literal('guardrail.limit')}: a flag or a share of traffic keeps a mistake small.`,
    }),
  },
  'entry-weakened': {
    name: 'Safety net changed',
    example: 'guardrail: { sli: quote-errors, threshold: "<= 0.1 %" }',
    say: (fact, scene) => ({
      short: 'has its safety net changed',
      what:
        fact.to === null
          ? say`This change removes ${literal(fact.field)} from ${theEntry(scene)}; it was ${words(fact.from)}.`
          : say`This change turns ${literal(fact.field)} of ${theEntry(scene)} from ${words(fact.from)} into ${words(fact.to)}.`,
      fix: say`Put it back, or let the owner see that it is meant.`,
    }),
  },
  'deviation-forbidden': {
    name: 'Deviation where none belongs',
    example: 'novelty: { per-cycle: 1, forbidden: ["security/**"] }',
    say: (fact, scene) => ({
      short: 'deviates where the policy wants none',
      what: say`${theEntry(scene)} is a deviation from the standard way, and ${path(fact.path)} is where the policy wants none (${literal(fact.glob)}).`,
      fix: say`Take the standard way there, or move the trial elsewhere.`,
    }),
  },
  'new-reference': {
    name: 'Reference is new',
    example: 'rollback: { runbook: docs/runbooks/pricing.md#roll-back }',
    say: (fact, scene) => ({
      short: 'rests on something new',
      what: say`The ${KINDS[fact.kind]} ${literal(fact.name)} of ${theEntry(scene)} exists only in this change.`,
      fix: say`Read it with the change: nobody has reviewed it before.`,
    }),
  },
};

const AIM = { from: 'from where it starts', by: 'by when' } as const;
const KINDS = { sli: 'SLI', runbook: 'runbook', workflow: 'workflow' } as const;
