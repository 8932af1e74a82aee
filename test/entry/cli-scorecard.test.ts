import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../src/entry/cli.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import {
  BEGINNING,
  ENTRY_FILE,
  LONG_AGO,
  POLICY,
  POLICY_FILE,
  pilot,
} from '../read/month/world.js';
import { type Clone, makeClone } from './clone.js';

interface Around {
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function scorecard(args: string, { folder = '/', env = {} }: Around = {}) {
  const around = {
    folder,
    stdin: Readable.from([]),
    colour: 'off' as const,
    width: 100,
    docs: null,
    env,
    progress: null,
  };
  return runCli(['scorecard', ...args.split(' ').filter(Boolean)], around);
}

const NOVEMBER = '--as-of 2026-11-17';

describe('belay scorecard in a clone', () => {
  let clone: Clone;
  const on = (time: string) => {
    vi.stubEnv('GIT_COMMITTER_DATE', time);
    vi.stubEnv('GIT_AUTHOR_DATE', time);
  };
  beforeEach(() => {
    on(LONG_AGO);
    clone = makeClone(BEGINNING);
    on('2026-10-05T09:00:00Z');
    clone.commit({ [ENTRY_FILE]: pilot() });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    clone.remove();
  });

  const here = (args = '') => scorecard(`${NOVEMBER} ${args}`, clone);

  it('prints the last month that is over as JSON, and nothing else', async () => {
    const { stdout, stderr, exit } = await here('--format json');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      schema: 1,
      month: '2026-10',
      template: 'systems-outcome',
      alarms: expect.any(Array),
      pilots: { graduated: 0, killed: 0, continued: 0, overdue: 1 },
    });
    expect(report.areas.map(({ id }: { id: string }) => id)).toContain('problem-framing');
    for (const area of report.areas)
      expect(Object.keys(area)).toEqual([
        ...['id', 'name', 'score', 'previous', 'evidence', 'next', 'owner'],
      ]);
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
  });

  it('prints the month that is asked for, and why it would get no issue', async () => {
    const json = await here('--month 2026-09 --format json');
    expect(JSON.parse(json.stdout).month).toBe('2026-09');
    expect(json.stderr).toContain('no pilot was open');
    const { stdout, exit } = await here('--month 2026-09');
    expect(stdout).toContain('Scorecard 2026-09');
    expect(stdout).toContain('gets no issue of its own');
    expect(exit).toBe(0);
  });

  it.each([
    ['text', 'Scorecard 2026-10'],
    ['markdown', '## Scorecard 2026-10'],
    ['github', ''],
  ])('prints %s', async (format, shown) => {
    const { stdout, exit } = await here(`--format ${format}`);
    expect(stdout).toContain(shown);
    expect(exit).toBe(0);
  });

  it('of a month before there was a policy says so', async () => {
    const { stdout, exit } = await here('--month 2026-07');
    expect(stdout).toContain('no policy');
    expect(exit).toBe(0);
    const json = await here('--month 2026-07 --format json');
    expect(stdout).toContain('`belay scorecard --month 2026-11` shows the month so far');
    expect(JSON.parse(json.stdout)).toEqual({
      ...{ schema: 1, month: null, template: null },
      ...{ areas: [], alarms: [], pilots: null, repositories: [] },
      ...{ unfiled: 'without-policy', writes: [], untaken: null, trouble: null },
    });
  });

  it('cannot judge by a policy that was never good', async () => {
    on(LONG_AGO);
    const other = makeClone({ [POLICY_FILE]: 'workflow: {}\n' });
    const { stdout, stderr, exit } = await scorecard(`${NOVEMBER} --format json`, other);
    expect(JSON.parse(stdout)).toMatchObject({ areas: [], trouble: { kind: 'policy' } });
    expect(stderr).toContain('.github/belay.yml:1:1: `workflow` is not a key that belongs here.');
    expect(stderr).toContain('Did you mean `workflows`?');
    expect(exit).toBe(2);
    other.remove();
  });

