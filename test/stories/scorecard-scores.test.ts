import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { todayAt } from '../../src/entry/clock.js';
import { answerOn } from '../../src/entry/jobs/command-world.js';
import { tokenClient } from '../../src/entry/token-client.js';
import { createReadCache } from '../../src/read/cache.js';
import type { Repo } from '../github/world.js';
import { BEGINNING, POLICY, POLICY_FILE } from '../read/month/world.js';
import { grownShop, type Office, openOffice } from './months.js';

const SCORE = '/belay score problem-framing 2 because the aims were copied next ask five users';
const BY_HAND = '| Problem framing | 2 (by hand) |';

let office: Office;
let shop: Repo;
beforeEach(async () => {
  office = await openOffice();
  const rules = `${POLICY}scorecard: { owners: { problem-framing: "@octocat" } }\n`;
  shop = await grownShop(office, { ...BEGINNING, [POLICY_FILE]: rules });
  await office.run('2026-10-01', [shop]);
});
afterEach(() => office.close());

/** Says it in the scorecard of September and has Belay answer. */
async function say(text: string, by = 'octocat', number = 1) {
  const comment = await shop.issue(number).comment(text, { by });
  return { comment, result: await answer(comment.id, number) };
}

function answer(comment: number, number = 1) {
  const client = tokenClient(office.gh.installationToken('acme'), office.gh.url);
  return answerOn(
    { number, comment },
    {
      ...{ client, owner: 'acme', repo: 'shop', issuer: 'belay[bot]', appId: office.gh.appId },
      ...{ cache: createReadCache(), today: todayAt('2026-10-02'), docs: null, writes: 'github' },
    },
  );
}

const own = () =>
  shop
    .issue(1)
    .comments()
    .filter(({ author }) => author === 'belay[bot]');

describe('a score by hand', () => {
  it('is shown as such, stays, and is what the next month is compared with', async () => {
    const { comment, result } = await say(SCORE);
    expect(result).toMatchObject({ outcome: { kind: 'scored' } });
    expect(comment.reactions().map(({ content }) => content)).toEqual(['eyes']);
    await office.run('2026-10-02', [shop]);
    expect(shop.issue(1).body).toContain(BY_HAND);
    expect(shop.issue(1).body).toContain('ask five users');
    office.writes();
    await office.run('2026-10-05', [shop]);
    expect(office.writes()).toBe(0);
    const plan = await office.plan('2026-11-02', [shop]);
    const [filed] = plan.flatMap((one) => (one.kind === 'file' ? [one.issue] : []));
    expect(filed?.body).toMatch(/\| Problem framing \| \d\s▲/);
    expect(filed?.body).not.toContain(BY_HAND);
  });

  it('counts for the next month also when that is filed before the issue was written anew', async () => {
    await say(SCORE);
    await office.run('2026-11-02', [shop]);
    expect(shop.issue(1)).toMatchObject({ state: 'closed' });
    expect(shop.issue(1).body).toContain(BY_HAND);
    expect(shop.issue(2).body).toMatch(/\| Problem framing \| \d\s▲/);
  });

  it('is shown on a quiet day, too', async () => {
    await say(SCORE);
    await office.run('2026-10-03', [shop]);
    expect(shop.issue(1).body).toContain(BY_HAND);
  });

  it('is answered in one comment; of several for an area the last counts', async () => {
    await say(SCORE);
    const { comment } = await say('/belay score PROBLEM FRAMING 4 because two were new after all');
    await answer(comment.id);
    expect(own()).toHaveLength(1);
    await office.run('2026-10-02', [shop]);
    expect(shop.issue(1).body).toContain('| Problem framing | 4 (by hand) |');
  });

  it('keeps its record when something else is answered', async () => {
    await say(SCORE);
    await say('/belay help');
    await say('/belay score nonsense 3 because it is not there');
    expect(own()).toHaveLength(2);
    await office.run('2026-10-02', [shop]);
    expect(shop.issue(1).body).toContain(BY_HAND);
  });

  it('is not lost over a month’s end because its author could not be looked up', async () => {
    await say(SCORE, 'root');
    office.gh.faults.add({ path: /permission$/ }, { status: 502 });
    const [report] = await office.run('2026-11-02', [shop]);
    expect(report).toMatchObject({ trouble: { status: 502 }, done: [] });
    await office.run('2026-11-02', [shop]);
    expect(shop.issue(1)).toMatchObject({ state: 'closed' });
    expect(shop.issue(1).body).toContain(BY_HAND);
    expect(shop.issue(2).body).toMatch(/\| Problem framing \| \d\s▲/);
  });

  it('is shown and remembered although its issue was closed first', async () => {
    await say(SCORE);
    await shop.issue(1).close('root');
    await office.run('2026-10-05', [shop]);
    expect(shop.issue(1)).toMatchObject({ state: 'closed' });
    expect(shop.issue(1).body).toContain(BY_HAND);
    office.writes();
    await office.run('2026-10-06', [shop]);
    expect(office.writes()).toBe(0);
    await office.run('2026-11-02', [shop]);
    expect(shop.issue(2).body).toMatch(/\| Problem framing \| \d\s▲/);
  });

  it('may be given with write permission', async () => {
    const { result } = await say(SCORE, 'root');
    expect(result).toMatchObject({ outcome: { kind: 'scored' } });
  });
});

