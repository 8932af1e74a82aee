import { lastMark } from '../../marker.js';

/**
 * Which comments gave the scores that stand: a hidden mark in Belay's answer. Each comment is read
 * again, and whoever wrote it must still be allowed.
 */

const MARK = /^<!-- belay:scored ([\d ]{1,16000}) -->[ \t\r]*$/gm;
/** A thousand ids are fewer than 16,000 characters; the newest are kept. */
const MOST_COMMENTS = 1000;

/** The mark that names these comments by their ids. */
export function recordMark(comments: readonly number[]): string {
  const kept = [...new Set(comments)].slice(-MOST_COMMENTS);
  return `<!-- belay:scored ${kept.join(' ')} -->`;
}

/** The ids in a comment of Belay's; `null` when it is no record. */
export function recordIn(comment: string): readonly number[] | null {
  const [, ids] = lastMark(MARK, comment) ?? [];
  return ids === undefined ? null : ids.trim().split(/ +/).map(Number);
}