  it('scores by the last good policy, and says so before all else', async () => {
    on('2026-10-20T09:00:00Z');
    clone.commit({ [POLICY_FILE]: `${POLICY}scorecards: false\n` });
    const { stdout, exit } = await here();
    expect(stdout.split('\n')[2]).toMatch(/^! The policy/);
    expect(stdout).toContain('Did you mean `scorecard`?');
    expect(exit).toBe(0);
    expect((await here('--format json')).stderr).toContain('its last good version');
    expect((await here('--format markdown')).stdout).toContain('its last good version');
  });

  it('says of a month that is not over how far it has come', async () => {
    const said = '2026-11 so far; no issue before 1 December 2026.';
    const outputs = ['text', 'json', 'markdown', 'github'].map((format) =>
      here(`--month 2026-11 --format ${format}`),
    );
    for (const { stdout, stderr, exit } of await Promise.all(outputs)) {
      expect(stdout + stderr).toContain(said);
      expect(exit).toBe(0);
    }
  });

  it.each([
    ['a month that is none', '--month 2026-13', '2026-10'],
    ['a month that has not begun', '--month 2027-01', 'has not begun'],
    ['a repository and an organisation', '--repo acme/shop --org acme', 'do not go together'],
    ['no token', '--repo acme/shop', 'GITHUB_TOKEN'],
  ])('refuses %s and says what it wants, in JSON as well', async (what, args, message) => {
    const env = what === 'no token' ? {} : { GH_TOKEN: 'ghp_octocat' };
    const { stdout, stderr, exit } = await scorecard(`${NOVEMBER} ${args} --format json`, {
      ...clone,
      env,
    });
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, areas: [], trouble: { kind: 'usage' } });
    expect(stderr).toContain(message);
  });

  it('outside of any repository keeps standard output JSON', async () => {
    const { stdout, exit } = await scorecard('--format json', { folder: '/' });
    expect(JSON.parse(stdout)).toMatchObject({ areas: [], trouble: { kind: 'git' } });
    expect(exit).toBe(2);
  });

  it('outside of any repository speaks of no check', async () => {
    const { stdout } = await scorecard('--format markdown', { folder: '/' });
    expect(stdout).toMatch(/^## Not done: /);
    expect(stdout).not.toContain('The check fails');
  });
});

