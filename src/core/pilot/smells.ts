import { addDays, type Day } from '../day.js';
import type { Decision } from '../decision.js';
import type { Person, PilotRules } from '../policy.js';
import { isVanity } from '../rules/wording.js';

/** The five smells of pilot purgatory, in the order in which they are shown. */
export const SMELLS = [
  'owner-unclear',
  'no-criterion',
  'no-user-behaviour',
  'older-than-a-cycle',
  'no-operations-path',
] as const;
export type SmellId = (typeof SMELLS)[number];

/** One smell, present or not, with the text or day that shows it; `null` where nothing is written. */
export interface Smell {
  readonly id: SmellId;
  readonly present: boolean;
  readonly evidence: string | null;
}

/** What is smelled at: the entry with what the operator card fills in. */
export interface Smelled {
  readonly decision: Decision;
  readonly owner: readonly Person[];
  readonly rules: PilotRules;
  readonly today: Day;
}

/** All five smells, each judged. */
export function smellsOf(one: Smelled): readonly Smell[] {
  return SMELLS.map((id) => ({ id, ...JUDGED[id](one) }));
}

type Judged = Pick<Smell, 'present' | 'evidence'>;

const JUDGED: Readonly<Record<SmellId, (one: Smelled) => Judged>> = {
  'owner-unclear': ({ owner }) => absent(owner.length === 0 ? null : owner.join(', ')),
  'no-criterion': ({ decision }) => absent(decision.checkpoint.continueIf),
  'no-user-behaviour': ({ decision }) => {
    const [first = null] = decision.signals.outcome;
    const looks = first !== null && decision.signals.outcome.every(isVanity);
    return { present: first === null || looks, evidence: first };
  },
  'older-than-a-cycle': ({ decision, rules, today }) => ({
    present: decision.date !== null && addDays(decision.date, rules.cycle) < today,
    evidence: decision.date,
  }),
  'no-operations-path': ({ decision }) => absent(decision.graduation),
};

function absent(evidence: string | null): Judged {
  return { present: evidence === null, evidence };
}
