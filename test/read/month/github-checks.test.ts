import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import type { GitHubMonthsOptions } from '../../../src/read/month/github.js';
import { CLEAR, HELD, judgeAll, merged, pullThrough, type Steps, UNTOUCHED } from './merged.js';
import { type GitHubMonthStage, gapsIn, gitHubStage, readMonthOn } from './stage.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, pilot, QUOTE } from './world.js';

let stage: GitHubMonthStage;
beforeEach(async () => {
  stage = await gitHubStage();
  await stage.commit(LONG_AGO, { ...BEGINNING, [ENTRY_FILE]: pilot({ date: '2026-10-01' }) });
});
afterEach(() => stage.close());

async function october(options: Partial<GitHubMonthsOptions> = {}): Promise<Month> {
  const place = () => stage.place(options);
  const reading = await readMonthOn({ place }, '2026-11-03', '2026-10');
  if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
  return reading.month;
}

const FLAGGED = { [QUOTE]: 'export const quote = 2;\n' };

describe('the check of a merged pull request', () => {
  it.each<{ why: string; steps: Steps; verdict: string; afterwards?: true }>([
    {
      why: 'is the newest before the merge',
      steps: [
        ['08:10:00', CLEAR],
        ['08:20:00', HELD],
        ['09:00:00', 'merge'],
      ],
      verdict: 'held',
    },
    {
      why: 'is none that came after it, for whichever pull request',
      steps: [
        ['08:20:00', HELD],
        ['09:00:00', 'merge'],
        ['09:00:20', CLEAR],
      ],
      verdict: 'held',
    },
    {
      why: 'is none where there was none before it: it is judged again',
      steps: [
        ['09:00:00', 'merge'],
        ['09:00:20', CLEAR],
      ],
      verdict: 'held',
      afterwards: true,
    },
    {
      why: 'is none that says it touched nothing: that is another one’s',
      steps: [
        ['08:10:00', HELD],
        ['08:20:00', UNTOUCHED],
        ['09:00:00', 'merge'],
      ],
      verdict: 'held',
      afterwards: true,
    },
    {
      why: 'is none that says its branch is not gated: that is another one’s',
      steps: [
        ['08:20:00', { ...UNTOUCHED, title: 'Not gated: `scratch` is not a gated branch' }],
        ['09:00:00', 'merge'],
      ],
      verdict: 'held',
      afterwards: true,
    },
    {
      why: 'is none that names another one with the same head',
      steps: [
        ['08:20:00', { ...CLEAR, title: `${CLEAR.title} (#2)` }],
        ['09:00:00', 'merge'],
      ],
      verdict: 'held',
      afterwards: true,
    },
    {
      why: 'is one that names it among others with the same head',
      steps: [
        ['08:20:00', { ...CLEAR, title: `${CLEAR.title} (#1)` }],
        ['09:00:00', 'merge'],
      ],
      verdict: 'clear',
    },
  ])('$why', async ({ steps, verdict, afterwards = false }) => {
    await pullThrough(stage, steps, FLAGGED);
    const month = await october();
    expect(month.changes).toMatchObject([{ verdict, judgedAfterwards: afterwards }]);
    expect(gapsIn(month)).toEqual([]);
  });

  const DOZEN = Array.from({ length: 12 }, () => ['10:00:00', HELD] as const);

  it('is found among however many runs there are', async () => {
    await pullThrough(stage, [['08:30:00', CLEAR], ['09:00:00', 'merge'], ...DOZEN], FLAGGED);
    expect((await october()).changes).toMatchObject([{ verdict: 'clear' }]);
  });

  it('is none where GitHub does not hand over all of them', async () => {
    await pullThrough(stage, [['08:30:00', CLEAR], ['09:00:00', 'merge'], ...DOZEN], FLAGGED);
    const change = (page: object) => ({ ...page, total_count: 9_999 });
    stage.gh.faults.add({ path: /check-runs$/, method: 'GET' }, { change }, Infinity);
    expect((await october()).changes).toMatchObject([{ verdict: 'held', judgedAfterwards: true }]);
  });
});

