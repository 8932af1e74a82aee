import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from './receiver.js';
import type { Repo } from './repo.js';
import { type GitHub, startGitHub } from './world.js';

let gh: GitHub;
let app: Receiver;
let shop: Repo;

beforeEach(async () => {
  gh = await startGitHub();
  app = await startReceiver(gh.webhookSecret);
  gh.webhookUrl = app.url;
  shop = await gh.repo('acme/shop', {
    files: { 'README.md': '# Shop\n', 'src/a.ts': 'one\ntwo\n' },
  });
});

afterEach(async () => {
  await gh.close();
  await app.close();
});

describe('the life of a pull request', () => {
  it('fires signed events with the fields real ones have', async () => {
    const pull = await shop.openPull({ by: 'alice', files: { 'src/b.ts': 'b\n' } });
    const before = pull.head;
    const after = await pull.push({ 'src/c.ts': 'c\n' });
    await pull.edit({ title: 'Better', by: 'bob' });
    await pull.label('urgent');
    await pull.close();
    await pull.reopen();
    await gh.delivered();
    expect(app.received.every((one) => one.genuine)).toBe(true);
    expect(new Set(app.received.map((one) => one.guid)).size).toBe(app.received.length);
    expect(app.find('pull_request.opened')?.payload).toMatchObject({
      number: 1,
      installation: { id: gh.installationId('acme') },
      organization: { login: 'acme' },
      repository: { full_name: 'acme/shop' },
      sender: { login: 'alice', type: 'User' },
      pull_request: { head: { sha: before }, changed_files: 1, commits: 1 },
    });
    expect(app.find('pull_request.synchronize')?.payload).toMatchObject({
      before,
      after,
      pull_request: { head: { sha: after }, changed_files: 2 },
    });
    expect(app.find('pull_request.edited')?.payload).toMatchObject({
      changes: { title: { from: 'Change files' } },
      sender: { login: 'bob' },
    });
    expect(app.find('pull_request.labeled')?.payload.label.name).toBe('urgent');
    expect(app.find('pull_request.closed')?.payload.pull_request.merged).toBe(false);
    expect(app.find('pull_request.reopened')).toBeDefined();
    expect(pull.head).toBe(after);
  });

  it('tells of a push with its files, and of another base with what it was', async () => {
    shop.branch('release');
    const pull = await shop.openPull({ files: { x: 'x' } });
    await pull.edit({ base: 'release' });
    await shop.commit({ files: { 'README.md': 'new', 'src/a.ts': null, n: 'n' }, by: 'bob' });
    await gh.delivered();
    expect(app.find('pull_request.edited')?.payload.changes.base.ref.from).toBe('main');
    const push = app.received.findLast((one) => one.name === 'push');
    expect(push?.payload).toMatchObject({
      ref: 'refs/heads/main',
      forced: false,
      commits: [{ added: ['n'], modified: ['README.md'], removed: ['src/a.ts'] }],
    });
  });

  it('lists renames, also of changed files, page by page', async () => {
    const text = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n');
    await shop.commit({ files: { 'old.txt': text } });
    const pull = await shop.openPull({
      renames: { 'src/a.ts': 'lib/a.ts' },
      files: { 'old.txt': null, 'new.txt': `${text}\nmore` },
    });
    const { data, headers } = await gh.rest(
      'alice',
      'GET',
      `${pull.repo.path}/pulls/1/files?per_page=1`,
    );
    expect(data).toMatchObject([
      { filename: 'lib/a.ts', previous_filename: 'src/a.ts', status: 'renamed' },
    ]);
    expect(headers.link).toContain('rel="next"');
    expect(pull.files().map((file) => [file.previous, file.path])).toEqual([
      ['src/a.ts', 'lib/a.ts'],
      ['old.txt', 'new.txt'],
    ]);
  });

  it('reads what a fork brings through the base repository', async () => {
    const fork = await shop.fork('mallory');
    const pull = await shop.openPull({ by: 'mallory', from: fork, files: { 'evil.ts': 'x' } });
    const head = await pull.push({ 'evil.ts': 'y' });
    const { data } = await gh.rest('alice', 'GET', `/repos/acme/shop/contents/evil.ts?ref=${head}`);
    expect(Buffer.from((data as { content: string }).content, 'base64').toString()).toBe('y');
    expect(
      (await gh.rest('alice', 'GET', `/repos/acme/shop/compare/main...${head}`)).data,
    ).toMatchObject({
      status: 'ahead',
      ahead_by: 2,
      merge_base_commit: { sha: shop.tip() },
    });
    await gh.delivered();
    expect(app.find('pull_request.synchronize')?.payload.pull_request.head.repo.fork).toBe(true);
  });

  it.each(['merge', 'squash', 'rebase'] as const)(
    'merges by %s onto a base that moved on',
    async (method) => {
      const pull = await shop.openPull({ title: 'B', files: { 'src/b.ts': 'b\n' } });
      await pull.push({ 'src/c.ts': 'c\n' });
      await shop.commit({ files: { 'README.md': 'moved' } });
      const sha = await pull.merge({ method });
      expect(shop.tip()).toBe(sha);
      expect(Object.keys(shop.files())).toEqual(['README.md', 'src/a.ts', 'src/b.ts', 'src/c.ts']);
      expect(shop.read('README.md')).toBe('moved');
      expect(shop.log()).toHaveLength({ merge: 5, squash: 3, rebase: 4 }[method]);
      expect(pull.files()).toHaveLength(2);
      const { data } = await gh.rest('alice', 'GET', `/repos/acme/shop/commits/${sha}/pulls`);
      expect(data).toMatchObject([{ number: 1, merge_commit_sha: sha }]);
    },
  );

  it('builds merge groups whose tree has every queued change', async () => {
    const one = await shop.openPull({ files: { one: '1' } });
    const two = await shop.openPull({ files: { two: '2' } });
    const group = await shop.enqueue([one, two]);
    await gh.delivered();
    expect(shop.read('one', group.headSha)).toBe('1');
    expect(shop.read('two', group.headSha)).toBe('2');
    expect(app.find('merge_group.checks_requested')?.payload.merge_group).toMatchObject({
      head_sha: group.headSha,
      base_ref: 'refs/heads/main',
    });
  });

  it('moves the head when a file is written through the API', async () => {
    const pull = await shop.openPull({ head: 'topic', files: { x: 'x' } });
    const token = gh.installationToken('acme', { permissions: { contents: 'write' } });
    const content = Buffer.from('y').toString('base64');
    const body = { message: 'Add y', content, branch: 'topic' };
    expect((await gh.rest(token, 'PUT', '/repos/acme/shop/contents/y', body)).status).toBe(201);
    await gh.delivered();
    expect(app.find('pull_request.synchronize')?.payload.after).toBe(pull.head);
    expect(shop.read('y', 'topic')).toBe('y');
  });
});

describe('deliveries', () => {
  it('can be forged and repeated', async () => {
    expect((await gh.deliver('ping', {}, { badSignature: true })).status).toBe(400);
    await shop.openIssue({ title: 'Hello' });
    await gh.delivered();
    const first = app.find('issues.opened');
    await gh.redeliver(first?.guid ?? '');
    expect(app.received.filter((one) => one.guid === first?.guid)).toHaveLength(2);
  });
});
