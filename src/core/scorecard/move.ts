import { areaScore, type Graded, type ScoredMeasure, weakestFirst } from './grade.js';
import { type Lack, type MeasureId, type Silence, subjectKey } from './measures/measure.js';
import type { RememberedMove } from './month/month.js';

/** To mend what one that a measure counted falls short of; where that is over, in the next one. */
export interface LackMove {
  readonly kind: 'lack';
  readonly measure: MeasureId;
  readonly lack: Lack;
}

/** The next thing to do for an area. */
export type Move =
  | LackMove
  | { readonly kind: 'measurable'; readonly measure: MeasureId; readonly why: Silence }
  | { readonly kind: 'words'; readonly text: string };

/**
 * What became of a promised move. `open`: what it asks for has not come up yet; `moot`: what it was
 * about is no longer there; `for-people`: a person's words, which only people can tell; `unknown`:
 * nothing tells.
 */
export type MoveState = 'done' | 'missed' | 'open' | 'moot' | 'for-people' | 'unknown';

/**
 * The move that the weakest measure calls for: what can still be mended first. An area that is not
 * measured is to be made measurable; `null` where nothing falls short.
 */
export function nextMove(grades: readonly Graded[]): Move | null {
  if (areaScore(grades) === null) return measurableMove(grades);
  const weak = weakestFirst(grades).filter(({ score }) => score < 5);
  return weak.flatMap((one) => mendingMove(one) ?? [])[0] ?? null;
}

/** The move that mends what a measure found; what can still be mended first. */
export function mendingMove({ measure, reading }: ScoredMeasure): LackMove | null {
  const lack = reading.lacks.find(({ past }) => !past) ?? reading.lacks[0];
  return lack === undefined ? null : { kind: 'lack', measure, lack };
}

/** The move as the next scorecard has to know it. */
export function rememberedMove(move: Move): RememberedMove {
  switch (move.kind) {
    case 'lack': {
      const { measure, lack } = move;
      return lack.past
        ? { kind: 'next', measure, subject: lack.next }
        : { kind: 'lack', measure, subject: subjectKey(lack.subject) };
    }
    case 'measurable':
      return { kind: 'measurable', measure: move.measure };
    case 'words':
      return move;
  }
}

/** What there was nothing to count of can be brought about; what is not read, less so. */
function measurableMove(grades: readonly Graded[]): Move | null {
  const silent = grades
    .filter((one) => one.score === null)
    .map(({ measure, reading }) => ({ measure, why: reading.why }));
  const first = silent.find(({ why }) => why.kind === 'too-few') ?? silent[0];
  return first === undefined ? null : { kind: 'measurable', ...first };
}
