import type { Aim } from '../../decision.js';
import type { Case, Remark } from '../../rules/case.js';
import { validity } from '../../rules/validity.js';
import {
  figuresIn,
  isVanity,
  isVanityAim,
  proxyOnly,
  vanityOutcome,
  weakAim,
  weakMechanism,
} from '../../rules/wording.js';
import type { Broken } from '../evidence/broken.js';
import { isClosed, type Tried } from '../evidence/tried.js';
import { countBet, counted, countTried, partsIn, partsOf } from './counted.js';
import { type Counted, type Measure, type Missing, share } from './measure.js';

/** Aims that say from where to where, and by when, of something users do. */
export const quantifiedAims: Measure<'quantified-aims'> = {
  id: 'quantified-aims',
  read: ({ living }) =>
    share(
      living.map((tried) => {
        const asked = [...partsIn(tried.gaps, aimPart), ...partsOf(tried, weakAim, aimPart)];
        return countBet(tried, [...new Set([...asked, ...plainGaps(tried.decision.aim)])]);
      }),
    ),
};

/** Mechanisms that bet on a cause. */
export const causalMechanisms: Measure<'causal-mechanisms'> = {
  id: 'causal-mechanisms',
  read: ({ living }) => share(living.map((tried) => countBet(tried, mechanismGaps(tried)))),
};

/** Proxies that have an outcome beside them, which is neither vanity nor the proxy again. */
export const pairedSignals: Measure<'paired-signals'> = {
  id: 'paired-signals',
  read: ({ living }) => share(living.map((tried) => countBet(tried, signalGaps(tried)))),
};

/** Entries that can be read, do not contradict themselves, and fill every required field. */
export const oneSchema: Measure<'one-schema'> = {
  id: 'one-schema',
  read: ({ living, broken }) => {
    const known = new Set(living.map(({ entry }) => entry));
    return share([
      ...broken.filter(({ entry, counts }) => counts && !known.has(entry)).map(countBroken),
      ...living.map(countSchema),
    ]);
  },
};

/** What a mechanism lacks to be a bet on a cause. */
export function mechanismGaps(tried: Tried): readonly Missing<'causal-mechanisms'>[] {
  const partOf = ({ field }: Remark) => (field === 'mechanism' ? 'because' : null);
  return [...new Set([...partsIn(tried.gaps, partOf), ...partsOf(tried, weakMechanism, partOf)])];
}

type AimGap = Missing<'quantified-aims'>;

function aimPart({ fact, field }: Remark): AimGap | null {
  if (field !== 'aim') return null;
  if (fact.code === 'weak-aim') return fact.missing.includes('from') ? 'from' : 'by';
  if (fact.code !== 'decision-incomplete') return null;
  return fact.why === 'absent' ? 'aim' : 'to';
}

function signalGaps(tried: Tried): readonly Missing<'paired-signals'>[] {
  const asked = partsIn(tried.gaps, signalPart);
  return [...asked, ...partsOf(tried, signalRules, signalPart)];
}

function signalRules(one: Case): readonly Remark[] {
  return [...vanityOutcome(one), ...proxyOnly(one)];
}

function signalPart({ fact }: Remark): Missing<'paired-signals'> | null {
  if (fact.code === 'vanity-outcome' || fact.code === 'proxy-only') return fact.code;
  if (fact.code !== 'decision-incomplete') return null;
  const { field } = fact;
  return field === 'signals.proxy' || field === 'signals.outcome' ? field : null;
}

/** More than the gate asks of an aim: of a sentence both figures, and of each that it is no vanity. */
function plainGaps(aim: Aim | null): readonly AimGap[] {
  if (aim === null) return [];
  const { metric, text } = aim;
  const vanity = ['behaviour'] as const;
  if (metric !== null) return isVanity(metric) ? vanity : [];
  return text === null ? [] : [...figureGap(text), ...(isVanityAim(text) ? vanity : [])];
}

function figureGap(text: string): readonly AimGap[] {
  switch (figuresIn(text)) {
    case 'none':
      return ['to'];
    case 'one':
      return ['from'];
    case 'from-to':
      return [];
  }
}

/** A file that is invalid can be mended; what a closed decision left out can not. */
function countSchema(tried: Tried): Counted<SchemaGap> {
  const wrong = tried.cases.flatMap(validity).map(({ field }) => field);
  const open = tried.gaps.map(({ field }) => field);
  const { missing, fields } = schemaGaps([...wrong, ...open]);
  const past = isClosed(tried.decision) && wrong.length === 0;
  return countTried(tried, missing, { fields, past });
}

function countBroken({ entry: { id, path }, fields: wrong }: Broken): Counted<SchemaGap> {
  const { missing, fields } = schemaGaps(wrong);
  return counted({ kind: 'entry', id, path }, missing, { fields });
}

type SchemaGap = Missing<'one-schema'>;

/** What is at fault, by the fields; `null` among them is the whole file, beside which none counts. */
function schemaGaps(fields: readonly (string | null)[]) {
  const known = [...new Set(fields)].filter((field) => field !== null);
  if (known.length < new Set(fields).size) return { missing: ['file'], fields: [] } as const;
  return { missing: known.length === 0 ? [] : (['field'] as const), fields: known };
}
