import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareIds,
  finderOf,
  idKey,
  numberedOf,
  sameId,
  stemOf,
} from '../../src/core/identifier.js';
import { anEntry } from '../builders/entry.js';

/** An entry whose id is stated, or else comes from its path as its reader would take it. */
function entry(path: string, id?: string) {
  return anEntry({ path, id: id ?? stemOf(path), statesId: id !== undefined });
}

const LOG = [
  entry('docs/decisions/0042-read-through-cache.md', 'DL-0042'),
  entry('docs/decisions/0043-drop-the-cache.md'),
  entry('docs/decisions/adr-0044-queue.md'),
  entry('docs/decisions/0045-search/README.md'),
  entry('docs/decisions/team-a-dr-007.yml'),
  entry('docs/decisions/20261103-tax.md'),
];

function found(reference: string): readonly string[] {
  return finderOf(LOG)
    .reference(reference)
    .map(({ path }) => path.replace('docs/decisions/', ''));
}

function mentioned(text: string): readonly string[] {
  return finderOf(LOG)
    .mention(text)
    .map(({ path }) => path.replace('docs/decisions/', ''));
}

describe('a reference', () => {
  test.each([
    ['docs/decisions/0042-read-through-cache.md', '0042-read-through-cache.md'],
    ['/docs/decisions/0042-read-through-cache.md', '0042-read-through-cache.md'],
    ['./docs/decisions/0042-read-through-cache.md', '0042-read-through-cache.md'],
    ['docs/decisions/0045-search', '0045-search/README.md'],
    ['docs/decisions/0045-search/', '0045-search/README.md'],
    ['docs/decisions/0045-search/README.md', '0045-search/README.md'],
    ['DL-0042', '0042-read-through-cache.md'],
    ['dl-42', '0042-read-through-cache.md'],
    ['DL-00042', '0042-read-through-cache.md'],
    [' DL-0042 ', '0042-read-through-cache.md'],
    ['DL_42', '0042-read-through-cache.md'],
    ['DL 42', '0042-read-through-cache.md'],
    ['DL42', '0042-read-through-cache.md'],
    ['42', '0042-read-through-cache.md'],
    ['0042', '0042-read-through-cache.md'],
    ['0042-read-through-cache', '0042-read-through-cache.md'],
    ['0042-Read-Through-Cache', '0042-read-through-cache.md'],
    ['42-read-through-cache', '0042-read-through-cache.md'],
    ['0042-read-through-cache.md', '0042-read-through-cache.md'],
    ['0043-drop-the-cache', '0043-drop-the-cache.md'],
    ['ADR-43', '0043-drop-the-cache.md'],
    ['ADR-0043', '0043-drop-the-cache.md'],
    ['ADR 43', '0043-drop-the-cache.md'],
    ['adr-0044-queue', 'adr-0044-queue.md'],
    ['ADR-44', 'adr-0044-queue.md'],
    ['44', 'adr-0044-queue.md'],
    ['0045-search', '0045-search/README.md'],
    ['ADR-045', '0045-search/README.md'],
    ['team-a-dr-7', 'team-a-dr-007.yml'],
    ['TEAM_A_DR 007', 'team-a-dr-007.yml'],
    ['20261103', '20261103-tax.md'],
    ['20261103-tax', '20261103-tax.md'],
  ])('%s means %s', (reference, path) => {
    expect(found(reference)).toEqual([path]);
  });

  test.each([
    'RFC-0043',
    'DL-4',
    'DL-421',
    'ADR-0042',
    'adr-0044-queue-and-more',
    'cache',
    'decisions/0042-read-through-cache.md',
    'docs/decisions/other/0042-read-through-cache.md',
    'docs/decisions',
    'DL',
    '',
    '/',
    '__proto__',
    'constructor',
    '#42',
    'DL-0042 and more',
  ])('%s means nothing here', (reference) => {
    expect(found(reference)).toEqual([]);
  });
});

describe('the first level at which something matches decides', () => {
  test('path, then id, then stem, then prefix and number, then number', () => {
    const byId = entry('docs/decisions/0001-a.md', '0002-b');
    const byStem = entry('docs/decisions/0002-b.md', 'DL-3');
    const byNumber = entry('docs/decisions/0004-d.md', 'DL-0002');
    const log = [byNumber, byStem, byId];
    const paths = (reference: string) =>
      finderOf(log)
        .reference(reference)
        .map(({ path }) => path);
    expect(paths('docs/decisions/0002-b.md')).toEqual([byStem.path]);
    expect(paths('0002-b')).toEqual([byId.path]);
    expect(paths('DL-2')).toEqual([byNumber.path]);
  });

  test('a number alone means every entry of that number', () => {
    const one = entry('docs/decisions/0042-a.md', 'DL-0042');
    const two = entry('docs/decisions/adr-0042.md');
    expect(finderOf([one, two]).reference('42')).toEqual([one, two]);
    expect(finderOf([one, two]).reference('ADR-42')).toEqual([two]);
    expect(finderOf([one, two]).reference('DL-42')).toEqual([one]);
  });

  test('an id that states its prefix has no other', () => {
    const stated = entry('docs/decisions/0042-a.md', 'DL-0042');
    const bare = entry('docs/other/0042-b.md');
    expect(finderOf([stated, bare]).reference('ADR-42')).toEqual([bare]);
  });
});

