import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { type MonthStage, openOn, readMonthOn } from './stage.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, POLICY, POLICY_FILE, pilot, QUOTE } from './world.js';

/** What every place that months are read from holds to. */
export function placeContract(name: string, openStage: () => Promise<MonthStage>): void {
  describe(`months of ${name}`, () => {
    let stage: MonthStage;
    beforeEach(async () => {
      stage = await openStage();
    });
    afterEach(() => stage.close());

    async function october(): Promise<Month> {
      const reading = await readMonthOn(stage, '2026-11-03', '2026-10');
      if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
      return reading.month;
    }

    it('have the log as it was at both ends', async () => {
      await stage.commit(LONG_AGO, BEGINNING);
      await stage.merge({
        files: { [ENTRY_FILE]: pilot() },
        written: '2026-09-29T09:00:00Z',
        merged: '2026-10-06T09:00:00Z',
      });
      await stage.merge({
        files: { [ENTRY_FILE]: pilot({ status: 'killed' }) },
        written: '2026-10-28T09:00:00Z',
        merged: '2026-11-02T09:00:00Z',
      });
      const month = await october();
      expect(month.before).toEqual([]);
      expect(month.entries.map(({ id, decision }) => [id, decision?.status])).toEqual([
        ['DL-0042', 'pilot'],
      ]);
      expect(month).toMatchObject({ month: '2026-10', asOf: '2026-10-31', policyDays: 31 });
      expect(month.targets.get('docs/runbooks/pricing.md')?.kind).toBe('runbook');
      expect(month.slis.map(({ name: sli }) => sli)).toEqual(['quote-errors']);
    });

    it('have what was merged and flagged, oldest first, by the zone of the policy', async () => {
      await stage.commit(LONG_AGO, BEGINNING);
      const changes = [
        ['before', QUOTE, '2026-09-30T21:59:00Z'],
        ['first', QUOTE, '2026-09-30T22:01:00Z'],
        ['elsewhere', 'README.md', '2026-10-05T09:00:00Z'],
        ['second', 'services/pricing/new.ts', '2026-10-20T09:00:00Z'],
        ['after', QUOTE, '2026-10-31T23:01:00Z'],
      ] as const;
      for (const [title, path, merged] of changes)
        await stage.merge({ title, files: { [path]: `${title}\n` }, written: merged, merged });
      const { changes: found } = await october();
      expect(found).toMatchObject([
        { number: 2, title: 'first', mergedOn: '2026-10-01', reach: 'whole' },
        { number: 4, title: 'second', mergedOn: '2026-10-20', workflows: ['checkout-pricing'] },
      ]);
      expect(found[0]?.url).toMatch(/\/acme\/shop\/pull\/2$/);
    });

    it('count the days on which there was a policy, and ask nothing of changes before it', async () => {
      const { [POLICY_FILE]: policy, ...rest } = BEGINNING;
      await stage.commit(LONG_AGO, rest);
      const files = (text: string) => ({ [QUOTE]: text });
      const early = '2026-10-05T09:00:00Z';
      await stage.merge({ title: 'early', files: files('1\n'), written: early, merged: early });
      await stage.merge({
        title: 'policy',
        files: { [POLICY_FILE]: policy },
        written: '2026-10-02T09:00:00Z',
        merged: '2026-10-20T09:00:00Z',
      });
      const late = '2026-10-25T09:00:00Z';
      await stage.merge({ title: 'late', files: files('2\n'), written: late, merged: late });
      const month = await october();
      expect(month).toMatchObject({ policyDays: 12, policySince: '2026-10-20' });
      expect(month.changes.map(({ title }) => title)).toEqual(['late']);
    });

    it('count from the day a policy came in by, however long ago it was written', async () => {
      const { [POLICY_FILE]: policy, ...rest } = BEGINNING;
      await stage.commit(LONG_AGO, rest);
      await stage.merge({
        files: { [POLICY_FILE]: policy },
        written: '2026-09-02T09:00:00Z',
        merged: '2026-10-11T09:00:00Z',
      });
      expect(await october()).toMatchObject({ policyDays: 21, policySince: '2026-10-11' });
    });

    it('go by what a pull request made of the policy in the end', async () => {
      await stage.commit(LONG_AGO, BEGINNING);
      await stage.merge({
        files: { [POLICY_FILE]: null },
        later: [{ [POLICY_FILE]: `${POLICY}# Moved\n` }],
        written: '2026-10-04T08:00:00Z',
        merged: '2026-10-05T09:00:00Z',
      });
      expect(await october()).toMatchObject({ policyDays: 31, policySince: null });
    });

    it('have no change that was pushed right to the branch', async () => {
      await stage.commit(LONG_AGO, BEGINNING);
      await stage.commit('2026-10-05T09:00:00Z', { [QUOTE]: '2\n' });
      expect((await october()).changes).toEqual([]);
    });

    it('take no overrides yet, so that none on record tells nothing', async () => {
      await stage.commit(LONG_AGO, BEGINNING);
      const { exceptions, unmeasured } = await october();
      expect(exceptions).toEqual([]);
      expect(unmeasured).toContainEqual({
        what: 'exceptions',
        why: 'not-yet',
        missing: null,
        of: null,
      });
    });

    it('were without a policy until one came', async () => {
      await stage.commit(LONG_AGO, { 'README.md': '# Shop\n' });
      expect((await openOn(stage, '2026-11-03')).kind).toBe('without-policy');
      await stage.commit('2026-11-01T09:00:00Z', { [POLICY_FILE]: POLICY });
      expect(await readMonthOn(stage, '2026-11-03', '2026-10')).toEqual({ kind: 'without-policy' });
    });

    it('are nothing before the repository was', async () => {
      await stage.commit('2026-11-01T09:00:00Z', BEGINNING);
      expect(await readMonthOn(stage, '2026-11-03', '2026-10')).toEqual({ kind: 'without-policy' });
    });

    it('are judged as of today while they run', async () => {
      await stage.commit(LONG_AGO, BEGINNING);
      const reading = await readMonthOn(stage, '2026-10-12', '2026-10');
      expect(reading).toMatchObject({
        kind: 'month',
        month: { asOf: '2026-10-12', policyDays: 12 },
      });
    });

    it('say whose policy cannot be read, and go by the last good one of a month', async () => {
      await stage.commit(LONG_AGO, BEGINNING);
      await stage.commit('2026-10-25T09:00:00Z', { [POLICY_FILE]: 'version: [\n' });
      const reading = await readMonthOn(stage, '2026-11-03', '2026-10');
      expect(reading).toMatchObject({
        kind: 'month',
        month: { policyDays: 31, ancestor: { file: POLICY_FILE, problems: [{ level: 'error' }] } },
      });
    });

    it('have no policy but their own where it can be read', async () => {
      await stage.commit(LONG_AGO, BEGINNING);
      expect(await october()).toMatchObject({ ancestor: null, policySince: null });
    });
  });
}
