import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { createReadCache } from '../../../src/read/cache.js';
import { cloneMonths } from '../../../src/read/month/clone.js';
import { openMonths } from '../../../src/read/month/months.js';
import { shellIn } from '../stage.js';
import { cloneStage, type Files, openOn, readMonthOn } from './stage.js';
import { BEGINNING, LONG_AGO, POLICY, POLICY_FILE, QUOTE } from './world.js';

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
    expect(changes).toMatchObject([{ verdict: null, decisions: null }]);
    expect(unmeasured).toEqual([
      { what: 'verdicts', why: 'local', missing: 1, of: 1 },
      { what: 'links', why: 'local', missing: 1, of: 1 },
      { what: 'earlier', why: 'local', missing: null, of: null },
      { what: 'undecided', why: 'local', missing: null, of: null },
      { what: 'exceptions', why: 'not-yet', missing: null, of: null },
    ]);
    expect([earlier, exceptions]).toEqual([[], []]);
    const opened = await openOn(stage, '2026-11-03');
    expect(opened).toMatchObject({
      months: { known: [], repository: { owner: 'acme', name: 'shop', visibility: 'private' } },
    });
  });

  it('takes what names a pull request for one, and merges made by hand', async () => {
    await stage.commit('2026-10-05T09:00:00Z', { [QUOTE]: '2\n' });
    await stage.commit('2026-10-06T09:00:00Z', { [QUOTE]: '3\n' }, 'Quote faster (#12)');
    const at = '2026-10-07T09:00:00Z';
    const byHand = { files: { [QUOTE]: '4\n' }, written: at, merged: at };
    await stage.merge({ ...byHand, message: "Merge branch 'faster'" });
    await stage.merge({ ...byHand, message: "Merge branch 'main' of github.com:acme/shop" });
    await stage.merge({ ...byHand, message: "Merge tag 'v1.2' into develop" });
    const { changes, unmeasured } = await october();
    expect(unmeasured).toContainEqual({ what: 'changes', why: 'unnamed', missing: 1, of: 5 });
    expect(changes).toMatchObject([
      { number: 12, title: 'Quote faster', url: 'https://github.com/acme/shop/pull/12' },
      { number: null, title: "Merge branch 'faster'" },
    ]);
    expect(changes[1]?.url).toMatch(/^https:\/\/github\.com\/acme\/shop\/commit\/[0-9a-f]{40}$/);
  });

  it('counts several commits of one pull request once', async () => {
    await stage.commit('2026-10-05T09:00:00Z', { [QUOTE]: '2\n' }, 'Quote (#12)');
    await stage.commit('2026-10-06T09:00:00Z', { [QUOTE]: '3\n' }, 'Other (#13)');
    await stage.commit('2026-10-07T09:00:00Z', { [QUOTE]: '4\n' }, 'Quote, once more (#12)');
    const { changes } = await october();
    expect(changes).toMatchObject([
      { number: 13, mergedOn: '2026-10-06' },
      { number: 12, mergedOn: '2026-10-07' },
    ]);
  });

  it('has none where the default branch is not gated', async () => {
    await stage.commit(LONG_AGO, { [POLICY_FILE]: `${POLICY}branches: ["release/**"]\n` });
    await stage.commit('2026-10-06T09:00:00Z', { [QUOTE]: '3\n' }, 'Quote faster (#12)');
    expect((await october()).changes).toEqual([]);
  });

  it('scores `master` or what is checked out where there is no `main`', async () => {
    const git = shellIn(stage.folder);
    git(['branch', '-m', 'main', 'master']);
    expect((await october()).repository.defaultBranch).toBe('master');
    git(['branch', '-m', 'master', 'trunk']);
    git(['symbolic-ref', 'HEAD', 'refs/heads/trunk']);
    expect((await october()).repository.defaultBranch).toBe('trunk');
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

  describe('that is shallow', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'belay-test-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    /** A clone of so many commits, of which the newest three are of October. */
    async function cloned(depth: number, september: Files) {
      await stage.commit('2026-09-20T09:00:00Z', september);
      for (const day of ['05', '12', '19'])
        await stage.commit(`2026-10-${day}T09:00:00Z`, { [QUOTE]: `${day}\n` }, `Quote (#${day})`);
      const from = `file://${stage.folder}`;
      shellIn(folder)([
        'clone',
        '--quiet',
        '--branch',
        'main',
        '--depth',
        String(depth),
        from,
        '.',
      ]);
      return { place: () => cloneMonths({ folder }) };
    }

    it('does not take what came before its boundary for what came in the month', async () => {
      const shallow = await cloned(3, { [QUOTE]: '0\n' });
      expect(await readMonthOn(shallow, '2026-11-03', '2026-10')).toMatchObject({
        kind: 'trouble',
        trouble: {
          kind: 'git',
          detail: expect.stringMatching(/2026-09-30.*git fetch --unshallow/),
        },
      });
    });

    it('does not take a policy for broken whose good versions lie beyond it', async () => {
      const shallow = await cloned(4, { [POLICY_FILE]: 'version: [\n' });
      expect(await openOn(shallow, '2026-11-03')).toMatchObject({
        kind: 'trouble',
        trouble: { kind: 'git', detail: expect.stringContaining('git fetch --unshallow') },
      });
    });

    it('is scored where it reaches back far enough', async () => {
      const shallow = await cloned(4, { [QUOTE]: '0\n' });
      const reading = await readMonthOn(shallow, '2026-11-03', '2026-10');
      expect(reading).toMatchObject({ kind: 'month', month: { policyDays: 31 } });
      const changes = reading.kind === 'month' ? reading.month.changes : [];
      expect(changes.map(({ number }) => number)).toEqual([5, 12, 19]);
    });
  });
});
