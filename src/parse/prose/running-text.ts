import { type HtmlPiece, readHtml } from '../markdown/html.js';
import { type Markdown, readMarkdown, type Token } from '../markdown.js';
import {
  type LinkCollector,
  type LinkedText,
  linkCollector,
  SILENCE,
  type Site,
  withoutMarks,
} from './links.js';

/** GitHub's limit for a description, in characters; what stands beyond it is not read. */
const LONGEST_DESCRIPTION = 65_536;

/** Elements whose text is code, quoted or struck out. */
const SILENT_ELEMENTS = new Set([
  'pre',
  'code',
  'samp',
  'blockquote',
  'script',
  'style',
  's',
  'del',
]);
const BREAKS = new Set(['softbreak', 'hardbreak']);
const LINE_ELEMENTS = new Set([
  'br',
  'p',
  'div',
  'li',
  'tr',
  'summary',
  'details',
  'h1',
  'h2',
  'h3',
]);

/**
 * What a description says in its own voice, line by line: without code, comments, quotes and what
 * is struck out. Links into the repository are marks.
 */
export function runningText(description: string, site: Site): LinkedText {
  const collector = linkCollector(site);
  const reading = readMarkdown(withoutMarks(description.slice(0, LONGEST_DESCRIPTION)));
  const voice: Voice = { lines: [], quotes: 0, silent: 0 };
  for (const block of reading.blocks) {
    voice.quotes += quotesOpenedBy(block);
    if (block.type === 'html_block') hearHtml(block.content, voice, collector);
    else if (block.type === 'inline' && voice.quotes + voice.silent === 0) {
      voice.lines.push(spansVoice(reading, block.content, collector));
    }
  }
  return { text: voice.lines.join('\n'), links: collector.links };
}

/** A description under way: how many quotes and silent HTML elements are open. */
interface Voice {
  readonly lines: string[];
  quotes: number;
  silent: number;
}

function quotesOpenedBy({ type }: Token): number {
  if (type === 'blockquote_open') return 1;
  return type === 'blockquote_close' ? -1 : 0;
}

/** A silent element may be opened in one block and closed in another. */
function hearHtml(html: string, voice: Voice, collector: LinkCollector): void {
  const parts: string[] = [];
  for (const piece of readHtml(html)) {
    if (piece.kind !== 'text') {
      voice.silent = Math.max(0, voice.silent + silenceOf(piece));
      if (LINE_ELEMENTS.has(piece.name)) parts.push('\n');
    } else if (voice.quotes + voice.silent === 0) parts.push(piece.text);
  }
  voice.lines.push(collector.markUrls(parts.join('')));
}

/** How many silent elements the piece opens, less those it closes. */
function silenceOf(piece: HtmlPiece): number {
  if (piece.kind === 'text' || !SILENT_ELEMENTS.has(piece.name)) return 0;
  return piece.kind === 'open' ? 1 : -1;
}

/** Speech under way: what was said, how many silent elements are open, and the link being read. */
interface Speech {
  readonly said: string[];
  silent: number;
  link: { readonly href: string; readonly words: string[] } | null;
}

/** The spans of one block. A comment left open hides the rest of the block, an element too. */
function spansVoice(reading: Markdown, content: string, collector: LinkCollector): string {
  const speech: Speech = { said: [], silent: 0, link: null };
  for (const span of reading.spansOf(withoutOpenComment(content))) {
    if (span.type === 'link_open') {
      speech.link = { href: String(span.attrGet('href') ?? ''), words: [] };
    } else if (span.type === 'link_close') endLink(speech, collector);
    else speak(span, speech);
  }
  return speech.said.join('');
}

function endLink(speech: Speech, collector: LinkCollector): void {
  const { link } = speech;
  speech.link = null;
  if (link !== null && speech.silent === 0) {
    speech.said.push(collector.mark(link.href, link.words.join('')));
  }
}

function speak(span: Token, speech: Speech): void {
  speech.silent = Math.max(0, speech.silent + silenceOfSpan(span));
  if (speech.silent > 0) return;
  (speech.link?.words ?? speech.said).push(wordsOf(span));
}

function silenceOfSpan(span: Token): number {
  if (span.type === 's_open') return 1;
  if (span.type === 's_close') return -1;
  const tag = span.type === 'html_inline' ? readHtml(span.content)[0] : undefined;
  return tag === undefined ? 0 : silenceOf(tag);
}

function wordsOf(span: Token): string {
  if (span.type === 'text') return span.content;
  if (BREAKS.has(span.type)) return '\n';
  if (span.type === 'html_inline') return /^<br\b/i.test(span.content) ? '\n' : '';
  return span.type === 'code_inline' || span.type === 'image' ? SILENCE : '';
}

function withoutOpenComment(content: string): string {
  const open = content.lastIndexOf('<!--');
  return open !== -1 && content.indexOf('-->', open) === -1 ? content.slice(0, open) : content;
}
