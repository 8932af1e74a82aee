import GithubSlugger from 'github-slugger';
import type { Heading } from '../core/finding.js';
import { splitFrontMatter } from './markdown/front-matter.js';
import { anchorsIn, type HtmlPiece, readHtml } from './markdown/html.js';
import { type Markdown, readMarkdown, type Token, withoutEntities } from './markdown.js';

/** What makes a heading more than plain words. */
const MARKUP = /[`*_[\]<>&\\!~\n]/;
const HTML_HEADING = /^h[1-6]$/;

/**
 * The headings of a Markdown text in order, with the anchors GitHub gives them (a second heading of
 * the same text gets `-1`), and after them every place named by `id` or `name` in HTML, whose text
 * is that name. Headings in code do not count, nor does the front matter.
 */
export function headingsOf(markdown: string): readonly Heading[] {
  const reading = readMarkdown(splitFrontMatter(markdown)?.body ?? markdown);
  const slugger = new GithubSlugger();
  const headings = headingTexts(reading).flatMap((text) => {
    const anchor = slugger.slug(text);
    return anchor === '' ? [] : [{ text: text.replace(/\s+/g, ' ').trim(), anchor }];
  });
  return [...headings, ...namedPlaces(reading)];
}

/** The plain text of each heading, Markdown's and HTML's, in the order of the document. */
function headingTexts(reading: Markdown): readonly string[] {
  return reading.blocks.flatMap((block, at) => {
    if (block.type === 'html_block') return htmlHeadings(readHtml(block.content));
    if (block.type !== 'inline' || reading.blocks[at - 1]?.type !== 'heading_open') return [];
    return [MARKUP.test(block.content) ? plainText(reading.spansOf(block.content)) : block.content];
  });
}

/** What a heading says: text and code; images say nothing to GitHub's anchors. */
function plainText(spans: readonly Token[]): string {
  return spans.map(spokenText).join('');
}

function spokenText(span: Token): string {
  if (span.type === 'text' || span.type === 'code_inline') return span.content;
  return span.type === 'softbreak' || span.type === 'hardbreak' ? '\n' : '';
}

function htmlHeadings(pieces: readonly HtmlPiece[]): readonly string[] {
  const texts: string[] = [];
  let open: string[] | null = null;
  for (const piece of pieces) {
    if (piece.kind === 'text') open?.push(piece.text);
    if (piece.kind === 'text' || !HTML_HEADING.test(piece.name)) continue;
    if (open !== null) texts.push(open.join(''));
    open = piece.kind === 'open' ? [] : null;
  }
  return texts.map((text) => withoutEntities(text.trim()));
}

/** Places that HTML names, outside code. */
function namedPlaces(reading: Markdown): readonly Heading[] {
  const names = reading.blocks.flatMap((block) => htmlIn(block, reading).flatMap(namesIn));
  return [...new Set(names)].map((name) => ({ text: name, anchor: name }));
}

function htmlIn(block: Token, reading: Markdown): readonly string[] {
  if (block.type === 'html_block') return [block.content];
  if (block.type !== 'inline' || !/<[^<>]*(?:id|name)\s{0,9}=/i.test(block.content)) return [];
  return reading
    .spansOf(block.content)
    .filter((span) => span.type === 'html_inline')
    .map((span) => span.content);
}

function namesIn(html: string): readonly string[] {
  return readHtml(html).flatMap((piece) =>
    piece.kind === 'open' ? anchorsIn(piece.attributes) : [],
  );
}
