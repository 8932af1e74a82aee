import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../src/parse/command.js';

const SCORED = {
  kind: 'score',
  area: 'problem-framing',
  score: 3,
  because: 'the aims were copied',
  next: null,
} as const;

const command = (comment: string) => readCommand(comment)?.command;
const fault = (comment: string) => readCommand(comment)?.fault;

describe('a command', () => {
  it.each([
    ['/belay', { kind: 'help' }],
    ['/belay help', { kind: 'help' }],
    ['/belay recheck', { kind: 'recheck' }],
    [
      '/belay graduate because both targets were met',
      { kind: 'verdict', verdict: 'graduate', because: 'both targets were met' },
    ],
    [
      '/belay kill because p95 did not move',
      { kind: 'verdict', verdict: 'kill', because: 'p95 did not move' },
    ],
    [
      '/belay kill because: p95 did not move',
      { kind: 'verdict', verdict: 'kill', because: 'p95 did not move' },
    ],
    [
      '/belay continue until 2026-12-01 because traffic was too low',
      {
        kind: 'extension',
        verdict: 'continue',
        until: '2026-12-01',
        because: 'traffic was too low',
      },
    ],
    [
      '/belay change until 2026-12-01 because a queue helps more',
      { kind: 'extension', verdict: 'change', until: '2026-12-01', because: 'a queue helps more' },
    ],
    ['/belay assign @hubot', { kind: 'assign', login: 'hubot' }],
    ['/belay assign octocat_acme', { kind: 'assign', login: 'octocat_acme' }],
    ['/belay score problem-framing 3 because the aims were copied', SCORED],
    ['/Belay SCORE problem-framing  3 Because: the aims were copied // hm', SCORED],
    [
      '/belay score Problem framing 3 because the aims were copied',
      { ...SCORED, area: 'Problem framing' },
    ],
    [
      '/belay score clear-aim 5 because the aims were copied next ask the next five users',
      { ...SCORED, area: 'clear-aim', score: 5, next: 'ask the next five users' },
    ],
    [
      '/belay score clear-aim 5 because we will plan the next sprint better',
      { ...SCORED, area: 'clear-aim', score: 5, because: 'we will plan the next sprint better' },
    ],
    [
      '/belay score clear-aim 5 because the next aim was copied next ask five users',
      {
        ...SCORED,
        area: 'clear-aim',
        score: 5,
        because: 'the next aim was copied',
        next: 'ask five users',
      },
    ],
    [
      '/belay score clear-aim 5 because we do it next quarter next: ask five users',
      {
        ...SCORED,
        area: 'clear-aim',
        score: 5,
        because: 'we do it next quarter',
        next: 'ask five users',
      },
    ],
  ])('is read from %j', (comment, read) => {
    expect(readCommand(comment)).toEqual({ command: read, fault: null });
  });

  it.each([
    '/Belay KILL Because p95 did not move',
    '/belay   kill\tbecause   p95  did not   move  ',
    '/belay kill because p95 did not move\r',
    '/belay kill because p95 did not move\r\nMore words.',
    '/belay kill because p95 did not move\n/belay graduate because it is fine',
    '/belay kill because p95 did not move //remark',
    '/belay kill because p95 did not move // and a remark',
    '/belay kill because p95\u200b did \u202enot move',
    '/belay kill because p95 did not move\u2028/belay graduate because x y z',
    '/belay\u00a0kill because p95 did not move',
  ])('may be written %j', (comment) => {
    expect(command(comment)).toEqual({
      kind: 'verdict',
      verdict: 'kill',
      because: 'p95 did not move',
    });
  });

  it('keeps an address in its reason', () => {
    expect(command('/belay kill because see https://grafana.example/d/quotes today')).toMatchObject(
      {
        because: 'see https://grafana.example/d/quotes today',
      },
    );
  });

  it.each([
    '',
    'belay kill because p95 did not move',
    ' /belay kill because p95 did not move',
    '    /belay kill because p95 did not move',
    '\t/belay kill because p95 did not move',
    '> /belay kill because p95 did not move',
    '- /belay kill because p95 did not move',
    '`/belay kill because p95 did not move`',
    '```\n/belay kill because p95 did not move\n```',
    '~~~\n/belay kill because p95 did not move\n~~~',
    '<!--\n/belay kill because p95 did not move\n-->',
    '<!-- /belay kill because p95 did not move -->',
    'Please say\n/belay kill because p95 did not move',
    '\n/belay kill because p95 did not move',
    '\u200b/belay kill because p95 did not move',
    '\ufeff/belay kill because p95 did not move',
    '/belaykill because p95 did not move',
    '/belay-kill because p95 did not move',
    '/belay\u200bkill because p95 did not move',
    '//belay kill because p95 did not move',
    '/ belay kill because p95 did not move',
    '@belay kill because p95 did not move',
    '／belay kill because p95 did not move',
    '/bel\u0430y kill because p95 did not move',
  ])('is not in %j', (comment) => {
    expect(readCommand(comment)).toBeNull();
  });
});

