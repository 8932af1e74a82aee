import { evidenceOf } from '../../../../src/core/scorecard/evidence/evidence.js';
import type {
  Lack,
  MeasureId,
  Missing,
  Reading,
} from '../../../../src/core/scorecard/measures/measure.js';
import { measureOf } from '../../../../src/core/scorecard/measures.js';
import type { Month } from '../../../../src/core/scorecard/month/month.js';
import { anEntry, type aReview, type EntryChanges } from '../../../builders/entry.js';
import { aMergedChange, aMonth, aScoredPolicy, entriesLike } from '../../../builders/month.js';
import { aWorkflow } from '../../../builders/policy.js';

/** A month, and what a measure reads in it. */
export interface Case<P extends Missing = Missing> {
  readonly why: string;
  readonly month: Month;
  readonly value: number;
  readonly of: number;
  /** What the first lack names as missing. */
  readonly missing?: readonly P[];
  /** What else it says. */
  readonly lack?: Partial<Lack>;
}

/** The cases of some measures. */
export type CasesOf<M extends MeasureId> = {
  readonly [Id in M]: readonly Case<Missing<Id>>[];
};

export const A_DEVIATION = { from: 'a', to: 'b', because: 'c', expected: null, outcome: null };

/** A month with one decision, spoilt in one thing. */
export function withOne(changes: EntryChanges): Month {
  return aMonth({ entries: [anEntry(changes)] });
}

/** DL-0042, and beside it a decision spoilt in one thing. */
export function besides(changes: EntryChanges): Month {
  return aMonth({ entries: entriesLike({ id: 'DL-0042' }, { id: 'DL-0043', ...changes }) });
}

/** A month with one decision and these reviews of it. */
export function reviewed(...reviews: readonly ReturnType<typeof aReview>[]): Month {
  const last = reviews.at(-1)?.verdict;
  const status = last === 'graduate' ? 'graduated' : last === 'kill' ? 'killed' : 'pilot';
  return withOne({ status, reviews });
}

/** A change as it should be, and another spoilt in one thing. */
export function changed(changes: Parameters<typeof aMergedChange>[0]): Month {
  return aMonth({
    changes: [aMergedChange({ number: 1 }), aMergedChange({ number: 2, ...changes })],
  });
}

/** The flagged workflow spoilt in one thing. */
export function flagging(changes: Parameters<typeof aWorkflow>[0]): Month {
  return aMonth({ policy: aScoredPolicy({ workflows: [aWorkflow(changes)] }) });
}

/** What a measure reads in a month. */
export function read(id: MeasureId, month: Month): Reading {
  return measureOf(id).read(evidenceOf(month));
}

/** Those that fall short; none where nothing was measured. */
export function lacksOf(id: MeasureId, month: Month): readonly Lack[] {
  const reading = read(id, month);
  return reading.kind === 'measured' ? reading.lacks : [];
}
