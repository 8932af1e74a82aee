import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/core/day.js';
import { runCli } from '../../src/entry/cli.js';
import type { ProgressLine } from '../../src/entry/progress.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import { pilotEntry, TRIAGE_POLICY } from '../stories/pilot-shop.js';
import { ENTRY_FILE, SHOP_FILES, TODAY } from '../stories/shop.js';
import { type Clone, makeClone } from './clone.js';

interface Around {
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly progress?: ProgressLine;
}

function sweep(args: string, { folder = '/', env = {}, progress }: Around = {}) {
  const around = {
    folder,
    stdin: Readable.from([]),
    colour: 'off' as const,
    width: 100,
    docs: null,
    env,
    progress: progress ?? null,
  };
  return runCli(['sweep', ...args.split(' ').filter(Boolean)], around);
}

describe('belay sweep in a clone', () => {
  let clone: Clone;
  beforeEach(() => {
    clone = makeClone({ ...SHOP_FILES, '.github/belay.yml': TRIAGE_POLICY });
  });
  afterEach(() => {
    clone.remove();
  });

  const here = (args = '') => sweep(args, clone);

  it('prints the pilots as JSON, and nothing else', async () => {
    clone.commit({ [ENTRY_FILE]: pilotEntry(-2) });
    const { stdout, stderr, exit } = await here('--format json');
    expect(JSON.parse(stdout)).toEqual({
      schema: 1,
      pilots: [
        {
          id: 'DL-0042',
          title: 'Read-through cache for price quotes',
          file: ENTRY_FILE,
          owner: '@octocat',
          workflows: ['checkout-pricing'],
          checkpoint: addDays(TODAY, -2),
          state: 'past',
          extensions: 0,
          smells: ['older-than-a-cycle'],
        },
      ],
    });
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 1 });
  });

  it.each([
    ['on-time', 10, 0],
    ['due', 2, 0],
    ['due', 0, 0],
    ['past', -1, 1],
    ['escalated', -7, 1],
  ])('of a pilot that is %s, %i days ahead, exits with %i', async (state, days, code) => {
    clone.commit({ [ENTRY_FILE]: pilotEntry(days) });
    const { stdout, exit } = await here('--format json');
    expect(JSON.parse(stdout).pilots).toMatchObject([{ state }]);
    expect(exit).toBe(code);
  });

  it('goes by another day when told to', async () => {
    clone.commit({ [ENTRY_FILE]: pilotEntry(10) });
    expect((await here(`--as-of ${addDays(TODAY, 11)}`)).exit).toBe(1);
    expect((await here(`--as-of ${addDays(TODAY, 11)}T00:00:00Z`)).exit).toBe(1);
    expect((await here(`--as-of ${addDays(TODAY, 10)}`)).exit).toBe(0);
  });

  it.each(['text', 'markdown', 'github'])('prints %s', async (format) => {
    clone.commit({ [ENTRY_FILE]: pilotEntry(-2) });
    const { stdout, exit } = await here(`--format ${format}`);
    expect(stdout).toContain('DL-0042');
    expect(exit).toBe(1);
  });

  it('counts what is not committed yet', async () => {
    clone.commit({ [ENTRY_FILE]: pilotEntry(-2) });
    clone.write({
      [ENTRY_FILE]: pilotEntry(-2, (text) => text.replace('status: pilot', 'status: killed')),
    });
    expect(await here('--format json')).toMatchObject({ exit: 0 });
  });

  it('goes by the last good policy while it is broken', async () => {
    clone.commit({ [ENTRY_FILE]: pilotEntry(-2) });
    clone.commit({ '.github/belay.yml': 'workflow: {}\n' });
    const { stdout, exit } = await here();
    expect(stdout).toContain('not valid now');
    expect(exit).toBe(1);
  });

  it('cannot judge by a policy that was never good', async () => {
    const other = makeClone({ '.github/belay.yml': 'workflow: {}\n' });
    const { stdout, stderr, exit } = await sweep('--format json', other);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, pilots: [] });
    expect(stderr).toContain('not valid');
    expect(exit).toBe(2);
    other.remove();
  });

  it('says so where there is no policy', async () => {
    clone.commit({ '.github/belay.yml': null });
    const { stdout, exit } = await here();
    expect(stdout).toContain('no policy');
    expect(exit).toBe(0);
  });

  it.each([
    ['a repository that is none', '--repo shop', 'owner/name'],
    ['a repository and an organisation', '--repo acme/shop --org acme', 'do not go together'],
    ['no token', '--repo acme/shop', 'GITHUB_TOKEN'],
    ['an impossible day', '--as-of 2026-02-30', '2026-11-17'],
  ])('refuses %s and says what it wants, in JSON as well', async (what, args, message) => {
    const env = what === 'no token' ? {} : { GH_TOKEN: 'ghp_octocat' };
    const { stdout, stderr, exit } = await sweep(`${args} --format json`, { ...clone, env });
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, pilots: [], trouble: { kind: 'usage' } });
    expect(stderr).toContain(message);
  });
});

