import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../src/core/day.js';
import type { Month, Unmeasured } from '../../../src/core/scorecard/month/month.js';
import type { GitHubMonthsOptions } from '../../../src/read/month/github.js';
import { CLEAR, fileScorecards, judgeAll, manyMerged, merged } from './merged.js';
import { type GitHubMonthStage, gapsIn, gitHubStage, readMonthOn } from './stage.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, POLICY_FILE, pilot, QUOTE } from './world.js';

let stage: GitHubMonthStage;
beforeEach(async () => {
  stage = await gitHubStage();
  await stage.commit(LONG_AGO, { ...BEGINNING, [ENTRY_FILE]: pilot() });
});
afterEach(() => stage.close());

async function october(options: Partial<GitHubMonthsOptions> = {}): Promise<Month> {
  const place = () => stage.place(options);
  const reading = await readMonthOn({ place }, '2026-11-03', '2026-10');
  if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
  return reading.month;
}

function whole(what: Unmeasured['what'], why: Unmeasured['why']): Unmeasured {
  return { what, why, missing: null, of: null };
}

/** The first answer to these questions comes again and again, and says that there is more. */
function neverEnds(operation: string): void {
  let first: string | null = null;
  const change = (answer: unknown) => {
    first ??= JSON.stringify(answer).replace(/"hasNextPage":false/g, '"hasNextPage":true');
    return JSON.parse(first);
  };
  stage.gh.faults.add({ operation }, { change }, Number.POSITIVE_INFINITY);
}

const asked = (operation: string) => stage.gh.count({ operation });

describe('merged pull requests', () => {
  const inSeptember = '2026-09-14T09:00:00Z';

  it('are gone through as far back as the month goes', async () => {
    await manyMerged(stage, 210, inSeptember);
    await manyMerged(stage, 1);
    stage.gh.forget();
    expect((await october()).changes).toHaveLength(1);
    expect(asked('BelayMergedPulls')).toBe(1);
  });

  it('that there are too many of are said to be', async () => {
    await manyMerged(stage, 1);
    neverEnds('BelayMergedPulls');
    const month = await october();
    expect(month.changes).toMatchObject([{ verdict: 'clear' }]);
    expect(gapsIn(month)).toEqual([
      whole('verdicts', 'limit'),
      whole('links', 'limit'),
      whole('workflows', 'limit'),
    ]);
    expect(asked('BelayMergedPulls')).toBeGreaterThanOrEqual(60);
  });

  it('that somebody touches while they are gone through are not missed', async () => {
    await manyMerged(stage, 130);
    const touch = (answer: unknown) => {
      const { tables, clock } = stage.gh.hub;
      clock.set('2026-11-02T09:00:00Z');
      for (const { id } of tables.pullRequests.findBy('number', 1))
        tables.pullRequests.update(id, {});
      return answer;
    };
    stage.gh.faults.add({ operation: 'BelayMergedPulls' }, { change: touch });
    expect((await october()).changes).toHaveLength(130);
  });
});

describe('the workflows that a change touched', () => {
  /** So many that renamed a file of a flagged workflow. */
  async function renamed(count: number) {
    const names = Array.from({ length: count + 1 }, (_, at) => `services/pricing/part-${at}.ts`);
    await stage.commit(LONG_AGO, { [names[0] ?? '']: 'export const part = 1;\n' });
    const pulls = [];
    for (const [at, name] of names.slice(1).entries())
      pulls.push(await merged(stage, { files: {}, renames: { [names[at] ?? '']: name } }));
    return pulls;
  }

  it('are known however many pull requests renamed files', async () => {
    const pulls = await renamed(12);
    await judgeAll(stage, pulls, CLEAR);
    const month = await october();
    expect(month.changes).toHaveLength(12);
    expect(month.changes.every(({ reach }) => reach === 'whole')).toBe(true);
    expect(gapsIn(month)).toEqual([]);
  });

  it('are said to be known in part where more renamed files than are looked into', async () => {
    const pulls = await renamed(3);
    await judgeAll(stage, pulls, CLEAR);
    const month = await october({ mostJudged: 2 });
    expect(month.changes.map(({ reach }) => reach)).toEqual(['whole', 'whole', 'partial']);
    expect(gapsIn(month)).toEqual([{ what: 'workflows', why: 'limit', missing: 1, of: 3 }]);
  });

  it('are said to be known in part of more files than GitHub lists', async () => {
    await judgeAll(stage, [await merged(stage, { files: { [QUOTE]: '2\n' } })], CLEAR);
    const change = (answer: unknown) =>
      JSON.parse(JSON.stringify(answer).replace(/"changedFiles":1/g, '"changedFiles":3001'));
    stage.gh.faults.add({ operation: 'BelayMergedPulls' }, { change });
    const month = await october();
    expect(month.changes).toMatchObject([{ workflows: ['checkout-pricing'], reach: 'partial' }]);
    expect(gapsIn(month)).toEqual([{ what: 'workflows', why: 'limit', missing: 1, of: 1 }]);
  });

  it('are not known of what nobody judged and nobody looked into', async () => {
    await stage.commit(LONG_AGO, { 'docs/a.md': 'A page.\n' });
    const names = ['docs/a.md', 'docs/b.md', 'docs/c.md', 'docs/d.md'];
    for (const [at, name] of names.slice(1).entries())
      await merged(stage, { files: {}, renames: { [names[at] ?? '']: name } });
    const month = await october({ mostJudged: 2 });
    expect(month.changes).toEqual([]);
    expect(gapsIn(month)).toEqual([{ what: 'workflows', why: 'limit', missing: 1, of: 1 }]);
  });
});

