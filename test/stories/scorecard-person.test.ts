import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scorecardMark } from '../../src/core/scorecard/issue/memory.js';
import { scorecardsOn } from '../../src/entry/jobs/scorecard-world.js';
import { tokenClient } from '../../src/entry/token-client.js';
import { createReadCache } from '../../src/read/cache.js';
import { aMemory } from '../builders/month.js';
import type { Repo } from '../github/world.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, pilot } from '../read/month/world.js';
import { issuesOf, type Office, openOffice } from './months.js';

let office: Office;
let shop: Repo;
beforeEach(async () => {
  office = await openOffice();
  shop = await office.repo('shop');
  await office.commit(shop, LONG_AGO, BEGINNING);
  await office.commit(shop, '2026-09-05T09:00:00Z', { [ENTRY_FILE]: pilot() });
});
afterEach(() => office.close());

/** Somebody files the scorecards with a token of their own. */
function run(today: string) {
  office.gh.clock.set(`${today}T08:00:00Z`);
  const client = tokenClient(office.gh.token('root'), office.gh.url);
  return scorecardsOn([{ owner: 'acme', name: 'shop' }], {
    ...{ client, issuer: 'root', appId: null, cache: createReadCache(), docs: null },
    ...{ today: () => today, month: null, settled: 'read', writes: 'github' },
  });
}

describe('a person who files scorecards', () => {
  it('files each once', async () => {
    await run('2026-10-01');
    office.writes();
    await run('2026-10-02');
    expect(office.writes()).toBe(0);
    await run('2026-11-02');
    expect(issuesOf(shop)).toEqual([
      [1, 'Scorecard 2026-09', 'closed'],
      [2, 'Scorecard 2026-10', 'open'],
    ]);
  });

  it.each([
    ['adds to one', (body: string) => `${body}\n\nnote`],
    ['writes over one', () => 'All well!'],
  ])('finds it rebuilt where they %s', async (_, changed) => {
    await run('2026-10-01');
    const { body } = shop.issue(1);
    await shop.issue(1).edit({ body: changed(body), by: 'root' });
    await run('2026-10-02');
    expect(issuesOf(shop)).toEqual([[1, 'Scorecard 2026-09', 'open']]);
    expect(shop.issue(1).body).toBe(body);
  });

  it('may quote one in an issue of their own, which stays as it is', async () => {
    await run('2026-10-01');
    const body = `I see it differently:\n\n${shop.issue(1).body}`;
    await shop.openIssue({ by: 'root', title: 'Talk about it', body, labels: ['belay-scorecard'] });
    office.writes();
    await run('2026-10-02');
    expect(office.writes()).toBe(0);
    await run('2026-11-02');
    expect(issuesOf(shop)).toContainEqual([2, 'Talk about it', 'open']);
    expect(shop.issue(2).body).toBe(body);
  });

  it.each([
    ['under another title', 'Triage', ['belay-scorecard'], ''],
    ['without the label', 'Scorecard 2026-09', [], ''],
    ['in the middle of a text', 'Scorecard 2026-09', ['belay-scorecard'], '\n\nPlease look.'],
  ])('may pass on a mark that a stranger made up: %s', async (_, title, labels, end) => {
    const mark = scorecardMark(aMemory({ month: '2026-09', repository: String(shop.row.id) }));
    const body = `A stranger writes:\n\n${mark}${end}`;
    await shop.openIssue({ by: 'root', title, body, labels });
    await run('2026-10-01');
    expect(shop.issue(1).body).toBe(body);
    expect(issuesOf(shop)).toContainEqual([2, 'Scorecard 2026-09', 'open']);
  });
});
