import { describe, expect, it } from 'vitest';
import { type Glob, parseGlob } from '../../src/core/glob.js';
import type { Sli } from '../../src/core/policy.js';
import { catalogueOf, foldersOf } from '../../src/read/catalogue.js';

function globs(...texts: readonly string[]): readonly Glob[] {
  return texts.map(parseGlob).filter((glob): glob is Glob => typeof glob !== 'string');
}

describe('the folders that globs can match in', () => {
  it.each([
    [['slo/**/*.yaml'], ['slo']],
    [['slo/a/b.yaml'], ['slo/a']],
    [['/slo/'], ['slo']],
    [['{slo,ops/slo}/*.yaml'], ['slo', 'ops/slo']],
    [['slo/**', 'slo/checkout/*.yaml'], ['slo']],
    [
      ['slo/**', 'slow/*.yaml'],
      ['slo', 'slow'],
    ],
    [['**/*.slo.yaml', 'slo/*.yaml'], ['']],
    [['slo.yaml'], ['']],
    [['slo/**', '!docs/**'], ['slo']],
    [[], []],
  ])('of %j are %j', (texts, folders) => {
    expect(foldersOf(globs(...texts))).toEqual(folders);
  });
});

describe('the catalogue', () => {
  const sli = (name: string, file: string): Sli => ({
    name,
    objective: null,
    source: null,
    stop: [],
    place: { file, line: 1, column: null },
  });

  it('prefers the policy, and calls new what nobody had before', () => {
    const all = catalogueOf({
      policy: [sli('a', 'policy')],
      kept: [sli('a', 'kept'), sli('b', 'kept')],
      before: [sli('c', 'before'), sli('gone', 'before')],
      after: [sli('b', 'after'), sli('c', 'after'), sli('d', 'after')],
    });
    expect(all.map(({ name, added, place }) => [name, place.file, added])).toEqual([
      ['a', 'policy', false],
      ['b', 'kept', false],
      ['c', 'after', false],
      ['d', 'after', true],
    ]);
  });
});
