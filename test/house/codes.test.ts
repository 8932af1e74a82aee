import { describe, expect, it } from 'vitest';
import { docsPageOf, exampleOf, FINDING_CODES, nameOf } from '../../src/render/words/finding.js';
import { findingsIn, passingStory, storyOf, verdictOf } from './examples.js';
import { anchorsOf, type Block, blocksFor, sectionsOf } from './pages.js';

const PAGE = 'docs/findings.md';
const STORIES = ['text description', 'diff mend', 'diff change', 'yaml spoil', 'yaml other'];

describe('every finding has its words, its section and its example', () => {
  it('in the same order, none missing and none too many', () => {
    expect([...sectionsOf(PAGE).keys()]).toEqual(FINDING_CODES);
  });

  it.each(FINDING_CODES)('%s', (code) => {
    expect(nameOf(code)).toMatch(/^[A-Z]/);
    expect(exampleOf(code)).not.toBe('');
    const [page, anchor] = docsPageOf(code).split('#');
    expect(`docs/${page}`).toBe(PAGE);
    expect(anchorsOf(PAGE)).toContain(anchor);
  });
});

describe('the examples of the findings are what they say', () => {
  it('the world they spoil passes without a word', async () => {
    const verdict = await verdictOf(passingStory());
    expect(findingsIn(verdict)).toEqual([]);
    expect(verdict.kind).toBe('clear');
  });

  it.each(told())('$code is raised as $level', async ({ code, level, block }) => {
    const findings = findingsIn(await verdictOf(storyOf(block)));
    expect(findings.map(({ fact, level: found }) => `${found} ${fact.code}`)).toContain(
      `${level} ${code}`,
    );
  });
});

interface Told {
  readonly code: string;
  readonly level: string;
  readonly block: Block;
}

/** Each example with the code in whose section it stands. */
function told(): readonly Told[] {
  const blocks = STORIES.flatMap(blocksFor).filter(({ page }) => page === PAGE);
  return [...sectionsOf(PAGE)].flatMap(([code, section]) =>
    blocks
      .filter(({ info, text }) => section.includes(`\`\`\`${info}\n${text}\`\`\``))
      .map((block) => ({
        code,
        level: /\*\*(Error|Warning)/.exec(section)?.[1]?.toLowerCase() ?? '',
        block,
      })),
  );
}
