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
import { grownShop, issuesOf, type Office, openOffice } from './months.js';

let office: Office;
let shop: Repo;
beforeEach(async () => {
  office = await openOffice();
  shop = await grownShop(office);
});
afterEach(() => office.close());

describe('the scorecards of a repository', () => {
  it('are one issue a month, the last one open, and one trend', async () => {
    for (const today of ['2026-10-01', '2026-11-02', '2026-12-01']) {
      const [report] = await office.run(today, [shop]);
      expect(report).toMatchObject({ kind: 'scored', trouble: null, told: null });
      office.writes();
      await office.run(today, [shop]);
      expect(office.writes()).toBe(0);
    }
    expect(issuesOf(shop)).toEqual([
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
    expect(body).toMatch(/x-axis \[.*Sep.*Oct.*Nov.*\]/);
  });

  it('are planned before they are filed, and the plan writes nothing', async () => {
    const plan = await office.plan('2026-10-01', [shop]);
    expect(plan).toMatchObject([{ kind: 'file', issue: { title: 'Scorecard 2026-09' } }]);
    expect(issuesOf(shop)).toEqual([]);
  });

  it('catch up a month that nobody ran for', async () => {
    await office.run('2026-10-01', [shop]);
    await office.run('2026-12-01', [shop]);
    expect(issuesOf(shop)).toEqual([
      [1, 'Scorecard 2026-09', 'closed'],
      [2, 'Scorecard 2026-10', 'closed'],
      [3, 'Scorecard 2026-11', 'open'],
    ]);
    expect(shop.issue(3).body).toMatch(/x-axis \[.*Sep.*Oct.*Nov.*\]/);
    office.writes();
    await office.run('2026-12-02', [shop]);
    expect(office.writes()).toBe(0);
  });

  it('wait for their day, and for one that is not quiet', async () => {
    const late = `${POLICY}scorecard: { day: 5 }\n`;
    await office.commit(shop, '2026-09-06T09:00:00Z', { [POLICY_FILE]: late });
    await office.run('2026-10-04', [shop]);
    await office.run('2026-11-07', [shop]);
    expect(issuesOf(shop)).toEqual([]);
    await office.run('2026-11-09', [shop]);
    expect(issuesOf(shop)).toEqual([[1, 'Scorecard 2026-10', 'open']]);
  });

  it('are rebuilt where another hand edited them', async () => {
    await office.run('2026-10-01', [shop]);
    const { body } = shop.issue(1);
    await shop.issue(1).edit({ body: 'All fives!', by: 'root' });
    await office.run('2026-10-02', [shop]);
    expect(shop.issue(1).body).toBe(body);
    expect(issuesOf(shop)).toHaveLength(1);
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

  it('that two runs filed at once become one, and the months after them come', async () => {
    await Promise.all([1, 2].map(() => office.run('2026-10-01', [shop])));
    await office.run('2026-10-02', [shop]);
    const [report] = await office.run('2026-11-02', [shop]);
    expect(report).toMatchObject({ kind: 'scored', trouble: null });
    const open = issuesOf(shop).filter(([, , state]) => state === 'open');
    expect(open.map(([, title]) => title)).toEqual(['Scorecard 2026-10']);
  });

  it('are not what a stranger says in their name', async () => {
    await office.run('2026-10-01', [shop]);
    const { title, body } = shop.issue(1);
    const later = body.replaceAll('2026-09', '2026-10');
    await shop.openIssue({ title: 'Scorecard 2026-10', body: later, by: 'alice' });
    await office.run('2026-11-02', [shop]);
    expect(title).toBe('Scorecard 2026-09');
    expect(issuesOf(shop)).toEqual([
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
    expect(issuesOf(shop).map(([, title]) => title)).toEqual([
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
    expect(issuesOf(fresh)).toEqual([]);
    await office.run('2026-12-01', [fresh]);
    expect(issuesOf(fresh)).toEqual([[1, 'Scorecard 2026-11', 'open']]);
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
    const [asked] = await office.run('2026-11-02', [off], '2026-10');
    expect(asked).toMatchObject({ months: [{ filing: { why: 'scorecard-off' } }], done: [] });
    expect(office.writes()).toBe(0);
  });

  it('come whole at the next run when GitHub failed in the middle', async () => {
    await office.run('2026-10-01', [shop]);
    office.gh.faults.add({ method: 'POST', path: /comments$/ }, { status: 502 });
    const [report] = await office.run('2026-11-02', [shop]);
    expect(report).toMatchObject({ trouble: { kind: 'github', status: 502 } });
    expect(issuesOf(shop)).toEqual([
      [1, 'Scorecard 2026-09', 'open'],
      [2, 'Scorecard 2026-10', 'open'],
    ]);
    await office.run('2026-11-03', [shop]);
    expect(issuesOf(shop)[0]).toEqual([1, 'Scorecard 2026-09', 'closed']);
    expect(await shop.issue(1).comments()).toHaveLength(1);
  });

  it.each([404, 410])('stay open where GitHub takes no new one: %i', async (status) => {
    await office.run('2026-10-01', [shop]);
    office.gh.faults.add({ method: 'POST', path: /issues$/ }, { status });
    const [report] = await office.run('2026-11-02', [shop]);
    expect(report).toMatchObject({ told: null, trouble: { kind: 'gone' }, done: [] });
    expect(issuesOf(shop)).toEqual([[1, 'Scorecard 2026-09', 'open']]);
    await office.run('2026-11-03', [shop]);
    expect(issuesOf(shop)).toEqual([
      [1, 'Scorecard 2026-09', 'closed'],
      [2, 'Scorecard 2026-10', 'open'],
    ]);
  });

  it('of a month that could not be closed are closed at the next run', async () => {
    await office.run('2026-10-01', [shop]);
    office.gh.faults.add({ method: 'PATCH', path: /issues\/1$/ }, { status: 502 });
    const [report] = await office.run('2026-11-02', [shop]);
    expect(report).toMatchObject({ trouble: { kind: 'github', status: 502 } });
    await office.run('2026-11-03', [shop]);
    expect(issuesOf(shop)[0]).toEqual([1, 'Scorecard 2026-09', 'closed']);
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
    expect([issuesOf(shop), issuesOf(other)].map(({ length }) => length)).toEqual([1, 1]);
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
