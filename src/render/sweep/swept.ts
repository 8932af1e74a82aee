import type { IssueWrite } from '../../core/pilot/pilot-issue.js';
import type { LogReading, RepositoryLog } from '../../core/pilot/repository-log.js';
import type { Untaken } from '../../core/pilot/sweep.js';
import { mostOverdueFirst, type Pilot } from '../../core/pilot.js';
import type { Trouble } from '../../core/trouble.js';

/** What a run found in one repository, and what it did there. */
export interface SweptLog {
  readonly kind: 'swept';
  readonly log: Pick<RepositoryLog, 'repository' | 'policy' | 'policyProblems' | 'pilots'>;
  /** The writes that were carried out, each with its issue's number; `null` on paper. */
  readonly done: readonly { readonly write: IssueWrite; readonly number: number | null }[];
  /** How many pilots wait for their issue until the next run. */
  readonly waiting: number;
  /** Why something was not taken, though nothing is wrong. */
  readonly told: Untaken | null;
  /** What kept the rest from being done. */
  readonly trouble: Trouble | null;
}

/** One repository of a run: swept, or why it was not. */
export type SweptRepository = SweptLog | Exclude<LogReading, { readonly kind: 'log' }>;

/** Whether what is listed was done, or would be. */
export type SweepMode = 'done' | 'planned';

/** The pilots of a repository, the most overdue first. */
export function pilotsIn(swept: SweptRepository): readonly Pilot[] {
  return swept.kind === 'swept' ? mostOverdueFirst(swept.log.pilots) : [];
}
