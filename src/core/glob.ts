/**
 * Belay's small glob grammar: `*`, `**`, `?`, `{a,b}` and a leading `!`. Files of a pull request
 * have names an attacker chose, so a pattern is matched by walking it, never as a regular
 * expression: the work is bounded by pattern length × path length.
 */

/** Why a text is no glob of this grammar. */
export type GlobFault =
  | 'empty'
  | 'too-long'
  | 'backslash'
  | 'class'
  | 'extglob'
  | 'regular-expression'
  | 'brace'
  | 'too-many-alternatives'
  | 'outside-repository'
  | 'double-negation';

type Part = readonly string[];

/** One pattern, ready to match. `text` is what the person wrote. */
export interface Glob {
  readonly text: string;
  readonly negated: boolean;
  /** Each alternative of the braces: its parts between `/`, each a list of characters. */
  readonly alternatives: readonly (readonly Part[])[];
}

/** Patterns in order; the last that matches a path decides. */
export type GlobSet = readonly Glob[];

const LONGEST = 256;
const MOST_ALTERNATIVES = 64;
const ANY_DEPTH = '**';

/** Reads one pattern, or says why it is none. */
export function parseGlob(text: string): Glob | GlobFault {
  if (text.length > LONGEST) return 'too-long';
  // Meant as "all but": as a negation of a folder in parentheses it can be written `!./(a)`.
  if (text.startsWith('!(')) return 'extglob';
  const negated = text.startsWith('!');
  const body = negated ? text.slice(1) : text;
  const expanded = faultOf(normalise(body)) ?? expandBraces(body);
  if (typeof expanded === 'string') return expanded;
  const alternatives = expanded.map(normalise).filter((one) => one !== '');
  const fault = alternatives.length === 0 ? 'empty' : firstFault(alternatives);
  return fault ?? { text, negated, alternatives: alternatives.map(partsOf) };
}

/** The comparisons of characters that are left for matching. */
export interface Effort {
  left: number;
}

/**
 * Comparisons for all paths of one question: one to three seconds. A hundred thousand files and a hundred common
 * patterns take a quarter of it; only patterns and names made to be slow take more.
 */
const MOST_COMPARISONS = 200_000_000;

/** All the effort that one question may take. */
export function freshEffort(): Effort {
  return { left: MOST_COMPARISONS };
}

/** The last pattern of the set that matches the path, or `null`. */
export function lastMatch(set: GlobSet, path: string, effort = freshEffort()): Glob | null {
  const parts = path.split('/').map((part) => [...part]);
  const matches = (glob: Glob) =>
    glob.alternatives.some((one) => effort.left > 0 && matchPath(one, parts, effort));
  return set.findLast(matches) ?? null;
}

/**
 * The pattern that flags the path, or `null` when none does or a later `!` takes it back. Where the
 * effort is spent, nobody can tell: then the set's first pattern is said to flag it.
 */
export function flaggedBy(set: GlobSet, path: string, effort = freshEffort()): Glob | null {
  const last = lastMatch(set, path, effort);
  if (effort.left <= 0) return set.find(({ negated }) => !negated) ?? null;
  return last === null || last.negated ? null : last;
}

/** A path from the root without empty and `.` parts; `dir/` is `dir/**`. */
function normalise(body: string): string {
  const rooted = body.replace(/^(\.?\/)+/, '').replace(/\/(\.?\/)+/g, '/');
  return rooted.endsWith('/') ? `${rooted}${ANY_DEPTH}` : rooted;
}

/** What each fault looks like in a pattern without its `!`; the first that applies is told. */
const FAULTS: readonly (readonly [GlobFault, RegExp])[] = [
  ['empty', /^\s*$/],
  ['double-negation', /^!/],
  ['regular-expression', /^\^|\$$|\\[.dwsbDWSB/]|\||\)[+*?]/],
  ['backslash', /\\/],
  ['extglob', /[?*+@!]\(/],
  ['class', /[[\]]/],
  ['outside-repository', /(^|\/)\.\.(\/|$)/],
];

function faultOf(body: string): GlobFault | null {
  return FAULTS.find(([, sign]) => sign.test(body))?.[0] ?? null;
}

/** What only shows once the braces are gone: `{..,a}/b`. */
function firstFault(alternatives: readonly string[]): GlobFault | null {
  return alternatives.map(faultOf).find((fault) => fault !== null) ?? null;
}

/** All texts the braces stand for; braces nest. */
function expandBraces(text: string): readonly string[] | GlobFault {
  const open = text.indexOf('{');
  if (open === -1) return text.includes('}') ? 'brace' : [text];
  const close = closingBrace(text, open);
  if (close === null || text.slice(0, open).includes('}')) return 'brace';
  const all: string[] = [];
  for (const choice of choicesOf(text.slice(open + 1, close))) {
    const rest = expandBraces(text.slice(0, open) + choice + text.slice(close + 1));
    if (typeof rest === 'string') return rest;
    all.push(...rest);
    if (all.length > MOST_ALTERNATIVES) return 'too-many-alternatives';
  }
  return all;
}

function closingBrace(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
    if (depth === 0) return at;
  }
  return null;
}

/** Splits at the commas that no inner brace holds. */
function choicesOf(group: string): readonly string[] {
  const choices = [''];
  let depth = 0;
  for (const char of group) {
    if (char === '{') depth++;
    if (char === '}') depth--;
    if (char === ',' && depth === 0) choices.push('');
    else choices.push((choices.pop() ?? '') + char);
  }
  return choices;
}

/**
 * Splits at `/`. A part like `**.md` means any depth and then `*.md`; a last `**` means everything
 * below, so at least one part more.
 */
function partsOf(pattern: string): readonly Part[] {
  const parts = pattern
    .split('/')
    .flatMap((part) =>
      part.startsWith(ANY_DEPTH) && part !== ANY_DEPTH ? [ANY_DEPTH, part.slice(1)] : [part],
    );
  const all = parts.at(-1) === ANY_DEPTH ? [...parts, '*'] : parts;
  return all.map((part) => (part === ANY_DEPTH ? [ANY_DEPTH] : [...part]));
}

function matchPath(pattern: readonly Part[], path: readonly Part[], effort: Effort): boolean {
  return walk(pattern, path, {
    isStar: ([first]) => first === ANY_DEPTH,
    fits: (wanted, name) => matchPart(wanted, name, effort),
  });
}

function matchPart(pattern: Part, name: Part, effort: Effort): boolean {
  return walk(pattern, name, {
    isStar: (char) => char === '*',
    fits: (wanted, char) => effort.left-- > 0 && (wanted === '?' || wanted === char),
  });
}

interface Tokens<T> {
  /** Whether the token stands for any number of items. */
  readonly isStar: (token: T) => boolean;
  readonly fits: (token: T, item: T) => boolean;
}

/**
 * The wildcard walk. Only the latest star is ever resumed: where an earlier one would match more,
 * so does the later. Hence at most tokens × items steps.
 */
function walk<T>(tokens: readonly T[], items: readonly T[], { isStar, fits }: Tokens<T>): boolean {
  let token = 0;
  let item = 0;
  let resume: { token: number; item: number } | null = null;
  while (item < items.length) {
    const wanted = tokens[token];
    const actual = items[item];
    if (wanted !== undefined && isStar(wanted)) {
      resume = { token: ++token, item };
    } else if (wanted !== undefined && actual !== undefined && fits(wanted, actual)) {
      token++;
      item++;
    } else if (resume !== null) {
      resume.item++;
      ({ token, item } = resume);
    } else return false;
  }
  return tokens.slice(token).every(isStar);
}
