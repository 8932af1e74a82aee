/**
 * A sentence in parts, so that it is written once and said in plain text (terminal, JSON,
 * annotations) and in Markdown alike. Text of others may stand in any part: each renderer makes it
 * safe for its medium.
 */

import type { Links, Side } from './links.js';
import { code, escapeText, link } from './markdown.js';
import { printable, shorten } from './printable.js';

export type Part =
  /** Running text. */
  | { readonly kind: 'text'; readonly text: string }
  /** To be read or typed letter for letter. */
  | { readonly kind: 'literal'; readonly text: string }
  /** Somebody's own words. */
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'path';
      readonly path: string;
      readonly line: number | null;
      /** Said behind the line where it is known. */
      readonly column?: number | null;
      readonly side: Side | null;
    }
  | { readonly kind: 'entry'; readonly id: string; readonly path: string }
  | { readonly kind: 'person'; readonly name: string };

export type Phrase = readonly Part[];

/** What may stand in a sentence; a bare string is running text. */
export type Sayable = Part | Phrase | string | number;

/** How much of somebody's text is shown, in characters. */
const LONGEST = { text: 300, literal: 240, words: 160, path: 240 } as const;

/** Builds a phrase from a template. */
export function say(strings: TemplateStringsArray, ...values: readonly Sayable[]): Phrase {
  return strings.flatMap((own, at) => [
    ...(own === '' ? [] : [text(own)]),
    ...phrase(values[at] ?? ''),
  ]);
}

function phrase(value: Sayable): Phrase {
  if (typeof value === 'string') return value === '' ? [] : [text(value)];
  if (typeof value === 'number') return [text(String(value))];
  return 'kind' in value ? [value] : value;
}

function text(words: string): Part {
  return { kind: 'text', text: words };
}

/** What is to be read or typed letter for letter. */
export function literal(exact: string): Part {
  return { kind: 'literal', text: exact };
}

/** Somebody's own words. */
export function words(theirs: string): Part {
  return { kind: 'words', text: theirs };
}

/** A file; `side` says which version a link should show where the change alone does not tell. */
export function path(file: string, line: number | null = null, side: Side | null = null): Part {
  return { kind: 'path', path: file, line, side };
}

/** An entry by its id, linked to its file. */
export function entry(named: { readonly id: string; readonly path: string }): Part {
  return { kind: 'entry', id: named.id, path: named.path };
}

/** A person or team, without notifying them. */
export function person(name: string): Part {
  return { kind: 'person', name };
}

/** `a, b and c`; beyond `most` only how many more there are, unless it is one. */
export function listed(
  items: readonly Sayable[],
  { most = 6, last = 'and' }: { readonly most?: number; readonly last?: 'and' | 'or' } = {},
): Phrase {
  const shown = items.length > most + 1 ? items.slice(0, most) : items;
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.flatMap((item, at) => {
    const joint = at === 0 ? '' : at === all.length - 1 ? ` ${last} ` : ', ';
    return [...phrase(joint), ...phrase(item)];
  });
}

/** `1 file`, `3 files`, `2 entries`. */
export function counted(count: number, one: string, many = pluralOf(one)): string {
  return `${count} ${count === 1 ? one : many}`;
}

function pluralOf(one: string): string {
  return /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`;
}

/** The phrase as plain text on one line. */
export function plain(said: Phrase): string {
  return ended(said).map(plainPart).join('');
}

/** The phrase as Markdown on one line, with links where their pages are known. */
export function markdown(said: Phrase, links: Links): string {
  return ended(said)
    .map((part) => markdownPart(part, links))
    .join('');
}

/** Where somebody's words end their sentence themselves, no second full stop follows. */
function ended(said: Phrase): Phrase {
  return said.map((part, at) => {
    const before = said[at - 1];
    const isOver = before?.kind === 'words' && /[.!?]$/.test(shownWords(before));
    if (part.kind !== 'text' || !isOver) return part;
    return text(part.text.replace(/^\./, ''));
  });
}

function plainPart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return shorten(printable(part.text), LONGEST.text);
    case 'literal':
      return `\`${shorten(printable(part.text), LONGEST.literal)}\``;
    case 'words':
      return `"${shownWords(part)}"`;
    case 'path':
      return placeText(part);
    case 'entry':
      return shorten(printable(part.id), LONGEST.literal);
    case 'person':
      return shorten(printable(part.name), LONGEST.literal);
  }
}

function markdownPart(part: Part, links: Links): string {
  switch (part.kind) {
    case 'text':
      return spaced(shorten(part.text, LONGEST.text));
    case 'literal':
      return code(shorten(part.text, LONGEST.literal));
    case 'words':
      return `*${escapeText(shownWords(part))}*`;
    case 'path':
      return link(code(placeText(part)), links.file(part.path, part.line, part.side));
    case 'entry':
      return link(escapeText(shorten(part.id, LONGEST.literal)), links.file(part.path, null, null));
    case 'person':
      return escapeText(shorten(part.name, LONGEST.literal));
  }
}

/** Of a text that is very long only its beginning is looked at: cleaning it takes time. */
function shownWords({ text: theirs }: { readonly text: string }): string {
  return shorten(printable(theirs.slice(0, 20 * LONGEST.words)).trim(), LONGEST.words);
}

function placeText({ path: file, line, column }: Extract<Part, { readonly kind: 'path' }>): string {
  const shown = shorten(printable(file), LONGEST.path);
  return [shown, line, column].filter((part) => part != null).join(':');
}

/** Escapes running text but keeps the spaces that join it to its neighbours. */
function spaced(words: string): string {
  const before = /^\s/.test(words) ? ' ' : '';
  const after = /\S\s+$/.test(words) ? ' ' : '';
  return `${before}${escapeText(words)}${after}`;
}
