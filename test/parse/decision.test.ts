import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision, Entry } from '../../src/core/decision.js';
import { parseEntry } from '../../src/parse/decision.js';
import { type EntryFields, entryText, entryYaml } from '../builders/entry-text.js';

const PATH = 'docs/decisions/0042-read-through-cache.md';

function entry(text: string, path = PATH): Entry {
  const read = parseEntry(path, text);
  if (read === null) throw new Error(`${path} is no entry`);
  return read;
}

function decision(fields: EntryFields = {}): Decision {
  const { decision: read, problems } = entry(entryText(fields));
  expect(problems).toEqual([]);
  if (read === null) throw new Error('nothing was read');
  return read;
}

function faults(fields: EntryFields): readonly unknown[] {
  return entry(entryText(fields)).problems.map(({ fault }) => fault);
}

describe('a complete entry', () => {
  it('is read in every field', () => {
    const read = decision();
    expect(read).toMatchObject({
      id: 'DL-0042',
      statesId: true,
      title: 'Read-through cache for price quotes',
      date: '2026-11-03',
      status: 'pilot',
      workflows: ['checkout-pricing'],
      owner: ['@octocat'],
      backup: ['@hubot'],
      aim: { metric: 'quote timeouts', from: '1.8 %', to: '0.6 %', text: null, by: '2026-12-01' },
      signals: { proxy: ['cache hit rate'], leading: ['queue depth'] },
      checkpoint: { date: '2026-11-17', continueIf: 'p95 -25 % and timeouts -50 %' },
      guardrails: [{ sli: 'quote-errors', threshold: '<= 0.1 %', stop: ['@acme/sre-oncall'] }],
      rollback: {
        runbook: 'docs/runbooks/pricing.md#roll-back-the-quote-cache',
        workflow: null,
        flag: 'quote_cache',
      },
      deviation: { from: 'rewrite', expected: null },
      reviews: [],
    });
  });

  it('says where each field stands, front matter or not', () => {
    const inMarkdown = entry(entryText()).decision?.places.get('rollback.runbook');
    const inYaml = entry(entryYaml(), 'docs/decisions/0042.yml').decision?.places;
    expect(inMarkdown).toEqual({ file: PATH, line: 30, column: 3 });
    expect(inYaml?.get('rollback.runbook')?.line).toBe(29);
  });

  it('reads the same whatever the line ends and invisible characters', () => {
    const plain = entry(entryText());
    for (const text of [
      `\uFEFF${entryText()}`,
      entryText().replaceAll('\n', '\r\n'),
      `\u200B\n\n${entryText()}`.replace('\n\n', ''),
    ]) {
      expect(entry(text)).toEqual(plain);
    }
  });

  it('keeps ids as written, and else takes the stem', () => {
    expect(entry(`---\nid: 0093\nstatus: pilot\n---\n`).id).toBe('0093');
    expect(decision({ id: undefined })).toMatchObject({
      id: '0042-read-through-cache',
      statesId: false,
    });
    expect(entry(entryText({ id: null }), 'docs/decisions/0007-x/README.md').id).toBe('0007-x');
  });

  it('takes its title from the heading where the fields give none', () => {
    const text = entryText({ title: undefined }, '# ADR-0042: Cache *quotes*\n');
    expect(entry(text).decision?.title).toBe('Cache quotes');
    expect(entry(text).decision?.places.get('title')?.line).toBe(text.split('\n').length - 1);
  });
});

describe('keys', () => {
  it.each([
    ['Continue_If', 'continueIf'],
    ['continue if', 'continue-if'],
  ])('match however they are spelt: %s', (...names) => {
    for (const name of names) {
      const checkpoint = { Date: '2026-11-17', [name]: 'timeouts fall' };
      expect(decision({ checkpoint }).checkpoint.continueIf).toBe('timeouts fall');
    }
  });

  it.each(['decision-makers', 'deciders', 'Driver', 'authors', 'contact'])(
    'of other tools mean the owner: %s',
    (key) => {
      expect(decision({ owner: undefined, [key]: ['hubot'] }).owner).toEqual(['@hubot']);
    },
  );

  it('yield to the canonical name', () => {
    expect(decision({ deciders: 'hubot' }).owner).toEqual(['@octocat']);
    expect(decision({ created: '2020-01-01' }).date).toBe('2026-11-03');
  });

  it('written twice in two spellings are a problem', () => {
    expect(faults({ Status: 'killed' })).toEqual([{ kind: 'duplicate-key', key: 'Status' }]);
  });

  it.each([
    ['guardrial', 'guardrail'],
    ['rolback', 'rollback'],
    ['mecanism', 'mechanism'],
  ])('that misspell a field are warned about: %s', (key, suggestion) => {
    const [problem] = entry(entryText({ [suggestion]: undefined, [key]: 'x' })).problems;
    expect(problem).toMatchObject({ level: 'warning', fault: { key, suggestion } });
    expect(problem?.place.line).toBeGreaterThan(1);
  });

  it.each(['tags', 'superseded_by', 'consulted', 'nav_order', 'reviewed', '__proto__'])(
    'of the team are its own affair: %s',
    (key) => {
      const text = `---\n${key}: whatever\n${entryYaml({ reviews: undefined })}---\n`;
      expect(entry(text).problems).toEqual([]);
    },
  );
});

