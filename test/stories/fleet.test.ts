import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasRedis, type RedisServer, startRedis } from '../entry/redis-server.js';
import { firstInRound, pilotEntry, TRIAGE_POLICY, theIssue } from './pilot-shop.js';
import { ENTRY_FILE, entry, openStage, SHOP_FILES, type Stage } from './shop.js';

const FLAGGED = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };

describe.skipIf(!hasRedis())('several processes on one Redis', () => {
  let redis: RedisServer;
  let stage: Stage;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    await stage.end();
  });
  afterAll(async () => {
    await redis.stop();
  });

  it('judge in one what another took in, and try again what GitHub refused', async () => {
    stage = await openStage({ redisUrl: redis.url, roles: ['web', 'worker', 'worker'] });
    const { gh, shop, settled } = stage;
    gh.faults.add({ operation: 'BelayLook' }, { status: 502 });
    const pull = await shop.openPull({ files: FLAGGED });
    await settled();
    expect(pull.check('Belay')).toMatchObject({ conclusion: 'failure' });
    await pull.push({ [ENTRY_FILE]: entry() });
    await settled();
    expect(pull.check('Belay')).toMatchObject({ conclusion: 'success' });
    await pull.rerequest('Belay');
    await settled();
    expect(pull.check('Belay')).toMatchObject({ status: 'completed', conclusion: 'success' });
  });

  it('sweep once, whichever of them begins', async () => {
    const files = { ...SHOP_FILES, '.github/belay.yml': TRIAGE_POLICY };
    stage = await openStage({
      redisUrl: redis.url,
      roles: ['web', 'worker', 'worker'],
      files: { ...files, [ENTRY_FILE]: pilotEntry(-2) },
      github: { ...firstInRound(), app: { id: 54_321 } },
      sweepAt: { hour: 5, minute: 0 },
    });
    const { gh, shop } = stage;
    await gh.until(() => shop.issues().length > 0);
    await gh.quiet(200);
    expect(theIssue(shop).title).toMatch(/^Pilot past/);
    await shop.commit({ files: { [ENTRY_FILE]: null } });
    await gh.until(() => theIssue(shop).state === 'closed');
  });

  it('answer 503 while Redis is away, and take webhooks again when it is back', async () => {
    const own = await startRedis();
    stage = await openStage({ redisUrl: own.url, roles: ['web'] });
    const { gh, shop, app } = stage;
    await own.stop();
    const pull = await shop.openPull({ files: FLAGGED });
    await gh.delivered();
    const lost = gh.deliveries.find(({ action }) => action === 'opened');
    expect(lost?.status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${app.port}/readyz`)).status).toBe(503);
    const again = await startRedis(Number(new URL(own.url).port));
    await gh.until(async () => (await gh.redeliver(lost?.guid ?? '')).status === 202);
    expect(pull.check('Belay')).toBeNull();
    await again.stop();
  });
});

it.runIf(!hasRedis())('did not test several processes: no redis-server on this machine', () => {
  expect(process.env.BELAY_TEST_NOTHING_SKIPPED).toBeUndefined();
});
