import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { type GitHubMonthStage, gitHubStage, readMonthOn } from './stage.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, pilot } from './world.js';

let stage: GitHubMonthStage;
beforeEach(async () => {
  stage = await gitHubStage();
  await stage.commit(LONG_AGO, BEGINNING);
});
afterEach(() => stage.close());

async function october(): Promise<Month> {
  const reading = await readMonthOn(stage, '2026-11-03', '2026-10');
  if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
  return reading.month;
}

describe('the default branch at the month’s end', () => {
  const at = (time: string) => stage.gh.clock.set(time);

  /** So many commits on a branch, one every hour from the second day of October on. */
  async function work(branch: string, count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      at(new Date(Date.parse('2026-10-02T09:00:00Z') + turn * 3_600_000).toISOString());
      const files = { [`notes/${branch}.md`]: `${turn}\n` };
      await stage.shop.commit({ files, branch, event: false });
    }
  }

  it('has nothing of a pull request that was merged into another one’s branch only', async () => {
    at('2026-10-10T09:00:00Z');
    const below = await stage.shop.openPull({ files: { [ENTRY_FILE]: pilot() } });
    const other = 'docs/decisions/0043-other.md';
    const above = await stage.shop.openPull({
      base: below.headRef,
      files: { [other]: pilot({ id: 'DL-0043' }) },
    });
    at('2026-10-30T09:00:00Z');
    await above.merge();
    at('2026-11-02T09:00:00Z');
    await below.merge();
    expect((await october()).entries).toEqual([]);
  });

  it('is found behind many commits that came later', async () => {
    at('2026-10-10T09:00:00Z');
    const pull = await stage.shop.openPull({ files: { [ENTRY_FILE]: pilot() } });
    for (let turn = 0; turn < 40; turn++) await pull.push({ 'notes.md': `${turn}\n` });
    at('2026-11-02T09:00:00Z');
    await pull.merge();
    expect((await october()).entries).toEqual([]);
  });

  it('is found in one step behind a release that came later, however much it brought', async () => {
    stage.shop.branch('develop');
    await work('develop', 200);
    at('2026-11-01T09:00:00Z');
    const release = await stage.shop.openPull({ head: 'develop', title: 'Release' });
    await release.merge();
    stage.gh.forget();
    expect((await october()).entries).toEqual([]);
    const steps = stage.gh.requests.filter(({ operation }) => operation === 'BelayBranchState');
    expect(steps).toHaveLength(1);
  });

  it('is found behind many later merges', async () => {
    for (let turn = 0; turn < 6; turn++) {
      stage.shop.branch(`feature-${turn}`);
      await work(`feature-${turn}`, 12);
      await stage.shop.commit({
        files: { [`docs/decisions/000${turn}.md`]: pilot({ id: `DL-${turn}` }) },
        branch: `feature-${turn}`,
        event: false,
      });
    }
    for (let turn = 0; turn < 6; turn++) {
      at(`2026-${turn === 0 ? '10-30' : `11-0${turn}`}T09:00:00Z`);
      const pull = await stage.shop.openPull({ head: `feature-${turn}` });
      await pull.merge();
    }
    const reading = await readMonthOn(stage, '2026-11-07', '2026-10');
    if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
    expect(reading.month.entries.map(({ id }) => id)).toEqual(['DL-0']);
  });

  it('is the same after the branch was renamed: its pull requests keep the old name', async () => {
    await stage.shop.branch('master');
    stage.shop.change({ default_branch: 'master' });
    at('2026-09-20T09:00:00Z');
    const files = { [ENTRY_FILE]: pilot({ date: '2026-09-20' }) };
    await (await stage.shop.openPull({ files, base: 'master' })).merge();
    at('2026-10-12T09:00:00Z');
    await stage.shop.branch('trunk', 'master');
    stage.shop.change({ default_branch: 'trunk' });
    const month = await october();
    expect([month.before.length, month.entries.length]).toEqual([1, 1]);
    expect(month.policyDays).toBe(31);
  });
});
