import { expect, it } from 'vitest';
import { EMPTY_TREE } from './git.js';
import { startGitHub } from './world.js';

it('gives objects the ids git gives them', async () => {
  const gh = await startGitHub();
  const date = '2026-01-02T03:04:05Z';
  const repo = await gh.repo('acme/shop', {
    by: 'alice',
    date,
    files: { 'a/b.txt': 'hello\n', 'a.txt': '' },
  });
  // From `git hash-object`, `git write-tree` and `git commit-tree` with the same content.
  expect(EMPTY_TREE).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
  expect(repo.files()).toEqual({
    'a.txt': 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
    'a/b.txt': 'ce013625030ba8dba906f756967f9e9ca394464a',
  });
  expect(gh.hub.git.commit(repo.id, repo.tip() ?? '')?.tree_sha).toBe(
    'db3e7ff0f8a6dcb7092c2c7159bc29e02c55d7c5',
  );
  expect(repo.tip()).toBe('9237c9ca8bf731edd15199cc80eaaae7d7208d9e');
  await gh.close();
});

it('gives a reverted file its old id, and holds ten thousand files', async () => {
  const gh = await startGitHub();
  const files = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [`d${i % 100}/f${i}.txt`, `${i}\n`]),
  );
  const repo = await gh.repo('acme/big', { files });
  const before = repo.files()['d0/f0.txt'];
  const changed = Object.fromEntries(
    Object.keys(files)
      .slice(0, 3500)
      .map((path) => [path, 'new']),
  );
  const pull = await repo.openPull({ files: changed });
  expect(pull.files()).toHaveLength(3500);
  const last = await gh.rest('alice', 'GET', `${repo.path}/pulls/1/files?per_page=100&page=31`);
  expect(last.data).toEqual([]);
  await pull.push({ 'd0/f0.txt': '0\n' });
  expect(repo.files(pull.head)['d0/f0.txt']).toBe(before);
  expect(pull.files()).toHaveLength(3499);
  const tree = await gh.rest('alice', 'GET', `${repo.path}/git/trees/main?recursive=1`);
  expect((tree.data as { tree: unknown[] }).tree).toHaveLength(10_100);
  await gh.close();
});

it('writes everything at the time of its clock while that is set', async () => {
  const gh = await startGitHub();
  gh.clock.set('2026-10-03T09:00:00Z');
  const repo = await gh.repo('acme/shop', { files: { a: 'a' } });
  const pull = await repo.openPull({ files: { b: 'b' } });
  gh.clock.set('2026-10-05T09:00:00Z');
  await pull.merge();
  const issue = await repo.openIssue({ title: 'Later' });
  expect(pull.pullRow).toMatchObject({
    created_at: '2026-10-03T09:00:00.000Z',
    merged_at: '2026-10-05T09:00:00.000Z',
  });
  expect(issue.row.created_at).toBe('2026-10-05T09:00:00.000Z');
  const { data } = await gh.rest('alice', 'GET', `${repo.path}/commits?since=2026-10-04T00:00:00Z`);
  expect(data).toHaveLength(1);
  await gh.close();
});
