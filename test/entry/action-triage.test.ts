import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/entry/cli.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import { pilotEntry, TRIAGE_POLICY } from '../stories/pilot-shop.js';
import { ENTRY_FILE, SHOP_FILES } from '../stories/shop.js';
import { runAction } from './run-action.js';

let gh: GitHub;
let shop: Repo;

beforeEach(async () => {
  gh = await startGitHub();
  const files = { ...SHOP_FILES, '.github/belay.yml': TRIAGE_POLICY };
  shop = await gh.repo('acme/shop', { files: { ...files, [ENTRY_FILE]: pilotEntry(-2) } });
  await shop.collaborator('octocat', 'push');
  gh.forget();
});

afterEach(async () => {
  await gh.close();
});

const RIGHTS = { contents: 'write', pull_requests: 'write', issues: 'write' };

interface Run {
  readonly event?: string;
  readonly payload?: object;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly rights?: Readonly<Record<string, string>>;
}

function run({ event = 'schedule', payload = {}, inputs = {}, rights = RIGHTS }: Run = {}) {
  const token = gh.actionsToken('acme/shop', rights);
  return runAction({
    event,
    payload,
    repository: 'acme/shop',
    api: gh.url,
    inputs: { token, ...inputs },
  });
}

const NOWHERE = {
  folder: '/',
  stdin: Readable.from([]),
  colour: 'off',
  width: 80,
  docs: null,
  progress: null,
} as const;

function written(): readonly string[] {
  return gh.requests
    .filter(({ method, graphql }) => method !== 'GET' && !graphql)
    .map(({ method, path }) => `${method} ${path}`);
}

describe('the Action on a schedule', () => {
  it.each(['schedule', 'workflow_dispatch'])('sweeps at %s, and passes', async (event) => {
    const { code, outputs, summary, report, stdout } = await run({ event });
    expect(code).toBe(0);
    expect(shop.issues()).toMatchObject([{ author: 'github-actions[bot]', state: 'open' }]);
    const number = shop.issues()[0]?.number;
    expect(outputs).toMatchObject({ overdue: '1', issues: `[${number}]` });
    expect(summary).toMatch(/^## Pilots: 1 overdue/);
    expect(report).toMatchObject({ schema: 1, pilots: [{ id: 'DL-0042', state: 'past' }] });
    expect(stdout).toContain('::warning file=docs/decisions/');
  });

  it('does nothing twice, and still tells which issues stand', async () => {
    const first = await run();
    gh.forget();
    const second = await run();
    expect(second.outputs.issues).toBe(first.outputs.issues);
    expect(written()).toEqual([]);
  });

  it('only tells what it would do in a rehearsal', async () => {
    const { outputs, summary } = await run({ inputs: { 'dry-run': 'true' } });
    expect(summary).toContain('would open');
    expect(outputs).toMatchObject({ overdue: '1', issues: '[]' });
    expect(written()).toEqual([]);
  });

  it('sweeps at any event when told to, as of any day', async () => {
    const inputs = { command: 'sweep', 'as-of': '2020-01-01' };
    const { code, outputs } = await run({ event: 'push', inputs });
    expect({ code, overdue: outputs.overdue }).toEqual({ code: 0, overdue: '0' });
    expect(shop.issues()).toEqual([]);
  });

  it('fails on trouble alone, and tells what it knows', async () => {
    const { code, stdout, outputs, summary } = await run({ rights: { contents: 'read' } });
    expect(code).toBe(1);
    expect(stdout).toContain('the token may not write issues of acme/shop');
    expect(outputs.overdue).toMatch(/^[01]$/);
    expect(summary).toContain('acme/shop');
    const never = await run({ rights: { contents: 'read' }, inputs: { 'fail-on': 'never' } });
    expect(never.code).toBe(0);
  });

  it('passes where there is no policy, and says so', async () => {
    await shop.commit({ files: { '.github/belay.yml': null } });
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('no policy');
  });
});

describe('the Action at a comment', () => {
  /** The event of a comment, as GitHub wrote it. */
  async function comment(text: string, by = 'octocat') {
    const env = { GITHUB_TOKEN: gh.actionsToken('acme/shop', RIGHTS), GITHUB_API_URL: gh.url };
    await runCli(['sweep', '--repo', 'acme/shop'], { ...NOWHERE, env });
    const made = await shop.issues()[0]?.comment(text, { by });
    await gh.delivered();
    gh.forget();
    const payload = gh.deliveries.findLast(({ event }) => event === 'issue_comment')?.payload;
    return { made, payload: payload ?? {} };
  }

  it('records a verdict in a pull request', async () => {
    const { made, payload } = await comment('/belay kill because timeouts did not move');
    const { code, summary } = await run({ event: 'issue_comment', payload });
    expect(code).toBe(0);
    expect(shop.pulls()).toMatchObject([{ author: 'github-actions[bot]', state: 'open' }]);
    expect(made?.reactions()).toMatchObject([{ login: 'github-actions[bot]', content: 'eyes' }]);
    expect(summary).toContain(`#${shop.pulls()[0]?.number}`);
  });

  it('shows the patch in a rehearsal, and writes nothing', async () => {
    const { payload } = await comment('/belay kill because timeouts did not move');
    const inputs = { 'dry-run': 'true' };
    const { summary } = await run({ event: 'issue_comment', payload, inputs });
    expect(summary).toContain('+status: killed');
    expect(written()).toEqual([]);
  });

  it('has nothing to do with other comments', async () => {
    const { payload } = await comment('Shall we kill it?');
    const { code, stdout } = await run({ event: 'issue_comment', payload });
    expect({ code, writes: written() }).toEqual({ code: 0, writes: [] });
    expect(stdout).toContain('does not speak to Belay');
  });

  it('says where the check is run again', async () => {
    const pull = await shop.openPull({ by: 'alice', files: { 'README.md': '# The shop\n' } });
    await pull.comment('/belay recheck', { by: 'alice' });
    await gh.delivered();
    const payload = gh.deliveries.findLast(({ event }) => event === 'issue_comment')?.payload ?? {};
    const { code, stdout } = await run({ event: 'issue_comment', payload });
    expect(code).toBe(0);
    expect(stdout).toContain('re-run');
  });

  it('fails when GitHub lets it not even answer', async () => {
    const { payload } = await comment('/belay kill because timeouts did not move');
    const rights = { contents: 'read', issues: 'read' };
    const { code, stdout } = await run({ event: 'issue_comment', payload, rights });
    expect(code).toBe(1);
    expect(stdout).toContain('The token may not write answers in acme/shop');
  });
});
