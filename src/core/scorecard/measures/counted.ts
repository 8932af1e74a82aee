import { idKey } from '../../identifier.js';
import type { Workflow } from '../../policy.js';
import type { Case, Remark } from '../../rules/case.js';
import type { Counted, Shortfall, Subject } from '../measure.js';
import type { MergedChange } from '../month.js';
import type { Reviewed, Tried } from '../tried.js';

/** Counts a decision: what falls short of it, if anything is missing. */
export function countDecision(tried: Tried, missing: readonly string[]): Counted {
  const subject = entrySubject(tried);
  return { subject, lack: missing.length === 0 ? null : shortOf(tried, { missing }) };
}

/** Counts a decision by one of the gate's rules, put to each workflow it names. */
export function countByRule(
  tried: Tried,
  rule: (one: Case) => readonly Remark[],
  partOf: (made: Remark) => string | null,
): Counted {
  return countDecision(tried, partsOf(tried, rule, partOf));
}

/** The parts that a rule remarks on, each once. */
export function partsOf(
  { cases }: Tried,
  rule: (one: Case) => readonly Remark[],
  partOf: (made: Remark) => string | null,
): readonly string[] {
  const parts = cases.flatMap(rule).flatMap((made) => partOf(made) ?? []);
  return [...new Set(parts)];
}

/** Counts one review of the month; what it lacks can only be better in the next one. */
export function countReview({ tried, review }: Reviewed, falls: boolean): Counted {
  const shortfall = { day: review.date, people: review.by, past: true };
  return { subject: entrySubject(tried), lack: falls ? shortOf(tried, shortfall) : null };
}

/** Counts one merged change; what it lacks can only be better in the next one. */
export function countChange(change: MergedChange, missing: readonly string[]): Counted {
  const { number, title, url, workflows, mergedOn } = change;
  const subject = { kind: 'change', number, title, url } as const;
  const lack = { missing, workflows, day: mergedOn, past: true };
  return { subject, lack: missing.length === 0 ? null : lack };
}

export function countWorkflow({ id, title }: Workflow, missing: readonly string[]): Counted {
  const subject = { kind: 'workflow', id, title } as const;
  return { subject, lack: missing.length === 0 ? null : { missing, workflows: [id] } };
}

export function entrySubject({ entry: { id, path } }: Tried): Subject {
  return { kind: 'entry', id, path };
}

/** How a decision falls short, with the workflows that are concerned. */
export function shortOf({ workflows }: Tried, shortfall: Shortfall): Shortfall {
  return { workflows: workflows.map(({ id }) => id), ...shortfall };
}

/** A person's name in the form in which two names compare. */
export function personKey(person: string): string {
  return idKey(person.replace(/^@/, ''));
}
