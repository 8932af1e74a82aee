import type { Entry } from './decision.js';

/** An id taken apart: `ADR-0042` is prefix `adr` and number `42`. Ids compare in this form. */
export interface Numbered {
  readonly prefix: string;
  /** Digits without leading zeros, as text: ids may be longer than a number is exact. */
  readonly number: string;
}

const NUMBERED =
  /^(?:(?<prefix>[a-z][a-z0-9]*(?:[-_ ][a-z][a-z0-9]*)*)[-_ #]?)?(?<number>\d+)(?![a-z\d])/i;

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

export function sameId(a: string, b: string): boolean {
  return idKey(a) === idKey(b);
}

/** The file's stem; for `README.md` the name of its folder. */
export function stemOf(path: string): string {
  const parts = path.split('/');
  const file = (parts.at(-1) ?? '').replace(/\.(md|ya?ml)$/i, '');
  return file.toLowerCase() === 'readme' ? (parts.at(-2) ?? file) : file;
}

/** Orders ids as people count: `DL-9` before `DL-10`. */
export function compareIds(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' });
}

/**
 * The entries a reference names. The first level at which something matches decides: path, full
 * id, file stem, prefix and number, number.
 */
export function resolveReference(reference: string, entries: readonly Entry[]): readonly Entry[] {
  for (const level of LEVELS) {
    const matches = entries.filter((entry) => level(reference.trim(), entry));
    if (matches.length > 0) return matches;
  }
  return [];
}

/**
 * The entries a mention in running text names: a path, or an id **with** its prefix. A bare number
 * or a word in passing is no mention.
 */
export function resolveMention(mention: string, entries: readonly Entry[]): readonly Entry[] {
  const wanted = numberedOf(mention);
  if (!mention.includes('/') && (wanted === null || wanted.prefix === '')) return [];
  return resolveReference(mention, entries);
}

type LevelOfMatch = (reference: string, entry: Entry) => boolean;

const LEVELS: readonly LevelOfMatch[] = [
  (reference, entry) => samePath(reference, entry.path),
  (reference, entry) => sameId(reference, entry.id),
  (reference, entry) => sameId(reference, stemOf(entry.path)),
  (reference, entry) => sameNumber(reference, entry, 'with-prefix'),
  (reference, entry) => sameNumber(reference, entry, 'number-only'),
];

function samePath(reference: string, path: string): boolean {
  const plain = reference.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  return (
    plain === path || (`${plain}/README.md`.toLowerCase() === path.toLowerCase() && plain !== '')
  );
}

function sameNumber(
  reference: string,
  entry: Entry,
  level: 'with-prefix' | 'number-only',
): boolean {
  const wanted = numberedOf(reference);
  if (wanted === null || !isWholly(reference)) return false;
  return [entry.id, stemOf(entry.path)].some((name) => {
    const own = numberedOf(name);
    if (own === null || own.number !== wanted.number) return false;
    if (level === 'with-prefix') return own.prefix === wanted.prefix;
    return wanted.prefix === '' || (own.prefix === '' && COMMON_PREFIXES.includes(wanted.prefix));
  });
}

/** Whether the reference is nothing but prefix and number (`ADR-0042`, not `ADR-0042-cache`). */
function isWholly(reference: string): boolean {
  return /\d$/.test(reference) && NUMBERED.exec(reference)?.[0] === reference;
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
