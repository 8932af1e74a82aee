import {
  Composer,
  CST,
  type Document,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  type YAMLError,
} from 'yaml';
import type { Level, Place } from '../core/place.js';
import type { Fault, Problem } from '../core/problem.js';
import {
  DEEPEST,
  MOST_PROBLEMS,
  nearest,
  type PlaceAt,
  problemAt,
  treeOf,
  type YamlPath,
} from './yaml/tree.js';

export type { YamlPath };

/** YAML text as it came. `firstLine` is the number its first line has in the file; 1 when absent. */
export interface YamlSource {
  readonly file: string;
  readonly text: string;
  readonly firstLine?: number;
  /** Most bytes of UTF-8 that are read; `YAML_BYTES` when absent. */
  readonly limit?: number;
}

/** One YAML document, read as far as it can be. */
export interface YamlDocument {
  /** Maps are objects without prototype, so `__proto__` is a key like any other. `null` when empty. */
  readonly value: unknown;
  /** The same shape, each scalar as the text written: `0093`, `1.8 %`, `true`; null stays null. */
  readonly written: unknown;
  readonly problems: readonly Problem[];
  /** Where the value stands; where it is absent, the nearest value around it. */
  placeOf(path: YamlPath): Place;
  /** Where the key (of a list: the item) stands; where it is absent, the nearest value around it. */
  keyPlaceOf(path: YamlPath): Place;
  /** The plain value; `undefined` where it is absent. */
  valueAt(path: YamlPath): unknown;
  /** The scalar as written, without quotes; `null` for null, maps, lists and what is absent. */
  sourceOf(path: YamlPath): string | null;
}

/** 64 KiB: real entries, policies and SLO files are far smaller, and reading them stays quick. */
export const YAML_BYTES = 64 * 1024;

/** Documents in one file; a bundle of this many would not fit into `YAML_BYTES`. */
const MOST_DOCUMENTS = 200;

/**
 * Reads a text that holds one document. Whatever the text, it neither throws nor stalls: what is
 * wrong is in `problems`, and `value` holds what could still be read.
 */
export function readYaml(source: YamlSource): YamlDocument {
  const [first = emptyDocument(source, []), second] = readAtMost(1, source);
  if (second === undefined) return first;
  const fault: Fault = { kind: 'syntax', detail: 'Only one YAML document is expected here' };
  return { ...first, problems: [...first.problems, problemAt(second.placeOf([]), fault)] };
}

/** Reads a text that may hold several documents, parted by `---`; empty ones are left out. */
export function readYamlDocuments(source: YamlSource): readonly YamlDocument[] {
  const documents = readAtMost(MOST_DOCUMENTS, source);
  const surplus = documents[MOST_DOCUMENTS];
  if (surplus === undefined) return documents;
  const detail = `More than ${MOST_DOCUMENTS} YAML documents in one file`;
  const problem = problemAt(surplus.placeOf([]), { kind: 'syntax', detail });
  return [...documents.slice(0, MOST_DOCUMENTS), emptyDocument(source, [problem])];
}

/** The documents that have content, at most one more than wanted to show that there are more. */
function readAtMost(most: number, source: YamlSource): YamlDocument[] {
  const text = source.text.replace(/^\uFEFF/, '');
  const placeAt = placesOf(source, text);
  const refused = refusalOf(text, source.limit ?? YAML_BYTES);
  if (refused !== null) {
    const whole = { file: source.file, line: null, column: null };
    const place = refused.offset === null ? whole : placeAt(refused.offset);
    return [emptyDocument(source, [problemAt(place, refused.fault)])];
  }
  const tokens = tokensOf(text);
  if (typeof tokens === 'number') {
    const fault: Fault = { kind: 'too-deep', depth: DEEPEST + 1, limit: DEEPEST };
    return [emptyDocument(source, [problemAt(placeAt(tokens), fault)])];
  }
  return composeAtMost(most, tokens, text.length).map((document) =>
    documentOf(document, text, placeAt),
  );
}

interface Refusal {
  readonly fault: Fault;
  readonly offset: number | null;
}

