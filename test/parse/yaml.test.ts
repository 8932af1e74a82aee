import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  readYaml,
  readYamlDocuments,
  YAML_BYTES,
  type YamlDocument,
} from '../../src/parse/yaml.js';

function yaml(text: string, firstLine = 1): YamlDocument {
  return readYaml({ file: 'a.yml', text, firstLine });
}

/** Each problem as `line:column kind`, with its detail where it has one. */
function problems({ problems }: YamlDocument): readonly string[] {
  return problems.map(({ place, fault }) => `${place.line}:${place.column} ${fault.kind}`);
}

const ENTRY = `id: 0093
title: Cache # for now
aim: { from: 1.8 %, to: 0.60, by: 2026-02-30 }
signals:
  - kind: proxy
    name: |
      cache
      hit rate
empty:
nothing: ~
flag: yes
done: true
"quoted": '007'
`;

describe('a document', () => {
  const document = yaml(ENTRY);

  it('has values as YAML 1.2 sees them', () => {
    expect(document.problems).toEqual([]);
    expect(document.value).toEqual({
      id: 93,
      title: 'Cache',
      aim: { from: '1.8 %', to: 0.6, by: '2026-02-30' },
      signals: [{ kind: 'proxy', name: 'cache\nhit rate\n' }],
      empty: null,
      nothing: null,
      flag: 'yes',
      done: true,
      quoted: '007',
    });
  });

  it('has every scalar as it was written', () => {
    expect(document.written).toEqual({
      id: '0093',
      title: 'Cache',
      aim: { from: '1.8 %', to: '0.60', by: '2026-02-30' },
      signals: [{ kind: 'proxy', name: 'cache\nhit rate\n' }],
      empty: null,
      nothing: null,
      flag: 'yes',
      done: 'true',
      quoted: '007',
    });
    expect(document.sourceOf(['id'])).toBe('0093');
    expect(document.sourceOf(['aim', 'to'])).toBe('0.60');
    expect(document.sourceOf(['aim'])).toBeNull();
    expect(document.sourceOf(['nothing'])).toBeNull();
    expect(document.sourceOf(['absent', 'too'])).toBeNull();
  });

  it.each([
    [['id'], 1, 5, 1, 1],
    [['aim', 'to'], 3, 25, 3, 21],
    [['signals', 0], 5, 5, 5, 5],
    [['signals', 0, 'name'], 6, 11, 6, 5],
    [['empty'], 9, 1, 9, 1],
    [['quoted'], 13, 11, 13, 1],
    [['aim', 'absent'], 3, 6, 3, 1],
    [['absent'], 1, 1, 1, 1],
  ])('knows the place of %j', (path, line, column, keyLine, keyColumn) => {
    expect(document.placeOf(path)).toEqual({ file: 'a.yml', line, column });
    expect(document.keyPlaceOf(path)).toEqual({ file: 'a.yml', line: keyLine, column: keyColumn });
  });

  it('counts lines from where it begins in the file', () => {
    expect(yaml('a: 1\nb: [\n', 8).problems[0]?.place.line).toBe(10);
    expect(yaml('a: 1\nb: 2\n', 8).placeOf(['b']).line).toBe(9);
  });

  it.each([
    ['a byte order mark', '\uFEFFa: 1\nb: 2\n'],
    ['CRLF', 'a: 1\r\nb: 2\r\n'],
    ['a directive', '%YAML 1.1\n---\na: 1\nb: 2\n'],
    ['an end mark', '---\na: 1\nb: 2\n...\n'],
    ['an empty document after it', 'a: 1\nb: 2\n---\n'],
  ])('may have %s', (_, text) => {
    expect(yaml(text)).toMatchObject({ value: { a: 1, b: 2 }, problems: [] });
  });

  it.each(['', '\n', '# nothing\n', '---\n', '\uFEFF'])('is null when %j is all', (text) => {
    expect(yaml(text)).toMatchObject({ value: null, problems: [] });
  });

  it('takes keys as text, and `__proto__` for a key like any other', () => {
    const { value } = yaml('true: a\n12: b\n0x: c\n__proto__: { polluted: yes }\n');
    expect(Object.keys(value as object).sort()).toEqual(['0x', '12', '__proto__', 'true']);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('follows aliases', () => {
    const document = yaml('a: &x { k: 07 }\nb: *x\n&y c: *y\n*y : d\n');
    expect(document.value).toEqual({ a: { k: 7 }, b: { k: 7 }, c: 'c' });
    expect(problems(document)).toEqual(['4:1 duplicate-key']);
    expect(document.sourceOf(['b', 'k'])).toBe('07');
    expect(document.placeOf(['b']).line).toBe(2);
    expect(document.placeOf(['b', 'k']).line).toBe(1);
  });
});

describe('what is wrong', () => {
  it.each([
    ['a: [1, 2\nb: 3\n', ['2:1 syntax']],
    ['a: b: c\n', ['1:4 syntax']],
    ['a: "\\q"\nb: `x`\n', ['1:5 syntax', '2:4 syntax']],
    ['a:\n\tb: c\n', ['2:1 syntax']],
    ['a: 1\nb: 2\na: 3\n', ['3:1 duplicate-key']],
    ['{ a: 1, a: 2 }\n', ['1:9 duplicate-key']],
    ['a: *b\n', ['1:4 syntax']],
    ['a: &a [*a]\n', ['1:8 syntax']],
    ['? [a]\n: b\n', ['1:3 syntax']],
    ['a: 1\n---\nb: 2\n', ['3:1 syntax']],
    ['a: \u0002\n', ['1:4 syntax']],
    ['a: b\0\n', ['null:null not-text']],
    ['%FOO\n', ['2:1 syntax', '1:1 syntax']],
  ])('is told with its place: %j', (text, expected) => {
    expect(problems(yaml(text))).toEqual(expected);
  });

  it('is told all at once, and the rest is still read', () => {
    const document = yaml('owner: @octocat, then others\nteam: [@acme/a, "@b"]\na: 1\na: 2\n');
    expect(document.problems.map(({ fault }) => fault)).toEqual([
      { kind: 'unquoted-at', value: '@octocat' },
      { kind: 'unquoted-at', value: '@acme/a' },
      { kind: 'duplicate-key', key: 'a' },
    ]);
    expect(document.value).toMatchObject({ team: ['@acme/a', '@b'], a: 1 });
  });

  it.each([
    ['- **/*.md\n', 'begins with * needs quotes'],
    ['- !docs/**\n', 'begins with ! needs quotes'],
  ])('is explained where a glob lacks quotes: %j', (text, words) => {
    const details = yaml(text).problems.map(({ fault }) => 'detail' in fault && fault.detail);
    expect(details.join()).toContain(words);
  });

  it('is an error however many warnings there are', () => {
    const { problems } = yaml(`${'- !Ref x\n'.repeat(200)}- { a: 1, a: 2 }\n`);
    expect(problems.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('is a warning where a tag is merely unknown', () => {
    const document = yaml('a: !Ref x\nb: !!binary aGk=\nc: !!set { d }\n');
    expect(document.problems.map(({ level }) => level)).toEqual(['warning', 'warning', 'warning']);
    expect(document.value).toEqual({ a: 'x', b: 'aGk=', c: { d: null } });
  });
});

describe('several documents', () => {
  it('are read one by one, without the empty ones', () => {
    const text = '# first\n---\na: 1\n---\n---\nb: [\n---\nc: 3\n';
    const documents = readYamlDocuments({ file: 'a.yml', text });
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: [] }, { c: 3 }]);
    expect(documents.map(({ problems }) => problems.length)).toEqual([0, 1, 0]);
    expect(documents[2]?.placeOf(['c'])).toMatchObject({ line: 8, column: 4 });
  });

  it('are cut where there are too many, and it is said', () => {
    const documents = readYamlDocuments({ file: 'a.yml', text: 'a: 1\n---\n'.repeat(300) });
    expect(documents).toHaveLength(201);
    expect(documents.flatMap(problems)).toEqual(['401:1 syntax']);
  });
});

/** Texts that abort, stall or bloat a reader that hands them to the library as they are. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['two lines of nested lists', `${'- '.repeat(1000)}\n${'- '.repeat(1000)}\n`],
  ['nested complex keys', `${'? '.repeat(400)}\n`],
  ['nested complex keys over lines', `${'? '.repeat(400)}\n${': '.repeat(400)}\n`],
  ['nested brackets', '['.repeat(60_000)],
  ['nested braces', '{a: '.repeat(16_000)],
  ['nested maps in one line', 'a: '.repeat(20_000)],
  ['nested by indentation', depth(340)],
  ['many keys', Array.from({ length: 7000 }, (_, n) => `k${n}: 1`).join('\n')],
  ['one key again and again', 'a: 1\n'.repeat(13_000)],
  ['many anchors', Array.from({ length: 5000 }, (_, n) => `- &a${n} x`).join('\n')],
  ['many aliases of much', `a: &a [${'1,'.repeat(15_000)}]\nb: [${'*a,'.repeat(10_000)}]\n`],
  ['an alias bomb', bomb()],
  ['aliases nested in each other', chain()],
  ['nothing but errors', '}'.repeat(65_000)],
  ['brackets never closed', 'a: [[[[[[\n'.repeat(6000)],
  ['deep lines', `${'- '.repeat(30)}\n`.repeat(1000)],
  ['deep keys', `${'? '.repeat(30)}\n`.repeat(1000)],
  ['many documents', '--- a\n'.repeat(10_000)],
  ['quotes', `"${'\\"'.repeat(30_000)}`],
  ['spaces', `a: b${' '.repeat(60_000)}c`],
  ['folded lines', `a: b\n${'  \n'.repeat(20_000)} c`],
];

function depth(levels: number): string {
  return Array.from({ length: levels }, (_, n) => `${' '.repeat(n)}a:`).join('\n');
}

function bomb(): string {
  const lines = Array.from({ length: 12 }, (_, n) => `k${n}: &k${n} [${`*k${n - 1},`.repeat(9)}]`);
  return `k-1: &k-1 [${'lol,'.repeat(9)}]\n${lines.join('\n')}\n`;
}

function chain(): string {
  const lines = Array.from({ length: 2000 }, (_, n) => `k${n}: &k${n} { a: *k${n - 1} }`);
  return `k-1: &k-1 x\n${lines.join('\n')}\n`;
}

describe('hostile text', () => {
  it.each(HOSTILE)('%s does no harm', (_, text) => {
    expect(text.length).toBeLessThan(YAML_BYTES);
    const documents = readYamlDocuments({ file: 'a.yml', text });
    // Some 100 to 250 ms each; a stall would outlast the test.
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.flatMap(({ problems }) => problems).length).toBeLessThan(1000);
  });

  it.each([
    ['two lines of nested lists', 'too-deep'],
    ['nested brackets', 'too-deep'],
    ['nested maps in one line', 'too-deep'],
    ['many aliases of much', 'too-many-aliases'],
    ['an alias bomb', 'too-many-aliases'],
    ['aliases nested in each other', 'too-deep'],
  ])('%s is %s', (name, kind) => {
    const text = HOSTILE.find(([one]) => one === name)?.[1] ?? '';
    const kinds = yaml(text).problems.map(({ fault }) => fault.kind);
    expect(kinds[0]).toBe(kind);
  });

  it('is refused by its bytes, not its characters', () => {
    const fault = yaml(`a: ${'ü'.repeat(33_000)}`).problems[0]?.fault;
    expect(fault).toEqual({ kind: 'too-large', bytes: 66_003, limit: 65_536 });
    expect(readYaml({ file: 'a.yml', text: 'a: 12', limit: 4 }).problems[0]?.fault.kind).toBe(
      'too-large',
    );
  });

  it('leaves room for what real files need', () => {
    expect(yaml(depth(38)).problems).toEqual([]);
    const anchors = Array.from({ length: 120 }, (_, n) => `- &a${n} { k: v }\n- *a${n}`);
    expect(yaml(anchors.join('\n')).problems).toEqual([]);
  });

  it('does not leave the process changed', () => {
    const before = Error.stackTraceLimit;
    yaml('}'.repeat(100));
    expect(Error.stackTraceLimit).toBe(before);
  });
});

const TOKENS = [
  ...[
    '- ',
    '? ',
    ': ',
    '\n',
    '\n  ',
    ' ',
    '\t',
    ',',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '\\',
    '#',
    '|',
    '>',
  ],
  ...[
    'a',
    'a: ',
    '@b',
    '&a ',
    '*a ',
    '!t ',
    '!!str ',
    '---\n',
    '...\n',
    '%Y',
    '<<: ',
    '\r\n',
    '\uFEFF',
  ],
  ...['- '.repeat(30), '? '.repeat(30), '['.repeat(30), '\n'.padEnd(20), '\u2028', '\u0007', '😀'],
];
const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 8 }).map((words) => words.join(''));

describe('whatever the text', () => {
  it('is read without throwing, with places inside of it', () => {
    fc.assert(
      fc.property(soup, soup, fc.integer({ min: 1, max: 300 }), (start, unit, times) => {
        const text = start + unit.repeat(times);
        const documents = readYamlDocuments({ file: 'a.yml', text });
        const lines = text.split('\n').length;
        for (const { place } of documents.flatMap(({ problems }) => problems)) {
          expect(place.line ?? 1).toBeGreaterThanOrEqual(1);
          expect(place.line ?? 1).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says what the library says of any JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const { value, problems } = yaml(text);
        expect(problems).toEqual([]);
        expect(JSON.stringify(value)).toBe(JSON.stringify(parse(text)));
      }),
    );
  });
});
