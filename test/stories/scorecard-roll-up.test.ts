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
    expect(issuesOf(home)).toEqual([
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
    expect(issuesOf(home)).toEqual([]);
    expect(issuesOf(governance)).toEqual([[1, 'Organisation scorecard 2026-09', 'open']]);
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
    expect(issuesOf(home)).toEqual([]);
    await office.rollUp('2026-10-02', [shop]);
    expect(issuesOf(home)).toHaveLength(1);
  });

  it('is not read for again once it stands, every day', async () => {
    const home = await office.repo('.github');
    await office.commit(home, LONG_AGO, { 'README.md': '# acme\n' });
    await office.rollUp('2026-10-01', [shop], 'left');
    expect([issuesOf(home).length, issuesOf(shop).length]).toEqual([1, 1]);
    const { body } = home.issue(1);
    office.gh.forget();
    await office.rollUp('2026-10-02', [shop], 'left');
    expect(office.gh.requests.map(({ operation }) => operation)).toEqual([
      ...['BelayScorecard', 'BelayScorecards', 'BelayScorecardComments'],
      ...['BelayScorecard', 'BelayScorecards', 'BelayScorecardComments'],
    ]);
    await home.issue(1).edit({ body: 'All well!', by: 'root' });
    await office.rollUp('2026-10-03', [shop], 'left');
    expect(home.issue(1).body).toBe('All well!');
    await office.rollUp('2026-10-05', [shop], 'left');
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

  it('names what has turned private no more, in no month that is closed either', async () => {
    const home = await office.repo('.github');
    await office.commit(home, LONG_AGO, { 'README.md': '# acme\n' });
    const front = await office.repo('shop-front');
    await office.commit(front, LONG_AGO, { ...BEGINNING, [ENTRY_FILE]: pilot() });
    await office.rollUp('2026-10-01', [front]);
    await office.rollUp('2026-11-02', [front, shop], 'left');
    await office.rollUp('2026-12-01', [front, shop], 'left');
    const before = home.issue(1).body;
    expect(home.issue(2).body).toMatch(/acme\/shop\b(?!-)/);
    shop.change({ private: true });
    await office.rollUp('2026-12-05', [front, shop], 'left');
    expect(home.issue(1).body).toBe(before);
    expect(home.issue(2).body).toContain('taken out');
    expect(home.issue(2).body).not.toContain('shop');
    expect(home.issue(2).state).toBe('closed');
    await office.rollUp('2026-12-07', [front, shop], 'left');
    expect(home.issue(3).body).toContain('acme/shop-front');
    expect(home.issue(3).body).not.toMatch(/acme\/shop\b(?!-)/);
    office.writes();
    await office.rollUp('2026-12-08', [front, shop], 'left');
    expect(office.writes()).toBe(0);
  });

  it('tells nothing of private repositories once its own place turns public', async () => {
    const home = await office.repo('.github', { private: true });
    await office.commit(home, LONG_AGO, { 'README.md': '# acme\n' });
    shop.change({ private: true });
    await office.rollUp('2026-10-01', [shop], 'left');
    await office.rollUp('2026-11-02', [shop], 'left');
    expect([1, 2].map((number) => home.issue(number).body)).toEqual([
      expect.stringContaining('acme/shop'),
      expect.stringContaining('acme/shop'),
    ]);
    home.change({ private: false });
    await office.rollUp('2026-11-03', [shop], 'left');
    for (const number of [1, 2]) expect(home.issue(number).body).not.toContain('shop');
  });
});
