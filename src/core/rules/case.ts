import type { CataloguedSli, Target } from '../change.js';
import type { Day } from '../day.js';
import { type Decision, type Entry, placeOf } from '../decision.js';
import type { Fact, Finding } from '../finding.js';
import type { Level, Place } from '../place.js';
import type { Policy, Workflow } from '../policy.js';

/** What surrounds every judgement of an entry: the rules, the day, and what its references find. */
export interface World {
  readonly policy: Policy;
  readonly today: Day;
  readonly slis: readonly CataloguedSli[];
  readonly targets: ReadonlyMap<string, Target>;
  /** Paths the change touches; none when a log is linted. */
  readonly paths: readonly string[];
}

/** One entry put before one flagged workflow. */
export interface Case extends World {
  readonly workflow: Workflow;
  readonly entry: Entry;
  readonly decision: Decision;
  /** Whether the change at hand adds or edits the entry. */
  readonly edited: boolean;
  /** The entry as the base branch has it, when the change edits it. */
  readonly before: Entry | null;
  /** The entry that has this one's id already, and keeps it. */
  readonly usurps: Entry | null;
}

/** A fact about a case: the field it concerns, and where that (or what stands for it) is written. */
export interface Remark<F extends Fact = Fact> {
  readonly fact: F;
  readonly field: string | null;
  readonly place: Place | null;
}

/** A remark about the first of the fields, at the first of them that the entry writes. */
export function remark<F extends Fact>(
  one: Case,
  fact: F,
  ...fields: readonly string[]
): Remark<F> {
  return { fact, field: fields[0] ?? null, place: placeOf(one.entry, ...fields) };
}

/** The remark as a finding of its level. */
export function findingOf(one: Case, level: Level, made: Remark): Finding {
  return { ...made, level, workflow: one.workflow.id, decision: one.entry.id };
}