/** What no YAML reader should be given at all. The lexer uses some control characters as its own. */
function refusalOf(text: string, limit: number): Refusal | null {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > limit) return { fault: { kind: 'too-large', bytes, limit }, offset: null };
  if (text.includes('\0')) return { fault: { kind: 'not-text' }, offset: null };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what YAML forbids
  const control = /[\x01-\x08\x0b\x0c\x0e-\x1f]/.exec(text);
  if (control === null) return null;
  const code = control[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase();
  const detail = `Control character U+${code} is not allowed in YAML`;
  return { fault: { kind: 'syntax', detail }, offset: control.index };
}

/**
 * The tokens of the text, or the offset at which it nests deeper than allowed. The parser is fed
 * one lexeme at a time and stopped there: going on, two lines of nested dashes abort the process.
 */
function tokensOf(text: string): CST.Token[] | number {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let unclosed = 0;
  for (const lexeme of new Lexer().lex(text)) {
    // Each of these is a problem already, and a slow one: what follows is not worth reading.
    if (lexeme === CST.FLOW_END && ++unclosed > MOST_PROBLEMS) break;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > DEEPEST + ENDS_OF_STACK) return parser.offset;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The parser's stack holds the document below the collections and a scalar above them. */
const ENDS_OF_STACK = 2;

/** `schema` keeps a `%YAML 1.1` directive from turning `yes` into true and days into dates. */
export const LIBRARY_OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  uniqueKeys: false,
  resolveKnownTags: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

function composeAtMost(most: number, tokens: readonly CST.Token[], end: number): Document.Parsed[] {
  const documents: Document.Parsed[] = [];
  const traced = Error.stackTraceLimit;
  // Each problem is an Error to the library: tens of thousands of stack traces would take seconds.
  Error.stackTraceLimit = 0;
  try {
    for (const document of new Composer(LIBRARY_OPTIONS).compose(tokens, true, end)) {
      if (!isBlank(document)) documents.push(document);
      if (documents.length > most) break;
    }
  } finally {
    Error.stackTraceLimit = traced;
  }
  return documents;
}

function isBlank(document: Document.Parsed): boolean {
  const root = document.contents;
  const empty = root === null || (isScalar(root) && root.source === '' && root.type === 'PLAIN');
  return empty && document.errors.length === 0;
}

function documentOf(document: Document.Parsed, text: string, placeAt: PlaceAt): YamlDocument {
  const { root, problems } = treeOf(document, placeAt);
  const problem = (level: Level) => (error: YAMLError) =>
    problemAt(placeAt(error.pos[0]), faultOf(error, text), level);
  const find = (path: YamlPath) => nearest(root, path);
  return {
    value: root.value,
    written: root.written,
    problems: [
      ...document.errors.slice(0, MOST_PROBLEMS).map(problem('error')),
      ...problems,
      ...document.warnings.slice(0, MOST_PROBLEMS).map(problem('warning')),
    ],
    placeOf: (path) => placeAt(find(path).node.offset),
    keyPlaceOf: (path) => placeAt(find(path).offset),
    valueAt: (path) => {
      const { node, missing } = find(path);
      return missing ? undefined : node.value;
    },
    sourceOf: (path) => {
      const { node, missing } = find(path);
      return missing || typeof node.written !== 'string' ? null : node.written;
    },
  };
}

function faultOf(error: YAMLError, text: string): Fault {
  const at = error.pos[0];
  if (error.code === 'BAD_SCALAR_START' && text[at] === '@') {
    return {
      kind: 'unquoted-at',
      value: /^@[^\s,#\]}]*/.exec(text.slice(at, at + 256))?.[0] ?? '@',
    };
  }
  return { kind: 'syntax', detail: error.message };
}

function emptyDocument(source: YamlSource, problems: readonly Problem[]): YamlDocument {
  const place = { file: source.file, line: source.firstLine ?? 1, column: 1 };
  const placeOf = () => place;
  return {
    value: null,
    written: null,
    problems,
    placeOf,
    keyPlaceOf: placeOf,
    valueAt: (path) => (path.length === 0 ? null : undefined),
    sourceOf: () => null,
  };
}

/** Offsets to places: the lines of the file count from 1, the columns in UTF-16 units from 1. */
function placesOf(source: YamlSource, text: string): PlaceAt {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines.addNewLine(at + 1);
  }
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file: source.file, line: line + (source.firstLine ?? 1) - 1, column: col };
  };
}
