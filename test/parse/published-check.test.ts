import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/core/verdict.js';
import { type ReadCheck, readCheck } from '../../src/parse/published-check.js';
import { checkText } from '../../src/render/check.js';
import { closedText, sharedHeadText } from '../../src/render/run-notes.js';
import { supersededText, troubleText } from '../../src/render/trouble-check.js';
import { world } from '../core/world.js';
import { STORIES } from '../render/stories.js';

const DOCS = 'https://belay.example/docs';

/** Paths of the entries a verdict shows, which are those its text links; `null`: it has no table. */
function shown(verdict: Verdict): readonly string[] | null {
  const workflows = 'workflows' in verdict ? verdict.workflows : [];
  if (workflows.length === 0) return null;
  return [
    ...new Set(
      workflows.flatMap(({ linked, by }) =>
        linked === null || by?.kind === 'revert' ? [] : [linked.entry.path],
      ),
    ),
  ];
}

/** The paths of the entries that are read again. */
function told(read: ReadCheck | null): readonly string[] | null {
  return read?.entries?.map((url) => url.replace(/^.*\/blob\/[^/]+\//, '')) ?? null;
}

function isRevert(verdict: Verdict): boolean {
  if (!('workflows' in verdict)) return false;
  const { workflows } = verdict;
  return workflows.length > 0 && workflows.every(({ by }) => by?.kind === 'revert');
}

describe('a check run tells its verdict again', () => {
  for (const { name, world: story } of STORIES)
    for (const docs of [DOCS, null])
      it(`${name}, ${docs === null ? 'without' : 'with'} documentation`, () => {
        const { change } = story;
        const verdict = story.verdict();
        const read = readCheck(checkText(change, verdict, docs));
        expect(read?.verdict ?? 'silent').toBe(verdict.kind);
        expect(told(read)).toEqual(shown(verdict));
        expect(read?.reverting ?? false).toBe(isRevert(verdict));
      });

  it('not where nothing was judged, or somebody else speaks', () => {
    const trouble = { kind: 'github', status: 502, request: null } as const;
    expect(readCheck(troubleText(trouble))?.verdict).toBe('unreadable');
    expect(readCheck(supersededText('5f2c1d7'))).toBeNull();
    expect(readCheck(closedText())).toBeNull();
    expect(readCheck({ conclusion: null, title: 'Looking again', summary: '' })).toBeNull();
    const clear = checkText(world().change, world().verdict(), DOCS);
    expect(readCheck({ ...clear, conclusion: 'failure' })).toBeNull();
    expect(readCheck({ ...clear, title: `Well, ${clear.title}` })).toBeNull();
  });

  it('and whose it is, where several pull requests have its commit', () => {
    const { change, verdict } = world();
    const text = checkText(change, verdict(), DOCS);
    expect(readCheck(text)?.about).toBeNull();
    const shared = sharedHeadText(text, { ...change.proposal, number: 2 });
    expect(readCheck(shared)).toEqual({ ...readCheck(text), about: 2 });
  });

  it('and what it links only where its table tells', () => {
    const title = 'Clear: checkout-pricing is on belay (DL-0042)';
    const says = (summary: string) => readCheck({ conclusion: 'success', title, summary });
    const table = (cell: string) =>
      `| workflow | decision |\n| --- | --- |\n| Checkout pricing | ${cell} |`;
    expect(says('2 parts of this text did not fit into what GitHub shows.')?.entries).toBeNull();
    expect(says(table('✓ DL-0042 Read-through cache'))?.entries).toBeNull();
    expect(says(table('✗'))?.entries).toEqual([]);
  });
});
