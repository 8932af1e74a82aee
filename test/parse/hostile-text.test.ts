import { describe, expect, it } from 'vitest';
import { parseEntry } from '../../src/parse/decision.js';
import { headingsOf } from '../../src/parse/headings.js';
import { readProse } from '../../src/parse/prose.js';

const SIZE = 16_384;
const fill = (piece: string, size = SIZE) => piece.repeat(Math.ceil(size / piece.length));

const TEXTS: readonly (readonly [string, string])[] = [
  ...[
    '>',
    '> ',
    '[',
    '![',
    '*',
    '*a_ ',
    '**a *',
    '[a](',
    '- ',
    '1. ',
    '> - ',
    '<',
    '<a ',
    '<!--',
  ].map((piece) => [piece, fill(piece)] as const),
  ...['`', '~', '|a', '&', '[^a]', 'a@b.', 'www.', '[a]', 'a-', 'a/', 'AAAA-', '~~a', '<h1>'].map(
    (piece) => [piece, fill(piece)] as const,
  ),
  ...['# a\n', 'a\n=\n', '> a\n\n', '- a\n', '|x|\n', '[a]: b\n', 'Decision: a,b\n', 'ADR-1 '].map(
    (piece) => [piece, fill(piece)] as const,
  ),
  ['nested brackets', fill('[', SIZE / 2) + fill(']', SIZE / 2)],
  ['staircase of lists', Array.from({ length: 360 }, (_, at) => `${' '.repeat(at)}- a`).join('\n')],
  ['one long value', `Decision: ${fill('a,')}`],
  ['one long label', `${fill('a ')}: b`],
  ['a value of blanks', `---\nstatus: pilot\ntitle: "a${fill(' ', 3 * SIZE)}b"\n---\n`],
  ['a name of blanks', `---\nstatus: pilot\nowner: "a${fill(' ', 3 * SIZE)}b"\n---\n`],
  [
    'many reviews',
    `---\nreviews:\n${fill('  - { date: 2026-01-01, verdict: kill }\n', SIZE - 20)}---\n`,
  ],
  [
    'many near misses',
    `---\n${Array.from({ length: 800 }, (_, at) => `guardrai${at}: x`).join('\n')}\n---\n`,
  ],
];

describe('hostile text stalls nothing (or its test runs out of time)', () => {
  it.each(TEXTS)('%s', (_name, text) => {
    const repository = { owner: 'acme', name: 'shop', url: 'https://github.com/acme/shop' };
    const plain = parseEntry('docs/decisions/0042.md', `# A\n\n${text}`);
    expect(
      readProse({ description: text, messages: [text], repository }).references.length,
    ).toBeLessThan(1000);
    expect(headingsOf(fill(text, 4 * SIZE))).toBeInstanceOf(Array);
    for (const entry of [parseEntry('docs/decisions/0042.md', text), plain])
      expect(entry?.problems ?? []).toBeInstanceOf(Array);
  });
});
