import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import {
  code,
  details,
  escapeHtml,
  escapeText,
  fence,
  link,
  table,
} from '../../src/render/markdown.js';
import { byteLength, cutBytes, printable } from '../../src/render/printable.js';

/** What people write by accident and attackers on purpose. */
const NASTY = [
  '@octocat',
  '@acme/pricing',
  'me@acme.example',
  '#1',
  'acme/shop#2',
  'GH-3',
  'gh-4',
  'acme/shop@5f2c1d7e0a9b',
  '5f2c1d7e0a9b4c3d8e6f7a1b2c3d4e5f6a7b8c9d',
  'https://evil.example/a_b',
  'www.evil.example',
  'mailto:me@acme.example',
  '<https://evil.example>',
  '[x](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '[x]: https://evil.example',
  '[^1]',
  '<img src=x onerror=alert(1)>',
  '</details>',
  '</summary>',
  '<!--',
  '-->',
  '<script>',
  '&lt;b&gt;',
  '&#64;octocat',
  '# heading',
  '- item',
  '1. item',
  '1) item',
  '> quote',
  '===',
  '---',
  '| a | b |',
  '|',
  '\\|',
  '\\',
  '`',
  '``',
  '```',
  '~~~',
  '~~gone~~',
  '**bold**',
  '_it_',
  '$x$',
  ':tada:',
  '- [ ] task',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  ' ',
  '    ',
  '\u2028',
  '\u200b',
  '\u2060',
  '\u202e',
  '\u0000',
  '\ud800',
  'CVE-2026-1234',
];

const theirText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

function parse(markdown: string): Root {
  return fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
}

function nodesOf(node: Nodes): readonly Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(nodesOf)] : [node];
}

function typesOf(markdown: string): readonly string[] {
  return [...new Set(nodesOf(parse(markdown)).map(({ type }) => type))].sort();
}

function textOf(node: Nodes): string {
  return nodesOf(node)
    .map((one) => (one.type === 'text' || one.type === 'inlineCode' ? one.value : ''))
    .join('');
}

/** What GitHub would make a link, a mention or a picture of in running text. */
const TRIGGERS = /@[a-z0-9]|(?:^|\W)#\d|\bgh-\d|https?:\/\/|www\.|:[\w+-]+:|\b[\da-f]{7,40}\b/i;

function visible(text: string): string {
  return printable(text).trim().replace(/\s+/g, ' ');
}

function shown(markdown: Nodes): string {
  return textOf(markdown).replaceAll('\u2060', '').trim().replace(/\s+/g, ' ');
}

describe('text of others in Markdown', () => {
  it('is nothing but text in a paragraph', () => {
    fc.assert(
      fc.property(theirText, (text) => {
        const root = parse(escapeText(text));
        const types = new Set(nodesOf(root).map(({ type }) => type));
        expect([...types].filter((type) => !['root', 'paragraph', 'text'].includes(type))).toEqual(
          [],
        );
        expect(shown(root)).toBe(visible(text));
      }),
      { numRuns: 300 },
    );
  });

  it('triggers nothing that GitHub links in rendered text', () => {
    fc.assert(
      fc.property(theirText, (text) => {
        const rendered = textOf(parse(escapeText(text)));
        expect(rendered).not.toMatch(TRIGGERS);
      }),
      { numRuns: 300 },
    );
  });

  it('stays in its cell of a table, as text and as code', () => {
    fc.assert(
      fc.property(theirText, theirText, (a, b) => {
        const root = parse(table(['one', 'two'], [[`✓ ${escapeText(a)}`, `✓ ${code(b)}`]]));
        const cells = nodesOf(root).filter(({ type }) => type === 'tableCell');
        expect(root.children.map(({ type }) => type)).toEqual(['table']);
        expect(cells).toHaveLength(4);
        expect(shown(cells[2] as Nodes)).toBe(`✓ ${visible(a)}`.trim());
      }),
      { numRuns: 300 },
    );
  });

  it('stays the label of its link and the text of its emphasis', () => {
    fc.assert(
      fc.property(theirText, (text) => {
        const linked = link(escapeText(text), 'https://github.com/acme/shop');
        const urls = nodesOf(parse(`a ${linked} b *${escapeText(text)}* c`)).flatMap((node) =>
          'url' in node ? [node.url] : [],
        );
        expect(urls).toEqual(['https://github.com/acme/shop']);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps code letter for letter', () => {
    fc.assert(
      fc.property(theirText, (text) => {
        const types = typesOf(`a ${code(text)} b`).filter((type) => type !== 'html');
        expect(
          types.filter((type) => !['root', 'paragraph', 'text', 'inlineCode'].includes(type)),
        ).toEqual([]);
        const html = nodesOf(parse(`a ${code(text)} b`)).filter(({ type }) => type === 'html');
        for (const node of html) expect('value' in node && node.value).toMatch(/^<\/?code>$/);
      }),
      { numRuns: 300 },
    );
  });

  it('cannot leave a summary, a fold or a fence', () => {
    fc.assert(
      fc.property(theirText, (text) => {
        const fold = details(escapeHtml(text), escapeText(text));
        const html = nodesOf(parse(fold)).filter(({ type }) => type === 'html');
        const raw = html.map((node) => ('value' in node ? node.value : '')).join('');
        expect(raw.match(/<[^>]*>/g)).toEqual([
          '<details>',
          '<summary>',
          '</summary>',
          '</details>',
        ]);
        expect(parse(fence(text, 'yaml')).children.map(({ type }) => type)).toEqual(['code']);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves ordinary words as they are', () => {
    expect(escapeText('p95 -25 % and timeouts -50 %')).toBe('p95 -25 % and timeouts -50 %');
    expect(escapeText('Segment S (10 %), behind a flag')).toBe('Segment S (10 %), behind a flag');
  });

  it('defuses a mention with a word joiner, at which no line breaks', () => {
    expect(escapeText('@acme/pricing')).toBe('@\u2060acme/pricing');
    expect(escapeHtml('@acme/pricing & co')).toBe('@\u2060acme/pricing &amp; co');
  });
});

describe('links', () => {
  it('lead to web pages only', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'ftp://x', ''])
      expect(link('label', url)).toBe('label');
    expect(link('label', null)).toBe('label');
  });

  it('keep brackets and spaces of an address inside', () => {
    const [node] = nodesOf(parse(link('label', 'https://x.example/a (b) <c>|d'))).filter(
      ({ type }) => type === 'link',
    );
    expect(node).toMatchObject({ url: 'https://x.example/a%20%28b%29%20%3Cc%3E%7Cd' });
  });
});

describe('cutting', () => {
  it('never exceeds its bytes and never splits a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 3, max: 60 }),
        (text, most) => {
          const cut = cutBytes(text, most);
          expect(byteLength(cut)).toBeLessThanOrEqual(most);
          expect(cut).not.toContain('\ufffd');
          expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true);
        },
      ),
    );
  });
});
