import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { CLEAR, judgeAll, manyMerged, merged } from './merged.js';
import { type GitHubMonthStage, gapsIn, gitHubStage, readMonthOn } from './stage.js';
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
    await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
    const pull = await merged(stage, { files: FLAGGED });
    await judgeAll(stage, [pull]);
    await judgeAll(stage, [pull], {
      conclusion: 'failure',
      title: 'Held: checkout-pricing needs a rollback path',
      summary: `${CLEAR.summary}\n\n### To pass\n\nNo way back.\\\n→ Add one. \`rollback-missing\``,
    });
    const month = await october();
    expect(month.changes).toMatchObject([{ verdict: 'held' }]);
    expect(gapsIn(month)).toEqual([]);
  });

  it('comes with the entries that the check links', async () => {
    await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
    await judgeAll(stage, [await merged(stage, { files: FLAGGED })]);
    const { changes } = await october();
    expect(changes).toMatchObject([{ verdict: 'clear', decisions: ['DL-0042'] }]);
  });

  for (const method of ['merge', 'squash', 'rebase'] as const)
    it(`is judged again where no check tells it: ${method}`, async () => {
      await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
      await merged(stage, { files: FLAGGED, body: 'Decision: DL-0042', method });
      await merged(stage, { files: { [QUOTE]: '3\n' }, at: '2026-10-21T09:00:00Z', method });
      const month = await october();
      expect(month.changes).toMatchObject([
        { verdict: 'clear', decisions: ['DL-0042'] },
        { verdict: 'held', decisions: [] },
      ]);
      expect(gapsIn(month)).toEqual([]);
    });

  it('is judged again by the log and the day of the merge', async () => {
    await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
    const body = 'Decision: DL-0042';
    await merged(stage, { files: FLAGGED, body, at: '2026-10-19T09:00:00Z' });
    await merged(stage, { files: { [QUOTE]: '3\n' }, body, at: '2026-10-20T09:00:00Z' });
    const killed = { status: 'killed', reviews: [{ date: '2026-10-21', verdict: 'kill' }] };
    await stage.commit('2026-10-21T09:00:00Z', { [ENTRY_FILE]: pilot(killed) });
    expect((await october()).changes.map(({ verdict }) => verdict)).toEqual(['clear', 'held']);
  });

  it('is no check of another app or name', async () => {
    const pull = await merged(stage, { files: FLAGGED });
    await judgeAll(stage, [pull], { ...CLEAR, name: 'Belay too' });
    expect((await october()).changes).toMatchObject([{ verdict: 'held' }]);
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

  it('of “untouched” means that nothing was asked: its path was not flagged yet', async () => {
    const untouched = {
      conclusion: 'success',
      title: 'No flagged workflow touched',
      summary: 'This change touches no flagged workflow.',
    };
    await judgeAll(stage, [await merged(stage, { files: { 'lib/tax.ts': '1\n' } })], untouched);
    await merged(stage, { files: { 'lib/tax.ts': '2\n' }, at: '2026-10-15T09:00:00Z' });
    const more = POLICY.replace('"services/pricing/**"', '"services/pricing/**", "lib/**"');
    await stage.commit('2026-10-28T09:00:00Z', { [POLICY_FILE]: more });
    const month = await october();
    expect(month.changes).toEqual([]);
    expect(gapsIn(month)).toEqual([]);
  });

  it('is asked for only where the base branch is gated', async () => {
    await stage.commit(LONG_AGO, { [POLICY_FILE]: `${POLICY}branches: ["release/**"]\n` });
    await merged(stage, { files: FLAGGED });
    expect((await october()).changes).toEqual([]);
  });
});

