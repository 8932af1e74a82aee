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
      return '';
    default:
      return 'children' in node ? children(node) : '';
  }
}

function children(node: Parents): string {
  return node.children.map(inline).join('');
}

/** Without the zero-width spaces that keep GitHub from mentioning people. */
function plain(text: string): string {
  return text.replace(/\u200b/g, '');
}

function table(node: Table): string {
  const rows = node.children.map((row) => row.children.map((cell) => inline(cell)));
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => width(row[at] ?? ''))),
  );
  const lines = rows.map((row) =>
    row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - width(cell))).join('   '),
  );
  const [head = '', ...body] = lines;
  return [styleText('dim', head), ...body].join('\n');
}

function width(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal styles begin with ESC
  return text.replace(/\u001b\[\d+m/g, '').length;
}