describe('what speaks to Belay and is no command', () => {
  it.each([
    ['/belay merge', { kind: 'unknown', asked: 'merge', suggestion: null }],
    ['/belay kil because p95 did not move', { kind: 'unknown', asked: 'kil', suggestion: 'kill' }],
    ['/belay kill', { kind: 'no-reason', asked: 'kill' }],
    ['/belay kill p95 did not move', { kind: 'no-reason', asked: 'kill' }],
    ['/belay kill because', { kind: 'no-reason', asked: 'kill' }],
    ['/belay graduate because //remark only here', { kind: 'no-reason', asked: 'graduate' }],
    ['/belay kill because it failed', { kind: 'short-reason', asked: 'kill', words: 2 }],
    ['/belay kill because …', { kind: 'short-reason', asked: 'kill', words: 0 }],
    ['/belay kill because . - !', { kind: 'short-reason', asked: 'kill', words: 0 }],
    ['/belay continue because traffic was too low', { kind: 'no-date', asked: 'continue' }],
    ['/belay continue until', { kind: 'no-date', asked: 'continue' }],
    ['/belay change 2026-12-01 because of traffic', { kind: 'no-date', asked: 'change' }],
    [
      '/belay continue until 2026-02-30 because traffic was too low',
      { kind: 'bad-date', asked: 'continue', value: '2026-02-30' },
    ],
    [
      '/belay continue until tomorrow because traffic was too low',
      { kind: 'bad-date', asked: 'continue', value: 'tomorrow' },
    ],
    [
      '/belay change until 01.12.2026 because traffic was too low',
      { kind: 'bad-date', asked: 'change', value: '01.12.2026' },
    ],
    ['/belay continue until 2026-12-01', { kind: 'no-reason', asked: 'continue' }],
    ['/belay assign', { kind: 'no-login', asked: 'assign' }],
    ['/belay assign @acme/pricing', { kind: 'no-login', asked: 'assign' }],
    ['/belay assign @octocat and @hubot', { kind: 'no-login', asked: 'assign' }],
    ['/belay assign -x', { kind: 'no-login', asked: 'assign' }],
  ])('%j', (comment, why) => {
    expect(readCommand(comment)).toEqual({ command: null, fault: why });
  });

  it('a reason longer than a line of an entry should be', () => {
    expect(fault(`/belay kill because ${'word '.repeat(300)}`)).toMatchObject({
      kind: 'long-reason',
      characters: 1499,
    });
  });

  it('counts words in scripts that are written without spaces', () => {
    expect(command('/belay kill because 缓存没有改变延迟')).toMatchObject({ verdict: 'kill' });
    expect(fault('/belay kill because 失败')).toMatchObject({ kind: 'short-reason', words: 2 });
  });
});

describe('any comment', () => {
  const comment = fc
    .array(
      fc.oneof(
        fc.constantFrom('/belay', ' ', 'kill', 'until', 'because', '2026-12-01', '\n', '//', '>'),
        fc.string({ maxLength: 8 }),
        fc.string({ unit: 'binary', maxLength: 4 }),
      ),
    )
    .map((parts) => parts.join(''));

  it('is read without a fault of its own, and a reason stays on one visible line', () => {
    fc.assert(
      fc.property(comment, (text) => {
        const read = command(text);
        if (read == null || !('because' in read)) return;
        expect(read.because).not.toMatch(/[\p{Cc}\p{Cf}]|^\s|\s$/u);
      }),
    );
  });

  it('is read quickly, however long its line', () => {
    for (const filler of [' ', 'a', '/ ', 'because ', '\u200b', 'until ', ' // '])
      expect(() => readCommand(`/belay kill because ${filler.repeat(60_000)}`)).not.toThrow();
  });
});

describe('a score', () => {
  const asked = 'score';
  it.each([
    ['/belay score', { kind: 'no-score', asked }],
    ['/belay score problem-framing because the aims were copied', { kind: 'no-score', asked }],
    ['/belay score 3 because the aims were copied', { kind: 'no-score', asked }],
    ['/belay score clear-aim 0 because a b c', { kind: 'bad-score', asked, value: '0' }],
    ['/belay score clear-aim 3.5 because a b c', { kind: 'bad-score', asked, value: '3.5' }],
    ['/belay score clear-aim 5/5 because a b c', { kind: 'bad-score', asked, value: '5/5' }],
    ['/belay score clear-aim 3', { kind: 'no-reason', asked }],
    ['/belay score clear-aim 3 because of it', { kind: 'short-reason', asked, words: 2 }],
    [
      '/belay score clear-aim 3 because it is next ask users',
      { kind: 'short-reason', asked, words: 2 },
    ],
    ['/belay score clear-aim 3 because of its aims next', { kind: 'no-next', asked }],
    [
      `/belay score clear-aim 3 because of its aims next ${'x'.repeat(301)}`,
      { kind: 'long-next', asked, characters: 301 },
    ],
  ])('is none in %j', (comment, wrong) => {
    expect(fault(comment)).toEqual(wrong);
  });
});
