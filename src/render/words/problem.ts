import type { GlobFault } from '../../core/glob.js';
import type { Fault, Problem } from '../../core/problem.js';
import { listed, literal, type Phrase, path, say, words } from '../phrase.js';
import { longDay } from './day.js';

type FaultOf<K extends Fault['kind']> = Extract<Fault, { readonly kind: K }>;

interface ProblemSaid {
  readonly what: Phrase;
  readonly fix: Phrase | null;
}

type FaultWords = { readonly [K in Fault['kind']]: (fault: FaultOf<K>) => ProblemSaid };

/** What is wrong with a file and how to mend it; the place is said beside it. */
export function sayProblem({ fault }: Pick<Problem, 'fault'>): ProblemSaid {
  // The key and the fault belong together; the type of a lookup by union cannot show it.
  return FAULTS[fault.kind](fault as never);
}

const FAULTS: FaultWords = {
  'not-text': () => said(say`This is not UTF-8 text.`, say`Save the file as UTF-8.`),
  'not-a-file': () =>
    said(
      say`This is a link, a folder or a submodule, not a file.`,
      say`Put a plain file in its place.`,
    ),
  'too-large': ({ bytes, limit }) =>
    said(
      say`It has ${kib(bytes)}; at most ${kib(limit)} are read.`,
      say`Move what is long below the front matter or into another file.`,
    ),
  'too-deep': ({ depth, limit }) =>
    said(
      say`It is nested ${depth} levels deep; at most ${limit} are read.`,
      say`Flatten it: no field of Belay's needs more than a few levels.`,
    ),
  'too-many-aliases': ({ limit }) =>
    said(say`It uses more than ${limit} YAML aliases.`, say`Write the values out.`),
  syntax: ({ detail }) => said(say`This is not valid YAML: ${words(detail)}.`, null),
  'unquoted-at': ({ value }) =>
    said(
      say`A value in YAML may not begin with @ unless it is quoted.`,
      say`Write ${literal(`"${value}"`)}.`,
    ),
  'unclosed-front-matter': () =>
    said(
      say`The front matter opens with ${literal('---')} and never closes.`,
      say`Add a line ${literal('---')} after its last field.`,
    ),
  empty: () => said(say`The file is empty.`, null),
  'duplicate-key': ({ key }) =>
    said(say`${literal(key)} is written twice.`, say`Keep one of the two.`),
  'unknown-key': ({ key, suggestion, known }) =>
    said(say`${literal(key)} is not a key that belongs here.`, choose(suggestion, known)),
  'missing-key': ({ key }) =>
    said(say`${literal(key)} is missing.`, say`Add ${literal(`${key}:`)}.`),
  'wrong-type': ({ key, wanted, got }) =>
    said(say`${literal(key)} must be ${wanted}, not ${got}.`, null),
  'bad-value': ({ key, value, wanted, suggestion }) =>
    said(
      say`${literal(key)} is ${literal(value)}; wanted is ${wanted}.`,
      suggestion === null ? null : choose(suggestion, []),
    ),
  'bad-day': ({ key, value }) =>
    said(
      say`${literal(key)} is ${literal(value)}, ${whyNoDay(value)}.`,
      say`Write it as ${literal('YYYY-MM-DD')}, such as ${literal('2026-11-17')}.`,
    ),
  'bad-glob': ({ glob, fault }) =>
    said(say`${literal(glob)} ${GLOBS[fault].why}.`, GLOBS[fault].fix),
  'unknown-word': ({ key, value, known, suggestion }) =>
    said(say`${literal(value)} is no ${key} that Belay knows.`, choose(suggestion, known)),
  'outside-repository': ({ key, value }) =>
    said(
      say`${literal(key)} is ${literal(value)}, which leads out of the repository.`,
      say`Write a path from the repository's root.`,
    ),
  'duplicate-id': ({ id, other }) =>
    said(
      say`The id ${literal(id)} belongs to ${path(other)} already.`,
      say`Give this entry an id of its own.`,
    ),
  'contradicts-review': ({ status, verdict }) =>
    said(
      say`${literal(`status: ${status}`)} contradicts the last review, which says ${literal(`verdict: ${verdict}`)}.`,
      say`Make the two agree.`,
    ),
  'review-in-future': ({ date, today }) =>
    said(
      say`The review of ${longDay(date)} lies in the future; today is ${longDay(today)}.`,
      say`Write the day on which it took place.`,
    ),
  'unknown-reference': ({ key, value, suggestion, known }) =>
    said(
      say`${literal(key)} names ${literal(value)}, which does not exist.`,
      choose(suggestion, known),
    ),
  'idle-glob': ({ glob }) =>
    said(say`${literal(glob)} matches no file of the repository.`, say`Correct it, or remove it.`),
  'idle-folder': ({ folder }) =>
    said(
      say`There is no decision in ${literal(folder)}.`,
      say`Correct the path, or write the first one there.`,
    ),
  'idle-area': ({ area, of, template }) =>
    said(
      say`${literal(area)} is an area of the template ${literal(of)}; this policy scores by ${literal(template)}.`,
      say`Name an area of ${literal(template)}, or remove it.`,
    ),
  'shadowed-file': ({ by }) =>
    said(say`This file is not read, because ${path(by)} exists.`, say`Keep one of the two.`),
};

const GLOBS: { readonly [F in GlobFault]: { readonly why: string; readonly fix: Phrase | null } } =
  {
    empty: {
      why: 'is an empty pattern',
      fix: say`Write a path such as ${literal('services/**')}.`,
    },
    'too-long': { why: 'is too long for a pattern', fix: say`Split it into several.` },
    backslash: { why: 'has a backslash', fix: say`Separate folders with ${literal('/')}.` },
    class: {
      why: 'has a character class, which Belay does not know',
      fix: say`Use ${literal('?')}, ${literal('*')} or ${literal('{a,b}')}: ${literal('app/?slug?/**')} rather than ${literal('app/[slug]/**')}.`,
    },
    extglob: {
      why: 'is an extended pattern, which Belay does not know',
      fix: say`Use ${literal('{a,b}')} for alternatives and a leading ${literal('!')} to leave files out.`,
    },
    'regular-expression': {
      why: 'looks like a regular expression',
      fix: say`Write a glob: ${literal('docs/**/*.md')} rather than ${literal('^docs/.*\\.md$')}, and ${literal('{a,b}')} rather than ${literal('(a|b)')}.`,
    },
    brace: { why: 'has a brace that is not closed', fix: say`Write ${literal('{a,b}')}.` },
    'too-many-alternatives': { why: 'has too many alternatives', fix: say`Split it into several.` },
    'outside-repository': {
      why: 'leads out of the repository',
      fix: say`Write it from the repository's root, without ${literal('..')}.`,
    },
    'double-negation': { why: 'begins with two exclamation marks', fix: say`Write one, or none.` },
  };

function said(what: Phrase, fix: Phrase | null): ProblemSaid {
  return { what, fix };
}

function choose(suggestion: string | null, known: readonly string[]): Phrase | null {
  if (suggestion !== null) return say`Did you mean ${literal(suggestion)}?`;
  if (known.length === 0) return null;
  return say`Known: ${listed(known.map(literal), { most: 20 })}.`;
}

function whyNoDay(value: string): string {
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(value)) return 'which is no day of the calendar';
  const [first, second] = /^(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}$/.exec(value)?.slice(1) ?? [];
  return Number(first) <= 12 && Number(second) <= 12
    ? 'in which nobody can tell the day from the month'
    : 'which Belay cannot read as a day';
}

function kib(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 102.4) / 10} KiB`;
}
