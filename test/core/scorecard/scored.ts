import type { Month, Remembered } from '../../../src/core/scorecard/month/month.js';
import {
  memoryOf,
  type Scorecard,
  type ScoredArea,
  score,
} from '../../../src/core/scorecard/score.js';

/** One area of a scorecard. */
export function areaOf({ areas }: Pick<Scorecard, 'areas'>, id: string): ScoredArea {
  const found = areas.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no area ${id}`);
  return found;
}

/** What the month after would read of a month's scorecard. */
export function remembered(month: Month): Remembered {
  return { ...memoryOf(score(month)), url: null };
}
