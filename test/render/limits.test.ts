import { describe, expect, it } from 'vitest';
import { checkText } from '../../src/render/check.js';
import { checkCommands } from '../../src/render/github-commands.js';
import { byteLength } from '../../src/render/printable.js';
import { aFile } from '../builders/change.js';
import { aProblem } from '../builders/entry.js';
import { aWorkflow, globs } from '../builders/policy.js';
import { type World, world } from '../core/world.js';

const LONG = 'ä'.repeat(4_000);

/** A policy that many workflows and long names make as large as one can be. */
function crowd(workflows: number): World {
  const many = Array.from({ length: workflows }, (_, at) =>
    aWorkflow({
      id: `workflow-${at}-${LONG.slice(0, 300)}`,
      title: `${at} ${LONG}`,
      owner: [`@acme/${LONG}`],
      paths: globs('**'),
    }),
  );
  const files = Array.from({ length: 150 }, (_, at) =>
    aFile(`services/${at}/${LONG.slice(0, 400)}.ts`),
  );
  return world()
    .workflows(...many)
    .with({
      files,
      references: [],
      policy: { kind: 'good', policy: policyWith(many), warnings: [] },
    });
}

function policyWith(workflows: readonly ReturnType<typeof aWorkflow>[]) {
  const { policy } = world().workflows(...workflows).change;
  if (policy.kind !== 'good') throw new Error('the world has a good policy');
  return policy.policy;
}

function manyProblems(count: number): World {
  const problems = Array.from({ length: count }, (_, at) =>
    aProblem(
      { kind: 'syntax', detail: `${at} ${LONG}` },
      { place: { file: '.github/belay.yml', line: at + 1, column: 1 } },
    ),
  );
  return world().with({
    files: [aFile('.github/belay.yml')],
    policyEdit: { kind: 'written', file: '.github/belay.yml', policy: null, problems },
  });
}

describe("within GitHub's limits", () => {
  for (const [name, of] of [
    ['sixty workflows with long names', crowd(60)],
    ['one workflow with many long paths', crowd(1)],
    ['five hundred problems', manyProblems(500)],
  ] as const)
    it(`holds a change of ${name}`, () => {
      const { summary, annotations, title } = checkText(
        of.change,
        of.verdict(),
        'https://x.example',
      );
      expect(byteLength(summary)).toBeLessThanOrEqual(65_535);
      expect(annotations.length).toBeLessThanOrEqual(50);
      expect([...title].length).toBeLessThanOrEqual(200);
      expect(summary).toContain('[What this check asks]');
      for (const { message, title: name } of annotations) {
        expect(byteLength(message)).toBeLessThan(64 * 1024);
        expect(name.length).toBeLessThanOrEqual(255);
      }
    });

  it('says what was cut and leaves every fold and table whole', () => {
    const of = manyProblems(500);
    const { summary } = checkText(of.change, of.verdict());
    expect(summary).toMatch(/\d+ parts of this text did not fit/);
    expect(summary).toContain('450 more annotations would not fit');
    expect(summary.match(/<details>/g)?.length).toBe(summary.match(/<\/details>/g)?.length);
  });

  it('cuts long lists with a count', () => {
    const of = crowd(1);
    const { summary } = checkText(of.change, of.verdict());
    expect(summary).toMatch(/- and 1\d\d more files/);
  });

  it('prints at most ten errors and ten warnings as commands, errors first', () => {
    const of = manyProblems(30);
    const lines = checkCommands(of.change, of.verdict());
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('::error title=Belay::and 21 more; see the summary');
  });
});
