import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Repo } from '../github/world.js';
import { ENTRY_FILE, POLICY, POLICY_FILE, pilot } from '../read/month/world.js';
import { grownShop, type Office, openOffice } from './months.js';

let office: Office;
let shop: Repo;
beforeEach(async () => {
  office = await openOffice();
  shop = await grownShop(office);
});
afterEach(() => office.close());

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

  it('is settled on the Monday after, with what was decided since its last run', async () => {
    await office.run('2026-10-01', [shop]);
    await office.run('2026-10-16', [shop]);
    const reviews = [{ date: '2026-10-17', verdict: 'kill', because: 'timeouts did not move' }];
    await office.commit(shop, '2026-10-17T19:00:00Z', {
      [ENTRY_FILE]: pilot({ status: 'killed', reviews }),
    });
    await office.run('2026-10-19', [shop]);
    const comments = await shop.issue(1).comments();
    expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining('2026-W42')]);
    expect(comments[0]?.body).toContain('timeouts did not move');
    office.writes();
    await office.run('2026-10-20', [shop]);
    expect(office.writes()).toBe(0);
  });

  it('keeps what it said would be due, whatever became of it', async () => {
    await office.run('2026-10-01', [shop]);
    const other = { id: 'DL-0043', title: 'Another bet', date: '2026-10-05' };
    const killed = [{ date: '2026-10-16', verdict: 'kill', because: 'nobody used it' }];
    await office.commit(shop, '2026-10-16T19:00:00Z', {
      'docs/decisions/0043-another.md': pilot({ ...other, status: 'killed', reviews: killed }),
    });
    await office.run('2026-10-19', [shop]);
    const [told] = await shop.issue(1).comments();
    expect(told?.body).toMatch(/nobody used it[\s\S]*DL-0042/);
    const reviews = [{ date: '2026-10-20', verdict: 'graduate', because: 'timeouts fell' }];
    await office.commit(shop, '2026-10-20T09:00:00Z', {
      [ENTRY_FILE]: pilot({ status: 'graduated', reviews }),
    });
    await office.run('2026-10-20', [shop]);
    const [before, now] = await shop.issue(1).comments();
    expect(before?.body).toBe(told?.body);
    expect(now?.body).toContain('2026-W43');
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

  it('is not told on a quiet day', async () => {
    await office.run('2026-10-01', [shop]);
    const reviews = [{ date: '2026-10-16', verdict: 'kill', because: 'timeouts did not move' }];
    await office.commit(shop, '2026-10-16T19:00:00Z', {
      [ENTRY_FILE]: pilot({ status: 'killed', reviews }),
    });
    await office.run('2026-10-17', [shop]);
    expect(await shop.issue(1).comments()).toEqual([]);
    await office.run('2026-10-19', [shop]);
    expect(await shop.issue(1).comments()).toHaveLength(1);
  });

  it('with nothing to say is not told', async () => {
    await office.run('2026-10-01', [shop]);
    await office.run('2026-10-06', [shop]);
    expect(await shop.issue(1).comments()).toEqual([]);
  });
});