describe('status', () => {
  it.each([
    ['✅ Accepted (2024-01-02)', 'graduated'],
    ['accepted; supersedes ADR-7', 'graduated'],
    ['Superseded by [x](y)', 'superseded'],
    ['{implemented}', 'graduated'],
    ['[Active]', 'graduated'],
    [':white_check_mark: Approved', 'graduated'],
    ['~~Proposed~~ Rejected', 'killed'],
    ['DRAFT', 'proposed'],
    ['trial', 'pilot'],
    ['2020-03-04 proposed', 'proposed'],
  ])('%s is %s', (written, status) => {
    expect(decision({ status: written }).status).toBe(status);
    expect(entry(`---\nstatus: ${JSON.stringify(written)}\n---\n`).decision?.status).toBe(status);
  });

  it('in bare brackets or braces, lists and maps to YAML, is read', () => {
    expect(entry('---\nstatus: [accepted]\n---\n').decision?.status).toBe('graduated');
    expect(entry('---\nstatus: {accepted}\n---\n').decision?.status).toBe('graduated');
  });

  it.each([
    ['imlpemented', 'implemented'],
    ['akzeptiert', null],
    ['proposed | accepted | rejected', null],
    ['Proposed, Accepted, Rejected', null],
    ['👍', null],
  ])('unknown is a problem that lists the known ones: %s', (value, suggestion) => {
    expect(faults({ status: value })).toEqual([
      {
        kind: 'unknown-word',
        key: 'status',
        value,
        known: ['proposed', 'pilot', 'graduated', 'killed', 'superseded'],
        suggestion,
      },
    ]);
  });
});

describe('days', () => {
  it.each([
    ['2026-11-03T10:00:00Z', '2026-11-03'],
    ['2026-11-03 23:59:59 +0200', '2026-11-03'],
    ['2026-3-9', '2026-03-09'],
    ['9 March 2026', '2026-03-09'],
    ['Mar 9th, 2026', '2026-03-09'],
    ['11-April-2026', '2026-04-11'],
  ])('%s is %s', (written, day) => {
    expect(decision({ date: written }).date).toBe(day);
  });

  it.each(['2026-02-30', '2026-26-02', '03/11/2026', '11.03.2026', 'insert date', 'March 2026'])(
    'that cannot be told are problems: %s',
    (value) => {
      expect(faults({ date: value })).toEqual([{ kind: 'bad-day', key: 'date', value }]);
    },
  );

  it('of an expiry are the checkpoint, and `never` is none', () => {
    expect(decision({ checkpoint: undefined, expiresAt: '2026-12-01' }).checkpoint.date).toBe(
      '2026-12-01',
    );
    expect(decision({ checkpoint: undefined, expiry: 'never' }).checkpoint.date).toBeNull();
    expect(decision({ checkpoint: '2026-12-01' }).checkpoint.date).toBe('2026-12-01');
  });
});

