import type { Day } from '../../day.js';
import { idKey } from '../../identifier.js';
import type { Person } from '../../policy.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Unknown } from '../month/month.js';

/** Every measure, in the order of the documentation. */
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
      /** Ids of the flagged workflows it touched. */
      readonly workflows: readonly string[];
    }
  | { readonly kind: 'cycle'; readonly from: Day; readonly to: Day };

/** What one that falls short may be missing, measure by measure, as codes; `render/` has the words. */
interface MissingOf {
  readonly 'quantified-aims': 'aim' | 'to' | 'from' | 'by' | 'behaviour';
  readonly 'causal-mechanisms': 'because';
  readonly 'paired-signals': 'signals.proxy' | 'signals.outcome' | 'vanity-outcome' | 'proxy-only';
  /** The whole file, or the fields that the lack names. */
  readonly 'one-schema': 'file' | 'field';
  readonly 'guardrails-resolve': 'guardrail-missing' | 'guardrail-unknown' | 'guardrail-incomplete';
  readonly 'stop-owners': 'stop';
  readonly 'limited-reach': 'guardrail' | 'limit';
  readonly 'rollbacks-resolve':
    | 'rollback-missing'
    | 'rollback-not-found'
    | 'rollback-anchor'
    | 'rollback-not-dispatchable';
  readonly 'rollbacks-exercised': 'tested';
  readonly 'off-switches': 'flag';
  readonly 'operator-cards': 'owner' | 'backup' | 'trigger' | 'stop-when' | 'metric' | 'escalation';
  readonly ownership: 'owner';
  readonly backups: 'backup';
  readonly escalations: 'escalation';
  readonly handoffs: 'by';
  /** Another owner than the one person who owns most. */
  readonly 'knowledge-spread': 'other-owner';
  readonly 'evidence-one-click': 'evidence';
  /** How it was merged; `judged-…` where nobody saw that verdict before. */
  readonly 'changes-cleared':
    | 'overridden'
    | 'held'
    | 'advised'
    | 'unreadable'
    | 'judged-held'
    | 'judged-advised'
    | 'judged-unreadable';
  readonly 'changes-linked': 'decision';
  readonly 'blast-radius': 'one-workflow';
  readonly exceptions: 'verdict';
  readonly 'repeated-exceptions': 'fix';
  /** A verdict at all, or in time; or its entry left the log without one. */
  readonly 'checkpoints-on-time': 'verdict' | 'on-time' | 'gone';
  readonly 'near-checkpoints': 'checkpoint' | 'too-far';
  readonly extensions: 'verdict';
  readonly 'graduations-and-kills': 'verdict';
  readonly 'kills-honoured': 'on-time' | 'because';
  readonly 'review-cadence': 'review';
  readonly 'pilots-per-cycle': 'pilot';
  readonly 'deviations-per-cycle': 'deviation';
  readonly 'novelty-quota': 'quota';
  readonly 'deviations-settled': 'verdict';
  readonly lessons: 'change';
}

/** Every code of what may be missing, or those of one measure. */
export type Missing<M extends MeasureId = MeasureId> = MissingOf[M];

/** A subject that falls short, with what its move has to name. */
export interface Lack<P extends Missing = Missing> {
  readonly subject: Subject;
  /** Which parts of it fall short; most moves are about the first. */
  readonly missing: readonly [P, ...P[]];
  /** The fields of an entry that are at fault, where the parts do not name them. */
  readonly fields: readonly string[];
  /** How many there were where fewer should have been: exceptions, extensions, deviations; else 1. */
  readonly count: number;
  /** Ids of the flagged workflows concerned. */
  readonly workflows: readonly string[];
  /** The day that tells, where there is one: a checkpoint, a review, a kill. */
  readonly day: Day | null;
  readonly people: readonly Person[];
  /** Who owns the decision concerned. */
  readonly owner: readonly Person[];
  /** Over and done: nobody can mend it, only the next one. */
  readonly past: boolean;
  /** Then the key of what the next one is to be of: an entry, workflows, or `*` for any. */
  readonly next: string;
}

/** Why a measure says nothing. */
export type Silence =
  /** There is nothing to count; `least`: how many there must be. */
  | { readonly kind: 'too-few'; readonly found: number; readonly least: number }
  | { readonly kind: 'unread'; readonly what: Unknown };

/** What a measure read: of `of` that it counted, `value` are as they should be. */
export interface Measured<P extends Missing = Missing> {
  readonly kind: 'measured';
  readonly value: number;
  readonly of: number;
  /** All of them, in the order in which they were counted. */
  readonly counted: readonly Subject[];
  readonly met: readonly Subject[];
  readonly lacks: readonly Lack<P>[];
}

/** That a measure says nothing, and why. */
export interface NotMeasured {
  readonly kind: 'not-measured';
  readonly why: Silence;
}

/** What a measure says of a month, be it nothing. */
export type Reading<P extends Missing = Missing> = Measured<P> | NotMeasured;

/** What the measures read that were asked, by their ids. */
export type Readings = ReadonlyMap<MeasureId, Reading>;

/** One measure: a question to the month's evidence that is answered by counting. */
export interface Measure<M extends MeasureId = MeasureId> {
  readonly id: M;
  readonly read: (evidence: Evidence) => Reading<Missing<M>>;
  /** Whether a verdict is what mends its lacks, however late it comes. */
  readonly asksVerdict?: true;
  /** Whether it tells only that nothing went wrong: that may lower a score and raises none. */
  readonly lowersOnly?: true;
}

/** One thing to count: a subject, and how it falls short (`null`: it does not). */
export interface Counted<P extends Missing = Missing> {
  readonly subject: Subject;
  readonly lack: Lack<P> | null;
}

/** Counts the subjects that do not fall short; with fewer than `least` there is nothing to say. */
export function share<P extends Missing>(counted: readonly Counted<P>[], least = 1): Reading<P> {
  const of = counted.length;
  if (of < least) return tooFew(of, least);
  const met = counted.filter(({ lack }) => lack === null).map(({ subject }) => subject);
  return {
    kind: 'measured',
    value: met.length,
    of,
    counted: counted.map(({ subject }) => subject),
    met,
    lacks: counted.flatMap(({ lack }) => lack ?? []),
  };
}

/** That of `least` needed only `found` were there. */
export function tooFew(found: number, least = 1): NotMeasured {
  return { kind: 'not-measured', why: { kind: 'too-few', found, least } };
}

/** That some of it could not be read, so that its count would be too good or too bad; else `null`. */
export function unread({ month }: Evidence, what: Unknown): NotMeasured | null {
  const lost = month.unmeasured.some((one) => one.what === what);
  return lost ? { kind: 'not-measured', why: { kind: 'unread', what } } : null;
}

/** The key of whatever comes next. */
export const ANY = '*';

/** How much of an id or title counts, so that a key stays one. */
const LONGEST_NAME = 120;

/** What names a subject from month to month: an entry in the form in which ids compare. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case 'entry':
      return `entry:${named(idKey(subject.id))}`;
    case 'workflow':
      return workflowsKey([subject.id]);
    case 'change':
      return `change:${subject.number ?? named(subject.title)}`;
    case 'cycle':
      return `cycle:${subject.from}`;
  }
}

/** What names several workflows together; their ids have no commas. */
export function workflowsKey(ids: readonly string[]): string {
  return `workflow:${ids.map(named).join(',')}`;
}

function named(text: string): string {
  return [...text.toLowerCase()].slice(0, LONGEST_NAME).join('');
}
