import type { Entry } from './decision.js';

/** An id taken apart: `ADR-0042` is prefix `adr` and number `42`. Ids compare in this form. */
export interface Numbered {
  readonly prefix: string;
  /** Digits without leading zeros, as text: ids may be longer than a number is exact. */
  readonly number: string;
}

/** The number stands after a separator, or right after a letter (`ADR42`). */
const NUMBERED =
  /^(?:(?<prefix>[a-z][a-z0-9]*(?:[-_ ][a-z][a-z0-9]*)*)(?:[-_ #]|(?<=[a-z])))?(?<number>\d+)(?![a-z\d])/i;

/** Prefixes under which people name entries whose files carry a bare number. */
const COMMON_PREFIXES = ['adr', 'madr', 'dl', 'dr', 'dec', 'decision'];

/** Prefix and number at the start of an id, stem or reference, or `null`. */
export function numberedOf(text: string): Numbered | null {
  const groups = NUMBERED.exec(text.trim())?.groups;
  if (groups === undefined) return null;
  return {
    prefix: (groups.prefix ?? '').toLowerCase().replace(/[_ ]/g, '-'),
    number: withoutZeros(groups.number ?? ''),
  };
}

/** The form in which ids compare: no case, no leading zeros in any run of digits. */
export function idKey(id: string): string {
  return id.trim().toLowerCase().replace(/\d+/g, withoutZeros);
}

/** Whether two ids name the same entry. */
export function sameId(a: string, b: string): boolean {
  return idKey(a) === idKey(b);
}

/** The file's stem; for `README.md` the name of its folder. */
export function stemOf(path: string): string {
  const parts = path.split('/');
  const file = withoutExtension(parts.at(-1) ?? '');
  return file.toLowerCase() === 'readme' ? (parts.at(-2) ?? file) : file;
}

/** Orders ids as people count: `DL-9` before `DL-10`. */
export function compareIds(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' });
}

/** Looks up what texts name in a log. */
export interface Finder {
  /**
   * The entries a reference names. The first level at which something matches decides: path, full
   * id, file stem, prefix and number, number.
   */
  readonly reference: (text: string) => readonly Entry[];
  /**
   * The entries a mention in running text names: a path, or an id **with** its prefix. A bare
   * number or a word in passing is no mention.
   */
  readonly mention: (text: string) => readonly Entry[];
}

/**
 * Sorts the log once, level by level as they are asked for, so that a long log answers many
 * references as fast as a short one.
 */
export function finderOf(entries: readonly Entry[]): Finder {
  const levels = LEVELS.map((level) => lookUp(level, entries));
  const reference = (text: string): readonly Entry[] => {
    for (const level of levels) {
      const matches = level(text.trim());
      if (matches.length > 0) return matches;
    }
    return [];
  };
  return { reference, mention: (text) => (isMention(text) ? reference(text) : []) };
}

function isMention(text: string): boolean {
  return text.includes('/') || (numberedOf(text)?.prefix ?? '') !== '';
}

/** One level of matching: the names an entry goes by, and the one a reference asks for, if any. */
interface Level {
  readonly namesOf: (entry: Entry) => readonly string[];
  readonly wanted: (reference: string) => string | null;
}

const LEVELS: readonly Level[] = [
  { namesOf: pathsTo, wanted: plainPath },
  { namesOf: ({ id }) => [idKey(id)], wanted: idKey },
  {
    namesOf: ({ path }) => [idKey(stemOf(path))],
    wanted: (reference) => idKey(withoutExtension(reference)),
  },
  { namesOf: (entry) => numbersOf(entry).map(numberKey), wanted: prefixAndNumber },
  { namesOf: bareNumbers, wanted: bareNumber },
];

function lookUp(
  { namesOf, wanted }: Level,
  entries: readonly Entry[],
): (reference: string) => readonly Entry[] {
  let named: ReadonlyMap<string, readonly Entry[]> | null = null;
  return (reference) => {
    const name = wanted(reference);
    if (name === null) return [];
    named ??= byName(entries, namesOf);
    return named.get(name) ?? [];
  };
}

function byName(
  entries: readonly Entry[],
  namesOf: Level['namesOf'],
): ReadonlyMap<string, readonly Entry[]> {
  const named = new Map<string, Entry[]>();
  for (const entry of entries)
    for (const name of new Set(namesOf(entry))) {
      const same = named.get(name);
      if (same === undefined) named.set(name, [entry]);
      else same.push(entry);
    }
  return named;
}

/** An entry's path, and for a `README.md` its folder. */
function pathsTo({ path }: Entry): readonly string[] {
  return [path, path.replace(/\/readme\.md$/i, '')];
}

function plainPath(reference: string): string {
  return reference.replace(/^(\.?\/)+/, '').replace(/(?<!\/)\/+$/, '');
}

function withoutExtension(file: string): string {
  return file.replace(/\.(md|ya?ml)$/i, '');
}

function numbersOf({ id, path }: Entry): readonly Numbered[] {
  return [id, stemOf(path)].map(numberedOf).filter((numbered) => numbered !== null);
}

function numberKey({ prefix, number }: Numbered): string {
  return `${prefix} ${number}`;
}

function prefixAndNumber(reference: string): string | null {
  const numbered = wholly(reference);
  return numbered === null || numbered.prefix === '' ? null : numberKey(numbered);
}

/** The entry's numbers; those of an entry that has no prefix go by the common ones too. */
function bareNumbers(entry: Entry): readonly string[] {
  const numbers = numbersOf(entry);
  const prefixes = numbers.every(({ prefix }) => prefix === '') ? COMMON_PREFIXES : [];
  return numbers.flatMap(({ number }) =>
    ['', ...prefixes].map((prefix) => numberKey({ prefix, number })),
  );
}

function bareNumber(reference: string): string | null {
  const numbered = wholly(reference);
  return numbered === null ? null : numberKey(numbered);
}

/** The reference taken apart, if it is nothing but prefix and number (not `ADR-0042-cache`). */
function wholly(reference: string): Numbered | null {
  return NUMBERED.exec(reference)?.[0] === reference ? numberedOf(reference) : null;
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
