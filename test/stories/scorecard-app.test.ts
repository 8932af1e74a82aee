import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/core/day.js';
import { addMonths, firstDayOf, monthOf } from '../../src/core/scorecard/month/year-month.js';
import { entryText } from '../builders/entry-text.js';
import type { Repo } from '../github/world.js';
import { BEGINNING, ENTRY_FILE, POLICY, POLICY_FILE } from '../read/month/world.js';
import { openTriage, sweepAll } from './pilot-shop.js';
import { type Stage, TODAY } from './shop.js';

const LAST = addMonths(monthOf(TODAY), -1);
const BEGUN = firstDayOf(LAST);
const FILES = { ...BEGINNING, [POLICY_FILE]: `${POLICY}pilots: { quiet-days: [] }\n` };
const PILOT = entryText({
  date: BEGUN,
  checkpoint: { date: addDays(BEGUN, 14), 'continue-if': 'p95 -25 %' },
});

let stage: Stage;
beforeEach(async () => {
  stage = await openTriage({ files: {} });
});
afterEach(() => stage.end());

/** A repository that had its policy and a pilot long enough for a scorecard of last month. */
async function grown(repo: Repo): Promise<Repo> {
  const { clock } = stage.gh;
  clock.set(`${addDays(BEGUN, -20)}T09:00:00Z`);
  await repo.commit({ files: FILES, event: false });
  clock.set(`${BEGUN}T09:00:00Z`);
  await repo.commit({ files: { [ENTRY_FILE]: PILOT }, event: false });
  clock.set(new Date().toISOString());
  return repo;
}

function scorecardsOf(repo: Repo) {
  return repo.issues().filter(({ title }) => /scorecard/i.test(title));
}

function written(): readonly string[] {
  return stage.gh.requests
    .filter(({ method, graphql, path }) => method !== 'GET' && !graphql && path.includes('/issues'))
    .map(({ method, path }) => `${method} ${path}`);
}

describe('after the daily sweep', () => {
  it('the scorecard of last month is filed, once', async () => {
    const shop = await grown(stage.shop);
    await sweepAll(stage);
    expect(scorecardsOf(shop)).toMatchObject([
      { title: `Scorecard ${LAST}`, author: 'belay[bot]', state: 'open' },
    ]);
    stage.gh.forget();
    await sweepAll(stage);
    expect(written()).toEqual([]);
  });

  it('a score by comment is shown at once', async () => {
    const shop = await grown(stage.shop);
    await shop.collaborator('octocat', 'push');
    await sweepAll(stage);
    const [issue] = scorecardsOf(shop);
    const score = '/belay score problem-framing 1 because the aims were copied';
    await issue?.comment(score, { by: 'octocat' });
    await stage.settled();
    expect(scorecardsOf(shop)[0]?.body).toContain('| Problem framing | 1 (by hand) |');
  });

  it('the organisation gets its issue over all of them', async () => {
    await grown(stage.shop);
    const home = await stage.gh.repo('acme/.github', { files: { 'README.md': '# acme\n' } });
    await sweepAll(stage);
    expect(scorecardsOf(home)).toMatchObject([{ title: `Organisation scorecard ${LAST}` }]);
    expect(scorecardsOf(home)[0]?.body).toContain('acme/shop');
  });

  it('one repository in trouble stops no other, and comes when that has passed', async () => {
    const shop = await grown(stage.shop);
    const books = await grown(await stage.gh.repo('acme/books', { files: {} }));
    const title = `Scorecard ${LAST}`;
    const isFiled = (repo: Repo) => scorecardsOf(repo).some((issue) => issue.title === title);
    stage.gh.faults.add({ operation: 'BelayMergedPulls' }, { status: 500 });
    await sweepAll(stage);
    expect([shop, books].map(isFiled)).toEqual([true, true]);
    expect(stage.gh.count({ operation: 'BelayMergedPulls' })).toBe(3);
  });
});
