/** A Markdown text taken apart at its front matter. Lines end in `\n` whatever the source had. */
export interface FrontMatter {
  /** The YAML between the fences; of front matter that is never closed, everything after its fence. */
  readonly yaml: string;
  /** The line of the file, counted from 1, on which the YAML begins. */
  readonly firstLine: number;
  /** What follows, with the lines before it left empty so that line numbers hold. */
  readonly body: string;
  readonly closed: boolean;
}

/** Characters at the start that no eye sees: byte order mark, zero-width space and joiners. */
const INVISIBLE_START = /^[\uFEFF\u200B-\u200D\u2060]+/;
const FENCE = /^---[ \t]*$/;
const CLOSING_FENCE = /^(?:---|\.\.\.)[ \t]*$/;
const KEY = /^\s{0,40}["']?\p{L}[\p{L}\p{N} _.-]{0,80}["']?\s{0,40}:(?:\s|$)/u;

/** The text with one kind of line end and without invisible characters at its start. */
export function withPlainLines(text: string): string {
  return text.replace(INVISIBLE_START, '').replace(/\r\n?/g, '\n');
}

/**
 * The front matter of a Markdown text, or `null` when it has none: a text may also begin with a
 * rule that looks like a fence but has no `key:` below it.
 */
export function splitFrontMatter(text: string): FrontMatter | null {
  const lines = withPlainLines(text).split('\n');
  const open = lines.findIndex((line) => line.trim() !== '');
  if (open === -1 || !FENCE.test(lines[open] ?? '')) return null;
  const length = lines.slice(open + 1).findIndex((line) => CLOSING_FENCE.test(line));
  const closed = length !== -1;
  const end = closed ? open + 1 + length : lines.length;
  const inside = lines.slice(open + 1, end);
  if (!looksLikeYaml(inside, closed)) return null;
  return {
    yaml: inside.join('\n'),
    firstLine: open + 2,
    body: '\n'.repeat(closed ? end + 1 : 0) + (closed ? lines.slice(end + 1).join('\n') : ''),
    closed,
  };
}

/** Unclosed, only the very next line tells front matter from a text that begins with a rule. */
function looksLikeYaml(inside: readonly string[], closed: boolean): boolean {
  const written = inside.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (!closed) return KEY.test(written[0] ?? '');
  return written.length === 0 || written.some((line) => KEY.test(line));
}
