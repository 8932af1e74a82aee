import { stemOf } from '../identifier.js';
import type { Evidence } from './evidence/evidence.js';
import type { Tried } from './evidence/tried.js';
import { entrySubject } from './measures/counted.js';
import {
  ANY,
  type Lack,
  type Measure,
  type Reading,
  type Readings,
  type Subject,
  subjectKey,
  workflowsKey,
} from './measures/measure.js';
import { measureOf } from './measures.js';
import type { RememberedMove } from './month/month.js';
import type { MoveState } from './move.js';

/** What became of a move, by what its measure reads now. */
export function moveState(move: RememberedMove, readings: Readings, evidence: Evidence): MoveState {
  if (move.kind === 'words') return 'for-people';
  if (!('measure' in move)) return 'unknown';
  const measure = measureOf(move.measure);
  const reading = readings.get(move.measure);
  if (reading === undefined) return 'unknown';
  if (reading.kind === 'not-measured' && reading.why.kind === 'unread') return 'unknown';
  if (move.kind === 'measurable') return reading.kind === 'measured' ? 'done' : 'missed';
  const { subject } = move;
  if (move.kind === 'next') return nextState(subject, reading, evidence);
  return lackState(subject, { measure, reading, evidence });
}

/** The next one of an entry or of workflows, or all that came. */
function nextState(key: string, reading: Reading, evidence: Evidence): MoveState {
  const { counted, met, lacks } = countsOf(reading);
  if (key === ANY) {
    if (counted.length === 0) return 'open';
    return lacks.length === 0 ? 'done' : 'missed';
  }
  const first = counted.find((subject) => answersTo(subject, key));
  if (first !== undefined) return met.includes(first) ? 'done' : 'missed';
  return mayComeUp(key, evidence) ? 'open' : 'moot';
}

/** Whether there is still a trial or a flagged workflow that has a next one. */
function mayComeUp(key: string, { month, open }: Evidence): boolean {
  const workflows = month.policy.workflows.map(
    ({ id, title }) => ({ kind: 'workflow', id, title }) as const,
  );
  return [...open.map(entrySubject), ...workflows].some((subject) => answersTo(subject, key));
}

interface Asked {
  readonly measure: Measure;
  readonly reading: Reading;
  readonly evidence: Evidence;
}

/** A decision that the measure no longer counts may have been mended before it ended. */
function lackState(key: string, { measure, reading, evidence }: Asked): MoveState {
  const counts = countsOf(reading);
  if (counts.counted.some((subject) => answersTo(subject, key)))
    return mendedState(key, counts, measure);
  const tried = evidence.all.find((one) => answersTo(entrySubject(one), key));
  if (tried !== undefined)
    return mendedState(key, countsOf(measure.read(alone(tried, evidence))), measure);
  const isBroken = evidence.broken.some(({ entry: { id, path } }) =>
    answersTo({ kind: 'entry', id, path }, key),
  );
  return isBroken ? 'missed' : 'moot';
}

/** What is over without being mended cannot be mended any more, unless it was to be ended. */
function mendedState(key: string, { counted, lacks }: Counts, measure: Measure): MoveState {
  if (!counted.some((subject) => answersTo(subject, key))) return 'moot';
  const mine = lacks.filter(({ subject }) => answersTo(subject, key));
  if (mine.some(({ past }) => !past)) return 'missed';
  return mine.length === 0 || measure.asksVerdict === true ? 'done' : 'moot';
}

/** The evidence as if there were this decision only, and it counted. */
function alone(tried: Tried, evidence: Evidence): Evidence {
  const one = [tried];
  const isIts = (about: { readonly tried: Tried }) => about.tried === tried;
  return {
    ...evidence,
    all: one,
    living: one,
    net: one,
    open: one,
    broken: [],
    reviews: evidence.reviews.filter(isIts),
    rounds: evidence.rounds.filter(isIts),
    slips: evidence.slips.filter(isIts),
  };
}

interface Counts {
  readonly counted: readonly Subject[];
  readonly met: readonly Subject[];
  readonly lacks: readonly Lack[];
}

function countsOf(reading: Reading): Counts {
  return reading.kind === 'measured' ? reading : { counted: [], met: [], lacks: [] };
}

/** Whether a remembered key means the subject: an entry also by its file, a change by its workflows. */
function answersTo(subject: Subject, key: string): boolean {
  switch (subject.kind) {
    case 'entry':
      return [subject.id, stemOf(subject.path)].some(
        (id) => subjectKey({ ...subject, id }) === key,
      );
    case 'change':
      return isAmong(subject.workflows, key);
    case 'workflow':
      return isAmong([subject.id], key);
    case 'cycle':
      return subjectKey(subject) === key;
  }
}

/** Whether one of the workflows is among those of a key. */
function isAmong(ids: readonly string[], key: string): boolean {
  const keys = key.split(',').map((one, at) => (at === 0 ? one : `${workflowsKey([])}${one}`));
  return ids.some((id) => keys.includes(workflowsKey([id])));
}
