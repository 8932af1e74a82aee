import { withoutComments } from '../markdown/html.js';
import { readMarkdown, type Token } from '../markdown.js';
import { keyOf } from './field-names.js';

/** A text and the line of the body on which it stands, counted from 1. */
export interface Spoken {
  readonly text: string;
  readonly line: number;
}

/** The fields that people write into the text of a record. */
export type Label = 'status' | 'date' | 'owner';

/** What a Markdown text says of itself without front matter. */
export interface PlainRecord {
  readonly title: Spoken | null;
  readonly labels: ReadonlyMap<Label, Spoken>;
}

/** Titles and labels stand near the top or in short records; pictures make the rest long. */
const LONGEST_BODY = 65_536;
const LONGEST_LINE = 2000;

/** Labels in the languages records were found in; they compare as keys do. */
const LABELS: ReadonlyMap<string, Label> = new Map<string, Label>([
  ...labelled('status', ['Status', 'Statut', 'Estado', 'Stato']),
  ...labelled('date', ['Date', 'Decision date', 'Date of decision', 'Date decided', 'Decided on']),
  ...labelled('date', ['Created', 'Created on', 'Creation date', 'Datum', 'Fecha', 'Data']),
  ...labelled('owner', ['Owner', 'Owners', 'Deciders', 'Decider', 'Decision makers', 'Decided by']),
  ...labelled('owner', ['Decision maker', 'Driver', 'Author', 'Authors', 'Contact', 'Autor']),
  ...labelled('owner', ['Entscheider', 'Décideurs', 'Auteur', 'Auteurs', 'Autores']),
]);

/** Headings under which lines still speak of the record and not of its matter. */
const ABOUT_ITSELF = new Set(['metadata', 'meta', 'details', 'info', 'information', 'metadaten']);

