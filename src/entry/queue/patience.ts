import type { Trouble } from '../../core/trouble.js';
import type { Job } from '../jobs/job.js';

/** How long trouble is borne, and how the pauses between attempts grow; in ms. */
export interface Patience {
  readonly total: number;
  readonly first: number;
  readonly longest: number;
}

/** Ten minutes in all: after that a person is told to look. */
export const PATIENCE: Patience = { total: 600_000, first: 1_000, longest: 60_000 };

/** The pause before the next attempt, in ms, and the count of attempts that goes with it. */
export interface Pause {
  readonly after: number;
  readonly trouble: NonNullable<Job['trouble']>;
}

/**
 * How long to wait before trying again: twice as long each time, or as long as GitHub said, but
 * never beyond the time that trouble is borne. `null` when that time is over.
 */
export function pauseAfter(
  trouble: Trouble,
  before: Job['trouble'],
  { now, patience }: { readonly now: () => number; readonly patience: Patience },
): Pause | null {
  const at = now();
  const { since, attempts } = before ?? { since: at, attempts: 0 };
  const left = since + patience.total - at;
  if (left <= 0) return null;
  const grown = Math.min(patience.first * 2 ** attempts, patience.longest);
  const asked = trouble.kind === 'rate-limit' ? (trouble.wait ?? 60) * 1000 : 0;
  return {
    after: Math.min(Math.max(grown, asked), left),
    trouble: { since, attempts: attempts + 1 },
  };
}
