import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month.js';
import { createReadCache } from '../../../src/read/cache.js';
import { cloneMonths } from '../../../src/read/month/clone.js';
import { openMonths } from '../../../src/read/month/months.js';
import { cloneStage, openOn, readMonthOn } from './stage.js';
import { BEGINNING, LONG_AGO, QUOTE } from './world.js';

describe('a month of a clone', () => {
  let stage: Awaited<ReturnType<typeof cloneStage>>;
  beforeEach(async () => {
    stage = await cloneStage();
    await stage.commit(LONG_AGO, BEGINNING);
  });
  afterEach(() => stage.close());

  async function october(): Promise<Month> {
    const reading = await readMonthOn(stage, '2026-11-03', '2026-10');
    if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
    return reading.month;
  }

  it('says what a clone cannot know', async () => {
    const at = '2026-10-14T09:00:00Z';
    await stage.merge({ files: { [QUOTE]: '2\n' }, written: at, merged: at });
    const { changes, unmeasured, earlier, exceptions } = await october();
    expect(changes).toMatchObject([{ verdict: null, decisions: null, author: null }]);
    expect(unmeasured).toEqual([
      { what: 'verdicts', why: 'local', missing: 1, of: 1 },
      { what: 'earlier', why: 'local', missing: null, of: null },
      { what: 'undecided', why: 'local', missing: null, of: null },
      { what: 'exceptions', why: 'local', missing: null, of: null },
    ]);
    expect([earlier, exceptions]).toEqual([[], []]);
    const opened = await openOn(stage, '2026-11-03');
    expect(opened).toMatchObject({
      months: { known: [], repository: { owner: 'acme', name: 'shop', visibility: 'private' } },
    });
  });

  it('takes each commit of the branch itself for a change, named as GitHub names them', async () => {
    await stage.commit('2026-10-05T09:00:00Z', { [QUOTE]: '2\n' });
    await stage.commit('2026-10-06T09:00:00Z', { [QUOTE]: '3\n' }, 'Quote faster (#12)');
    const { changes } = await october();
    expect(changes).toMatchObject([
      { number: null, title: 'Work', mergedOn: '2026-10-05' },
      { number: 12, title: 'Quote faster', url: 'https://github.com/acme/shop/pull/12' },
    ]);
    expect(changes[0]?.url).toMatch(/^https:\/\/github\.com\/acme\/shop\/commit\/[0-9a-f]{40}$/);
  });

  it('says which branch it looked for in vain', async () => {
    const { folder } = stage;
    const options = { today: () => '2026-11-03', cache: createReadCache() };
    const place = cloneMonths({ folder, base: 'trunk' });
    expect(await openMonths(place, { owner: '', name: 'shop' }, options)).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'git', detail: expect.stringContaining('trunk') },
    });
  });
});
