import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scorecardMark } from '../../src/core/scorecard/issue/memory.js';
import { aMemory } from '../builders/month.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, pilot } from '../read/month/world.js';
import { runAction } from './run-action.js';

let gh: GitHub;
let shop: Repo;

beforeEach(async () => {
  gh = await startGitHub();
  shop = await gh.repo('acme/shop', { files: {} });
  gh.clock.set(LONG_AGO);
  await shop.commit({ files: BEGINNING, event: false });
  gh.clock.set('2026-10-05T09:00:00Z');
  await shop.commit({ files: { [ENTRY_FILE]: pilot() }, event: false });
  gh.clock.set('2026-11-17T09:00:00Z');
  gh.forget();
});
afterEach(() => gh.close());

function run(inputs: Readonly<Record<string, string>>, event = 'schedule', payload: object = {}) {
  const rights = { contents: 'read', pull_requests: 'read', issues: 'write', checks: 'read' };
  const token = gh.actionsToken('acme/shop', rights);
  return runAction({
    event,
    payload,
    repository: 'acme/shop',
    api: gh.url,
    inputs: { token, 'as-of': '2026-11-17', ...inputs },
  });
}

const titles = () => shop.issues().map(({ title }) => title);
const isUntouched = () => gh.requests.every(({ method, graphql }) => graphql || method === 'GET');

describe('the Action and scorecards', () => {
  it('files the one that is due, and then is done', async () => {
    const first = await run({ command: 'scorecard' });
    expect(first.code).toBe(0);
    expect(titles()).toEqual(['Scorecard 2026-10']);
    expect(first.outputs.issues).toBe('[1]');
    expect(first.summary).toMatch(/^## Scorecard 2026-10/);
    expect(first.report).toMatchObject({ schema: 1, month: '2026-10' });
    gh.forget();
    const second = await run({ command: 'scorecard' });
    expect(second.code).toBe(0);
    expect(second.outputs.issues).toBe('[]');
    expect(isUntouched()).toBe(true);
  });

  it.each(['schedule', 'workflow_dispatch'])(
    'sweeps and files at %s, and passes',
    async (event) => {
      const { code, outputs, summary, report } = await run({}, event);
      expect(code).toBe(0);
      expect(titles().toSorted()).toEqual([
        expect.stringContaining('DL-0042'),
        'Scorecard 2026-10',
      ]);
      expect(outputs).toMatchObject({ overdue: '1', issues: '[1,2]' });
      expect(summary).toMatch(/^## Pilots: 1 overdue[\s\S]*^## Scorecard 2026-10/m);
      expect(report).toMatchObject({ schema: 1, pilots: [{}], scorecard: { month: '2026-10' } });
    },
  );

  it('tells what an earlier attempt wrote, too', async () => {
    await run({ command: 'scorecard', 'as-of': '2026-11-17' });
    gh.faults.add({ method: 'PATCH', path: /issues\/1$/ }, { status: 502 });
    const { code, outputs } = await run({ command: 'scorecard', 'as-of': '2026-12-01' });
    expect(code).toBe(0);
    expect(titles()).toContain('Scorecard 2026-11');
    expect(outputs.issues).toBe('[2]');
  });

  it('leaves alone what another workflow wrote for a stranger, mark and all', async () => {
    const token = gh.actionsToken('acme/shop', { issues: 'write' });
    const memory = aMemory({ month: '2026-09', repository: String(shop.row.id) });
    const body = `${scorecardMark(memory)}`;
    const sent = { title: 'Scorecard 2026-09', body, labels: ['feedback'] };
    await gh.rest(token, 'POST', '/repos/acme/shop/issues', sent);
    await run({ command: 'scorecard' });
    expect(shop.issue(1)).toMatchObject({ body, state: 'open' });
    expect(shop.issue(2).body).toContain('The first scorecard');
  });

  it('knows its issues again whatever becomes of the labels in the policy', async () => {
    await run({ command: 'scorecard' });
    const policy = `${BEGINNING['.github/belay.yml']}scorecard: { labels: [Monthly] }\n`;
    await shop.commit({ files: { '.github/belay.yml': policy }, event: false });
    await run({ command: 'scorecard' });
    expect(titles()).toEqual(['Scorecard 2026-10']);
    await run({ command: 'scorecard', 'as-of': '2026-12-01' });
    const again = `${BEGINNING['.github/belay.yml']}scorecard: { labels: [Other] }\n`;
    await shop.commit({ files: { '.github/belay.yml': again }, event: false });
    await run({ command: 'scorecard', 'as-of': '2026-12-01' });
    expect(titles().toSorted()).toEqual(['Scorecard 2026-10', 'Scorecard 2026-11']);
  });

  it('only tells what it would file in a rehearsal', async () => {
    const { summary, outputs } = await run({ command: 'scorecard', 'dry-run': 'true' });
    expect(summary).toContain('would file Scorecard 2026-10');
    expect(outputs.issues).toBe('[]');
    expect(isUntouched()).toBe(true);
  });

  describe('at a score by comment', () => {
    const shown = () => shop.issues().find(({ title }) => title.startsWith('Scorecard'))?.body;
    const score = async () => {
      await run({ command: 'scorecard' });
      await shop.collaborator('octocat', 'push');
      const text = '/belay score problem-framing 1 because the aims were copied';
      await shop.issue(1).comment(text, { by: 'octocat' });
      await gh.delivered();
      const events = gh.deliveries.filter(({ event }) => event === 'issue_comment');
      return events.at(-1)?.payload ?? {};
    };

    it('shows it at once', async () => {
      const { code, summary } = await run({}, 'issue_comment', await score());
      expect(code).toBe(0);
      expect(summary).toContain('Problem framing');
      expect(shown()).toContain('1 (by hand)');
    });

    it('only says what would be answered in a rehearsal', async () => {
      const payload = await score();
      gh.forget();
      const { code } = await run({ 'dry-run': 'true' }, 'issue_comment', payload);
      expect(code).toBe(0);
      expect(isUntouched()).toBe(true);
    });

    it('fails where it could not be shown, and lets the next run show it', async () => {
      const payload = await score();
      const refusal = { method: 'PATCH', path: /issues\/1$/ };
      const fault = gh.faults.add(refusal, { status: 403 }, Number.POSITIVE_INFINITY);
      const { code } = await run({}, 'issue_comment', payload);
      expect(code).toBe(1);
      fault.remove();
      await run({ command: 'scorecard' });
      expect(shown()).toContain('1 (by hand)');
    });
  });

  it('fails when it could not do its work', async () => {
    gh.faults.add({ method: 'POST', path: /issues$/ }, { status: 403 }, Number.POSITIVE_INFINITY);
    const { code, summary } = await run({ command: 'scorecard' });
    expect(code).toBe(1);
    expect(summary).toContain('Nothing was written');
    expect(summary).toContain('`issues: write`');
  });
});
