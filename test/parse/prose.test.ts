import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProse, type Said } from '../../src/parse/prose.js';

const repository = { owner: 'acme', name: 'shop', url: 'https://github.com/acme/shop' };
const PAGE = 'https://github.com/acme/shop';

function said(description: string, ...messages: readonly string[]): Said {
  return readProse({ description, messages, repository, branches: ['feature/cache', 'main'] });
}

function lines(description: string, ...messages: readonly string[]): readonly string[] {
  return texts(said(description, ...messages), 'line');
}

function mentions(description: string): readonly string[] {
  return texts(said(description), 'mention');
}

function texts({ references }: Said, wanted: 'line' | 'mention'): readonly string[] {
  return references.filter(({ from }) => from === wanted).map(({ text }) => text);
}

describe('a line that names entries', () => {
  it.each([
    ['Decision: DL-0042', ['DL-0042']],
    ['decision-log: DL-0042', ['DL-0042']],
    ['BELAY: 42', ['42']],
    ['- Decision: DL-42', ['DL-42']],
    ['1. Decision: DL-42', ['DL-42']],
    ['- [x] Decision: DL-42', ['DL-42']],
    ['**Decision:** DL-42', ['DL-42']],
    ['**Decision**: DL-42', ['DL-42']],
    ['**Decision: DL-42**', ['DL-42']],
    ['## Decision: DL-42', ['DL-42']],
    ['Some text\nDecision: DL-42, ADR-7; 0003\nmore', ['DL-42', 'ADR-7', '0003']],
    ['Decision: DL-42 and DL-43', ['DL-42', 'DL-43']],
    ['Decision: docs/decisions/0042-cache.md', ['docs/decisions/0042-cache.md']],
    ['Decision: ./docs/decisions/0042-cache.md.', ['docs/decisions/0042-cache.md']],
    ['Decision: [DL-42](docs/decisions/0042-cache.md)', ['docs/decisions/0042-cache.md']],
    ['Decision: [DL-42](../blob/main/docs/a%20b.md#x)', ['docs/a b.md']],
    [`Decision: ${PAGE}/blob/main/docs/decisions/0042.md?plain=1#L3`, ['docs/decisions/0042.md']],
    [`Decision: <${PAGE}/blob/feature/cache/docs/0042.md>`, ['docs/0042.md']],
    [`Decision: ${PAGE.toUpperCase()}/tree/main/docs/0007-x/`, ['docs/0007-x']],
    ['Decision: 0042-read-through-cache (pilot)', ['0042-read-through-cache']],
    ['Decision: DL-0042 – read-through cache', ['DL-0042']],
    ['Decision: see ADR 42', ['ADR 42']],
    ['Decision: 42 (cache)', ['42']],
    ['Decision: quote-cache', ['quote-cache']],
    ['Decision: ADR #317', ['ADR #317']],
    ['Decision: DL-1\r\nDecision: DL-2\rDecision: DL-1', ['DL-1', 'DL-2']],
    ['<details>\n<summary>more</summary>\nDecision: DL-5\n</details>', ['DL-5']],
    ['<!-- which? --> Decision: DL-3', ['DL-3']],
  ])('%j', (description, named) => {
    expect(lines(description)).toEqual(named);
    expect(mentions(description)).toEqual([]);
  });

  it.each([
    'Decision: <!-- id of the entry -->',
    'Decision: none',
    'Decision: N/A',
    'Decision: _No response_',
    'Decision:',
    'Decision: <id>',
    'Decision: {id}',
    'Decision: TBD.',
    'Decision: 2026-11-03',
    'Decision: we keep two caches, because one is too few',
    'Decision: 2 replicas are enough',
    'The decision: DL-42',
  ])('names nothing: %j', (description) => {
    expect(lines(description)).toEqual([]);
  });

  it.each([
    ['inline code', 'Decision: `DL-42`'],
    ['a fence', '```\nDecision: DL-42\n```'],
    ['a fence never closed', '~~~yaml\nDecision: DL-42'],
    ['indented code', 'x\n\n    Decision: DL-42'],
    ['a quote', '> Decision: DL-42\nlazy Decision: DL-42'],
    ['a comment', '<!--\nDecision: DL-42\n-->'],
    ['a comment never closed', 'text\n\n<!-- Decision: DL-42\n\nDecision: DL-42'],
    ['a comment never closed in a line', 'text <!-- see\nDecision: DL-42'],
    ['struck out', '~~Decision: DL-42~~'],
    ['HTML code', '<pre>\nDecision: DL-42\n</pre>\n\n<code>Decision: DL-42</code>'],
    ['an HTML quote', '<blockquote>\n\nDecision: DL-42\n\n</blockquote>'],
    ['a link elsewhere', 'Decision: [DL-42](https://wiki.example/DL-42)'],
    ['another repository', 'Decision: https://github.com/acme/other/blob/main/docs/0042.md'],
    ['a fork', 'Decision: https://github.com/octocat/shop/blob/main/docs/0042.md'],
  ])('does not count in %s', (_where, description) => {
    expect(said(description).references).toEqual([]);
  });

  it('counts in the messages of commits, below the subject', () => {
    const trailers =
      'Cache quotes\n\nWhy not.\n\nDecision: DL-42\nSigned-off-by: Mona <m@x.example>\n';
    expect(lines('', trailers, 'x\r\n\r\nBelay: [c](docs/0007.md)\r\n')).toEqual([
      'DL-42',
      'docs/0007.md',
    ]);
    expect(lines('', 'decision: DL-42 is written')).toEqual([]);
    expect(lines('', 'x\n\n> Decision: DL-1\n```\nDecision: DL-2\n```\n* Decision: DL-3')).toEqual([
      'DL-3',
    ]);
  });

  it('counts in the first 100 messages', () => {
    const messages = Array.from({ length: 101 }, (_, at) => `x\n\nDecision: DL-${at + 1}`);
    expect(lines('', ...messages)).toHaveLength(100);
  });

  it('is known by owner and name where the page is not known', () => {
    const description = 'Decision: https://ghe.example/acme/shop/blob/main/docs/0042.md';
    const { references } = readProse({
      description,
      messages: [],
      repository: { ...repository, url: null },
    });
    expect(references).toEqual([{ text: 'docs/0042.md', from: 'line' }]);
  });
});

