import { encodeMark, lastMark } from '../../marker.js';
import { LONGEST_NEXT } from '../../pilot/command.js';
import { SCORECARD_TEMPLATES, type Template } from '../../policy.js';
import { MEASURE_IDS, type MeasureId } from '../measures/measure.js';
import type {
  Memory,
  RememberedArea,
  RememberedMove,
  RememberedReading,
  Score,
} from '../month/month.js';
import { monthFrom } from '../month/year-month.js';

/**
 * What a scorecard's issue remembers for the next months: a line of its own, out of sight. It
 * counts only in a body that Belay wrote and nobody else edited; what is not exactly of this form
 * is no memory.
 */

const VERSION = 1;
const MARK = /^<!-- belay:scorecard (\d{1,4}) (\S{1,16000}) -->[ \t\r]*$/gm;
const ID = /^[a-z][a-z0-9-]{0,63}$/;
/** The longest key of a subject, and the most lessons, kept. */
const LONGEST_KEY = 200;
const REPOSITORY = /^[1-9]\d{0,15}$/;
const MOST_READINGS = 20;
const MOST_COUNTED = 100_000;
const MOST_LESSONS = 50;
const MOST_AREAS = 20;
/** An issue holds 65,536 characters, most of which people should read. */
const LONGEST_PAYLOAD = 16_000;

/**
 * The mark that carries a memory; nothing a person wrote can end the comment it stands in. Where
 * texts of others would make it too long, it forgets lessons first, then moves, never scores.
 */
export function scorecardMark(memory: Memory): string {
  const { areas } = memory;
  const lessons = memory.lessons.filter(isKey).slice(0, MOST_LESSONS);
  const still = areas.map((area) => ({ ...area, move: null }));
  const payloads = [
    { ...memory, lessons },
    { ...memory, lessons: [] },
    { ...memory, lessons: [], areas: still },
  ].map(payloadOf);
  const payload = payloads.find(({ length }) => length <= LONGEST_PAYLOAD) ?? '';
  return `<!-- belay:scorecard ${VERSION} ${payload} -->`;
}

/** The memory in a body, or `null` when it has none, or one of another form or version. */
export function scorecardIn(body: string): Memory | null {
  const [, version, payload = ''] = lastMark(MARK, body) ?? [];
  if (version !== String(VERSION)) return null;
  try {
    return memoryFrom(JSON.parse(decodeURIComponent(payload)));
  } catch {
    return null;
  }
}

function payloadOf({ repository, month, template, areas, lessons, whole }: Memory): string {
  const rows = areas.map(areaRow);
  return encodeMark(JSON.stringify([repository, month, template, rows, lessons, whole ? 1 : 0]));
}

function areaRow({ id, score, human, measured, readings, move }: RememberedArea) {
  const read = readings.map(({ measure, value, of }) => [measure, value, of]);
  const made = move === null ? [] : moveRow(move);
  return [id, score ?? 0, human ? 1 : 0, measured ?? 0, read, ...made];
}

function moveRow(move: RememberedMove): readonly string[] {
  switch (move.kind) {
    case 'lack':
    case 'next':
      return [move.kind, move.measure, cut(move.subject, LONGEST_KEY)];
    case 'measurable':
      return ['measurable', move.measure];
    case 'words':
      return ['words', cut(move.text, LONGEST_NEXT)];
    case 'unknown':
      return ['unknown'];
  }
}

function memoryFrom(read: unknown): Memory | null {
  if (!Array.isArray(read) || read.length !== 6) return null;
  const [repository, written, named, rows, lessons, whole] = read as readonly unknown[];
  if (typeof repository !== 'string' || !REPOSITORY.test(repository)) return null;
  const month = typeof written === 'string' ? monthFrom(written) : null;
  const template = SCORECARD_TEMPLATES.find((one: Template) => one === named);
  if (month === null || template === undefined || !Array.isArray(rows)) return null;
  const areas = rows.slice(0, MOST_AREAS).map(areaFrom);
  if (!areas.every((area) => area !== null) || !areKeys(lessons) || !isFlag(whole)) return null;
  const unique = new Set(areas.map(({ id }) => id)).size === areas.length;
  return unique ? { repository, month, template, areas, lessons, whole: whole === 1 } : null;
}

function areaFrom(row: unknown): RememberedArea | null {
  if (!Array.isArray(row)) return null;
  const [id, score, human, measured, read, ...made] = row as readonly unknown[];
  const readings = readingsFrom(read);
  const move = made.length === 0 ? null : moveFrom(made);
  if (!isId(id) || readings === null || move === undefined) return null;
  if (!isScore(score) || !isScore(measured) || !isFlag(human)) return null;
  return {
    id,
    score: score || null,
    human: human === 1,
    measured: measured || null,
    readings,
    move,
  };
}

function readingsFrom(rows: unknown): readonly RememberedReading[] | null {
  if (!Array.isArray(rows)) return null;
  const read: readonly unknown[] = rows.slice(0, MOST_READINGS);
  if (!read.every(isReading)) return null;
  return read.flatMap(([measure, value, of]) =>
    isMeasure(measure) ? [{ measure, value, of }] : [],
  );
}

type ReadingRow = readonly [measure: string, value: number, of: number];

function isReading(row: unknown): row is ReadingRow {
  if (!Array.isArray(row) || row.length !== 3) return false;
  const [measure, value, of] = row as readonly unknown[];
  return isId(measure) && isCount(value) && isCount(of) && of > 0 && value <= of;
}

function moveFrom([kind, ...rest]: readonly unknown[]): RememberedMove | undefined {
  const [first] = rest;
  if (kind === 'unknown' && rest.length === 0) return UNKNOWN_MOVE;
  if (kind === 'words' && rest.length === 1)
    return isText(first, LONGEST_NEXT) ? { kind, text: first } : undefined;
  return isId(first) ? measureMove(kind, first, rest.slice(1)) : undefined;
}

const UNKNOWN_MOVE: RememberedMove = { kind: 'unknown' };

/** A version before or after this one may have had another measure. */
function measureMove(
  kind: unknown,
  measure: string,
  [subject, ...more]: readonly unknown[],
): RememberedMove | undefined {
  if (more.length > 0) return undefined;
  if (kind === 'measurable' && subject === undefined)
    return isMeasure(measure) ? { kind, measure } : UNKNOWN_MOVE;
  if ((kind === 'lack' || kind === 'next') && isText(subject, LONGEST_KEY))
    return isMeasure(measure) ? { kind, measure, subject } : UNKNOWN_MOVE;
  return undefined;
}

function areKeys(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= MOST_LESSONS && value.every(isKey);
}

function isKey(value: unknown): value is string {
  return isText(value, LONGEST_KEY);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

function isMeasure(id: string): id is MeasureId {
  return (MEASURE_IDS as readonly string[]).includes(id);
}

function isScore(value: unknown): value is Score | 0 {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 5;
}

function isFlag(value: unknown): value is 0 | 1 {
  return value === 0 || value === 1;
}

function isCount(value: unknown): value is number {
  return (
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_COUNTED
  );
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && [...value].length <= longest;
}

function cut(text: string, longest: number): string {
  return [...text].slice(0, longest).join('');
}