describe('belay sweep on GitHub', () => {
  let gh: GitHub;
  let shop: Repo;
  let env: Readonly<Record<string, string>>;
  beforeEach(async () => {
    gh = await startGitHub();
    shop = await gh.repo('acme/shop', {
      files: { ...SHOP_FILES, '.github/belay.yml': TRIAGE_POLICY, [ENTRY_FILE]: pilotEntry(-2) },
    });
    await gh.repo('acme/plain', { files: { 'README.md': '# Plain\n' } });
    env = { GH_TOKEN: gh.token('root'), GITHUB_API_URL: gh.url };
    gh.forget();
  });
  afterEach(async () => {
    await gh.close();
  });

  it('shows the plan and writes nothing when it is only a rehearsal', async () => {
    const { stdout, exit } = await sweep('--repo acme/shop --dry-run', { env });
    expect(stdout).toContain('would open');
    expect(exit).toBe(1);
    expect(shop.issues()).toEqual([]);
    expect(gh.requests.every(({ method, graphql }) => graphql || method === 'GET')).toBe(true);
  });

  it('opens the issue as whoever the token is, and the next time does nothing', async () => {
    expect((await sweep('--org acme', { env })).stdout).toContain('opened');
    expect(shop.issues()).toMatchObject([{ author: 'root', labels: ['pilot-purgatory'] }]);
    gh.forget();
    const { stdout, exit } = await sweep('--org acme --format json', { env });
    expect(JSON.parse(stdout).pilots).toHaveLength(1);
    expect(exit).toBe(1);
    expect(gh.requests.every(({ method, graphql }) => graphql || method === 'GET')).toBe(true);
  });

  it('leaves one issue when two run at once', async () => {
    await Promise.all([sweep('--org acme', { env }), sweep('--repo acme/shop', { env })]);
    const open = shop.issues().filter(({ state }) => state === 'open');
    expect(open).toHaveLength(1);
    expect(Math.min(...shop.issues().map(({ number }) => number))).toBe(open[0]?.number);
  });

  it('knows its own issues again by the token of an App', async () => {
    const token = { ...env, GITHUB_TOKEN: gh.installationToken('acme') };
    for (let run = 0; run < 2; run++) await sweep('--repo acme/shop', { env: token });
    expect(shop.issues()).toMatchObject([{ author: 'belay[bot]' }]);
  });

  it('tells a terminal how far it has come', async () => {
    const drawn: string[] = [];
    const progress = {
      show: (done: number, of: number) => drawn.push(`${done} of ${of}`),
      clear: () => drawn.push('gone'),
    };
    await sweep('--org acme', { env, progress });
    expect(drawn).toEqual(['2 of 2', 'gone']);
  });

  it('reports a repository in trouble, sweeps the others, and exits with 2', async () => {
    await gh.repo('acme/books', {
      files: { '.github/belay.yml': TRIAGE_POLICY, [ENTRY_FILE]: pilotEntry(-2) },
    });
    gh.faults.add(
      { method: 'POST', path: /books\/issues$/ },
      { status: 500 },
      Number.POSITIVE_INFINITY,
    );
    const { stdout, stderr, exit } = await sweep('--org acme --format json', { env });
    expect(exit).toBe(2);
    expect(JSON.parse(stdout).pilots).toHaveLength(2);
    expect(stderr).toContain('acme/books');
    expect(shop.issues()).toHaveLength(1);
  });

  const NOWHERE = 'there is no repository acme/nothing, or the token may not see it.';
  const UNKNOWN = 'There is no account nobody, or the token may not see it';
  const REFUSED = 'GitHub does not accept the token';
  const NOBODY = { GITHUB_TOKEN: 'ghp_nobody' };

  it.each([
    ['a repository that is not there', '--repo acme/nothing', {}, NOWHERE],
    ['an owner that is not there', '--org nobody', {}, UNKNOWN],
    ['a token that is none', '--repo acme/shop', NOBODY, REFUSED],
  ])('cannot judge %s, and says so', async (_, args, more, said) => {
    const around = { env: { ...env, ...more } };
    const { stdout, stderr, exit } = await sweep(`${args} --format json`, around);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, pilots: [] });
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/could not judge|next run/);
  });

  it('speaks of no check in a document either', async () => {
    const { stdout } = await sweep('--repo acme/shop --format markdown', {
      env: { ...env, ...NOBODY },
    });
    expect(stdout).toMatch(/^## Not done: GitHub does not accept the token\n/);
    expect(stdout).not.toContain('check');
  });
});
