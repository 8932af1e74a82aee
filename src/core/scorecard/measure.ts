import type { Day } from '../day.js';
import type { Person } from '../policy.js';
import type { Evidence } from './evidence.js';
import type { Unknown } from './month.js';

export const MEASURE_IDS = [
  'quantified-aims',
  'causal-mechanisms',
  'paired-signals',
  'one-schema',
  'guardrails-resolve',
  'stop-owners',
  'limited-reach',
  'rollbacks-resolve',
  'rollbacks-exercised',
  'off-switches',
  'operator-cards',
  'ownership',
  'backups',
  'escalations',
  'handoffs',
  'knowledge-spread',
  'evidence-one-click',
  'changes-cleared',
  'changes-linked',
  'blast-radius',
  'exceptions',
  'repeated-exceptions',
  'checkpoints-on-time',
  'near-checkpoints',
  'extensions',
  'graduations-and-kills',
  'kills-honoured',
  'review-cadence',
  'pilots-per-cycle',
  'deviations-per-cycle',
  'novelty-quota',
  'deviations-settled',
  'lessons',
] as const;
export type MeasureId = (typeof MEASURE_IDS)[number];

/** What a measure counts one of. */
export type Subject =
  | { readonly kind: 'entry'; readonly id: string; readonly path: string }
  | { readonly kind: 'workflow'; readonly id: string; readonly title: string }
  | {
      readonly kind: 'change';
      readonly number: number | null;
      readonly title: string;
      readonly url: string | null;
    }
  | { readonly kind: 'cycle'; readonly from: Day; readonly to: Day };

/** A subject that falls short, with what its move has to name. */
export interface Lack {
  readonly subject: Subject;
  /** Which parts of it fall short, in the measure's own words of code. */
  readonly missing: readonly string[];
  /** Ids of the flagged workflows concerned. */
  readonly workflows: readonly string[];
  /** The day that tells, where there is one: a checkpoint, a review, a kill. */
  readonly day: Day | null;
  readonly people: readonly Person[];
  /** Over and done: nobody can mend it, only the next one. */
  readonly past: boolean;
}

/** Why a measure says nothing. */
export type Silence =
  /** There is nothing to count; `least`: how many there must be. */
  | { readonly kind: 'too-few'; readonly found: number; readonly least: number }
  | { readonly kind: 'unread'; readonly what: Unknown };

/** What a measure read: `value` of `of`, or why nothing can be said. */
export type Reading =
  | {
      readonly kind: 'measured';
      readonly value: number;
      readonly of: number;
      readonly met: readonly Subject[];
      readonly lacks: readonly Lack[];
    }
  | { readonly kind: 'not-measured'; readonly why: Silence };

/** One measure: a question to the month's evidence that is answered by counting. */
export interface Measure {
  readonly id: MeasureId;
  readonly read: (evidence: Evidence) => Reading;
}

/** What is said of one subject that falls short; the rest is filled in. */
export type Shortfall = Partial<Omit<Lack, 'subject'>>;

/** One thing to count: a subject, and how it falls short (`null`: it does not). */
export interface Counted {
  readonly subject: Subject;
  readonly lack: Shortfall | null;
}

/** Counts the subjects that do not fall short, among at least `least`. */
export function share(counted: readonly Counted[], least = 1): Reading {
  const of = counted.length;
  if (of < least) return tooFew(of, least);
  const lacks = counted.flatMap(({ subject, lack }) =>
    lack === null ? [] : [{ ...NOTHING, ...lack, subject }],
  );
  const met = counted.filter(({ lack }) => lack === null).map(({ subject }) => subject);
  return { kind: 'measured', value: met.length, of, met, lacks };
}

export function tooFew(found: number, least = 1): Reading {
  return { kind: 'not-measured', why: { kind: 'too-few', found, least } };
}

/** Whether any of it could not be read, so that its count would be too good or too bad. */
export function unread({ month }: Evidence, what: Unknown): Reading | null {
  const lost = month.unmeasured.some((one) => one.what === what);
  return lost ? { kind: 'not-measured', why: { kind: 'unread', what } } : null;
}

/** How much of an id or title counts, so that a key stays one. */
const LONGEST_NAME = 120;

/** What names a subject from month to month. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case 'entry':
    case 'workflow':
      return `${subject.kind}:${named(subject.id.toLowerCase())}`;
    case 'change':
      return `change:${subject.number ?? named(subject.title)}`;
    case 'cycle':
      return `cycle:${subject.from}`;
  }
}

function named(text: string): string {
  return [...text].slice(0, LONGEST_NAME).join('');
}

const NOTHING: Omit<Lack, 'subject'> = {
  missing: [],
  workflows: [],
  day: null,
  people: [],
  past: false,
};
