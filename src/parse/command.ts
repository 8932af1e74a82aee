import { dayFrom } from '../core/day.js';
import { nearest } from '../core/nearest.js';
import {
  type Command,
  type CommandFault,
  type CommandReading,
  FEWEST_REASON_WORDS,
  LONGEST_NEXT,
  LONGEST_REASON,
} from '../core/pilot/command.js';
import type { Score } from '../core/scorecard/month/month.js';

const WORDS = [
  'help',
  'recheck',
  'graduate',
  'kill',
  'continue',
  'change',
  'assign',
  'score',
] as const;
type Word = (typeof WORDS)[number];

const LOGIN = /^@?([a-z\d](?:[a-z\d]|[-_](?=[a-z\d])){0,38})$/i;
/** Zero-width and direction marks, which could make a reason read otherwise than it is. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;
const LINE_END = /\r\n|[\r\n\u2028\u2029]/;
const REMARK = /\s\/\//;
/** A word has a letter or digit; scripts that are written without spaces count by character. */
const REASON_WORDS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]|[\p{L}\p{N}]\S*/gu;

/**
 * The command in a comment: only its first line counts, and only when `/belay` stands at its very
 * start (so nothing quoted, fenced or indented does). `null` when the comment does not speak to
 * Belay. A remark after ` //` is not part of the command.
 */
export function readCommand(comment: string): CommandReading | null {
  const [line = ''] = comment.split(LINE_END, 1);
  const [, said] = /^\/belay(?!\S)(.*)$/i.exec(line) ?? [];
  if (said === undefined) return null;
  const [command = ''] = said.split(REMARK, 1);
  const [asked = '', ...rest] = command.replace(INVISIBLE, ' ').trim().split(/\s+/);
  const word = WORDS.find((one) => one === asked.toLowerCase());
  if (asked === '') return good({ kind: 'help' });
  if (word === undefined) return bad({ kind: 'unknown', asked, suggestion: nearest(asked, WORDS) });
  return READ[word](word, rest.join(' '));
}

type Reader = (word: Word, rest: string) => CommandReading;

const READ: Readonly<Record<Word, Reader>> = {
  help: () => good({ kind: 'help' }),
  recheck: () => good({ kind: 'recheck' }),
  graduate: (_, rest) => decided('graduate', rest),
  kill: (_, rest) => decided('kill', rest),
  continue: (_, rest) => extended('continue', rest),
  change: (_, rest) => extended('change', rest),
  assign: (asked, rest) => {
    const [, login] = LOGIN.exec(rest) ?? [];
    return login === undefined ? bad({ kind: 'no-login', asked }) : good({ kind: 'assign', login });
  },
  score: (_, rest) => scored(rest),
};

function decided(verdict: 'graduate' | 'kill', rest: string): CommandReading {
  return withReason(rest, verdict, (because) => ({ kind: 'verdict', verdict, because }));
}

function extended(verdict: 'continue' | 'change', rest: string): CommandReading {
  const [, value, reason = ''] = /^until\s+(\S+)(?:\s(.*))?$/i.exec(rest) ?? [];
  if (value === undefined) return bad({ kind: 'no-date', asked: verdict });
  const until = dayFrom(value);
  if (until === null) return bad({ kind: 'bad-date', asked: verdict, value });
  return withReason(reason, verdict, (because) => ({ kind: 'extension', verdict, until, because }));
}

const SCORES: readonly Score[] = [1, 2, 3, 4, 5];

/** `<area> <1-5> because … [next …]`; an area's name may have several words. */
function scored(rest: string): CommandReading {
  const asked = 'score';
  const [head = ''] = rest.split(/(?:^|\s)because(?!\S*\w)/i, 1);
  const words = head.trim().split(' ');
  const area = withoutEnd(words.slice(0, -1).join(' '));
  const value = words.at(-1) ?? '';
  if (area === '' || !/\d/.test(value)) return bad({ kind: 'no-score', asked });
  const score = SCORES.find((one) => String(one) === value);
  if (score === undefined) return bad({ kind: 'bad-score', asked, value });
  const { reason, next } = nextApart(rest.slice(head.length).trim());
  if (next === '') return bad({ kind: 'no-next', asked });
  const characters = [...(next ?? '')].length;
  if (characters > LONGEST_NEXT) return bad({ kind: 'long-next', asked, characters });
  return withReason(reason, asked, (because) => ({ kind: 'score', area, score, because, next }));
}

/**
 * The next move begins at the first `next:`, else at the first `next` that does not belong to the
 * words before it, as in "the next sprint"; `null`: none is given.
 */
function nextApart(text: string): { readonly reason: string; readonly next: string | null } {
  const found = /\snext:(?=\s|$)/i.exec(text) ?? NEXT.exec(text);
  if (found === null) return { reason: text, next: null };
  const next = text.slice(found.index + found[0].length).trim();
  return { reason: withoutEnd(text.slice(0, found.index)), next };
}

/** Without the mark that parts it from what follows. */
function withoutEnd(text: string): string {
  return text.trimEnd().replace(/[,;:]$/, '');
}

/** After an article, a preposition or the like `next` says which one, not what to do. */
const NEXT =
  /(?<!\b(?:the|an?|this|that|our|your|my|his|her|its|their|whose|every|each|in|at|by|on|of|for|to|until|before|after|from|with|comes?|goes|happens?|what|very))\snext(?=\s|$)/i;

function withReason(
  text: string,
  asked: string,
  make: (because: string) => Command,
): CommandReading {
  const [, reason] = /^because:?\s+(\S.*)$/i.exec(text) ?? [];
  if (reason === undefined) return bad({ kind: 'no-reason', asked });
  const words = reason.match(REASON_WORDS)?.length ?? 0;
  if (words < FEWEST_REASON_WORDS) return bad({ kind: 'short-reason', asked, words });
  const characters = [...reason].length;
  if (characters > LONGEST_REASON) return bad({ kind: 'long-reason', asked, characters });
  return good(make(reason));
}

function good(command: Command): CommandReading {
  return { command, fault: null };
}

function bad(fault: CommandFault): CommandReading {
  return { command: null, fault };
}
