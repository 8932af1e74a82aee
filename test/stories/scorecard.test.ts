import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Repo } from '../github/world.js';
import {
  BEGINNING,
  ENTRY_FILE,
  LONG_AGO,
  POLICY,
  POLICY_FILE,
  pilot,
} from '../read/month/world.js';
import { type Office, openOffice } from './months.js';

let office: Office;
let shop: Repo;
beforeEach(async () => {
  office = await openOffice();
  shop = await office.repo('shop');
  await office.commit(shop, LONG_AGO, BEGINNING);
  await office.commit(shop, '2026-09-05T09:00:00Z', { [ENTRY_FILE]: pilot() });
});
afterEach(() => office.close());

/** Numbers, titles and states of a repository's issues. */
function issues(repo: Repo) {
  const found = repo.issues().toSorted((a, b) => a.number - b.number);
  return found.map(({ number, title, state }) => [number, title, state]);
}

describe('the scorecards of a repository', () => {
  it('are one issue a month, the last one open, and one trend', async () => {
    for (const today of ['2026-10-01', '2026-11-02', '2026-12-01']) {
      const [report] = await office.run(today, [shop]);
      expect(report).toMatchObject({ kind: 'scored', trouble: null, told: null });
      office.writes();
      await office.run(today, [shop]);
      expect(office.writes()).toBe(0);
    }
    expect(issues(shop)).toEqual([
      [1, 'Scorecard 2026-09', 'closed'],
      [2, 'Scorecard 2026-10', 'closed'],
      [3, 'Scorecard 2026-11', 'open'],
    ]);
    const [first] = await shop.issue(1).comments();
    expect(first?.body).toContain('#2');
    const { body, labels, author } = shop.issue(3);
    expect(labels).toEqual(['belay-scorecard']);
    expect(author).toBe('belay[bot]');
    expect(body).toContain('xychart-beta');
    expect(body).toMatch(/x-axis \[.*09.*10.*11.*\]/);
  });

  it('are planned before they are filed, and the plan writes nothing', async () => {
    const plan = await office.plan('2026-10-01', [shop]);
    expect(plan).toMatchObject([{ kind: 'file', issue: { title: 'Scorecard 2026-09' } }]);
    expect(issues(shop)).toEqual([]);
  });

  it('catch up a month that nobody ran for', async () => {
    await office.run('2026-10-01', [shop]);
    await office.run('2026-12-01', [shop]);
    expect(issues(shop)).toEqual([
      [1, 'Scorecard 2026-09', 'closed'],
      [2, 'Scorecard 2026-10', 'closed'],
      [3, 'Scorecard 2026-11', 'open'],
    ]);
    expect(shop.issue(3).body).toMatch(/x-axis \[.*09.*10.*11.*\]/);
    office.writes();
    await office.run('2026-12-02', [shop]);
    expect(office.writes()).toBe(0);
  });

  it('wait for their day, and for one that is not quiet', async () => {
    const late = `${POLICY}scorecard: { day: 5 }\n`;
    await office.commit(shop, '2026-09-06T09:00:00Z', { [POLICY_FILE]: late });
    await office.run('2026-10-04', [shop]);
    await office.run('2026-11-07', [shop]);
    expect(issues(shop)).toEqual([]);
    await office.run('2026-11-09', [shop]);
    expect(issues(shop)).toEqual([[1, 'Scorecard 2026-10', 'open']]);
  });

  it('are rebuilt where another hand edited them', async () => {
    await office.run('2026-10-01', [shop]);
    const { body } = shop.issue(1);
    await shop.issue(1).edit({ body: 'All fives!', by: 'root' });
    await office.run('2026-10-02', [shop]);
    expect(shop.issue(1).body).toBe(body);
    expect(issues(shop)).toHaveLength(1);
  });

  it('go by what Belay had written, whatever another hand made of it since', async () => {
    await office.run('2026-10-01', [shop]);
    const { body } = shop.issue(1);
    const forged = body.replace(/%2C\d%2C0(?=%2C|%5D)/g, '%2C5%2C1');
    expect(forged).not.toBe(body);
    const honest = await office.plan('2026-11-02', [shop]);
    await shop.issue(1).edit({ body: forged, by: 'root' });
    expect(await office.plan('2026-11-02', [shop])).toEqual(honest);
  });

  it('are not what a stranger says in their name', async () => {
    await office.run('2026-10-01', [shop]);
    const { title, body } = shop.issue(1);
    const later = body.replaceAll('2026-09', '2026-10');
    await shop.openIssue({ title: 'Scorecard 2026-10', body: later, by: 'alice' });
    await office.run('2026-11-02', [shop]);
    expect(title).toBe('Scorecard 2026-09');
    expect(issues(shop)).toEqual([
      [1, 'Scorecard 2026-09', 'closed'],
      [2, 'Scorecard 2026-10', 'open'],
      [3, 'Scorecard 2026-10', 'open'],
    ]);
    expect(shop.issue(3).author).toBe('belay[bot]');
  });

  it('go on from the one before when the last was deleted', async () => {
    await office.run('2026-10-01', [shop]);
    await office.run('2026-11-02', [shop]);
    const { issues: rows } = office.gh.hub.tables;
    rows.delete(shop.issue(2).row.id);
    await office.run('2026-11-03', [shop]);
    expect(issues(shop).map(([, title]) => title)).toEqual([
      'Scorecard 2026-09',
      'Scorecard 2026-10',
    ]);
  });

  it('leave alone what a person closed or opened again', async () => {
    await office.run('2026-10-01', [shop]);
    await shop.issue(1).close('alice');
    await shop.issue(1).edit({ body: 'Done.', by: 'alice' });
    office.writes();
    await office.run('2026-10-02', [shop]);
    expect(office.writes()).toBe(0);
    await office.run('2026-11-02', [shop]);
    await office.run('2026-12-01', [shop]);
    await shop.issue(2).reopen('alice');
    office.writes();
    await office.run('2026-12-02', [shop]);
    expect(office.writes()).toBe(0);
  });

  it('begin with the first month that had a policy for half of it', async () => {
    const fresh = await office.repo('fresh');
    await office.commit(fresh, LONG_AGO, { 'README.md': '# Fresh\n', [ENTRY_FILE]: pilot() });
    await office.commit(fresh, '2026-10-19T09:00:00Z', BEGINNING);
    const [report] = await office.run('2026-11-02', [fresh]);
    expect(report).toMatchObject({ months: [{ filing: { why: 'policy-too-young' } }] });
    expect(issues(fresh)).toEqual([]);
    await office.run('2026-12-01', [fresh]);
    expect(issues(fresh)).toEqual([[1, 'Scorecard 2026-11', 'open']]);
  });

  it('are not filed where they are turned off, nothing happened, or issues are disabled', async () => {
    const off = await office.repo('off');
    await office.commit(off, LONG_AGO, {
      ...BEGINNING,
      [POLICY_FILE]: `${POLICY}scorecard: false\n`,
    });
    const still = await office.repo('still');
    await office.commit(still, LONG_AGO, BEGINNING);
    shop.change({ has_issues: false });
    office.writes();
    const [, quiet, closed] = await office.run('2026-11-02', [off, still, shop]);
    expect(quiet).toMatchObject({ months: [{ filing: { why: 'nothing-happened' } }] });
    expect(closed).toMatchObject({ told: 'issues-disabled', trouble: null });
    expect(office.writes()).toBe(0);
  });

  it('come whole at the next run when GitHub failed in the middle', async () => {
    await office.run('2026-10-01', [shop]);
    office.gh.faults.add({ method: 'POST', path: /comments$/ }, { status: 502 });
    const [report] = await office.run('2026-11-02', [shop]);
    expect(report).toMatchObject({ trouble: { kind: 'github', status: 502 } });
    expect(issues(shop)).toEqual([
      [1, 'Scorecard 2026-09', 'open'],
      [2, 'Scorecard 2026-10', 'open'],
    ]);
    await office.run('2026-11-03', [shop]);
    expect(issues(shop)[0]).toEqual([1, 'Scorecard 2026-09', 'closed']);
    expect(await shop.issue(1).comments()).toHaveLength(1);
  });

  it('of a month that could not be closed are closed at the next run', async () => {
    await office.run('2026-10-01', [shop]);
    office.gh.faults.add({ method: 'PATCH', path: /issues\/1$/ }, { status: 502 });
    const [report] = await office.run('2026-11-02', [shop]);
    expect(report).toMatchObject({ trouble: { kind: 'github', status: 502 } });
    await office.run('2026-11-03', [shop]);
    expect(issues(shop)[0]).toEqual([1, 'Scorecard 2026-09', 'closed']);
    expect(await shop.issue(1).comments()).toHaveLength(1);
  });

  it('are not asked for any more once GitHub refuses to be asked so much', async () => {
    const other = await office.repo('other');
    await office.commit(other, LONG_AGO, { ...BEGINNING, [ENTRY_FILE]: pilot() });
    const refusal = { status: 403, headers: { 'retry-after': '60' }, body: { message: 'no' } };
    office.gh.faults.add({ operation: 'BelayMergedPulls' }, refusal);
    const report = await office.run('2026-11-02', [shop, other]);
    expect(report).toMatchObject([{ trouble: { kind: 'rate-limit', wait: 60 } }]);
    await office.run('2026-11-02', [shop, other]);
    expect([issues(shop), issues(other)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('of one repository do not wait for another that GitHub keeps back', async () => {
    const other = await office.repo('other');
    await office.commit(other, LONG_AGO, { ...BEGINNING, [ENTRY_FILE]: pilot() });
    office.gh.faults.add({ operation: 'BelayMergedPulls' }, { status: 500 });
    const [first, second] = await office.run('2026-11-02', [shop, other]);
    expect(first).toMatchObject({ kind: 'scored', trouble: { status: 500 }, done: [] });
    expect(second).toMatchObject({ kind: 'scored', trouble: null, done: [{ number: 1 }] });
  });
});

describe('the week', () => {
  beforeEach(() =>
    office.commit(shop, '2026-09-06T09:00:00Z', {
      [POLICY_FILE]: `${POLICY}scorecard: { weekly: true }\n`,
    }),
  );

  it('is told once in the newest open scorecard, and edited as it goes on', async () => {
    await office.run('2026-10-01', [shop]);
    await office.run('2026-10-12', [shop]);
    const [told] = await shop.issue(1).comments();
    expect(told?.body).toContain('2026-W42');
    expect(told?.body).toContain('Due next week');
    office.writes();
    await office.run('2026-10-13', [shop]);
    expect(office.writes()).toBe(0);
    const reviews = [{ date: '2026-10-14', verdict: 'kill', because: 'timeouts did not move' }];
    await office.commit(shop, '2026-10-14T09:00:00Z', {
      [ENTRY_FILE]: pilot({ status: 'killed', reviews }),
    });
    await office.run('2026-10-15', [shop]);
    const comments = await shop.issue(1).comments();
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain('timeouts did not move');
  });

  it('that a month ends in is told where it began', async () => {
    await office.run('2026-10-01', [shop]);
    const next = { date: '2026-11-09', 'continue-if': 'p95 -25 %' };
    await office.commit(shop, '2026-10-20T09:00:00Z', {
      [ENTRY_FILE]: pilot({ checkpoint: next }),
    });
    const wednesday = `${POLICY}scorecard: { weekly: true, day: 4 }\n`;
    await office.commit(shop, '2026-10-21T09:00:00Z', { [POLICY_FILE]: wednesday });
    await office.run('2026-11-03', [shop]);
    expect(await shop.issue(1).comments()).toHaveLength(1);
    await office.run('2026-11-04', [shop]);
    await office.run('2026-11-05', [shop]);
    expect(await shop.issue(1).comments()).toHaveLength(2);
    expect(await shop.issue(2).comments()).toEqual([]);
  });

  it('with nothing to say is not told', async () => {
    await office.run('2026-10-01', [shop]);
    await office.run('2026-10-06', [shop]);
    expect(await shop.issue(1).comments()).toEqual([]);
  });
});

describe('the organisation’s roll-up', () => {
  it('is one issue a month in its own repository', async () => {
    const home = await office.repo('.github');
    await office.commit(home, LONG_AGO, { 'README.md': '# acme\n' });
    const { rollUp } = await office.rollUp('2026-10-01', [shop]);
    expect(rollUp).toMatchObject({ month: '2026-09', trouble: null });
    office.writes();
    await office.rollUp('2026-10-01', [shop]);
    expect(office.writes()).toBe(0);
    await office.rollUp('2026-11-02', [shop]);
    expect(issues(home)).toEqual([
      [1, 'Organisation scorecard 2026-09', 'closed'],
      [2, 'Organisation scorecard 2026-10', 'open'],
    ]);
    expect(home.issue(2).body).toContain('acme/shop');
    expect(home.issue(2).body).toContain('/acme/shop/issues/2');
  });

  it('stands where the organisation’s policy says', async () => {
    const home = await office.repo('.github');
    const rules = `${POLICY}scorecard: { roll-up: acme/governance }\n`;
    await office.commit(home, LONG_AGO, { [POLICY_FILE]: rules });
    const governance = await office.repo('governance');
    await office.commit(governance, LONG_AGO, { 'README.md': '# How we work\n' });
    await office.rollUp('2026-10-01', [shop]);
    expect(issues(home)).toEqual([]);
    expect(issues(governance)).toEqual([[1, 'Organisation scorecard 2026-09', 'open']]);
  });

  it('in a public place tells nothing of a private repository', async () => {
    const home = await office.repo('.github');
    await office.commit(home, LONG_AGO, { 'README.md': '# acme\n' });
    const vault = await office.repo('vault', { private: true });
    await office.commit(vault, LONG_AGO, {
      ...BEGINNING,
      [ENTRY_FILE]: pilot({ title: 'Secret cache' }),
    });
    await office.rollUp('2026-10-01', [shop, vault]);
    const { body } = home.issue(1);
    expect(body).toContain('acme/shop');
    expect(body).not.toMatch(/vault|Secret/);
    home.change({ private: true });
    await office.rollUp('2026-10-02', [shop, vault]);
    expect(home.issue(1).body).toMatch(/vault/);
  });

  it('waits for a repository that GitHub keeps back', async () => {
    const home = await office.repo('.github');
    await office.commit(home, LONG_AGO, { 'README.md': '# acme\n' });
    office.gh.faults.add({ operation: 'BelayBranchStates' }, { status: 502 });
    const { rollUp } = await office.rollUp('2026-10-01', [shop]);
    expect(rollUp).toMatchObject({ done: [], trouble: { kind: 'github', status: 502 } });
    expect(issues(home)).toEqual([]);
    await office.rollUp('2026-10-02', [shop]);
    expect(issues(home)).toHaveLength(1);
  });

  it('is not read for again once it stands, every day', async () => {
    const home = await office.repo('.github');
    await office.commit(home, LONG_AGO, { 'README.md': '# acme\n' });
    await office.rollUp('2026-10-01', [shop], 'left');
    expect([issues(home).length, issues(shop).length]).toEqual([1, 1]);
    const { body } = home.issue(1);
    office.gh.forget();
    await office.rollUp('2026-10-02', [shop], 'left');
    expect(office.gh.requests.map(({ operation }) => operation)).toEqual([
      ...['BelayScorecard', 'BelayScorecards', 'BelayScorecardComments'],
      ...['BelayScorecard', 'BelayScorecards', 'BelayScorecardComments'],
    ]);
    await home.issue(1).edit({ body: 'All well!', by: 'root' });
    await office.rollUp('2026-10-03', [shop], 'left');
    expect(home.issue(1).body).toBe(body);
  });

  it('follows a score that a repository’s issue is given, and a repository that turns private', async () => {
    const home = await office.repo('.github');
    await office.commit(home, LONG_AGO, { 'README.md': '# acme\n' });
    await office.rollUp('2026-10-01', [shop], 'left');
    await shop.issue(1).edit({ body: 'All fives!', by: 'root' });
    await office.rollUp('2026-10-02', [shop], 'left');
    expect(shop.issue(1).body).not.toBe('All fives!');
    expect(home.issue(1).body).toContain('/acme/shop');
    shop.change({ private: true });
    await office.rollUp('2026-10-05', [shop], 'left');
    expect(home.issue(1).body).not.toContain('shop');
  });
});
