import type { Scorecard } from '../score.js';
import { isBehind, type KnownScorecard } from './scorecard-issue.js';

/**
 * Whether the issue that stands tells more of its month than a scorecard made now, because GitHub
 * kept something back this time. One that owes a person's score is written all the same.
 */
export function isPoorer({ month, areas }: Scorecard, issue: KnownScorecard | null): boolean {
  if (issue?.memory == null || !issue.intact || isBehind(issue)) return false;
  if (month.unmeasured.every(({ why }) => why !== 'trouble')) return false;
  const read = new Set(
    areas.flatMap(({ evidence }) =>
      evidence.flatMap(({ measure, score }) => (score === null ? [] : [measure])),
    ),
  );
  return issue.memory.areas.some(({ readings }) =>
    readings.some(({ measure }) => !read.has(measure)),
  );
}
