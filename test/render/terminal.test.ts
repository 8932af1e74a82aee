import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/core/lint.js';
import { explainPolicy } from '../../src/render/explain.js';
import { checkForTerminal, lintForTerminal } from '../../src/render/terminal.js';
import { aCataloguedSli, aRunbook, RUNBOOK, TODAY } from '../builders/change.js';
import { anEntry, anUnreadableEntry, aProblem, aRollback } from '../builders/entry.js';
import { aPolicy, aWorkflow } from '../builders/policy.js';
import { STORIES } from './stories.js';

const PLAIN = { colour: 'off', width: 100 } as const;

const TREE = {
  policy: aPolicy({
    origins: new Map([
      ['timezone', { file: '.github/belay.yml', line: 2, column: 11 }],
      ['workflows.checkout-pricing.owner', { file: '.github/belay.yml', line: 9, column: 12 }],
    ]),
  }),
  policyProblems: [
    aProblem(
      { kind: 'unknown-key', key: 'pilot', suggestion: 'pilots', known: ['pilots'] },
      { place: { file: '.github/belay.yml', line: 22, column: 1 }, level: 'warning' },
    ),
  ],
  entries: [
    anEntry({ rollback: aRollback({ runbook: `${RUNBOOK}#gone` }) }),
    anUnreadableEntry({ path: 'docs/decisions/0043-broken.md', id: '0043-broken' }),
  ],
  slis: [aCataloguedSli()],
  targets: new Map([[RUNBOOK, aRunbook()]]),
  paths: ['services/pricing/quote.ts', RUNBOOK],
  today: TODAY,
};

describe('the terminal', () => {
  for (const name of [
    'held-rollback-anchor',
    'held-several',
    'held-no-decision',
    'clear',
    'advised',
    'policy-added',
    'unreadable',
    'hostile',
  ])
    it(`shows the check: ${name}`, async () => {
      const story = STORIES.find((one) => one.name === name);
      if (story === undefined) throw new Error(`no story ${name}`);
      const shown = checkForTerminal(story.world.change, story.world.verdict(), PLAIN);
      await expect(shown).toMatchFileSnapshot(`golden/terminal/${name}.txt`);
    });

  it('lets no character of others act on the screen', () => {
    for (const { world } of STORIES) {
      const shown = checkForTerminal(world.change, world.verdict(), PLAIN);
      expect(shown.replaceAll('\n', '')).not.toMatch(
        /[\p{Cc}\u200b\u2060\u202a-\u202e\u2066-\u2069]/u,
      );
    }
  });

  it('colours only where it is asked to', () => {
    const [story] = STORIES;
    if (story === undefined) throw new Error('no stories');
    const { change } = story.world;
    const coloured = checkForTerminal(change, story.world.verdict(), { colour: 'on', width: 100 });
    expect(coloured).toContain('\u001b[31m✗\u001b[39m');
    expect(stripVTControlCharacters(coloured)).toBe(
      checkForTerminal(change, story.world.verdict(), PLAIN),
    );
  });

  it('keeps to its width', () => {
    for (const { world, name } of STORIES.filter(({ name }) => !/hostile|no-decision/.test(name))) {
      const shown = checkForTerminal(world.change, world.verdict(), { colour: 'off', width: 60 });
      const long = shown
        .split('\n')
        .filter((line) => line.length > 60 && line.trim().includes('  '));
      expect(long, name).toEqual([]);
    }
  });

  it('shows what the linter found', async () => {
    const shown = lintForTerminal(TREE, lint(TREE), PLAIN);
    await expect(shown).toMatchFileSnapshot('golden/terminal/lint.txt');
  });

  it('says when there is nothing to mend', () => {
    expect(lintForTerminal(TREE, [], PLAIN)).toBe('nothing to mend\n');
  });

  it('explains where each value of the policy comes from', async () => {
    await expect(explainPolicy(TREE.policy)).toMatchFileSnapshot('golden/terminal/explain.txt');
    const odd = aPolicy({ workflows: [aWorkflow({ title: 'x\u001b[31m' })] });
    expect(explainPolicy(odd)).not.toContain('\u001b');
  });
});
