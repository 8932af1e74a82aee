import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { type OwnFile, sources } from './tree.js';

/** A regular expression as it is written, and where. */
interface Pattern {
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

function patternsIn({ path, text }: OwnFile): readonly Pattern[] {
  const found: Pattern[] = [];
  JSON.stringify(parseAst(text, { lang: 'ts' }), (_, node) => {
    if (typeof node === 'bigint') return String(node);
    const { pattern: source, flags } = node?.regex ?? {};
    if (source !== undefined) found.push({ at: `${path}: /${source}/${flags}`, source, flags });
    return node;
  });
  return found;
}

/** Patterns that a hostile text can make take more than a time in proportion to its length. */
function slowOnes(patterns: readonly Pattern[]): readonly string[] {
  return patterns
    .filter(({ source, flags }) => analyse({ source, flags }).reports.length > 0)
    .map(({ at }) => at);
}

describe('regular expressions', () => {
  const patterns = sources().flatMap(patternsIn);

  it('are found', () => {
    expect(patterns.length).toBeGreaterThan(100);
  });

  it('take a time in proportion to the text, whatever it is', () => {
    expect(slowOnes(patterns)).toEqual([]);
  });

  it.each(['const slow = /\\s+$/;', 'const slow = /^[^:]+(?:x[^:]+)*!$/i;'])(
    'would be refused: %s',
    (text) => {
      expect(slowOnes(patternsIn({ path: 'src/slow.ts', text }))).toHaveLength(1);
    },
  );
});
