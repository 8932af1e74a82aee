import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.js';
import type { Verdict } from '../../src/core/verdict.js';
import { readCheck } from '../../src/parse/published-check.js';
import { checkText } from '../../src/render/check.js';
import { pointsOf } from '../../src/render/points.js';
import { closedText } from '../../src/render/run-notes.js';
import { supersededText, troubleText } from '../../src/render/trouble-check.js';
import { world } from '../core/world.js';
import { STORIES } from '../render/stories.js';

const DOCS = 'https://belay.example/docs';

/** Ids of the entries a verdict shows, which are those its text links. */
function shown(verdict: Verdict): readonly string[] {
  const workflows = 'workflows' in verdict ? verdict.workflows : [];
  return [
    ...new Set(
      workflows.flatMap(({ linked, by }) =>
        linked === null || by?.kind === 'revert' ? [] : [linked.entry.path],
      ),
    ),
  ];
}

function isOf(family: RegExp): (finding: Finding) => boolean {
  return ({ fact, level }) => level === 'error' && family.test(fact.code);
}

describe('a check run tells its verdict again', () => {
  for (const { name, world: story } of STORIES)
    for (const docs of [DOCS, null])
      it(`${name}, ${docs === null ? 'without' : 'with'} documentation`, () => {
        const { change } = story;
        const verdict = story.verdict();
        const read = readCheck(checkText(change, verdict, docs));
        expect(read?.verdict.kind ?? 'silent').toBe(verdict.kind);
        const told = read?.entries.map((url) => url.replace(/^.*\/blob\/[^/]+\//, '')) ?? [];
        expect(told).toEqual(shown(verdict).map((path) => path));
        if (read === null || read.verdict.errors === null) return;
        const errors = pointsOf(change, verdict).map(({ finding }) => finding);
        expect(read.verdict.errors).toEqual({
          decision: errors.filter(isOf(/^(decision|checkpoint)-/)).length,
          guardrail: errors.filter(isOf(/^guardrail-/)).length,
          rollback: errors.filter(isOf(/^rollback-/)).length,
        });
      });

  it('not where nothing was judged, or somebody else speaks', () => {
    const trouble = { kind: 'github', status: 502, request: null } as const;
    expect(readCheck(troubleText(trouble))?.verdict).toEqual({ kind: 'unreadable', errors: null });
    expect(readCheck(supersededText('5f2c1d7'))).toBeNull();
    expect(readCheck(closedText())).toBeNull();
    expect(readCheck({ conclusion: null, title: 'Looking again', summary: '' })).toBeNull();
    const clear = checkText(world().change, world().verdict(), DOCS);
    expect(readCheck({ ...clear, conclusion: 'failure' })).toBeNull();
    expect(readCheck({ ...clear, title: `Well, ${clear.title}` })).toBeNull();
  });

  it('says nothing of errors that a cut text may have lost', () => {
    const title = 'Held: checkout-pricing needs a rollback path, and 70 more';
    const summary =
      '### To pass\n\nx [`rollback-missing`](https://belay.example)\n\n3 parts of this text did not fit into what GitHub shows.';
    expect(readCheck({ conclusion: 'FAILURE', title, summary })?.verdict).toEqual({
      kind: 'held',
      errors: null,
    });
  });
});
