import type { Scorecard, ScoredArea } from './score.js';

/** How the areas of a scorecard compare with those of the last one. */
export interface Movement {
  readonly better: readonly ScoredArea[];
  readonly worse: readonly ScoredArea[];
  readonly same: readonly ScoredArea[];
  /** Not measured last time, but in an earlier month of the trend. */
  readonly again: readonly ScoredArea[];
  /** Not measured in any month of the trend. */
  readonly first: readonly ScoredArea[];
  /** Measured last time, and not now. */
  readonly lost: readonly ScoredArea[];
}

/** What rose, fell and stayed; an area without a score now or before has done none of it. */
export function movementOf({ areas, trend }: Pick<Scorecard, 'areas' | 'trend'>): Movement {
  const earlier = trend.slice(0, -1);
  const isKnown = ({ id }: ScoredArea) =>
    earlier.some(({ scores }) => (scores.get(id) ?? null) !== null);
  const both = areas.filter(({ score, previous }) => score !== null && previous !== null);
  const newly = areas.filter(({ score, previous }) => score !== null && previous === null);
  const rise = ({ score, previous }: ScoredArea) => (score ?? 0) - (previous ?? 0);
  return {
    better: both.filter((area) => rise(area) > 0),
    worse: both.filter((area) => rise(area) < 0),
    same: both.filter((area) => rise(area) === 0),
    again: newly.filter(isKnown),
    first: newly.filter((area) => !isKnown(area)),
    lost: areas.filter(({ score, previous }) => score === null && previous !== null),
  };
}
