/**
 * Pieces of Markdown as GitHub renders it, safe for any text put into them. GitHub finds mentions,
 * references and emoji in the rendered text, so a backslash does not keep it from linking them:
 * an invisible character between the sign and the name does. A word joiner also keeps the line
 * from breaking there, which a zero-width space would invite.
 */
import { printable, wellFormed } from './printable.js';

const WORD_JOINER = '\u2060';

/** What GitHub would link, each up to where a word joiner parts it. */
const LINKED: readonly RegExp[] = [
  /@(?=\S)/g,
  /#(?=\w)/g,
  /\b(?:GH|GHSA|CVE)-(?=\w)/gi,
  /:(?=\/\/)/g,
  /www(?=\.)/gi,
  /:(?=[\w+-]+:)/g,
];

/** GitHub links 7 to 40 hexadecimal digits to the commit they name. */
const COMMIT = /(?<![\da-z])[\da-f]{7,40}(?![\da-z])/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '|': '&#124;',
  $: '&#36;',
};

/** Text that reads as it stands in Markdown, also in a table cell, a list item or a link's label. */
export function escapeText(text: string): string {
  return defused(printable(text).trim())
    .replace(/[\\`*_[\]<~&]/g, '\\$&')
    .replace(/[|$]/g, entity)
    .replace(/^(?:[#>+=-]|\d+(?=[.)]))/, (start) =>
      /\d/.test(start) ? `${start}\\` : `\\${start}`,
    );
}

/** Text that reads as it stands in HTML, where Markdown has no say. */
export function escapeHtml(text: string): string {
  return defused(printable(text).trim()).replace(/[&<>"|$]/g, entity);
}

/** Inline code with the text letter for letter; backticks and pipes in it are kept. */
export function code(text: string): string {
  const shown = printable(text);
  if (shown.trim() === '') return '`""`';
  // A pipe ends a table cell even within backticks.
  if (shown.includes('|')) return `<code>${escapeText(shown)}</code>`;
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^[ `]|[ `]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A fenced block with the text line by line. */
export function fence(text: string, language: string): string {
  const lines = text.split('\n').map(printable);
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${ticks}${language}`, ...lines, ticks].join('\n');
}

/** The longest address worth a link; GitHub refuses a summary over 65,535 bytes. */
const LONGEST_URL = 6_000;

/** A link with a label that is Markdown already; only its label where the address is no web page. */
export function link(label: string, url: string | null): string {
  if (url === null || !/^https?:\/\/[^/]/.test(url) || url.length > LONGEST_URL) return label;
  return `[${label}](${wellFormed(url).replace(/[\s()<>[\]\\|`"'*\p{Cc}]/gu, percent)})`;
}

/** A block that opens when its summary is clicked. `summary` is HTML already, `body` Markdown. */
export function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A table of cells that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The text in which nothing is linked, mentioned or acted on, in Markdown or out of it. */
export function defused(text: string): string {
  const broken = text.replace(COMMIT, (id) => id.replace(/.{6}(?=.)/g, `$&${WORD_JOINER}`));
  return LINKED.reduce((made, found) => made.replace(found, `$&${WORD_JOINER}`), broken);
}

function entity(char: string): string {
  return ENTITIES[char] ?? char;
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
