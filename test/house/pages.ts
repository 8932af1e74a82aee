import { dirname, join } from 'node:path/posix';
import { headingsOf } from '../../src/parse/headings.js';
import { readMarkdown } from '../../src/parse/markdown.js';
import { ownPaths, read } from './tree.js';

/** A fenced block of a page. `info` is what follows the fence: a language, then what it is for. */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly info: string;
  readonly text: string;
}

/** A link of a page to a file of the project, and the heading there, if it names one. */
export interface InnerLink {
  readonly page: string;
  readonly line: number;
  readonly path: string;
  readonly anchor: string | null;
}

/** Every page people read. */
export function pages(): readonly string[] {
  return ownPaths().filter((path) => path.endsWith('.md') && !/\bgolden\b/.test(path));
}

export function blocksOf(page: string): readonly Block[] {
  return readMarkdown(read(page).text)
    .blocks.filter(({ type }) => type === 'fence')
    .map(({ info, content, map }) => ({
      page,
      line: (map?.[0] ?? 0) + 1,
      info: info.trim(),
      text: content,
    }));
}

/** Blocks of all pages whose info begins with these words. */
export function blocksFor(info: string): readonly Block[] {
  return pages()
    .flatMap(blocksOf)
    .filter((block) => block.info === info || block.info.startsWith(`${info} `));
}

export function innerLinks(page: string): readonly InnerLink[] {
  const { blocks, spansOf } = readMarkdown(read(page).text);
  return blocks
    .filter(({ type }) => type === 'inline')
    .flatMap((block) =>
      spansOf(block.content).flatMap((span) => {
        const href = String(span.attrGet('href') ?? span.attrGet('src') ?? '');
        if (href === '' || /^[a-z]+:|^#?$/i.test(href)) return [];
        const [path = '', anchor = null] = decodeURI(href).split('#');
        const target = path === '' ? page : join(dirname(page), path);
        return [{ page, line: (block.map?.[0] ?? 0) + 1, path: target, anchor }];
      }),
    );
}

export function anchorsOf(page: string): readonly string[] {
  return headingsOf(read(page).text).map(({ anchor }) => anchor);
}

/** The lines of a page from a heading of the second level to the next, by the heading's text. */
export function sectionsOf(page: string): ReadonlyMap<string, string> {
  const [, ...sections] = read(page).text.split(/^(?=#{1,2} )/m);
  return new Map(
    sections.flatMap((section) => {
      const title = /^## (.+)$/m.exec(section)?.[1];
      return title === undefined ? [] : [[title, section]];
    }),
  );
}

/** The cells of the first table of a page with that head, row by row. */
export function tableOf(page: string, head: readonly string[]): readonly (readonly string[])[] {
  return tableIn(read(page).text, head);
}

/** The same of a text. */
export function tableIn(text: string, head: readonly string[]): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const start = lines.indexOf(`| ${head.join(' | ')} |`);
  if (start < 0) return [];
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? rows.length : end).map(cellsOf);
}

function cellsOf(row: string): readonly string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** The texts in code marks. */
export function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
