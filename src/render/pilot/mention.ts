import type { Person } from '../../core/policy.js';
import { escapeText } from '../markdown.js';
import { shorten } from '../printable.js';

/** A login or a team as GitHub allows them: nothing in it can be read as Markdown. */
const NAME = '[a-z\\d][a-z\\d-]{0,38}(?:_[a-z\\d]{1,20})?(?:/[a-z\\d][\\w-]{0,99})?';
const HANDLE = new RegExp(`^@?(${NAME})$`, 'i');
const HANDLES = new RegExp(`(?<![\\w.@/])@(${NAME})`, 'gi');

/** So many are called at once; an entry must not become a way to write to everybody. */
const MOST_CALLED = 5;
const LONGEST_TEXT = 600;

/** The person or team as a mention that GitHub delivers; a bare name as text. */
export function mention(person: Person): string {
  const [, name] = HANDLE.exec(person) ?? [];
  return name === undefined || !person.startsWith('@')
    ? escapeText(shorten(person, 100))
    : `@${name}`;
}

/** The people as mentions that GitHub delivers, the first five of them. */
export function mentions(people: readonly Person[]): string {
  const called = people.slice(0, MOST_CALLED).map(mention);
  const silent = people.slice(MOST_CALLED).map((person) => escapeText(shorten(person, 100)));
  return [...called, ...silent.slice(0, MOST_CALLED)].join(', ');
}

/** Running text in which the handles are mentions that GitHub delivers, each the first time only. */
export function withMentions(text: string, already: readonly Person[]): string {
  const called = new Set(already.map((person) => person.toLowerCase()));
  const parts: string[] = [];
  const shown = shorten(text, LONGEST_TEXT);
  let from = 0;
  for (const { 0: handle, index } of shown.matchAll(HANDLES)) {
    if (called.has(handle.toLowerCase()) || called.size >= already.length + MOST_CALLED) continue;
    called.add(handle.toLowerCase());
    parts.push(spaced(shown.slice(from, index)), handle);
    from = index + handle.length;
  }
  return [...parts, spaced(shown.slice(from))].join('').trim();
}

/** Escapes text but keeps the spaces that join it to what stands around it. */
function spaced(text: string): string {
  const escaped = escapeText(text);
  return `${/^\s/.test(text) ? ' ' : ''}${escaped}${escaped !== '' && /\s$/.test(text) ? ' ' : ''}`;
}