it('help in an issue that is not Belay’s takes a handful of requests, whatever it is asked', async () => {
  const issue = await shop.openIssue({ title: 'A question', body: 'How?', by: 'octocat' });
  for (const text of ['/belay help', SCORE, '/belay kill because timeouts did not move']) {
    const { id } = await shop.issue(issue.number).comment(text, { by: 'octocat' });
    office.gh.forget();
    expect(await answer(id, issue.number)).toMatchObject({ outcome: { kind: 'help' } });
    expect(office.gh.count()).toBeLessThanOrEqual(4);
  }
});

describe('a score does not count', () => {
  afterEach(async () => {
    await office.run('2026-10-02', [shop]);
    expect(shop.issue(1).body).not.toContain('(by hand)');
  });

  it('of an outsider, who is told who may, and for whom no month is read', async () => {
    office.gh.forget();
    const { result } = await say(SCORE, 'mallory');
    expect(result).toMatchObject({ outcome: { kind: 'not-allowed', who: ['@octocat'] } });
    expect(own()[0]?.body).toContain('octocat');
    const months = /BelayBranchState|BelayMerged|BelayChecks/;
    expect(office.gh.count({ operation: months })).toBe(0);
  });

  it('of somebody of whom nobody can tell whether he may, who is told so', async () => {
    office.gh.faults.add({ path: /permission$/ }, { status: 502 });
    const { result } = await say(SCORE, 'root');
    expect(result).toMatchObject({ outcome: { kind: 'not-allowed', lookUpFailed: true } });
  });

  it('when the comment was edited, or taken back', async () => {
    const { comment } = await say(SCORE);
    await office.run('2026-10-02', [shop]);
    expect(shop.issue(1).body).toContain(BY_HAND);
    await comment.edit(SCORE.replace('2', '5'));
    expect(await answer(comment.id)).toEqual({ kind: 'ignored' });
  });

  it('when Belay never answered it', async () => {
    await shop.issue(1).comment(SCORE, { by: 'root' });
  });

  it('when its author may no longer give it', async () => {
    await say(SCORE);
    await office.commit(shop, '2026-09-29T09:00:00Z', {
      [POLICY_FILE]: `${POLICY}scorecard: { owners: { problem-framing: "@hubot" } }\n`,
    });
  });

  it('by a record that a stranger forged', async () => {
    const { id } = await shop.issue(1).comment(SCORE, { by: 'mallory' });
    await shop.issue(1).comment(`<!-- belay:scored ${id} -->`, { by: 'mallory' });
    await say('/belay help');
  });

  it('by a record that another hand edited', async () => {
    const { id } = await shop.issue(1).comment(SCORE, { by: 'root' });
    await say('/belay score safety 2 because the area is unknown');
    await own()[0]?.edit(`<!-- belay:scored ${id} -->`, { by: 'root' });
  });

  it('once its issue is closed', async () => {
    await shop.issue(1).close('root');
    const { result } = await say(SCORE);
    expect(result).toMatchObject({ outcome: { kind: 'scorecard-closed' } });
  });
});
