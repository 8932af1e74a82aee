import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryRun } from '../../src/core/scorecard/run.js';
import { manyMerged } from '../read/month/merged.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, pilot } from '../read/month/world.js';
import { type Office, openOffice } from './months.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

/** Entries of a log, with numbers from one on. */
function entries(from: number, to: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: to - from }, (_, at) => from + at);
  return Object.fromEntries(
    numbers.map((number) => [
      `docs/decisions/${number}-pilot.md`,
      pilot({ id: `DL-${number}`, checkpoint: { date: '2027-01-11', 'continue-if': 'p95 -25 %' } }),
    ]),
  );
}

function writesIn(report: RepositoryRun | undefined): readonly string[] {
  return report?.kind === 'scored' ? report.done.map(({ write: { kind } }) => kind) : [];
}

describe('what GitHub is asked for', () => {
  it('is at most 30 requests for 500 entries and 1,000 merged pull requests, month after month', async () => {
    const shop = await office.repo('shop');
    await office.commit(shop, LONG_AGO, {
      ...BEGINNING,
      [ENTRY_FILE]: pilot(),
      ...entries(100, 499),
    });
    await office.commit(shop, '2026-10-05T09:00:00Z', entries(499, 599));
    for (const [at, today, writes] of [
      ['2026-10-14T09:00:00Z', '2026-11-02', ['file']],
      ['2026-11-14T09:00:00Z', '2026-12-01', ['file', 'comment', 'close']],
    ] as const) {
      await manyMerged({ gh: office.gh, shop }, 1_000, at);
      office.gh.forget();
      const [report] = await office.run(today, [shop]);
      expect(office.gh.count()).toBeLessThanOrEqual(30);
      expect(report).toMatchObject({ trouble: null });
      expect(writesIn(report)).toEqual(writes);
    }
  }, 60_000);
});