describe('forms of the fields', () => {
  it('an aim may be a sentence', () => {
    expect(decision({ aim: 'Timeouts 1.8 % → 0.6 %' }).aim).toMatchObject({
      text: 'Timeouts 1.8 % → 0.6 %',
      metric: null,
    });
  });

  it('signals may be a list, of maps with kinds or by kind, and hold several names', () => {
    const byKind = [
      { kind: 'Proxy', name: 'hit rate' },
      { kind: 'outcome', name: 'tickets' },
    ];
    expect(decision({ signals: byKind }).signals).toMatchObject({
      proxy: ['hit rate'],
      outcome: ['tickets'],
    });
    const listed = [{ proxy: 'hit rate' }, { outcome: ['tickets', 'complaints'] }];
    expect(decision({ signals: listed }).signals.outcome).toEqual(['tickets', 'complaints']);
    expect(faults({ signals: [{ kind: 'proxi', name: 'x' }] })).toMatchObject([
      { kind: 'bad-value', key: 'signals.0.kind', suggestion: 'proxy' },
    ]);
  });

  it('a guardrail may be a name, a map or a list', () => {
    const slis = (guardrail: unknown) => decision({ guardrail }).guardrails.map(({ sli }) => sli);
    expect(slis('quote-errors')).toEqual(['quote-errors']);
    expect(slis(['quote-errors', { sli: 'quote-latency' }])).toEqual([
      'quote-errors',
      'quote-latency',
    ]);
    expect(slis([])).toEqual([]);
  });

  it.each([
    ['docs/runbooks/a.md#b', { runbook: 'docs/runbooks/a.md#b' }],
    ['/docs/runbooks/a.md', { runbook: 'docs/runbooks/a.md' }],
    ['../runbooks/a.md', { runbook: 'docs/runbooks/a.md' }],
    ['./a.md#x', { runbook: 'docs/decisions/a.md#x' }],
    ['#rollback', { runbook: `${PATH}#rollback` }],
    ['[how](../runbooks/a%20b.md#c)', { runbook: 'docs/runbooks/a b.md#c' }],
    ['.github/workflows/roll-back.yml', { workflow: '.github/workflows/roll-back.yml' }],
    [{ workflow: 'roll-back.yml' }, { workflow: '.github/workflows/roll-back.yml' }],
    [
      { Flag: 'quote_cache', tested: '2026-10-01' },
      { flag: 'quote_cache', tested: '2026-10-01' },
    ],
  ])('a rollback may be %j', (rollback, read) => {
    expect(decision({ rollback }).rollback).toMatchObject(read);
  });

  it('a rollback that names no way back is none', () => {
    expect(decision({ rollback: { tested: '2026-10-01' } }).rollback).toBeNull();
    expect(decision({ rollback: '' }).rollback).toBeNull();
  });

  it.each([
    '../../../etc/passwd',
    'https://wiki.example/runbook',
    '//host/x',
    '../../..',
    'a\u0007b',
  ])('a rollback outside the repository is refused: %s', (value) => {
    expect(faults({ rollback: { runbook: value } })).toEqual([
      { kind: 'outside-repository', key: 'rollback.runbook', value },
    ]);
  });

  it('lists may be parted by commas', () => {
    const read = decision({
      workflows: 'checkout-pricing, deploy',
      supersedes: '[ADR-7](7.md), -',
    });
    expect(read.workflows).toEqual(['checkout-pricing', 'deploy']);
    expect(read.supersedes).toEqual(['ADR-7']);
  });

  it('of the wrong type are problems, all at once', () => {
    expect(
      faults({ title: ['a'], rollback: ['a.md'], reviews: 'none yet', deviation: 'x' }),
    ).toEqual([
      { kind: 'wrong-type', key: 'title', wanted: 'text', got: 'a list' },
      { kind: 'wrong-type', key: 'rollback', wanted: 'a path or a map', got: 'a list' },
      { kind: 'wrong-type', key: 'deviation', wanted: 'a map', got: 'text' },
      { kind: 'wrong-type', key: 'reviews', wanted: 'a map with date and verdict', got: 'text' },
    ]);
  });
});

describe('people', () => {
  it.each([
    ['@octocat', ['@octocat']],
    ['octocat', ['@octocat']],
    ['@acme/pricing, hubot', ['@acme/pricing', '@hubot']],
    ['acme/pricing', ['@acme/pricing']],
    ['Mona Lisa (@octocat)', ['@octocat']],
    ['Mona Lisa <mona@example.com>', ['Mona Lisa']],
    ['mona@example.com', ['mona@example.com']],
    ['[Mona](https://github.com/octocat) and Hu Bot', ['@octocat', 'Hu Bot']],
    [
      ['@octocat', { login: 'hubot' }, { name: 'Mona Lisa' }],
      ['@octocat', '@hubot', 'Mona Lisa'],
    ],
    ['TBD', []],
    ['{list everyone involved}', []],
  ])('%j are %j', (owner, people) => {
    expect(decision({ owner }).owner).toEqual(people);
  });

  it('with a bare @ break the YAML, which is said in so many words', () => {
    const { problems } = entry('---\nstatus: pilot\nauthor: @octocat\n---\n');
    expect(problems).toMatchObject([
      { fault: { kind: 'unquoted-at', value: '@octocat' }, place: { line: 3, column: 9 } },
    ]);
  });
});

