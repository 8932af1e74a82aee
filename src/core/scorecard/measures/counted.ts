import type { Workflow } from '../../policy.js';
import type { Case, Remark } from '../../rules/case.js';
import type { Cycle } from '../evidence/cycles.js';
import { isClosed, isGone, type Reviewed, type Tried } from '../evidence/tried.js';
import type { MergedChange } from '../month/month.js';
import {
  ANY,
  type Counted,
  type Lack,
  type Missing,
  type Subject,
  workflowsKey,
} from './measure.js';

/** What more is said of a subject that falls short; the rest is filled in. */
export type Shortfall = Partial<Omit<Lack, 'subject' | 'missing'>>;

const NOTHING: Required<Shortfall> = {
  fields: [],
  count: 1,
  workflows: [],
  day: null,
  people: [],
  owner: [],
  past: false,
  next: ANY,
};

/** Counts a subject by the parts of it that fall short; of none, it does not. */
export function counted<P extends Missing>(
  subject: Subject,
  [first, ...rest]: readonly P[],
  shortfall: Shortfall = {},
): Counted<P> {
  if (first === undefined) return { subject, lack: null };
  return { subject, lack: { ...NOTHING, ...shortfall, subject, missing: [first, ...rest] } };
}

/** Counts a decision, with the workflows that are concerned. */
export function countTried<P extends Missing>(
  tried: Tried,
  missing: readonly P[],
  shortfall: Shortfall,
): Counted<P> {
  const { owner } = tried;
  const workflows = tried.workflows.map(({ id }) => id);
  return counted(entrySubject(tried), missing, { workflows, owner, ...shortfall });
}

/** Counts a decision by what somebody may still add to it while anything of it stays. */
export function countDecision<P extends Missing>(
  tried: Tried,
  missing: readonly P[],
  shortfall: Shortfall = {},
): Counted<P> {
  return countTried(tried, missing, { past: isGone(tried.decision), ...shortfall });
}

/** Counts a decision by what it bet on: once it ended, only the next one can bet better. */
export function countBet<P extends Missing>(tried: Tried, missing: readonly P[]): Counted<P> {
  return countTried(tried, missing, { past: isClosed(tried.decision) });
}

/** Counts a decision by one of the gate's rules, put to each workflow it names. */
export function countByRule<R extends Remark, P extends Missing>(
  tried: Tried,
  rule: (one: Case) => readonly R[],
  partOf: (made: R) => P | null,
): Counted<P> {
  return countDecision(tried, partsOf(tried, rule, partOf));
}

/** The parts that a rule remarks on, each once. */
export function partsOf<R extends Remark, P extends Missing>(
  { cases }: Tried,
  rule: (one: Case) => readonly R[],
  partOf: (made: R) => P | null,
): readonly P[] {
  return partsIn(cases.flatMap(rule), partOf);
}

/** The parts that remarks are about, each once. */
export function partsIn<R extends Remark, P extends Missing>(
  remarks: readonly R[],
  partOf: (made: R) => P | null,
): readonly P[] {
  return [...new Set(remarks.flatMap((made) => partOf(made) ?? []))];
}

/** Counts one review; what it lacks can only be better in the next one, of that entry where meant. */
export function countReview<P extends Missing>(
  { tried, review }: Reviewed,
  missing: readonly P[],
  next = ANY,
): Counted<P> {
  return countTried(tried, missing, { day: review.date, people: review.by, past: true, next });
}

/** Counts one merged change; what it lacks can only be better in the next one of its workflows. */
export function countChange<P extends Missing>(
  change: MergedChange,
  missing: readonly P[],
  next = workflowsKey(change.workflows),
): Counted<P> {
  const { number, title, url, workflows, mergedOn } = change;
  const subject = { kind: 'change', number, title, url, workflows } as const;
  return counted(subject, missing, { workflows, day: mergedOn, past: true, next });
}

/** Counts a flagged workflow by what its operator card lacks, or by what happened to it. */
export function countWorkflow<P extends Missing>(
  { id, title }: Workflow,
  missing: readonly P[],
  shortfall: Shortfall = {},
): Counted<P> {
  return counted({ kind: 'workflow', id, title }, missing, { workflows: [id], ...shortfall });
}

/** Counts a cycle: it is over, only the next one can be better. */
export function countCycle<P extends Missing>(
  cycle: Cycle,
  missing: readonly P[],
  shortfall: Shortfall = {},
): Counted<P> {
  return counted({ kind: 'cycle', ...cycle }, missing, { past: true, ...shortfall });
}

/** A decision as what is counted. */
export function entrySubject({ entry: { id, path } }: Pick<Tried, 'entry'>): Subject {
  return { kind: 'entry', id, path };
}
