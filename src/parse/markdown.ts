import MarkdownIt, { type Token } from 'markdown-it';

/** One block or span of Markdown. Blocks carry their lines in `map`, counted from 0. */
export type { Token };

/** A text's blocks; the spans of a block's content are read only when asked for. */
export interface Markdown {
  /** In reading order, nested blocks between their `_open` and `_close`. */
  readonly blocks: readonly Token[];
  /** The spans of an `inline` block's content: text, emphasis, links, code, HTML. */
  readonly spansOf: (content: string) => readonly Token[];
}

/**
 * How much of one text is read. The parser's work grows in line with blocks and with the length of
 * a paragraph: within these bounds the worst inputs tried take some 0.2 s. Lines as long as this
 * hold pictures or tables of data.
 */
const MOST_CHARACTERS = 1_048_576;
const MOST_LINES = 20_000;
const LONGEST_LINE = 20_000;

const spanReader = new MarkdownIt({ html: true, linkify: true });
spanReader.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
const blockReader = new MarkdownIt({ html: true });
blockReader.core.ruler.disable(['inline', 'text_join']);

/**
 * Reads Markdown as GitHub does: CommonMark with tables, strikethrough and HTML. Never throws. Line
 * ends of every kind count alike. Of lines beyond 20,000 characters the rest is not read, and of
 * texts beyond 1 MiB or 20,000 lines neither.
 */
export function readMarkdown(text: string): Markdown {
  const env = {};
  const blocks = blockReader.parse(bounded(text), env);
  return {
    blocks,
    spansOf: (content) => spanReader.parseInline(content, env)[0]?.children ?? [],
  };
}

/** The text with its HTML entities (`&amp;`) spelled out. */
export function withoutEntities(text: string): string {
  return spanReader.utils.unescapeAll(text);
}

function bounded(text: string): string {
  const lines = text.slice(0, MOST_CHARACTERS).split(/\r\n?|\n/, MOST_LINES);
  return lines.map((line) => line.slice(0, LONGEST_LINE)).join('\n');
}