/** `Status: x`, `**Date:** x`, `📅 Deciders: x`. */
const LABEL_LINE =
  /^[^\p{L}\p{N}]{0,12}(?<label>\p{L}[\p{L}\p{M}\p{N} ()/'-]{0,40}?)[*_`]{0,3}\s{0,4}[:：][*_`]{0,3}(?<value>.*)$/u;
/** Several labels on one line, parted by bars or dots, or each in bold. */
const NEXT_LABEL = /\s[|·•]\s(?=[^|·•]{0,40}[:：])|\s(?=\*\*[\p{L} ]{1,40}(?:\*\*:|:\*\*))/u;
const CHECKED = /^\s*\[[xX]\]\s+/;
const UNCHECKED = /^\s*\[ \]\s+/;

const RECORD = '(?:m?adr|d[lr]|(?:architectur(?:e|al) )?decision(?: record)?|[A-Z]{2,6})';
/** `7.`, `ADR-0007:`, `[0007]`, `ADR 7 –` before a title. */
const TITLE_NUMBER = new RegExp(
  `^\\s*[[(]?(?:${RECORD}[-_ ]{0,2}#?)?\\d{1,14}[\\])]?\\s{0,3}(?:[:.)|–—]|-(?=\\s))\\s{0,3}(?=\\S)`,
  'i',
);
const TITLE_RECORD =
  /^\s*[[(]?(?:m?adr|(?:architectur(?:e|al) )?decision record)[-_ ]{0,2}#?(?:\d{1,14}[\])]?(?:\s[-–—:])?\s|(?:\s?[:–—]|\s-)\s)\s{0,3}(?=\S)/i;

/** Reads title, status, date and owner from the text of a record. What comes first counts. */
export function readPlainRecord(body: string): PlainRecord {
  const lines = body.split('\n').map((line) => (line.length > LONGEST_LINE ? '' : line));
  const short = lines.join('\n').slice(0, LONGEST_BODY);
  const pieces = piecesOf(readMarkdown(short).blocks);
  return { title: titleOf(pieces), labels: labelsOf(pieces) };
}

/** One thing a record says, in the order in which it says them. */
type Piece =
  | (Spoken & { readonly kind: 'heading'; readonly level: number })
  | (Spoken & { readonly kind: 'line' })
  | Row;

interface Row {
  readonly kind: 'row';
  readonly cells: string[];
  readonly line: number;
}

function piecesOf(blocks: readonly Token[]): readonly Piece[] {
  const reading: BlockReading = { pieces: [], row: null, line: 1 };
  for (const [at, block] of blocks.entries()) {
    reading.line = block.map === null ? reading.line : block.map[0] + 1;
    if (block.type === 'inline') readInline(reading, block, blocks[at - 1]);
    else readTable(reading, block);
  }
  return reading.pieces;
}

interface BlockReading {
  readonly pieces: Piece[];
  /** The row of a table that is open. */
  row: Row | null;
  line: number;
}

function readTable(reading: BlockReading, { type }: Token): void {
  if (type === 'tr_close') reading.row = null;
  if (type !== 'tr_open') return;
  reading.row = { kind: 'row', cells: [], line: reading.line };
  reading.pieces.push(reading.row);
}

function readInline(reading: BlockReading, block: Token, opener: Token | undefined): void {
  if (reading.row !== null) reading.row.cells.push(block.content);
  else reading.pieces.push(...spokenPieces(block, opener, reading.line));
}

function spokenPieces(block: Token, opener: Token | undefined, line: number): readonly Piece[] {
  if (opener?.type === 'heading_open') {
    return [{ kind: 'heading', level: Number(opener.tag.slice(1)), text: block.content, line }];
  }
  return block.content
    .split('\n')
    .flatMap((text, at) =>
      text.split(NEXT_LABEL).map((part): Piece => ({ kind: 'line', text: part, line: line + at })),
    );
}

/** The first heading of the first level, else the first heading if it is numbered as records are. */
function titleOf(pieces: readonly Piece[]): Spoken | null {
  const headings = pieces
    .filter((piece) => piece.kind === 'heading')
    .map(({ level, text, line }) => ({ level, text: plainText(text), line }))
    .filter(({ text }) => text !== '' && labelOf(text) === null);
  const title = headings.find(({ level }) => level === 1) ?? headings[0];
  if (title === undefined || (title.level > 1 && !TITLE_NUMBER.test(title.text))) return null;
  const text = title.text.replace(TITLE_NUMBER, '').replace(TITLE_RECORD, '');
  return { text, line: title.line };
}

/** What is known while the pieces are read: the label whose value must come next. */
interface Reading {
  readonly labels: Map<Label, Spoken>;
  waiting: Label | null;
  aboutItself: boolean;
  /** Columns of a table whose head names labels. */
  columns: readonly (Label | null)[];
}

function labelsOf(pieces: readonly Piece[]): ReadonlyMap<Label, Spoken> {
  const reading: Reading = { labels: new Map(), waiting: null, aboutItself: true, columns: [] };
  for (const piece of pieces) {
    if (piece.kind === 'heading') readHeading(piece, reading);
    else if (piece.kind === 'row') readRow(piece, reading);
    else readLine(piece, reading);
  }
  return reading.labels;
}

/** `## Status` awaits its value; `## Status: Accepted` has it. Other sections end the record's head. */
function readHeading(heading: Piece & { kind: 'heading' }, reading: Reading): void {
  const label = labelOf(heading.text);
  reading.waiting = label;
  if (label !== null) return;
  const said = saidBy(heading.text);
  if (said !== null) keep(reading, said.label, { text: said.value, line: heading.line });
  else if (heading.level > 1)
    reading.aboutItself = ABOUT_ITSELF.has(keyOf(plainText(heading.text)));
}

function readLine(line: Spoken, reading: Reading): void {
  const said = saidBy(line.text);
  if (said !== null && (reading.aboutItself || reading.waiting === said.label)) {
    keepOrAwait(reading, said.label, { text: said.value, line: line.line });
  } else if (reading.waiting !== null) readAwaited(line, reading);
  else if (reading.aboutItself) reading.waiting = labelOf(line.text);
}

/** Of a list of boxes the ticked one counts. */
function readAwaited(line: Spoken, reading: Reading): void {
  if (reading.waiting === null || plainText(line.text) === '' || UNCHECKED.test(line.text)) return;
  keep(reading, reading.waiting, { text: line.text.replace(CHECKED, ''), line: line.line });
}

/** A label with nothing after it awaits its value on the next line. */
function keepOrAwait(reading: Reading, label: Label, said: Spoken): void {
  if (said.text === '') reading.waiting = label;
  else keep(reading, label, said);
}

/** `| Status | Accepted |`, or a head of labels with the values below it. */
function readRow({ cells, line }: Row, reading: Reading): void {
  const labels = cells.map(labelOf);
  if (labels[0] !== null && labels.filter((label) => label !== null).length > 1) {
    reading.columns = labels;
    return;
  }
  const [label = null] = labels;
  const values = label === null ? reading.columns : [null, label];
  values.forEach((one, at) => {
    if (one !== null && reading.aboutItself) keep(reading, one, { text: cells[at] ?? '', line });
  });
  reading.columns = [];
}

function keep(reading: Reading, label: Label, said: Spoken): void {
  reading.waiting = null;
  const text = withoutComments(said.text).trim();
  if (!reading.labels.has(label) && plainText(text) !== '') {
    reading.labels.set(label, { text, line: said.line });
  }
}

function saidBy(line: string): { label: Label; value: string } | null {
  const groups = LABEL_LINE.exec(line)?.groups;
  const label = LABELS.get(keyOf(groups?.label ?? ''));
  if (groups === undefined || label === undefined) return null;
  return { label, value: withoutComments(groups.value ?? '').trim() };
}

/** The label that a text is, and nothing besides. */
function labelOf(text: string): Label | null {
  return LABELS.get(keyOf(plainText(text).slice(0, 60))) ?? null;
}

/** Markdown without its marks: links by their words, comments and struck text left out. */
export function plainText(markdown: string): string {
  return withoutComments(markdown)
    .replace(/~~[^~]{0,200}~~/g, ' ')
    .replace(/!?\[([^\][]*)\](?:\([^()]*\)|\[[^\][]*\])/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/[*`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function labelled(label: Label, names: readonly string[]): readonly (readonly [string, Label])[] {
  return names.map((name) => [keyOf(name), label] as const);
}
