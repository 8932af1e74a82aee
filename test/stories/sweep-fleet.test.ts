import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Progress } from '../../src/read/fleet/logs.js';
import { entryText } from '../builders/entry-text.js';
import { type GitHub, startGitHub } from '../github/world.js';
import { sweepOn } from './sweeping.js';

const POLICY = `workflows:
  checkout-pricing:
    paths: ["services/pricing/**"]
slis:
  quote-errors: { objective: "<= 0.1 %", stop: "@acme/sre-oncall" }
`;
const OVERDUE = entryText({ owner: '@alice', backup: '@bob' });
const ON_TIME = entryText({ checkpoint: { date: '2026-12-15', 'continue-if': 'p95 -25 %' } });

/** A thousand repositories: every tenth has a policy and two entries, every hundredth an overdue one. */
describe('a sweep of a thousand repositories', { timeout: 60_000 }, () => {
  let gh: GitHub;
  beforeAll(async () => {
    gh = await startGitHub();
    for (let turn = 0; turn < 1000; turn++) {
      const entries = {
        '.github/belay.yml': POLICY,
        'docs/decisions/0042-cache.md': turn % 100 === 0 ? OVERDUE : ON_TIME,
        'docs/decisions/0041-queue.md': `# 41. Queue\n\nStatus: accepted\n\n${turn}\n`,
      };
      const files = turn % 10 === 0 ? entries : { 'README.md': '# Plain\n' };
      await gh.repo(`acme/r${String(turn).padStart(4, '0')}`, { files });
    }
  }, 60_000);
  afterAll(() => gh.close());

  const reads = () => gh.count(({ method, graphql }) => method === 'GET' || graphql);
  const writes = () => gh.count(({ method, graphql }) => method !== 'GET' && !graphql);

  it('takes at most 45 reading requests and as many writes as there are changes', async () => {
    gh.forget();
    const seen: Progress[] = [];
    const before = process.memoryUsage().rss;
    const report = await sweepOn(gh, { on: '2026-11-18', progress: (step) => seen.push(step) });
    expect(report).toHaveLength(1000);
    expect(reads()).toBeLessThanOrEqual(45);
    // A label and an issue for each overdue pilot.
    expect(writes()).toBe(20);
    expect(seen.at(-1)).toEqual({ looked: 1000, of: 1000, withPolicy: 100 });
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(100);
  });

  it('writes nothing when nothing changed', async () => {
    gh.forget();
    await sweepOn(gh, { on: '2026-11-18' });
    expect(reads()).toBeLessThanOrEqual(45);
    expect(writes()).toBe(0);
  });

  it('asks for halves where GitHub cannot answer for all, and does without the one it cannot', async () => {
    gh.forget();
    const poison = (request: { graphql: unknown; body: string }) =>
      request.graphql !== null && /"r0333"/.test(String(request.body));
    gh.faults.add(poison as never, { status: 502 }, Number.POSITIVE_INFINITY);
    const report = await sweepOn(gh, { on: '2026-11-18' });
    gh.faults.clear();
    const troubled = report.filter(({ kind }) => kind === 'trouble');
    expect(troubled).toMatchObject([{ repository: { name: 'r0333' } }]);
    expect(writes()).toBe(0);
  });

  it('stops asking when GitHub answers nothing any more', async () => {
    gh.forget();
    gh.faults.add({ graphql: true }, { status: 502 }, Number.POSITIVE_INFINITY);
    const report = await sweepOn(gh, { on: '2026-11-18' });
    gh.faults.clear();
    expect(report.every(({ kind }) => kind === 'trouble')).toBe(true);
    expect(report).toHaveLength(1000);
    expect(reads()).toBeLessThan(25);
  });

  it('stops asking when it has asked too much', async () => {
    gh.forget();
    const limit = {
      status: 403,
      headers: { 'retry-after': '60' },
      body: { message: 'rate limit' },
    };
    gh.faults.add({ graphql: true }, limit, Number.POSITIVE_INFINITY);
    const report = await sweepOn(gh, { on: '2026-11-18' });
    gh.faults.clear();
    expect(report).toHaveLength(1000);
    expect(reads()).toBe(11);
  });
});
