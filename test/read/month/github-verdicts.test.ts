import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month.js';
import { CLEAR, fileScorecards, judgeAll, manyMerged, merged } from './merged.js';
import { type GitHubMonthStage, gitHubStage, readMonthOn } from './stage.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, POLICY, POLICY_FILE, pilot, QUOTE } from './world.js';

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

const FLAGGED = { [QUOTE]: 'export const quote = 2;\n' };

describe('the verdict on a merged pull request', () => {
  it('is what Belay’s newest check at its head says', async () => {
    const pull = await merged(stage, { files: FLAGGED });
    await judgeAll(stage, [pull]);
    await judgeAll(stage, [pull], {
      conclusion: 'failure',
      title: 'Held: checkout-pricing needs a rollback path',
      summary: '### To pass\n\nNo way back.\\\n→ Add one. `rollback-missing`',
    });
    const { changes, unmeasured } = await october();
    expect(changes).toMatchObject([
      { verdict: { kind: 'held', errors: { decision: 0, guardrail: 0, rollback: 1 } } },
    ]);
    expect(unmeasured).toEqual([]);
  });

  it('comes with the entries that the check links', async () => {
    await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
    await judgeAll(stage, [await merged(stage, { files: FLAGGED })]);
    const { changes } = await october();
    expect(changes).toMatchObject([
      { verdict: { kind: 'clear' }, decisions: ['DL-0042'], author: 'alice' },
    ]);
  });

  for (const method of ['merge', 'squash', 'rebase'] as const)
    it(`is judged again where no check tells it: ${method}`, async () => {
      await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
      await merged(stage, { files: FLAGGED, body: 'Decision: DL-0042', method });
      await merged(stage, { files: { [QUOTE]: '3\n' }, at: '2026-10-21T09:00:00Z', method });
      const { changes, unmeasured } = await october();
      expect(changes).toMatchObject([
        { verdict: { kind: 'clear' }, decisions: ['DL-0042'] },
        { verdict: { kind: 'held', errors: { decision: 1 } }, decisions: [] },
      ]);
      expect(unmeasured).toEqual([]);
    });

  it('is judged again by the log and the day of the merge', async () => {
    await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
    const body = 'Decision: DL-0042';
    await merged(stage, { files: FLAGGED, body, at: '2026-10-19T09:00:00Z' });
    await merged(stage, { files: { [QUOTE]: '3\n' }, body, at: '2026-10-20T09:00:00Z' });
    const killed = { status: 'killed', reviews: [{ date: '2026-10-21', verdict: 'kill' }] };
    await stage.commit('2026-10-21T09:00:00Z', { [ENTRY_FILE]: pilot(killed) });
    expect((await october()).changes.map(({ verdict }) => verdict?.kind)).toEqual([
      'clear',
      'held',
    ]);
  });

  it('is no check of another app or name', async () => {
    const pull = await merged(stage, { files: FLAGGED });
    await judgeAll(stage, [pull], { ...CLEAR, name: 'Belay too' });
    expect((await october()).changes).toMatchObject([{ verdict: { kind: 'held' } }]);
  });

  it('is asked for of a file that a rename took out of the flagged paths', async () => {
    const pull = await merged(stage, { files: {}, renames: { [QUOTE]: 'lib/quote.ts' } });
    const other = await merged(stage, { files: {}, renames: { 'README.md': 'docs/README.md' } });
    await judgeAll(stage, [pull], CLEAR);
    const title = 'No flagged workflow touched';
    await judgeAll(stage, [other], { conclusion: 'success', title, summary: '' });
    expect((await october()).changes).toMatchObject([
      { number: pull.number, workflows: ['checkout-pricing'] },
    ]);
  });

  it('is asked for only where the base branch is gated', async () => {
    await stage.commit(LONG_AGO, { [POLICY_FILE]: `${POLICY}branches: ["release/**"]\n` });
    await merged(stage, { files: FLAGGED });
    expect((await october()).changes).toEqual([]);
  });
});

describe('the default branch at the month’s end', () => {
  const at = (time: string) => stage.gh.clock.set(time);

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
});

describe('what is too much for one run', () => {
  it('is said: of those without a check only so many are judged again, the newest', async () => {
    for (const day of ['07', '14', '21'])
      await merged(stage, { files: { [QUOTE]: `${day}\n` }, at: `2026-10-${day}T09:00:00Z` });
    const place = () => stage.place({ mostJudged: 2 });
    const reading = await readMonthOn({ place }, '2026-11-03', '2026-10');
    if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
    const { changes, unmeasured } = reading.month;
    expect(changes.map(({ verdict }) => verdict?.kind ?? null)).toEqual([null, 'held', 'held']);
    expect(unmeasured).toEqual([{ what: 'verdicts', why: 'limit', missing: 1, of: 3 }]);
  });

  it('is not a month with 500 entries and 1,000 merged pull requests: 30 requests at most', async () => {
    const entries = Array.from({ length: 500 }, (_, at) => [
      `docs/decisions/${String(at + 1).padStart(4, '0')}-pilot.md`,
      pilot({ id: `DL-${at + 1}` }),
    ]);
    await stage.commit(LONG_AGO, Object.fromEntries(entries.slice(0, 400)));
    await stage.commit('2026-10-05T09:00:00Z', Object.fromEntries(entries.slice(400)));
    await manyMerged(stage, 1_000);
    await fileScorecards(stage, ['2026-07', '2026-08', '2026-09']);
    stage.gh.forget();
    const { changes, before, entries: found, earlier, unmeasured } = await october();
    expect(changes).toHaveLength(1_000);
    expect(changes.every(({ verdict }) => verdict?.kind === 'clear')).toBe(true);
    expect(earlier).toHaveLength(3);
    expect([before.length, found.length]).toEqual([400, 500]);
    expect(unmeasured).toEqual([]);
    expect(stage.gh.count()).toBeLessThanOrEqual(30);
  }, 60_000);

  it('is asked for in smaller pages where GitHub gives up on one', async () => {
    await judgeAll(stage, [await merged(stage, { files: FLAGGED })]);
    stage.gh.faults.add({ operation: 'BelayMergedPulls' }, { status: 502 }, 2);
    expect((await october()).changes).toHaveLength(1);
    const asked = stage.gh.requests.filter(({ operation }) => operation === 'BelayMergedPulls');
    expect(asked.map(({ body }) => JSON.parse(String(body)).variables.first)).toEqual([
      100, 50, 25,
    ]);
  });
});

describe('trouble', () => {
  it('in the middle of a month is told, and no half month comes of it', async () => {
    await merged(stage, { files: FLAGGED });
    stage.gh.faults.add({ operation: 'BelayMergedPulls' }, { status: 500 }, Infinity);
    const reading = await readMonthOn(stage, '2026-11-03', '2026-10');
    expect(reading).toMatchObject({ kind: 'trouble', trouble: { kind: 'github', status: 500 } });
  });

  it('with judging again is said of the verdicts that are missing', async () => {
    await merged(stage, { files: FLAGGED });
    stage.gh.faults.add({ operation: 'BelayLook' }, { status: 500 }, Infinity);
    const { changes, unmeasured } = await october();
    expect(changes).toMatchObject([{ verdict: null, decisions: null }]);
    expect(unmeasured).toEqual([{ what: 'verdicts', why: 'trouble', missing: 1, of: 1 }]);
  });
});