describe('where the App’s number is not known', () => {
  const ANY = { check: { name: 'Belay', appId: null } };
  const workflow = () => stage.gh.actionsToken('acme/shop', { checks: 'write', contents: 'read' });

  it.each([
    ['it files the scorecards', 'belay[bot]'],
    ['a person files them', 'root'],
    ['a workflow files them', 'github-actions[bot]'],
  ])('its check counts where %s', async (_, issuer) => {
    await judgeAll(stage, [await merged(stage, { files: FLAGGED })]);
    expect((await october({ ...ANY, issuer })).changes).toMatchObject([
      { verdict: 'clear', judgedAfterwards: false },
    ]);
  });

  it.each(['belay[bot]', 'root', 'github-actions[bot]'])(
    'a run that any workflow may publish never counts: %s',
    async (issuer) => {
      await judgeAll(stage, [await merged(stage, { files: FLAGGED })], CLEAR, workflow());
      expect((await october({ ...ANY, issuer })).changes).toMatchObject([
        { verdict: 'held', judgedAfterwards: true },
      ]);
    },
  );

  it('the App’s own is found behind however many of workflows', async () => {
    const pull = await merged(stage, { files: FLAGGED });
    await judgeAll(stage, [pull], CLEAR);
    await judgeAll(stage, [pull], HELD, workflow());
    const { checkSuites, checkRuns } = stage.gh.hub.tables;
    const suite = checkSuites.findBy('head_sha', pull.head).at(-1);
    const run = checkRuns.findBy('head_sha', pull.head).at(-1);
    if (suite === undefined || run === undefined) throw new Error('no check to copy');
    for (let turn = 0; turn < 7; turn++) {
      const { id: _suite, ...copied } = suite;
      const { id: check_suite_id } = checkSuites.insert(copied);
      const { id: _run, ...other } = run;
      checkRuns.insert({ ...other, check_suite_id });
    }
    expect((await october({ ...ANY, issuer: 'belay[bot]' })).changes).toMatchObject([
      { verdict: 'clear', judgedAfterwards: false },
    ]);
  });
});

describe('a description that was edited after the merge', () => {
  const LINK = 'Decision: DL-0042';
  const edited = async (before: string, after: string, at = '2026-10-15T09:00:00Z') => {
    const { gh, shop } = stage;
    gh.clock.set('2026-10-14T08:00:00Z');
    const pull = await shop.openPull({ files: FLAGGED, title: 'Change prices', body: before });
    gh.clock.set('2026-10-14T09:00:00Z');
    await pull.merge();
    gh.clock.set(at);
    await pull.edit({ body: after, by: 'alice' });
  };
  const SAME_SECOND = '2026-10-14T09:00:00Z';

  it.each([
    ['links nothing afterwards', '', LINK, undefined, 'held', []],
    ['keeps its link', LINK, '', undefined, 'clear', ['DL-0042']],
    ['links nothing in the second of the merge', '', LINK, SAME_SECOND, 'held', []],
    ['keeps its link in the second of the merge', LINK, '', SAME_SECOND, 'clear', ['DL-0042']],
  ])('%s', async (_, before, after, at, verdict, decisions) => {
    await edited(before, after, at);
    const month = await october();
    expect(month.changes).toMatchObject([{ verdict, decisions }]);
    expect(gapsIn(month)).toEqual([]);
  });

  it('tells no verdict where nobody knows what it was', async () => {
    await edited('', LINK);
    const change = (answer: unknown) =>
      JSON.parse(JSON.stringify(answer).replace(/"diff":"[^"]*"/g, '"diff":null'));
    stage.gh.faults.add({ operation: 'BelayDescriptions' }, { change });
    const month = await october();
    expect(month.changes).toMatchObject([{ verdict: null, decisions: null }]);
    expect(gapsIn(month)).toEqual([
      { what: 'verdicts', why: 'reworded', missing: 1, of: 1 },
      { what: 'links', why: 'reworded', missing: 1, of: 1 },
    ]);
  });

  it('tells none where it was edited more often than is told', async () => {
    await edited('', LINK);
    const change = (answer: unknown) =>
      JSON.parse(JSON.stringify(answer).replace(/"hasNextPage":false/g, '"hasNextPage":true'));
    stage.gh.faults.add({ operation: 'BelayDescriptions' }, { change });
    expect((await october()).changes).toMatchObject([{ verdict: null }]);
  });

  it('matters little where a check had told the verdict', async () => {
    const pull = await pullThrough(
      stage,
      [
        ['08:30:00', HELD],
        ['09:00:00', 'merge'],
      ],
      FLAGGED,
    );
    await pull.edit({ body: LINK, by: 'alice' });
    expect((await october()).changes).toMatchObject([{ verdict: 'held' }]);
    expect(stage.gh.count({ operation: 'BelayDescriptions' })).toBe(0);
  });
});