describe('the days of a policy', () => {
  /** Taken away on the second of October, back on the twentieth, and touched ever since. */
  async function restless(touches: number): Promise<void> {
    const { [POLICY_FILE]: policy } = BEGINNING;
    await stage.commit('2026-10-02T09:00:00Z', { [POLICY_FILE]: null });
    await stage.commit('2026-10-20T09:00:00Z', { [POLICY_FILE]: policy });
    for (let turn = 0; turn < touches; turn++) {
      const at = `${addDays('2026-10-21', turn % 9)}T09:${10 + Math.floor(turn / 9)}:00Z`;
      await stage.commit(at, { [POLICY_FILE]: `${policy}# ${turn}\n` });
    }
  }

  it('are counted however often it was touched', async () => {
    await restless(60);
    expect((await october()).policyDays).toBe(13);
  });

  it('are not guessed where its history never ends', async () => {
    await restless(110);
    neverEnds('BelayPolicyTouches');
    expect(await readMonthOn(stage, '2026-11-03', '2026-10')).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'partial' },
    });
    expect(asked('BelayPolicyTouches')).toBeLessThanOrEqual(20);
  });
});

describe('Belay’s issues', () => {
  it('that there are too many of are said to be', async () => {
    await fileScorecards(stage, ['2026-09']);
    neverEnds('BelayScorecards');
    const month = await october();
    expect(month.earlier).toMatchObject([{ month: '2026-09' }]);
    expect(gapsIn(month)).toEqual([whole('earlier', 'limit'), whole('undecided', 'limit')]);
    expect(asked('BelayScorecards')).toBe(5);
  });
});

describe('folders that GitHub lists only in part', () => {
  beforeEach(() => stage.commit('2026-10-02T09:00:00Z', { 'README.md': '# The shop\n' }));

  type Answer = { data: { repository: Record<string, { entries?: unknown } | null> } };

  /** Of the folders at the month's end (0) and beginning (1) one comes without its files. */
  function without(name: string): void {
    const change = (answer: Answer) => {
      const folder = answer.data.repository[name];
      if (folder == null) throw new Error(`no ${name} was asked for`);
      folder.entries = null;
      return answer;
    };
    stage.gh.faults.add({ operation: 'BelayLooks' }, { change });
  }

  it('leave the catalogue of SLIs unknown', async () => {
    const slo = 'apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: quotes }\nspec: {}\n';
    await stage.commit('2026-10-03T09:00:00Z', { 'slo/quotes.yaml': slo });
    without('folder0_1');
    expect(gapsIn(await october())).toEqual([whole('catalogue', 'limit')]);
  });

  it('leave the log at the beginning of the month unknown', async () => {
    without('folder1_0');
    const month = await october();
    expect([month.before, month.entries.length]).toEqual([[], 1]);
    expect(gapsIn(month)).toEqual([whole('before', 'limit')]);
  });

  it('are trouble where the log at its end is among them', async () => {
    without('folder0_0');
    expect(await readMonthOn(stage, '2026-11-03', '2026-10')).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'partial' },
    });
  });
});
