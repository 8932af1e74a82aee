/** What GitHub accepts of a check run, and the words in which it refuses the rest. */
import { Refusal } from './hub.js';
import type { Annotation, CheckRunRow } from './rows.js';

/** Bytes of `summary` and of `text`. */
const OUTPUT_BYTES = 65_535;
/** Annotations of one request. */
const ANNOTATIONS = 50;
const CONCLUSIONS =
  'action_required cancelled failure neutral success skipped stale timed_out'.split(' ');
const LEVELS = ['notice', 'warning', 'failure'];

type Body = Record<string, unknown>;
type Output = CheckRunRow['output'];
type State = Pick<CheckRunRow, 'status' | 'conclusion' | 'completed_at' | 'started_at'>;

const invalid = (message: string) => new Refusal(422, `Invalid request.\n\n${message}`);

const NOTHING: Output = {
  title: null,
  summary: null,
  text: null,
  annotations_count: 0,
  annotations: [],
};

/** The output after a request: texts replaced, annotations added. */
export function checkedOutput(body: Body, old: Output = NOTHING): Output {
  const given = body.output as Body | undefined;
  if (!given) return old;
  const texts = { ...old, ...given } as Output;
  for (const name of ['title', 'summary'] as const) {
    if (typeof texts[name] !== 'string') throw invalid(`"${name}" wasn't supplied.`);
  }
  for (const name of ['summary', 'text'] as const) demandSize(name, texts[name]);
  const annotations = [...old.annotations, ...checkedAnnotations(given.annotations)];
  const { title, summary, text } = texts;
  return { title, summary, text, annotations_count: annotations.length, annotations };
}

function demandSize(field: string, text: string | null): void {
  const size = Buffer.byteLength(text ?? '');
  if (size <= OUTPUT_BYTES) return;
  const message = `Only 65535 characters are allowed; ${size} were supplied.`;
  throw new Refusal(422, message, [{ resource: 'CheckRun', field, code: 'too_long' }]);
}

function checkedAnnotations(value: unknown): Annotation[] {
  const list = (value ?? []) as Annotation[];
  if (list.length > ANNOTATIONS) {
    throw invalid(`No more than ${ANNOTATIONS} items are allowed; ${list.length} were supplied.`);
  }
  for (const item of list) {
    const bad = Object.entries(WELL_FORMED).find(([, fits]) => !fits(item));
    if (bad) throw invalid(`"${bad[0]}" of an annotation is invalid.`);
  }
  return list;
}

const WELL_FORMED: Record<string, (annotation: Annotation) => boolean> = {
  path: ({ path }) => Boolean(path) && !path.startsWith('/'),
  start_line: ({ start_line }) => start_line >= 1,
  end_line: ({ start_line, end_line }) => end_line >= start_line,
  start_column: ({ start_column, start_line, end_line }) =>
    !start_column || start_line === end_line,
  annotation_level: ({ annotation_level }) => LEVELS.includes(annotation_level),
  message: ({ message }) => Boolean(message) && Buffer.byteLength(message) <= 65_536,
  title: ({ title = '' }) => title.length <= 255,
  raw_details: ({ raw_details = '' }) => Buffer.byteLength(raw_details) <= 65_536,
};

/** Characters of an action's parts. */
const ACTION = { label: 20, description: 40, identifier: 20 };

export function checkedActions(value: unknown): CheckRunRow['actions'] {
  if (!Array.isArray(value)) return null;
  if (value.length > 3) throw invalid('No more than 3 items are allowed in "actions".');
  const fits = (action: Record<string, string>) =>
    Object.entries(ACTION).every(([key, size]) => action[key] && action[key].length <= size);
  if (!value.every(fits)) throw invalid('"actions" is invalid.');
  return value;
}

/** A conclusion completes a run; a run in progress has none. */
export function checkedState(body: Body, now: string, old?: CheckRunRow): State {
  const given = body.conclusion ?? null;
  const status = given ? 'completed' : String(body.status ?? old?.status ?? 'queued');
  const started_at = String(body.started_at ?? old?.started_at ?? now);
  if (status === 'queued' || status === 'in_progress') {
    return { status, conclusion: null, completed_at: null, started_at };
  }
  if (status !== 'completed') throw invalid('"status" is invalid.');
  const conclusion = checkedConclusion(given ?? old?.conclusion);
  return { status, conclusion, completed_at: String(body.completed_at ?? now), started_at };
}

function checkedConclusion(value: unknown): string {
  if (!value) throw invalid('"conclusion" wasn\'t supplied.');
  if (!CONCLUSIONS.includes(String(value))) throw invalid('"conclusion" is invalid.');
  return String(value);
}
