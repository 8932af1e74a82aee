import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { monthOf } from '../../src/core/scorecard/month/year-month.js';
import { createReadCache } from '../../src/read/cache.js';
import { gitHubMonths } from '../../src/read/month/github.js';
import { openMonths } from '../../src/read/month/months.js';
import { LABELLED } from '../../src/render/labelled.js';
import type { Pull } from '../github/pull.js';
import { ENTRY_FILE, entry, openStage, POLICY, SHOP_FILES, type Stage, TODAY } from './shop.js';

const FILES = {
  ...SHOP_FILES,
  '.github/belay.yml': `${POLICY}branches: [main]\n`,
  [ENTRY_FILE]: entry(),
};

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ files: FILES });
  stage.shop.branch('scratch');
});
afterEach(() => stage.end());

const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What the month says of the changes that were merged. */
async function merged() {
  const { gh } = stage;
  const client = new Octokit({ baseUrl: gh.url, auth: gh.installationToken('acme'), log: SILENT });
  const check = { name: 'Belay', appId: gh.appId };
  const shop = { owner: 'acme', name: 'shop' };
  const place = gitHubMonths({
    client,
    ...shop,
    issuer: 'belay[bot]',
    labelled: LABELLED.scorecard,
    check,
  });
  const options = { today: () => TODAY, cache: createReadCache() };
  const opened = await openMonths(place, shop, options);
  if (opened.kind !== 'months') throw new Error(JSON.stringify(opened));
  const reading = await opened.months.read(monthOf(TODAY));
  if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
  return reading.month.changes;
}

async function heldAndMerged(): Promise<Pull> {
  const files = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };
  const pull = await stage.shop.openPull({ by: 'alice', files });
  await stage.settled();
  await pull.merge({ by: 'root' });
  await stage.settled();
  return pull;
}

describe('a change that was merged although it was held', () => {
  it.each([
    ['that is not gated', ''],
    ['that links a decision', 'Decision: DL-0042'],
  ])('stays so whatever another pull request of its head is: one %s', async (_, body) => {
    const pull = await heldAndMerged();
    const options = { by: 'alice', base: 'scratch', head: pull.headRef, body };
    const other = await stage.shop.openPull(options);
    await stage.settled();
    expect(other.head).toBe(pull.head);
    expect(pull.check('Belay')?.output.title).toMatch(/^Not gated/);
    expect(await merged()).toMatchObject([{ number: 1, verdict: 'held' }]);
  });

  it('stays so when another one of its head is clear on a gated branch', async () => {
    stage.shop.branch('next');
    const both = FILES['.github/belay.yml'].replace('[main]', '[main, next]');
    await stage.shop.commit({ files: { '.github/belay.yml': both } });
    await stage.settled();
    const pull = await heldAndMerged();
    const body = 'Decision: DL-0042';
    await stage.shop.openPull({ by: 'alice', base: 'next', head: pull.headRef, body });
    await stage.settled();
    expect(pull.check('Belay')?.conclusion).toBe('success');
    expect(await merged()).toMatchObject([{ number: 1, verdict: 'held', decisions: [] }]);
  });

  it('stays so when its description is edited and Belay is asked again', async () => {
    const pull = await heldAndMerged();
    await pull.edit({ body: 'Decision: DL-0042', by: 'alice' });
    await pull.comment('/belay recheck', { by: 'alice' });
    await pull.rerequest('Belay', 'alice');
    await stage.settled();
    expect(await merged()).toMatchObject([{ number: 1, verdict: 'held', decisions: [] }]);
  });
});
