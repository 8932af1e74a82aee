import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from './receiver.js';
import type { Repo } from './repo.js';
import { type GitHub, startGitHub } from './world.js';

let gh: GitHub;
let shop: Repo;

beforeEach(async () => {
  gh = await startGitHub({
    orgs: [{ login: 'acme', admins: ['root'], members: ['alice'], teams: { oncall: ['oscar'] } }],
  });
  shop = await gh.repo('acme/shop', { files: { 'README.md': '# Shop\n' } });
});

afterEach(() => gh.close());

const octokit = (auth: string) => new Octokit({ auth, baseUrl: gh.url, log: silent });
const nothing = () => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

const done = { name: 'Belay', status: 'completed', conclusion: 'success' } as const;
const at = { owner: 'acme', repo: 'shop' };
const note = {
  path: 'a',
  start_line: 1,
  end_line: 1,
  annotation_level: 'notice',
  message: 'm',
} as const;

describe('check runs', () => {
  it('belong to an app, can be re-requested, and add annotations at an update', async () => {
    const app = await startReceiver(gh.webhookSecret);
    gh.webhookUrl = app.url;
    const pull = await shop.openPull({ files: { x: 'x' } });
    const { checks } = octokit(gh.installationToken('acme')).rest;
    const output = { title: 't', summary: 's', annotations: [note] };
    const { data } = await checks.create({ ...at, ...done, head_sha: pull.head, output });
    expect(data).toMatchObject({
      app: { id: gh.appId, slug: 'belay' },
      pull_requests: [{ number: 1 }],
    });
    await checks.update({ ...at, check_run_id: data.id, output });
    expect(pull.check('Belay')?.annotations).toHaveLength(2);
    await pull.rerequest('Belay');
    await pull.rerequestSuite();
    await gh.delivered();
    expect(app.find('check_run.rerequested')?.payload.check_run.app.id).toBe(gh.appId);
    expect(app.find('check_suite.rerequested')?.payload.check_suite.head_sha).toBe(pull.head);
    expect(pull.check('Belay')?.status).toBe('completed');
    await app.close();
  });

  it('hold to the limits of GitHub', async () => {
    const { checks } = octokit(gh.installationToken('acme')).rest;
    const head_sha = shop.tip() ?? '';
    const attempt = (change: object) => checks.create({ ...at, ...done, head_sha, ...change });
    const output = { title: 't', summary: 's' };
    const long = { ...output, summary: 'ü'.repeat(32_768) };
    await expect(attempt({ output: long })).rejects.toMatchObject({ status: 422 });
    const many = { ...output, annotations: Array.from({ length: 51 }, () => note) };
    await expect(attempt({ output: many })).rejects.toMatchObject({ status: 422 });
    await expect(attempt({ head_sha: '0'.repeat(40) })).rejects.toMatchObject({ status: 422 });
    const person = octokit(gh.token('root')).rest.checks;
    await expect(person.create({ ...at, ...done, head_sha })).rejects.toMatchObject({
      status: 403,
    });
    const weak = octokit(gh.actionsToken('acme/shop', { contents: 'read' })).rest.checks;
    await expect(weak.create({ ...at, ...done, head_sha })).rejects.toMatchObject({ status: 403 });
  });
});

