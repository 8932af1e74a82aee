import { styleText } from 'node:util';
import type { Nodes, Parents, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** Markdown as GitHub shows it, as far as a terminal can: links by their text, folds by their title. */
export function showMarkdown(markdown: string): string {
  const tree = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const blocks: string[] = [];
  let folded = false;
  for (const node of tree.children) {
    const summary =
      node.type === 'html' ? /<summary>(.*?)<\/summary>/s.exec(node.value)?.[1] : null;
    if (summary != null) {
      folded = true;
      blocks.push(styleText('dim', `▸ ${plain(summary)}`));
    }
    if (!folded) blocks.push(block(node));
    if (node.type === 'html' && node.value.includes('</details>')) folded = false;
  }
  return blocks.filter((text) => text !== '').join('\n\n');
}

function block(node: Nodes): string {
  switch (node.type) {
    case 'heading':
      return styleText('bold', inline(node));
    case 'table':
      return table(node);
    case 'list':
      return node.children.map((item) => `- ${item.children.map(block).join('\n  ')}`).join('\n');
    case 'code':
      if (node.lang === 'mermaid') return styleText('dim', '▸ a chart on GitHub');
      return node.value.replace(/^/gm, '    ');
    case 'blockquote':
      return node.children.map(block).join('\n').replace(/^/gm, '│ ');
    case 'html':
      return '';
    default:
      return inline(node);
  }
}

function inline(node: Nodes): string {
  switch (node.type) {
    case 'text':
      return plain(node.value);
    case 'inlineCode':
      return styleText('cyan', node.value);
    case 'strong':
      return styleText('bold', children(node));
    case 'emphasis':
      return styleText('italic', children(node));
    case 'link':
      return styleText('underline', children(node));
    case 'break':
      return '\n';
    case 'html':
      return node.value === '<br>' ? ' ' : '';
    default:
      return 'children' in node ? children(node) : '';
  }
}

function children(node: Parents): string {
  return node.children.map(inline).join('');
}

/** Without the word joiners that keep GitHub from mentioning people. */
function plain(text: string): string {
  return text.replace(/\u2060/g, '');
}

/** Wider tables have their cells wrapped, as GitHub's page does. */
const WIDEST = 96;
const GAP = '   ';

function table(node: Table): string {
  const rows = node.children.map((row) => row.children.map((cell) => wordwise(inline(cell))));
  const widths = fitting(
    (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => width(row[at] ?? '')))),
  );
  const [head = '', ...body] = rows.map((row) => lines(row, widths));
  return [styleText('dim', head), ...body].join('\n');
}

/** Takes from the widest columns what is too much. */
function fitting(widths: readonly number[]): readonly number[] {
  const room = WIDEST - GAP.length * (widths.length - 1);
  const fit = [...widths];
  for (let over = fit.reduce((sum, one) => sum + one, 0) - room; over > 0; over--) {
    const widest = Math.max(...fit);
    fit[fit.indexOf(widest)] = widest - 1;
  }
  return fit;
}

function lines(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, at) => wrapped(cell, widths[at] ?? 0));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((cell, column) => padded(cell[at] ?? '', widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  ).join('\n');
}

function wrapped(text: string, most: number): readonly string[] {
  const folded: string[] = [];
  for (const word of text.split(' ')) {
    const last = folded.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= most)
      folded[folded.length - 1] = `${last} ${word}`;
    else folded.push(word);
  }
  return folded;
}

function padded(text: string, to: number): string {
  return text + ' '.repeat(Math.max(0, to - width(text)));
}

/** Each word with a style of its own, so that none runs into the next column. */
function wordwise(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal styles begin with ESC
    /(\u001b\[\d+m)([^\u001b]+)(\u001b\[\d+m)/g,
    (_, on: string, span: string, off: string) =>
      span.replace(/\S+/g, (word) => `${on}${word}${off}`),
  );
}

function width(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal styles begin with ESC
  return text.replace(/\u001b\[\d+m/g, '').length;
}
