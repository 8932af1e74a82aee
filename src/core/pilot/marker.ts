import type { Day } from '../day.js';
import { sameId } from '../identifier.js';
import { encodeMark, lastMark } from '../marker.js';

/** What an issue of Belay's is about: the entry by id and by path, so that either may change. */
export interface PilotKey {
  readonly id: string;
  readonly path: string;
}

/** Whether both are the same entry under the same id: a copy of it elsewhere is another. */
export function sameKey(a: PilotKey, b: PilotKey): boolean {
  return a.path === b.path && sameId(a.id, b.id);
}

/** The states that deserve an issue, in the order of the ladder. */
export const RUNGS = ['due', 'past', 'escalated'] as const;
export type Rung = (typeof RUNGS)[number];

/**
 * Where a pilot stood when a text about it was written. Its checkpoint names the round: an extension
 * begins a new one. `null`: nothing tells when it ends.
 */
export interface Standing {
  readonly rung: Rung;
  readonly round: Day | null;
}

/** What the mark of a pilot says. */
export interface PilotMark extends Standing {
  readonly key: PilotKey;
}

/** What a comment of Belay's says, so that it is said once. */
export const SAYINGS = ['opening', ...RUNGS, 'reopened', 'closed', 'answer'] as const;
export type Saying = (typeof SAYINGS)[number];

const PILOT =
  /^<!-- belay:pilot id=(\S+) path=(\S+) rung=(\w+) round=(\d{4}-\d\d-\d\d|none) -->[ \t\r]*$/gm;
const SAID = /^<!-- belay:said (\w+) -->[ \t\r]*$/gm;

/** The mark of a pilot as a line of a body or comment. */
export function pilotMark({ key, rung, round }: PilotMark): string {
  const { id, path } = key;
  return `<!-- belay:pilot id=${encodeMark(id)} path=${encodeMark(path)} rung=${rung} round=${round ?? 'none'} -->`;
}

/** The mark of a pilot in a body or comment of Belay's, of several the last; `null`: none. */
export function pilotMarkIn(text: string): PilotMark | null {
  const [, id = '', path = '', word, round] = lastMark(PILOT, text) ?? [];
  const rung = RUNGS.find((one) => one === word);
  if (rung === undefined || round === undefined) return null;
  try {
    const key = { id: decodeURIComponent(id), path: decodeURIComponent(path) };
    return { key, rung, round: round === 'none' ? null : round };
  } catch {
    return null;
  }
}

/** The mark of what a comment says, as a line of it. */
export function sayingMark(saying: Saying): string {
  return `<!-- belay:said ${saying} -->`;
}

/** What a comment of Belay's says, in its order; most say one thing. */
export function sayingsIn(comment: string): readonly Saying[] {
  const words = [...comment.matchAll(SAID)].map(([, word]) => word);
  return words.flatMap((word) => SAYINGS.find((saying) => saying === word) ?? []);
}

/** The one thing a comment of Belay's says, of several the last; `null` when it has no mark. */
export function sayingIn(comment: string): Saying | null {
  return sayingsIn(comment).at(-1) ?? null;
}