describe('a mention', () => {
  test.each([
    ['DL-0042', '0042-read-through-cache.md'],
    ['dl-42', '0042-read-through-cache.md'],
    ['ADR-0043', '0043-drop-the-cache.md'],
    ['docs/decisions/0043-drop-the-cache.md', '0043-drop-the-cache.md'],
  ])('%s means %s', (text, path) => {
    expect(mentioned(text)).toEqual([path]);
  });

  test.each(['42', '0042', '0042-read-through-cache', '#42', 'cache', ''])(
    '%s in passing is none',
    (text) => {
      expect(mentioned(text)).toEqual([]);
    },
  );
});

describe('ids', () => {
  test.each([
    ['ADR-0042', { prefix: 'adr', number: '42' }],
    ['ADR42', { prefix: 'adr', number: '42' }],
    ['adr_042', { prefix: 'adr', number: '42' }],
    ['ADR 104', { prefix: 'adr', number: '104' }],
    ['0042-title', { prefix: '', number: '42' }],
    ['0042', { prefix: '', number: '42' }],
    ['0000', { prefix: '', number: '0' }],
    ['team-a-dr-007-title', { prefix: 'team-a-dr', number: '7' }],
    ['s3-0042', { prefix: 's3', number: '42' }],
    ['20261103-title', { prefix: '', number: '20261103' }],
    ['DL-00000000000000000000000000000000042', { prefix: 'dl', number: '42' }],
  ])('%s taken apart', (text, expected) => {
    expect(numberedOf(text)).toEqual(expected);
  });

  test.each(['title', 'log4j-upgrade', '42nd-street', '', '-42', 'ADR-'])(
    '%s has no number of its own',
    (text) => {
      expect(numberedOf(text)).toBeNull();
    },
  );

  test('compare without case and leading zeros', () => {
    expect(sameId('DL-0042', 'dl-42')).toBe(true);
    expect(sameId('DL-0042', 'DL-420')).toBe(false);
    expect(sameId('DL-42', 'ADR-42')).toBe(false);
    expect(idKey('A-007-B-000')).toBe('a-7-b-0');
  });

  test('are ordered as people count', () => {
    const sorted = ['DL-10', 'ADR-2', 'dl-9', 'DL-0011'].sort(compareIds);
    expect(sorted).toEqual(['ADR-2', 'dl-9', 'DL-10', 'DL-0011']);
  });

  test('a stem is the file’s, or its folder’s', () => {
    expect(stemOf('docs/decisions/0042-cache.md')).toBe('0042-cache');
    expect(stemOf('docs/decisions/0042-cache.YAML')).toBe('0042-cache');
    expect(stemOf('docs/decisions/0042-cache/README.md')).toBe('0042-cache');
    expect(stemOf('README.md')).toBe('README');
    expect(stemOf('v1.2-notes.md')).toBe('v1.2-notes');
  });
});

describe('laws', () => {
  const prefix = fc.constantFrom('DL', 'adr', 'Team-A', 'RFC');
  const number = fc.integer({ min: 1, max: 99_999 });

  test('case, leading zeros and the separator never matter', () => {
    fc.assert(
      fc.property(
        prefix,
        number,
        fc.nat(6),
        fc.constantFrom('-', '_', ' ', ''),
        (p, n, zeros, s) => {
          const id = `${p}-${n}`;
          const log = [
            entry('docs/decisions/some.md', id),
            entry('docs/decisions/other.md', 'XX-0'),
          ];
          const written = `${p.toLowerCase()}${s}${'0'.repeat(zeros)}${n}`;
          expect(finderOf(log).reference(written)).toEqual([log[0]]);
        },
      ),
    );
  });

  test('an entry is found by its path, its id and its stem', () => {
    fc.assert(
      fc.property(fc.uniqueArray(number, { minLength: 1, maxLength: 20 }), (numbers) => {
        const log = numbers.map((n) => entry(`docs/decisions/${n}-title.md`, `DL-${n}`));
        for (const one of log)
          for (const name of [one.path, one.id, stemOf(one.path)])
            expect(finderOf(log).reference(name)).toEqual([one]);
      }),
    );
  });

  test('any text may be asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(finderOf(LOG).reference(text).length).toBeLessThanOrEqual(LOG.length);
        expect(finderOf(LOG).mention(text).length).toBeLessThanOrEqual(LOG.length);
      }),
    );
  });

  test('hostile names stall nothing (or this test runs out of its time)', () => {
    const long = 50_000;
    for (const text of [
      'a-'.repeat(long),
      'a1'.repeat(long),
      `a${'1'.repeat(long)}b`,
      `${'/'.repeat(long)}x/`,
      `x${'/'.repeat(long)}x`,
      './'.repeat(long),
      '0'.repeat(long),
      `${' '.repeat(long)}x`,
    ]) {
      finderOf([...LOG, entry(`docs/${text}.md`)]).reference(text);
      finderOf(LOG).mention(text);
    }
  });
});