describe('reviews', () => {
  const late = { date: '2026-12-01', verdict: 'stop', because: 'no effect' };
  const early = { date: '2026-11-17', verdict: 'Continued', checkpoint: '2026-12-01', by: 'hubot' };

  it('stand in the order of their dates, and their places with them', () => {
    const { reviews, places } = decision({ reviews: [late, early] });
    expect(reviews.map(({ date, verdict }) => [date, verdict])).toEqual([
      ['2026-11-17', 'continue'],
      ['2026-12-01', 'kill'],
    ]);
    expect(reviews[0]).toMatchObject({ checkpoint: '2026-12-01', by: ['@hubot'], evidence: [] });
    expect(places.get('reviews.1.because')?.line).toBeLessThan(
      places.get('reviews.0.checkpoint')?.line ?? 0,
    );
  });

  it('of one day stay as written', () => {
    const same = ['a', 'b', 'c'].map((because) => ({ ...late, because }));
    expect(decision({ reviews: same }).reviews.map(({ because }) => because)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('without a day or a verdict are problems and left out', () => {
    const { problems, decision: read } = entry(
      entryText({
        reviews: [{ verdict: 'kill' }, { date: '2026-12-01' }, early, { ...late, verdict: 'kil' }],
      }),
    );
    expect(problems.map(({ field, fault }) => [field, fault.kind])).toEqual([
      ['reviews.0.date', 'missing-key'],
      ['reviews.1.verdict', 'missing-key'],
      ['reviews.3.verdict', 'unknown-word'],
    ]);
    expect(read?.reviews).toHaveLength(1);
  });
});

describe('what is broken', () => {
  it.each([
    ['', 'empty'],
    ['---\nstatus: pilot\n', 'unclosed-front-matter'],
    ['---\nstatus: pilot\nstatus: killed\n---\n', 'duplicate-key'],
    ['---\nstatus: [pilot\n---\n', 'syntax'],
    [`---\nstatus: pilot\nx: ${'a'.repeat(65_536)}\n---\n`, 'too-large'],
    [`---\nstatus: pilot\nx: ${'['.repeat(500)}\n---\n`, 'too-deep'],
    ['# 42\0', 'not-text'],
  ])('%# is an entry with its problem', (text, kind) => {
    const read = entry(text);
    expect(read.problems[0]?.fault.kind).toBe(kind);
    expect(read.problems[0]?.level).toBe('error');
    expect(read.id).toBe('0042-read-through-cache');
  });

  it('keeps its line, below a byte order mark and blank lines too', () => {
    expect(entry('\uFEFF\n---\nstatus: pilot\n').problems[0]?.place.line).toBe(2);
    expect(entry('---\r\nid: 1\r\nstatus: maybe\r\n---\r\n').problems[0]?.place.line).toBe(3);
  });

  it('does not hide what can still be read', () => {
    const { decision: read } = entry('---\nstatus: pilot\nworkflows: [a]\nowner: @x\n---\n');
    expect(read).toMatchObject({ status: 'pilot', workflows: ['a'] });
  });

  it('is no entry when nothing marks it as one', () => {
    expect(parseEntry('docs/decisions/notes.md', '---\nname: [x\n---\n')).toBeNull();
    expect(parseEntry('docs/decisions/mkdocs.yml', 'site: x\n')).toBeNull();
    expect(parseEntry('docs/decisions/notes.yml', 'status: [x')?.problems).not.toEqual([]);
  });

  it('is a problem when a numbered file holds something else than fields', () => {
    const { decision: read, problems } = entry('- status: pilot\n', 'docs/decisions/0042.yml');
    expect(read).toBeNull();
    expect(problems).toMatchObject([{ fault: { kind: 'wrong-type', wanted: 'a map' } }]);
    expect(entry('!status: ---', 'docs/decisions/0042.yml').problems[0]?.level).toBe('error');
  });
});

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    '---',
    'status: ',
    'id: ',
    '\n',
    '\r',
    '# ',
    '## Status',
    '| ',
    '- ',
    '> ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '```',
    '<!--',
    '-->',
    ': ',
    '"',
    "'",
    '@',
    '\u2028',
    '\uFEFF',
    '?',
    '!',
    '%',
    '\t',
    'reviews:',
    'date: 2026-02-30',
    '**Status:** ',
    'accepted',
    '\0',
    '💥',
    '~~',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
  );
  const path = fc.constantFrom(
    PATH,
    'docs/decisions/a.md',
    'docs/decisions/7.yml',
    'a/7/README.md',
  );

  it('an entry never throws, and without a decision has an error with its file', () => {
    fc.assert(
      fc.property(path, text, (file, source) => {
        const read = parseEntry(file, source);
        if (read === null) return;
        for (const { place } of read.problems) expect(place.file).toBe(file);
        if (read.decision === null) {
          expect(read.problems.some(({ level }) => level === 'error')).toBe(true);
        }
      }),
    );
  });
});
