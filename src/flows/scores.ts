import type { Register } from '../core/register.js';
import type { HumanScore, RememberedArea } from '../core/scorecard/month.js';
import type { ScoredArea } from '../core/scorecard/score.js';
import type { KnownScorecard } from '../core/scorecard/scorecard-issue.js';
import { mayDecide } from './permission.js';

/** For each area the last score by somebody who may give it now; a failed look-up means no. */
export async function allowedScores(
  given: readonly HumanScore[],
  areas: readonly Pick<ScoredArea, 'id' | 'owner'>[],
  register: Register | null,
): Promise<readonly HumanScore[]> {
  if (register === null || given.length === 0) return [];
  const found: HumanScore[] = [];
  for (const { id, owner } of areas) {
    for (const one of given.filter(({ area }) => area === id).toReversed()) {
      if ((await mayDecide(one.by.replace(/^@/, ''), owner, register)) !== 'yes') continue;
      found.push(one);
      break;
    }
  }
  return found;
}

/** Whether an open issue shows other scores of people than its comments give. */
export function isBehind({ open, memory, scores }: KnownScorecard): boolean {
  if (!open || memory === null) return false;
  const given = new Map(scores.map(({ area, score }) => [area, score]));
  const shown = memory.areas.filter(({ human }) => human);
  const agrees = ({ id, score }: RememberedArea) => given.get(id) === score;
  return shown.length !== given.size || !shown.every(agrees);
}