describe('the entries that a merged pull request links', () => {
  const LATER = 'docs/decisions/archive/0042-read-through-cache.md';

  it('are none of a revert, which needs none', async () => {
    const revert = {
      conclusion: 'success',
      title: 'Clear: checkout-pricing, a revert of #16',
      summary:
        '| workflow | decision | guardrail |\n| --- | --- | --- |\n| Checkout pricing | ✓ revert of `#16` | – |',
    };
    await judgeAll(stage, [await merged(stage, { files: FLAGGED })], revert);
    const month = await october();
    expect(month.changes).toMatchObject([{ verdict: 'clear', decisions: [], reverting: true }]);
    expect(gapsIn(month)).toEqual([]);
  });

  it('are none of a revert that is judged again', async () => {
    await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
    const pull = await merged(stage, { files: FLAGGED, body: 'Decision: DL-0042' });
    const before = { [QUOTE]: BEGINNING[QUOTE] };
    const body = `Reverts acme/shop#${pull.number}`;
    await merged(stage, { files: before, body, at: '2026-10-15T09:00:00Z' });
    expect((await october()).changes).toMatchObject([
      { decisions: ['DL-0042'], reverting: false },
      { verdict: 'clear', decisions: [], reverting: true },
    ]);
  });

  it('are known by the name they had when the month began', async () => {
    await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
    await judgeAll(stage, [await merged(stage, { files: FLAGGED })]);
    await stage.commit('2026-10-20T09:00:00Z', { [ENTRY_FILE]: null, [LATER]: pilot() });
    expect((await october()).changes).toMatchObject([{ decisions: ['DL-0042'] }]);
  });

  it('are not known where they had another name at both its ends', async () => {
    await stage.commit('2026-10-02T09:00:00Z', { [ENTRY_FILE]: pilot() });
    await judgeAll(stage, [await merged(stage, { files: FLAGGED })]);
    await stage.commit('2026-10-20T09:00:00Z', { [ENTRY_FILE]: null, [LATER]: pilot() });
    const month = await october();
    expect(month.changes).toMatchObject([{ verdict: 'clear', decisions: null }]);
    expect(gapsIn(month)).toEqual([{ what: 'links', why: 'moved', missing: 1, of: 1 }]);
  });
});

describe('what is too much for one run', () => {
  it('is said: of those without a check only so many are judged again, the newest', async () => {
    for (const day of ['07', '14', '21'])
      await merged(stage, { files: { [QUOTE]: `${day}\n` }, at: `2026-10-${day}T09:00:00Z` });
    const place = () => stage.place({ mostJudged: 2 });
    const reading = await readMonthOn({ place }, '2026-11-03', '2026-10');
    if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
    const { changes } = reading.month;
    expect(changes.map(({ verdict }) => verdict)).toEqual([null, 'held', 'held']);
    expect(gapsIn(reading.month)).toEqual([
      { what: 'verdicts', why: 'limit', missing: 1, of: 3 },
      { what: 'links', why: 'limit', missing: 1, of: 3 },
    ]);
  });

  it('is not a month with 2,000 merged pull requests', async () => {
    await stage.commit(LONG_AGO, { [ENTRY_FILE]: pilot() });
    await manyMerged(stage, 2_000);
    const month = await october();
    expect(month.changes).toHaveLength(2_000);
    expect(month.changes.every(({ verdict }) => verdict === 'clear')).toBe(true);
    expect(gapsIn(month)).toEqual([]);
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

  it('with judging again that may pass is the month’s, which is read anew another time', async () => {
    await merged(stage, { files: FLAGGED });
    stage.gh.faults.add({ operation: 'BelayLook' }, { status: 500 });
    const reading = await readMonthOn(stage, '2026-11-03', '2026-10');
    expect(reading).toMatchObject({ kind: 'trouble', trouble: { kind: 'github', status: 500 } });
    expect((await october()).changes).toMatchObject([{ verdict: 'held' }]);
  });

  it('with judging again that lasts is said of the verdicts that are missing', async () => {
    await merged(stage, { files: FLAGGED });
    const refusal = { status: 403, body: { message: 'Resource not accessible by integration' } };
    stage.gh.faults.add({ operation: 'BelayLook' }, refusal, Infinity);
    const month = await october();
    expect(month.changes).toMatchObject([{ verdict: null, decisions: null }]);
    expect(gapsIn(month)).toEqual([
      { what: 'verdicts', why: 'trouble', missing: 1, of: 1 },
      { what: 'links', why: 'trouble', missing: 1, of: 1 },
    ]);
  });
});