describe('a mention', () => {
  it.each([
    ['Follows ADR-0042 (see adr-071).', ['ADR-0042', 'adr-071']],
    ['As ADR 104 says', ['ADR 104']],
    ['PLAT-ADR-12 and ADR_7 and ADR0042', ['PLAT-ADR-12', 'ADR_7', 'ADR0042']],
    ['see docs/decisions/0042-cache.md, please', ['docs/decisions/0042-cache.md']],
    ['in docs/decisions/0007-queue/', ['docs/decisions/0007-queue']],
    [`${PAGE}/blob/main/docs/decisions/0042.md)`, ['docs/decisions/0042.md']],
    ['[why](docs/decisions/0042.md)', ['docs/decisions/0042.md']],
    ['[ADR-9](#context)', ['ADR-9']],
    ['| a | b |\n|---|---|\n| ADR-4 | x |', ['ADR-4']],
    ['ADR-7\nDecision: DL-42', ['ADR-7']],
  ])('%j', (description, named) => {
    expect(mentions(description)).toEqual(named);
  });

  it.each([
    'ADR #317 is an issue',
    'Node 20, step 3, on Dec 12',
    '`ADR-42` and ```ADR-43```',
    '[ADR-42](https://jira.example/browse/ADR-42)',
    'https://jira.example/browse/ADR-42',
    'acme/other#42 and someone@adr-42.example',
    '<!-- see docs/decisions/0042.md or ADR-42 -->',
    '> ADR-42 said so',
    'ADR-1.2 of the standard',
    '0042',
  ])('is none: %j', (description) => {
    expect(said(description).references).toEqual([]);
  });

  it('is found in descriptions only', () => {
    expect(said('', 'Do what ADR-42 says\n\nSee docs/decisions/0042.md.').references).toEqual([]);
  });
});

describe('a revert', () => {
  it.each([
    [
      'This reverts commit 1234567890ABCDEF1234567890abcdef12345678.',
      ['1234567890abcdef1234567890abcdef12345678'],
      [],
    ],
    ['This reverts commit\n1234567.', ['1234567'], []],
    ['This reverts commits 1234567, 89abcde and fedcba9', ['1234567', '89abcde', 'fedcba9'], []],
    ['This reverts commit 1234567, reversing\nchanges made to 89abcde.', ['1234567'], []],
    ['Reverts #12', [], [12]],
    ['Reverts acme/shop#12\r\n', [], [12]],
    ['reverts PR #12 and #13', [], [12, 13]],
    [`Reverts ${PAGE}/pull/12.`, [], [12]],
    [`Reverts [#12](${PAGE}/pull/12/files)`, [], [12]],
  ])('%j', (text, commits, pulls) => {
    expect(said(text).reverts).toEqual({ commits, pulls });
    expect(said('', `Revert "x"\n\n${text}`).reverts).toEqual({ commits, pulls });
  });

  it.each([
    'Revert "Cache quotes (#12)"',
    'Reverts acme/other#12',
    'Reverts https://github.com/acme/other/pull/12',
    'This reverts commit 12.',
    'This reverts commit abcdefgh',
    '> Reverts #12',
    '```\nReverts #12\n```',
    'Reverts the change of #12',
  ])('is none: %j', (text) => {
    expect(said(text, text).reverts).toEqual({ commits: [], pulls: [] });
  });
});

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    'Decision: ',
    'DL-42',
    '\n',
    '\r',
    '```',
    '`',
    '<!--',
    '-->',
    '> ',
    '[',
    ']',
    '(',
    ')',
    '**',
    '~~',
    '<pre>',
    '</pre>',
    'https://',
    '#12',
    'Reverts ',
    '\uE000',
    '\uE0000\uE000',
    '\uFFFC',
    ' ',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
  );

  it('reading never throws, and no mark of its own comes out', () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const { text: named } of said(source, source).references) {
          expect(named).not.toMatch(/[\uE000\uFFFC]/);
          expect(named.trim()).not.toBe('');
        }
      }),
    );
  });
});
