/**
 * Hidden marks: lines of their own, out of sight, by which Belay knows its own words again. A mark
 * proves nothing by itself: it counts only in a text that Belay wrote.
 */

/**
 * The last match of a pattern (with the flag `g`) in a text: no text of others begins a line of
 * Belay's, so that of several marks the last is its own. `null`: there is none.
 */
export function lastMark(pattern: RegExp, text: string): RegExpExecArray | null {
  return [...text.matchAll(pattern)].at(-1) ?? null;
}

/** A text as part of a mark: nothing a person wrote may end the comment, nor fail to be encoded. */
export function encodeMark(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(/-/g, '%2D');
}