describe('people', () => {
  it('have the permission their place gives them', async () => {
    shop.collaborator('carol', 'maintain');
    gh.token('stranger');
    const { rest } = octokit(gh.installationToken('acme'));
    const roleOf = async (username: string) => {
      const { data } = await rest.repos.getCollaboratorPermissionLevel({ ...at, username });
      return [data.permission, data.role_name];
    };
    expect(await roleOf('root')).toEqual(['admin', 'admin']);
    expect(await roleOf('carol')).toEqual(['write', 'maintain']);
    expect(await roleOf('alice')).toEqual(['read', 'read']);
    expect(await roleOf('stranger')).toEqual(['read', 'read']);
    const team = { org: 'acme', team_slug: 'oncall' };
    const member = await rest.teams.getMembershipForUserInOrg({ ...team, username: 'oscar' });
    expect(member.data.state).toBe('active');
    await expect(
      rest.issues.checkUserCanBeAssigned({ ...at, assignee: 'stranger' }),
    ).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('issues', () => {
  it('are listed with pull requests, reacted to, and refused when too long', async () => {
    const pull = await shop.openPull({ files: { x: 'x' } });
    const { rest } = octokit(gh.installationToken('acme'));
    await rest.issues.create({
      ...at,
      title: 'Pilot due',
      labels: ['pilot-due'],
      assignees: ['alice'],
    });
    const { data } = await rest.issues.listForRepo({ ...at, state: 'all' });
    expect(data.map((issue) => [issue.number, Boolean(issue.pull_request)])).toEqual([
      [2, false],
      [1, true],
    ]);
    const own = await rest.issues.listForRepo({
      ...at,
      creator: 'belay[bot]',
      labels: 'pilot-due',
    });
    expect(own.data).toHaveLength(1);
    const comment = await pull.comment('/belay recheck');
    await rest.reactions.createForIssueComment({ ...at, comment_id: comment.id, content: 'eyes' });
    expect(comment.reactions()).toMatchObject([{ login: 'belay[bot]', content: 'eyes' }]);
    const long = rest.issues.create({ ...at, title: 't', body: 'x'.repeat(65_537) });
    await expect(long).rejects.toMatchObject({ status: 422 });
    shop.change({ has_issues: false });
    await expect(rest.issues.create({ ...at, title: 't' })).rejects.toMatchObject({ status: 410 });
  });
});

describe('trouble', () => {
  const ask = (path = '/repos/acme/shop', headers = {}) =>
    fetch(gh.url + path, { headers: { authorization: `token ${gh.token('alice')}`, ...headers } });

  it('comes when told to, so often and no more', async () => {
    const fault = gh.faults.add(
      { path: /shop$/ },
      { status: 403, headers: { 'retry-after': '1' } },
      2,
    );
    const statuses = [await ask(), await ask(), await ask()].map((response) => response.status);
    expect(statuses).toEqual([403, 403, 200]);
    expect(fault.used).toBe(2);
    gh.faults.add(() => true, { reset: true });
    await expect(ask()).rejects.toThrow();
    gh.faults.add(() => true, { cut: 10 });
    await expect(ask().then((response) => response.text())).rejects.toThrow();
    gh.faults.add({ path: /trees/ }, { change: (data) => ({ ...data, truncated: true }) });
    const tree = await ask('/repos/acme/shop/git/trees/main?recursive=1');
    expect(await tree.json()).toMatchObject({ truncated: true, tree: [{ path: 'README.md' }] });
    gh.faults.add(() => true, { hang: true });
    const signal = AbortSignal.timeout(50);
    await expect(fetch(gh.url, { signal })).rejects.toThrow();
  });

  it('is limits too: a budget of requests, an answer already known', async () => {
    const first = await ask();
    const etag = first.headers.get('etag') ?? '';
    expect((await ask('/repos/acme/shop', { 'if-none-match': etag })).status).toBe(304);
    gh.rateLimit = 3;
    await ask();
    const refused = await ask();
    expect(refused.status).toBe(403);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  });

  it('is logged, token mints apart', async () => {
    gh.latency = 20;
    await ask();
    const mint = `/app/installations/${gh.installationId('acme')}/access_tokens`;
    expect((await fetch(gh.url + mint, { method: 'POST' })).status).toBe(401);
    expect(gh.requests[0]).toMatchObject({ path: '/repos/acme/shop', actor: 'alice', status: 200 });
    expect(gh.requests[0]?.ms).toBeGreaterThan(15);
    expect(gh.count()).toBe(1);
    expect(gh.mints).toBe(1);
  });
});
