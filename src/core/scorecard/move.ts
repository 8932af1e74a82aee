import type { Graded } from './grade.js';
import { type Lack, type MeasureId, type Reading, type Silence, subjectKey } from './measure.js';
import type { RememberedMove } from './month.js';

/** The next thing to do for an area. */
export type Move =
  | { readonly kind: 'lack'; readonly measure: MeasureId; readonly lack: Lack }
  | { readonly kind: 'measurable'; readonly measure: MeasureId; readonly why: Silence }
  | { readonly kind: 'words'; readonly text: string };

/** What became of a promised move; `moot`: what it was about is no longer there. */
export type MoveState = 'done' | 'missed' | 'moot' | 'unknown';

/** The subject of a move that is about whatever comes next. */
const ANY = '*';

/**
 * The move that the weakest measure calls for: what can still be mended first. An area of which
 * nothing is measured is to be made measurable; `null` where nothing falls short.
 */
export function nextMove(grades: readonly Graded[]): Move | null {
  const weak = grades
    .filter(({ score }) => score !== null && score < 5)
    .toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0) || shareOf(a.reading) - shareOf(b.reading));
  for (const { measure, reading } of weak) {
    const lack = worstLack(reading);
    if (lack !== null) return { kind: 'lack', measure, lack };
  }
  const [first] = grades;
  const isSilent = grades.every(({ score }) => score === null);
  if (!isSilent || first?.reading.kind !== 'not-measured') return null;
  return { kind: 'measurable', measure: first.measure, why: first.reading.why };
}

/** The move as the next scorecard has to know it. */
export function rememberedMove(move: Move): RememberedMove {
  switch (move.kind) {
    case 'lack': {
      const subject = move.lack.past ? ANY : subjectKey(move.lack.subject);
      return { kind: 'lack', measure: move.measure, subject };
    }
    case 'measurable':
      return { kind: 'measurable', measure: move.measure };
    case 'words':
      return move;
  }
}

/** What became of a move, by this month's reading of its measure. */
export function moveState(move: RememberedMove, readings: ReadonlyMap<string, Reading>): MoveState {
  if (move.kind === 'words') return 'unknown';
  const reading = readings.get(move.measure);
  if (reading === undefined) return 'unknown';
  if (move.kind === 'measurable') return reading.kind === 'measured' ? 'done' : 'missed';
  if (reading.kind === 'not-measured') return reading.why.kind === 'unread' ? 'unknown' : 'moot';
  return lackState(move.subject, reading);
}

function lackState(
  subject: string,
  { met, lacks }: Extract<Reading, { kind: 'measured' }>,
): MoveState {
  if (subject === ANY) return lacks.length === 0 ? 'done' : 'missed';
  const mine = lacks.filter((lack) => subjectKey(lack.subject) === subject);
  if (mine.some(({ past }) => !past)) return 'missed';
  if (mine.length > 0 || met.some((one) => subjectKey(one) === subject)) return 'done';
  return 'moot';
}

function worstLack(reading: Reading): Lack | null {
  if (reading.kind === 'not-measured') return null;
  return reading.lacks.find(({ past }) => !past) ?? reading.lacks[0] ?? null;
}

function shareOf(reading: Reading): number {
  return reading.kind === 'measured' ? reading.value / reading.of : 1;
}
