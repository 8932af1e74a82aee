import { isOverdue } from '../core/pilot.js';
import { isUnscored, type RepositoryRun } from '../core/scorecard/run.js';
import type { Verdict } from '../core/verdict.js';
import { pilotsIn, type SweptRepository } from '../render/sweep/swept.js';

/** What a run came to: 0 all well, 1 held or overdue, 2 could not be judged. */
export type Exit = 0 | 1 | 2;

/** The exit code a verdict stands for. */
export function exitOf({ kind }: Verdict): Exit {
  switch (kind) {
    case 'unreadable':
      return 2;
    case 'held':
      return 1;
    default:
      return 0;
  }
}

/** The exit code a sweep stands for: of one that was cut off nobody knows what it would have found. */
export function exitOfSweep(repositories: readonly SweptRepository[]): Exit {
  if (repositories.some(isUnswept)) return 2;
  return overdueIn(repositories) > 0 ? 1 : 0;
}

/** The exit code that scorecards stand for: what they tell is no reason to fail, only not to know. */
export function exitOfScorecards(repositories: readonly RepositoryRun[]): Exit {
  return repositories.some(isUnscored) ? 2 : 0;
}

/** How many pilots are past their checkpoint. */
export function overdueIn(repositories: readonly SweptRepository[]): number {
  return repositories.flatMap(pilotsIn).filter(isOverdue).length;
}

function isUnswept(one: SweptRepository): boolean {
  if (one.kind === 'swept') return one.trouble !== null;
  return one.kind === 'trouble' || one.kind === 'broken-policy';
}
