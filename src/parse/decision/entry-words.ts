import { REVIEW_VERDICTS, type ReviewVerdict, STATUSES, type Status } from '../../core/decision.js';
import { nearest } from '../../core/nearest.js';
import type { Fault } from '../../core/problem.js';

/** Words of other tools for Belay's statuses. */
const STATUS_WORDS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ...STATUSES.map((status) => [status, status] as const),
  ['accepted', 'graduated'],
  ['approved', 'graduated'],
  ['implemented', 'graduated'],
  ['adopted', 'graduated'],
  ['active', 'graduated'],
  ['rejected', 'killed'],
  ['deprecated', 'killed'],
  ['withdrawn', 'killed'],
  ['stopped', 'killed'],
  ['draft', 'proposed'],
  ['open', 'proposed'],
  ['experimental', 'pilot'],
  ['trial', 'pilot'],
  ['replaced', 'superseded'],
]);

/** Every word that names a status, Belay's own first. */
export const STATUS_NAMES: readonly string[] = [...STATUS_WORDS.keys()];

const VERDICT_WORDS: ReadonlyMap<string, ReviewVerdict> = new Map<string, ReviewVerdict>([
  ...REVIEW_VERDICTS.map((verdict) => [verdict, verdict] as const),
  ['stop', 'kill'],
  ['graduated', 'graduate'],
  ['killed', 'kill'],
  ['stopped', 'kill'],
  ['continued', 'continue'],
  ['changed', 'change'],
]);

/** What a status or verdict says, or the fault that lists the words that are known. */
export type WordReading<Word> =
  | { readonly word: Word; readonly fault: null }
  | { readonly word: null; readonly fault: Fault };

/** A status by its first word: `✅ Accepted (2024-01-02)` is `graduated`. */
export function readStatus(text: string): WordReading<Status> {
  return readWord(text, { key: 'status', words: STATUS_WORDS, known: STATUSES });
}

/** A verdict by its first word, `stop` and past forms too. */
export function readVerdict(text: string): WordReading<ReviewVerdict> {
  return readWord(text, { key: 'verdict', words: VERDICT_WORDS, known: REVIEW_VERDICTS });
}

interface Vocabulary<Word> {
  readonly key: 'status' | 'verdict';
  readonly words: ReadonlyMap<string, Word>;
  readonly known: readonly string[];
}

function readWord<Word>(text: string, vocabulary: Vocabulary<Word>): WordReading<Word> {
  const { key, words, known } = vocabulary;
  const first = firstWord(text);
  const word = isChoice(text) ? undefined : words.get(first);
  if (word !== undefined) return { word, fault: null };
  const suggestion = isChoice(text) ? null : nearest(first, [...words.keys()]);
  const value = text.trim().slice(0, 80);
  return { word: null, fault: { kind: 'unknown-word', key, value, known, suggestion } };
}

/** The first run of letters, so without emoji, braces, brackets and quotes around it. */
function firstWord(text: string): string {
  const plain = text.replace(/<[^<>]*>|~~[^~]*~~|:[a-z_+-]+\d*:/g, ' ');
  return /\p{L}[\p{L}\p{M}]*/u.exec(plain)?.[0].toLowerCase() ?? '';
}

/** A template's `proposed | accepted`, or a list of three and more, chooses nothing. */
function isChoice(text: string): boolean {
  const known = (part: string) => STATUS_WORDS.has(firstWord(part));
  const listed = text.split(/[,/]|\bor\b/).filter(known);
  return text.split('|').filter(known).length > 1 || listed.length > 2;
}
