/**
 * Text of others made fit to be shown: on one line, and without characters that act on the reader's
 * screen instead of being read (control, bidirectional, invisible, broken surrogates).
 */

const BLANKS = /[\s\u0085]+/g;
const BREAK = /[\n\r\t\v\f\u0085\u2028\u2029]/;
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;
const ACTING =
  /[\p{Cc}\p{Cs}\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();
const ELLIPSIS = '…';

/**
 * The text on one line: breaks become spaces, invisible characters go, and each acting character
 * becomes U+FFFD, so that a reader sees that something stood there.
 */
export function printable(text: string): string {
  const line = text.replace(BLANKS, (run) => (BREAK.test(run) ? ' ' : run));
  return line.replace(INVISIBLE, '').replace(ACTING, '\ufffd');
}

/**
 * The text so that GitHub's runner obeys none of it, should it be printed in a workflow: commands are
 * lines that begin with `::`, maybe after spaces, and `##[` anywhere in a line.
 */
export function disarmed(text: string): string {
  return text
    .replace(/^([^\S\n\r\u2028\u2029]*:)(?=:)/gm, '$1\u200b')
    .replace(/##(?=\[)/g, '##\u200b');
}

/** The text with every broken surrogate replaced, so that it can be encoded in a URL. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** At most `most` code points, an ellipsis for the rest. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}${ELLIPSIS}`;
}

/** The length in bytes of UTF-8, as GitHub counts it. */
export function byteLength(text: string): number {
  return ENCODER.encode(text).length;
}

/** At most `most` bytes of UTF-8 without splitting a character, an ellipsis for the rest. */
export function cutBytes(text: string, most: number): string {
  const bytes = ENCODER.encode(text);
  if (bytes.length <= most) return text;
  let end = Math.max(0, most - byteLength(ELLIPSIS));
  while (end > 0 && isContinuation(bytes[end])) end--;
  return `${DECODER.decode(bytes.subarray(0, end))}${ELLIPSIS}`;
}

/** The lines from the first on that fit into `most` bytes together. */
export function fitting(lines: readonly string[], most: number): readonly string[] {
  let used = 0;
  const end = lines.findIndex((line) => {
    used += byteLength(line) + 1;
    return used > most;
  });
  return end < 0 ? lines : lines.slice(0, end);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
