import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flaggedBy, type Glob, type GlobSet, lastMatch, parseGlob } from '../../src/core/glob.js';

function glob(text: string): Glob {
  const parsed = parseGlob(text);
  if (typeof parsed === 'string') throw new Error(`${text} is refused: ${parsed}`);
  return parsed;
}

function globs(...texts: readonly string[]): GlobSet {
  return texts.map(glob);
}

function matches(pattern: string, path: string): boolean {
  return lastMatch([glob(pattern)], path) !== null;
}

describe('a glob', () => {
  it.each([
    ['services/**', 'services/a.ts', true],
    ['services/**', 'services/a/b/.env', true],
    ['services/**', 'services', false],
    ['services/', 'services/a', true],
    ['/services/', 'services/a', true],
    ['./services/**', 'services/a', true],
    ['**.md', 'a/b/c.md', true],
    ['**.md', 'c.md', true],
    ['**/*.md', 'c.md', true],
    ['*.md', 'a/c.md', false],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/**/z', 'a/z', true],
    ['**/b/**', 'a/b/c', true],
    ['**/b/**', 'b', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['?', '😀', true],
    ['*', '.env', true],
    ['a**', 'abc', true],
    ['a**', 'a/b', false],
    ['README.md', 'readme.md', false],
    ['app/(shop)/**', 'app/(shop)/cart.ts', true],
    ['a+b/#c', 'a+b/#c', true],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  it.each([
    ['{a,b}/x', 'b/x'],
    ['{a,b{c,d}}', 'bd'],
    ['x{,.bak}', 'x'],
    ['**/*.{yaml,yml}', 'slo/a.yml'],
    ['{src/,lib/}', 'lib/a'],
    ['{/src,/lib}/a', 'src/a'],
    ['a//b', 'a/b'],
    ['a/./b', 'a/b'],
  ])('%s stands for %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['/', 'empty'],
    ['!', 'empty'],
    ['{}', 'empty'],
    ['^docs/.*\\.md$', 'regular-expression'],
    ['docs/.*\\.md', 'regular-expression'],
    ['src/(a|b)', 'regular-expression'],
    ['(ab)+', 'regular-expression'],
    ['a\\b', 'regular-expression'],
    ['a\\x', 'backslash'],
    ['[a-z]/**', 'class'],
    ['@(a)/b', 'extglob'],
    ['!(a)/**', 'extglob'],
    ['!!a', 'double-negation'],
    ['../a', 'outside-repository'],
    ['a/../b', 'outside-repository'],
    ['{..,a}/b', 'outside-repository'],
    ['{a', 'brace'],
    ['a}', 'brace'],
    ['a}{b', 'brace'],
    ['{a,b}'.repeat(7), 'too-many-alternatives'],
    ['{a,b}'.repeat(50), 'too-many-alternatives'],
    ['a'.repeat(257), 'too-long'],
  ])('%s is refused as %s', (pattern, fault) => {
    const parsed = parseGlob(pattern);
    expect(typeof parsed === 'string' ? parsed : null).toBe(fault);
  });
});

describe('a list of globs', () => {
  const set = globs('services/**', '!**/*.md', 'services/prompts/*.md');

  it.each([
    ['services/a.ts', 'services/**'],
    ['services/README.md', null],
    ['services/prompts/x.md', 'services/prompts/*.md'],
    ['web/a.ts', null],
  ])('lets the last match decide: %s', (path, by) => {
    expect(flaggedBy(set, path)?.text ?? null).toBe(by);
  });

  it('tells which pattern took a file out', () => {
    expect(lastMatch(set, 'services/README.md')?.text).toBe('!**/*.md');
  });
});

/** The grammar's meaning once more, as a regular expression; for short inputs only. */
function meaning(pattern: string): RegExp {
  const parts = pattern.split('/');
  const source = parts.map((part, at) => {
    const last = at === parts.length - 1;
    if (part === '**') return last ? '(?:[^/]+/)*[^/]+' : '(?:[^/]+/)*';
    const name = [...part].map((char) => ({ '*': '[^/]*', '?': '[^/]' })[char] ?? char).join('');
    return last ? name : `${name}/`;
  });
  return new RegExp(`^${source.join('')}$`, 'u');
}

const name = fc.stringMatching(/^[ab]{1,4}$/);
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const part = fc.oneof(fc.constant('**'), fc.stringMatching(/^[ab?]{0,2}\*?[ab?]{1,2}\*?$/));
const pattern = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));

const soup = fc.string({ unit: fc.constantFrom(...'ab*?{},!/[]()|\\^$.+@😀 '), maxLength: 60 });

describe('the walk', () => {
  it('matches what the grammar means', () => {
    fc.assert(
      fc.property(pattern, path, (text, file) => {
        expect(matches(text, file)).toBe(meaning(text).test(file));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(soup, soup, (text, file) => {
        const parsed = parseGlob(text);
        if (typeof parsed !== 'string') lastMatch([parsed], file);
      }),
    );
  });

  it.each([
    ['*a'.repeat(60), `${'a'.repeat(4000)}b`],
    ['**/a/'.repeat(40), 'a/'.repeat(2000)],
    [`**/${'*a'.repeat(60)}b`, `${'a'.repeat(2000)}/${'a'.repeat(2000)}`],
    [`{${'a,'.repeat(60)}b}${'*a'.repeat(30)}`, 'a'.repeat(4000)],
  ])('stays quick on hostile names: %s', (text, file) => {
    const set = globs(text);
    expect([null, set[0]]).toContain(lastMatch(set, file));
  });
});

describe('effort', () => {
  it('is spent once for all paths, and what nobody could tell counts as flagged', () => {
    const slow = `${'{a,a}'.repeat(6)}${'*aaaaaaaaaaaaaaaab'.repeat(12)}`;
    const set = globs('never/**', `!${slow}`, slow, '!**');
    const effort = { left: 1_000_000 };
    expect(flaggedBy(globs('src/**', '!**/*.md'), 'src/a.md', effort)).toBeNull();
    expect(effort.left).toBeGreaterThan(999_900);
    expect(flaggedBy(set, 'a'.repeat(4_000), effort)).toBeNull();
    expect(flaggedBy(globs('never/**', slow), 'a'.repeat(4_000), effort)?.text).toBe('never/**');
    expect(flaggedBy(globs('src/**'), 'README.md', effort)?.text).toBe('src/**');
    expect(effort.left).toBeLessThanOrEqual(0);
  });
});
