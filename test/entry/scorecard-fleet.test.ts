import { afterEach, beforeEach, expect, it } from 'vitest';
import { todayAt } from '../../src/entry/clock.js';
import { EVERY_DAY, fleetScorecardsOn } from '../../src/entry/jobs/scorecard-world.js';
import { tokenClient } from '../../src/entry/token-client.js';
import { createReadCache } from '../../src/read/cache.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, pilot } from '../read/month/world.js';

let gh: GitHub;
beforeEach(async () => {
  gh = await startGitHub();
});
afterEach(() => gh.close());

async function grown(name: string): Promise<Repo> {
  const repo = await gh.repo(`acme/${name}`, { files: {} });
  gh.clock.set(LONG_AGO);
  await repo.commit({ files: { ...BEGINNING, [ENTRY_FILE]: pilot() }, event: false });
  return repo;
}

function run(today: string, repos: readonly Repo[]) {
  gh.clock.set(`${today}T08:00:00Z`);
  gh.forget();
  return fleetScorecardsOn('acme', repos, {
    ...{ client: tokenClient(gh.installationToken('acme'), gh.url), issuer: 'belay[bot]' },
    ...{ cache: createReadCache(), today: todayAt(today), docs: null, writes: 'github' },
    ...{ appId: gh.appId, ...EVERY_DAY },
  });
}

it('repositories without their scorecard come first, and are told in the order they were given', async () => {
  const filed = [await grown('apples'), await grown('books')];
  await run('2026-11-02', filed);
  const fresh = await grown('shop');
  const all = [...filed, fresh];
  const limit = { status: 403, headers: { 'retry-after': '60' }, body: { message: 'no' } };
  const isLate = ({ operation, body }: { operation: string | null; body: string }) =>
    operation === 'BelayScorecards' && !body.includes('shop');
  gh.faults.add(isLate, limit);
  const { repositories } = await run('2026-11-03', all);
  expect(repositories.map(({ repository: { name } }) => name)).toContain('shop');
  expect(fresh.issues()).toMatchObject([{ title: 'Scorecard 2026-10' }]);
  const { repositories: whole } = await run('2026-11-04', all);
  expect(whole.map(({ repository: { name } }) => name)).toEqual(['apples', 'books', 'shop']);
});
