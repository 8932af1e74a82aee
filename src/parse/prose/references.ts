import { dayFrom } from '../../core/day.js';
import { LINK_MARK, type LinkedText, SILENCE } from './links.js';

/** `Decision: …`, `Decision-Log: …` or `Belay: …`; bold, in a list and as an item of a task list too. */
const NAMING_LINE =
  /^[ \t]{0,40}(?:[-*+•][ \t]{1,4})?(?:\[[ xX]\][ \t]{1,4})?[*_]{0,3}(?:decision(?:[-_ ]?log)?|belay)[*_]{0,3}[ \t]{0,4}[:：][*_]{0,3}(?<value>.*)$/gim;
const LONGEST_VALUE = 2000;

/** What people write where there is nothing to name. */
const NOTHING =
  /^(?:none|no|nothing|nil|null|n\/?a|not (?:applicable|needed|required|yet)|none (?:needed|required)|tb[adc]|todo|pending|unknown|no response)$/i;
const PLACEHOLDER = /^(?:<.*>|\{.*\}|\[.*\])$/;

/** Quotes, brackets and marks around a reference, and the full stop of its sentence. */
const WRAPPING_START = /^[\s"'“”‘’([*_]{1,20}/;
const WRAPPING_END = /[\s"'“”‘’)\]*_.:!]{1,20}$/;

const BEFORE = '(?<![\\w/.#@+~-])';
const AFTER = '(?![\\w#]|\\.\\d)';
const PART = '[a-z][a-z0-9]{0,30}';
/** Prefix and number with `-` or `_` between them. */
const JOINED_ID = `${BEFORE}${PART}(?:[-_]${PART}){0,5}[-_]\\d{1,14}${AFTER}`;
/** Joined by nothing or a space, `v2` and `Node 20` look the same, so only what names records. */
const LOOSE_ID = `${BEFORE}(?:${PART}[-_]){0,3}(?:m?adr|dl) ?\\d{1,14}${AFTER}`;
const CAPITALS_ID = new RegExp(`${BEFORE}[A-Z]{2,10}(?:-[A-Z]{2,10}){0,3} \\d{1,14}${AFTER}`, 'g');
const NAME = '[\\w.@+~-]{1,200}';
/** A path of a file that may be an entry, or of a folder whose name has a number. */
const PATH = `${BEFORE}(?:\\.{0,2}/)?(?:${NAME}/){1,20}(?:${NAME}\\.(?:md|ya?ml)(?!\\w)|(?:${PART}[-_])?\\d{1,14}[-_]${NAME})`;
const ANYWHERE = new RegExp(`${PATH}|${JOINED_ID}|${LOOSE_ID}`, 'gi');
const MARKED = new RegExp(`${LINK_MARK}(\\d+)${LINK_MARK}`, 'g');

const STEM = new RegExp(`^(?:${PART}[-_]){0,6}\\d{1,14}[-_][\\w.-]{1,200}`, 'i');
const NUMBERS = /^\d{1,14}(?:(?:\s{1,3}|\s{0,3}&\s{0,3}|\s{1,3}and\s{1,3})\d{1,14})*$/;
/** `42 (cache)`, `0042: cache`; not `2 replicas`. */
const NUMBER_FIRST = /^(\d{1,14})\s{0,3}[(:–—|-]/;
const ISSUE_LIKE = /^[a-z-]{1,30} #\d{1,9}$/i;
/** `Dec 12` is a day. */
const DAY_LIKE = /^dec[-_ ]?\d{1,2}$/i;

/** What the text's `Decision:` lines name, as written; of links the path. */
export function referencesIn(linked: LinkedText): readonly string[] {
  return [...linked.text.matchAll(NAMING_LINE)].flatMap((match) => {
    const value = (match.groups?.value ?? '').slice(0, LONGEST_VALUE);
    const named = namesInLine(value);
    return named.map((name) => pathOf(name, linked));
  });
}

/** Paths and ids with a prefix that the text mentions outside its `Decision:` lines. */
export function mentionsIn(linked: LinkedText): readonly string[] {
  const text = linked.text.replace(NAMING_LINE, '');
  const ids = [...text.matchAll(ANYWHERE), ...text.matchAll(CAPITALS_ID)].map(([name]) => name);
  return [
    ...[...text.matchAll(MARKED)].map(([name]) => pathOf(name, linked)),
    ...ids.filter((name) => !DAY_LIKE.test(name)).map((name) => pathOf(name, linked)),
  ];
}

/** A lone word without a digit is a name only where the line holds nothing but lone words. */
function namesInLine(value: string): readonly string[] {
  const parts = value.split(/[,;]/).map((part) => part.replaceAll(SILENCE, ' ').trim());
  const isList = parts.every((part) => !/\s/.test(unwrapped(part)));
  return parts.flatMap(namesInPart).filter((name) => isList || /[\d/]/.test(name));
}

function namesInPart(part: string): readonly string[] {
  const marked = [...part.matchAll(MARKED)].map(([mark]) => mark);
  if (marked.length > 0) return marked;
  const text = unwrapped(part);
  if (namesNothing(part, text)) return [];
  if (NUMBERS.test(text)) return text.match(/\d+/g) ?? [];
  if (!/\s/.test(text) || ISSUE_LIKE.test(text)) return [text];
  const first = STEM.exec(text)?.[0] ?? NUMBER_FIRST.exec(text)?.[1];
  if (first !== undefined && dayFrom(first) === null) return [first];
  return [...text.matchAll(ANYWHERE), ...text.matchAll(CAPITALS_ID)].map(([name]) => name);
}

function namesNothing(part: string, text: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(text) || NOTHING.test(text)) return true;
  return (PLACEHOLDER.test(part) && !/\d/.test(part)) || dayFrom(text) !== null;
}

function unwrapped(part: string): string {
  return part.replace(WRAPPING_START, '').replace(WRAPPING_END, '');
}

/** Marks become the path they stand for; a path in the text loses its leading `./` or `/`. */
function pathOf(name: string, linked: LinkedText): string {
  const index = new RegExp(MARKED.source).exec(name)?.[1];
  if (index !== undefined) return linked.links[Number(index)] ?? name;
  return name.includes('/') ? name.replace(/^(?:\.{0,2}\/)+/, '') : name;
}