describe('belay scorecard on GitHub', () => {
  let gh: GitHub;
  let shop: Repo;
  let env: Readonly<Record<string, string>>;
  beforeEach(async () => {
    gh = await startGitHub();
    shop = await gh.repo('acme/shop', { files: {} });
    await gh.repo('acme/plain', { files: { 'README.md': '# Plain\n' } });
    await commit(shop, LONG_AGO, BEGINNING);
    await commit(shop, '2026-10-05T09:00:00Z', { [ENTRY_FILE]: pilot() });
    gh.clock.set('2026-11-17T09:00:00Z');
    env = { GH_TOKEN: gh.token('root'), GITHUB_API_URL: gh.url };
    gh.forget();
  });
  afterEach(() => gh.close());

  async function commit(repo: Repo, at: string, files: Readonly<Record<string, string>>) {
    gh.clock.set(at);
    await repo.commit({ files: { ...files }, event: false });
  }

  const there = (args: string) => scorecard(`${NOVEMBER} ${args}`, { env });
  const isUntouched = () => gh.requests.every(({ method, graphql }) => graphql || method === 'GET');

  it('shows the plan and writes nothing when it is only a rehearsal', async () => {
    const { stdout, exit } = await there('--repo acme/shop --dry-run');
    expect(stdout).toContain('would file Scorecard 2026-10');
    expect(exit).toBe(0);
    const json = await there('--repo acme/shop --dry-run --format json');
    expect(JSON.parse(json.stdout).writes).toEqual([
      { kind: 'file', number: null, title: 'Scorecard 2026-10' },
    ]);
    expect(shop.issues()).toEqual([]);
    expect(isUntouched()).toBe(true);
  });

  it('files the issue as whoever the token is, and the next time does nothing', async () => {
    const first = await there('--repo acme/shop');
    expect(first.stdout).toContain('filed #1 Scorecard 2026-10');
    expect(shop.issues()).toMatchObject([{ author: 'root', labels: ['belay-scorecard'] }]);
    gh.forget();
    const { stdout, exit } = await there('--repo acme/shop --format json');
    expect(JSON.parse(stdout)).toMatchObject({ month: '2026-10' });
    expect(exit).toBe(0);
    expect(isUntouched()).toBe(true);
  });

  it('files those of an organisation, and its own issue over them', async () => {
    const home = await gh.repo('acme/.github', { files: { 'README.md': '# acme\n' } });
    const { stdout, exit } = await there('--org acme');
    expect(stdout).toContain('acme/shop');
    expect(stdout).toContain('Organisation scorecard 2026-10');
    expect(exit).toBe(0);
    expect(home.issues()).toMatchObject([{ title: 'Organisation scorecard 2026-10' }]);
    const json = await there('--org acme --format json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      month: '2026-10',
      repositories: [{ repository: 'acme/shop', month: '2026-10' }],
    });
  });

  it('reports a repository in trouble, files the others, and exits with 2', async () => {
    const books = await gh.repo('acme/books', { files: {} });
    await commit(books, LONG_AGO, { ...BEGINNING, [ENTRY_FILE]: pilot() });
    gh.faults.add(
      { method: 'POST', path: /books\/issues$/ },
      { status: 500 },
      Number.POSITIVE_INFINITY,
    );
    const { stdout, stderr, exit } = await there('--org acme --format json');
    expect(exit).toBe(2);
    expect(JSON.parse(stdout).repositories).toHaveLength(2);
    expect(stderr).toContain('acme/books');
    expect(shop.issues()).toHaveLength(1);
  });

  it('says where there is no policy, or scorecards are turned off', async () => {
    expect((await there('--repo acme/plain')).stdout).toContain('no policy');
    await commit(shop, '2026-10-06T09:00:00Z', { [POLICY_FILE]: `${POLICY}scorecard: false\n` });
    const { stdout, exit } = await there('--repo acme/shop');
    expect(stdout).toContain('No scorecard is due');
    expect(exit).toBe(0);
    expect(shop.issues()).toEqual([]);
  });

  it('tells an organisation without a home for its issue how to give it one', async () => {
    const { stdout, exit } = await there('--org acme');
    expect(stdout).toContain('`acme/.github`');
    expect(exit).toBe(0);
  });

  it.each([
    ['a repository that is not there', '--repo acme/nothing', 'repository acme/nothing'],
    ['an owner that is not there', '--org nobody', 'account nobody'],
  ])('cannot judge %s, and says so', async (_, args, what) => {
    const { stdout, stderr, exit } = await there(`${args} --format json`);
    expect(exit).toBe(2);
    const message = `There is no ${what}, or the token may not see it`;
    const report = { schema: 1, month: null, template: null, areas: [], alarms: [], pilots: null };
    expect(JSON.parse(stdout)).toMatchObject({ ...report, repositories: [], trouble: { message } });
    expect(stderr).not.toMatch(/could not judge|next run/);
  });

  it('names the permission that a token lacks, and claims no part where nothing was done', async () => {
    gh.faults.add(
      { method: 'POST', path: /shop\/issues$/ },
      { status: 403 },
      Number.POSITIVE_INFINITY,
    );
    const { stdout, exit } = await there('--repo acme/shop');
    expect(stdout).toContain('Nothing was written: the token may not write issues of acme/shop');
    expect(stdout).toContain('`issues: write`');
    expect(exit).toBe(2);
  });
});
