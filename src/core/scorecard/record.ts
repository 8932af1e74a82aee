/**
 * Which comments gave the scores that stand: a line of its own, out of sight, in Belay's answer. It
 * proves nothing by itself; each comment is read again, and whoever wrote it must still be allowed.
 */

/** No text of others begins a line of Belay's answers; of several marks the last counts. */
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
  const [, ids] = [...comment.matchAll(MARK)].at(-1) ?? [];
  return ids === undefined ? null : ids.trim().split(/ +/).map(Number);
}
