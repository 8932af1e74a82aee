import type { Decision, Entry } from '../core/decision.js';
import { stemOf } from '../core/identifier.js';
import type { Place } from '../core/place.js';
import type { Fault, Problem } from '../core/problem.js';
import { namesNoDay, readDay } from './decision/day-text.js';
import type { Draft } from './decision/draft.js';
import { isEntryName, isNumbered, isYamlFile } from './decision/entry-file.js';
import { readStatus } from './decision/entry-words.js';
import { canonicalKey } from './decision/field-names.js';
import { decisionOf } from './decision/fields.js';
import {
  type PlainRecord,
  plainText,
  readPlainRecord,
  type Spoken,
} from './decision/plain-record.js';
import { type FrontMatter, splitFrontMatter, withPlainLines } from './markdown/front-matter.js';
import { readPeople } from './people.js';
import { readYaml, type YamlDocument } from './yaml.js';

export { isEntryCandidate } from './decision/entry-file.js';

/** Fields that make a file an entry. */
const MARKS = ['status', 'id'];
/** The same in YAML that cannot be read. */
const MARK_LINE = /^[ \t]{0,40}["']?(?:status|id)["']?[ \t]{0,9}:/im;

/**
 * Reads one file of the decision log: YAML, Markdown with front matter, or a plain record whose
 * title, status, date and owner stand in its text. `null` when the file is no entry: a template, an
 * index, or a file without any of an entry's marks. Never throws: whatever is wrong is in
 * `problems`, all at once, and `decision` is `null` only when nothing could be read.
 */
export function parseEntry(path: string, text: string): Entry | null {
  if (!isEntryName(path)) return null;
  const source = withPlainLines(text);
  const unfit = unfitness(source);
  if (unfit !== null) return isNumbered(path) ? refused(path, unfit) : null;
  return isYamlFile(path) ? parseYamlEntry(path, source) : parseMarkdownEntry(path, source);
}

function unfitness(source: string): Fault | null {
  if (source.trim() === '') return { kind: 'empty' };
  return source.includes('\0') ? { kind: 'not-text' } : null;
}

function parseMarkdownEntry(path: string, source: string): Entry | null {
  const front = splitFrontMatter(source);
  if (front === null || front.yaml.trim() === '') {
    return parsePlainEntry(path, front?.body ?? source);
  }
  return front.closed ? parseFrontMatterEntry(path, front) : unclosedEntry(path, front);
}

function parseYamlEntry(path: string, text: string): Entry | null {
  const yaml = readYaml({ file: path, text });
  if (!isMarked(path, yaml, text)) return null;
  return entryOf(path, isMap(yaml) ? decisionIn(path, yaml) : null, yaml.problems);
}

function unclosedEntry(path: string, front: FrontMatter): Entry | null {
  if (!isNumbered(path) && !MARK_LINE.test(front.yaml)) return null;
  return refused(path, { kind: 'unclosed-front-matter' }, front.firstLine - 1);
}

function parseFrontMatterEntry(path: string, front: FrontMatter): Entry | null {
  const yaml = readYaml({ file: path, text: front.yaml, firstLine: front.firstLine });
  const hasMark = isMarked(path, yaml, front.yaml);
  if (!isMap(yaml)) return hasMark ? entryOf(path, null, yaml.problems) : null;
  const read = decisionIn(path, yaml);
  const { title, places } = read.decision;
  if (hasMark && title !== null && places.has('status')) return entryOf(path, read, yaml.problems);
  const plain = readPlainRecord(front.body);
  if (!hasMark && !plain.labels.has('status')) return null;
  return entryOf(path, completed(path, read, plain), yaml.problems);
}

function parsePlainEntry(path: string, body: string): Entry | null {
  const plain = readPlainRecord(body);
  if (!isNumbered(path) && !plain.labels.has('status')) return null;
  return entryOf(path, completed(path, decisionIn(path, NO_FIELDS), plain), []);
}

/** A decision with what is wrong in its fields. */
interface Read {
  readonly decision: Decision;
  readonly problems: readonly Problem[];
}

/** Of a plain record nothing is known until its text is read. */
const NO_FIELDS = readYaml({ file: '', text: '{}' });

function decisionIn(path: string, yaml: YamlDocument): Read {
  const draft: Draft = { path, yaml, problems: [], places: new Map() };
  return { decision: decisionOf(draft), problems: draft.problems };
}

/** Fills what the front matter leaves open with what the text says. */
function completed(path: string, read: Read, plain: PlainRecord): Read {
  const { decision } = read;
  const problems = [...read.problems];
  const places = new Map(decision.places);
  const said = (field: string, spoken: Spoken | null | undefined): string | null => {
    if (spoken == null || places.has(field)) return null;
    places.set(field, { file: path, line: spoken.line, column: null });
    return spoken.text;
  };
  const report = (field: string, fault: Fault) => {
    const place = places.get(field) ?? { file: path, line: null, column: null };
    problems.push({ place, level: 'error', field, fault });
  };
  const title = said('title', plain.title);
  const status = said('status', plain.labels.get('status'));
  const date = said('date', plain.labels.get('date'));
  const owner = said('owner', plain.labels.get('owner'));
  return {
    problems,
    decision: {
      ...decision,
      title: title ?? decision.title,
      status: status === null ? decision.status : spokenStatus(status, report),
      date: date === null ? decision.date : spokenDay(date, report),
      owner: owner === null ? decision.owner : readPeople(owner),
      places,
    },
  };
}

type Report = (field: string, fault: Fault) => void;

function spokenStatus(text: string, report: Report): Decision['status'] {
  const { word, fault } = readStatus(plainText(text));
  if (fault !== null) report('status', fault);
  return word;
}

/** In running text a day may be followed by a remark. */
function spokenDay(text: string, report: Report): Decision['date'] {
  const plain = plainText(text);
  const day = readDay(plain) ?? readDay(/^\d{4}-\d{2}-\d{2}(?![\w-])/.exec(plain)?.[0] ?? '');
  if (day === null && !namesNoDay(plain)) {
    report('date', { kind: 'bad-day', key: 'date', value: plain.slice(0, 80) });
  }
  return day;
}

/** Whether name or fields make the file an entry; of broken YAML a line that looks like one. */
function isMarked(path: string, yaml: YamlDocument, text: string): boolean {
  if (isNumbered(path)) return true;
  if (!isMap(yaml)) return yaml.problems.length > 0 && MARK_LINE.test(text);
  return Object.keys(yaml.written as object).some((key) => MARKS.includes(canonicalKey(key) ?? ''));
}

/** An entry of which nothing could be read has an error that says so. */
function entryOf(path: string, read: Read | null, problems: readonly Problem[]): Entry {
  if (read !== null) {
    const { decision } = read;
    return { path, id: decision.id, decision, problems: [...problems, ...read.problems] };
  }
  if (problems.some(({ level }) => level === 'error')) {
    return { path, id: stemOf(path), decision: null, problems };
  }
  const fault: Fault = { kind: 'wrong-type', key: 'entry', wanted: 'a map', got: 'something else' };
  const entry = refused(path, fault);
  return { ...entry, problems: [...entry.problems, ...problems] };
}

function refused(path: string, fault: Fault, line = 1): Entry {
  const place: Place = { file: path, line, column: null };
  const problem: Problem = { place, level: 'error', field: null, fault };
  return { path, id: stemOf(path), decision: null, problems: [problem] };
}

function isMap({ written }: YamlDocument): boolean {
  return typeof written === 'object' && written !== null && !Array.isArray(written);
}
