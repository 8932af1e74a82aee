import type { Entry } from '../../decision.js';
import type { Case, Remark } from '../../rules/case.js';
import { completeness } from '../../rules/completeness.js';
import { validity } from '../../rules/validity.js';
import { isVanity, proxyOnly, vanityOutcome, weakAim, weakMechanism } from '../../rules/wording.js';
import type { Evidence } from '../evidence.js';
import { type Counted, type Measure, share } from '../measure.js';
import { countByRule, countDecision, partsOf } from './counted.js';

/** Aims that say from where to where, and by when, of something users do. */
export const quantifiedAims: Measure = {
  id: 'quantified-aims',
  read: ({ living }) =>
    share(
      living.map((tried) => {
        const metric = tried.decision.aim?.metric ?? null;
        const looks = metric !== null && isVanity(metric) ? ['behaviour'] : [];
        return countDecision(tried, [...partsOf(tried, aimRules, aimPart), ...looks]);
      }),
    ),
};

/** Mechanisms that bet on a cause. */
export const causalMechanisms: Measure = {
  id: 'causal-mechanisms',
  read: ({ living }) =>
    share(
      living.map((tried) =>
        countByRule(
          tried,
          (one) => [...completeness(one), ...weakMechanism(one)],
          ({ field }) => (field === 'mechanism' ? 'because' : null),
        ),
      ),
    ),
};

/** Proxies that have an outcome beside them, which is neither vanity nor the proxy again. */
export const pairedSignals: Measure = {
  id: 'paired-signals',
  read: ({ living }) => share(living.map((tried) => countByRule(tried, signalRules, signalPart))),
};

/** Entries that can be read, do not contradict themselves, and fill every required field. */
export const oneSchema: Measure = {
  id: 'one-schema',
  read: (evidence) =>
    share([
      ...evidence.living.map((tried) => countByRule(tried, schemaRules, schemaPart)),
      ...unreadable(evidence).map(countUnreadable),
    ]),
};

function aimRules(one: Case): readonly Remark[] {
  return [...completeness(one), ...weakAim(one)].filter(({ field }) => field === 'aim');
}

function aimPart({ fact }: Remark): string | null {
  if (fact.code === 'weak-aim') return fact.missing.includes('from') ? 'from' : 'by';
  if (fact.code !== 'decision-incomplete') return null;
  return fact.why === 'absent' ? 'aim' : 'to';
}

function signalRules(one: Case): readonly Remark[] {
  return [...completeness(one), ...vanityOutcome(one), ...proxyOnly(one)];
}

function signalPart({ fact }: Remark): string | null {
  switch (fact.code) {
    case 'vanity-outcome':
    case 'proxy-only':
      return fact.code;
    case 'decision-incomplete':
      return fact.field.startsWith('signals.') ? fact.field : null;
    default:
      return null;
  }
}

function schemaRules(one: Case): readonly Remark[] {
  return [...validity(one), ...completeness(one)];
}

function schemaPart({ fact, field }: Remark): string {
  return fact.code === 'decision-incomplete' ? fact.field : (field ?? 'file');
}

function unreadable({ month }: Evidence): readonly Entry[] {
  return month.entries.filter(({ decision }) => decision === null);
}

function countUnreadable({ id, path }: Entry): Counted {
  return { subject: { kind: 'entry', id, path }, lack: { missing: ['file'] } };
}
