import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { todayAt } from '../../src/entry/clock.js';
import { fleetScorecardsOn } from '../../src/entry/jobs/scorecard-world.js';
import { tokenClient } from '../../src/entry/token-client.js';
import { createReadCache } from '../../src/read/cache.js';
import { runForTerminal } from '../../src/render/scorecard/run.js';
import type { Repo } from '../github/world.js';
import {
  BEGINNING,
  ENTRY_FILE,
  LONG_AGO,
  POLICY,
  POLICY_FILE,
  pilot,
} from '../read/month/world.js';
import { type Office, openOffice } from './months.js';

let office: Office;
let home: Repo;
let shop: Repo;
beforeEach(async () => {
  office = await openOffice();
  home = await office.repo('.github');
  shop = await office.repo('shop');
  await office.commit(shop, LONG_AGO, { ...BEGINNING, [ENTRY_FILE]: pilot() });
});
afterEach(() => office.close());

function fileAll(names: readonly string[]) {
  const { gh } = office;
  const client = tokenClient(gh.installationToken('acme'), gh.url);
  return fleetScorecardsOn(
    'acme',
    names.map((name) => ({ owner: 'acme', name })),
    {
      ...{ client, issuer: 'belay[bot]', appId: gh.appId, cache: createReadCache() },
      ...{ today: todayAt('2026-11-03'), docs: null, writes: 'github' },
      ...{ month: null, settled: 'read' },
    },
  );
}

describe('an organisation whose policy no one can read', () => {
  it.each([
    ['among the repositories', ['.github', 'shop']],
    ['not among them', ['shop']],
  ])(
    'gets no issue by rules that nobody wrote, and is told: its repository %s',
    async (_, names) => {
      await office.commit(home, LONG_AGO, { [POLICY_FILE]: 'version: [\n' });
      const { repositories, rollUp, trouble } = await fileAll(names);
      expect([rollUp, trouble]).toEqual([null, null]);
      expect(home.issues()).toEqual([]);
      const told = repositories.filter(({ kind }) => kind === 'broken-policy');
      expect(told).toMatchObject([{ repository: { name: '.github' }, file: POLICY_FILE }]);
      expect(shop.issues()).toHaveLength(1);
    },
  );
});

describe('an organisation whose policy names a place that is not its own', () => {
  it('gets no issue, is told why, and nothing of it is told there', async () => {
    const dump = await office.gh.repo('rival/dump', { files: { 'README.md': '# Dump\n' } });
    const rules = `${POLICY}scorecard: { roll-up: rival/dump }\n`;
    await office.commit(home, LONG_AGO, { [POLICY_FILE]: rules });
    const run = await fileAll(['shop']);
    expect(run).toMatchObject({
      rollUp: null,
      homeless: { owner: 'acme', foreign: { owner: 'rival', name: 'dump' } },
      trouble: null,
    });
    expect([dump.issues(), home.issues(), shop.issues()].map(({ length }) => length)).toEqual([
      0, 0, 1,
    ]);
    expect(runForTerminal(run, 'done', { colour: 'off', width: 100 })).toContain(
      '`scorecard.roll-up` names `rival/dump`, which belongs to another owner',
    );
  });
});
