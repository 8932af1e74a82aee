import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unifiedPatch } from '../../src/core/pilot/patch.js';

describe('the change of a file as a patch', () => {
  it('shows three lines around each change', () => {
    const before = ['1', '2', '3', '4', '5', '6', '7', '8', ''].join('\n');
    const after = before.replace('5\n', '5\nnew\n');
    expect(unifiedPatch('a.md', before, after)).toBe(
      '--- a/a.md\n+++ b/a.md\n@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+new\n 6\n 7\n 8\n',
    );
  });

  it('keeps nothing between the first and the last change of far too many lines', () => {
    const lines = (end: string) => ['a', ...Array(3_000).fill('x'), end].join('\n');
    const patch = unifiedPatch('a.md', lines('a'), `b${lines('b').slice(1)}`);
    expect(patch.match(/^[-+]x$/gm)).toHaveLength(6_000);
  });

  it('is empty where nothing changes', () => {
    expect(unifiedPatch('a.md', 'same\n', 'same\n')).toBe('');
  });
});

describe('git', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'belay-patch-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const line = fc.constantFrom('status: pilot', 'a', 'b', '', '  - x', 'é\r');
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
    .map(([lines, isEnded]) => lines.join('\n') + (isEnded && lines.length > 0 ? '\n' : ''));

  it('applies every patch to the letter', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== '' && after !== '' && before !== after);
        writeFileSync(join(folder, 'entry.md'), before);
        const input = unifiedPatch('entry.md', before, after);
        execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input });
        expect(readFileSync(join(folder, 'entry.md'), 'utf8')).toBe(after);
      }),
      { numRuns: 60 },
    );
  });
});
