import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { withClone } from '../../src/read/git/clone.js';
import { pullRequest } from '../../src/read/github/source.js';
import type { Source } from '../../src/read/source.js';
import { type GitHub, startGitHub } from '../github/world.js';
import { type Content, memoryRepository, type NewCommit, type NewProposal } from './memory.js';

/** A repository that a story is told in, and a way to read a proposal made there. */
export interface Stage {
  commit(commit: NewCommit): Promise<string>;
  /** Merges a branch with a merge commit; answers the number it was merged under. */
  merge(branch: string, into: string): Promise<number>;
  reading<T>(proposal: NewProposal, use: (source: Source) => Promise<T>): Promise<T>;
  /** How often a story is read; a second time finds things remembered. */
  readonly readings: 1 | 2;
  close(): Promise<void>;
}

/** A repository in memory. */
export async function memoryStage(): Promise<Stage> {
  const repository = memoryRepository();
  let merged = 0;
  return {
    commit: async (commit) => repository.commit(commit),
    merge: async (branch, into) => {
      merged += 1;
      repository.merge(branch, into, merged);
      return merged;
    },
    reading: (proposal, use) => use(repository.source(proposal)),
    readings: 2,
    close: async () => undefined,
  };
}

/** A real clone in a temporary folder; nothing is checked out until somebody does. */
export async function gitStage(): Promise<Stage & { folder: string; git: Shell }> {
  const folder = mkdtempSync(join(tmpdir(), 'belay-test-'));
  const git = shellIn(folder);
  git(['init', '--quiet', '--initial-branch=main']);
  const origin = '[remote "origin"]\n\turl = https://github.com/acme/shop.git\n';
  appendFileSync(join(folder, '.git/config'), origin);
  const tips = new Map<string, string>();
  let merged = 0;
  return {
    folder,
    git,
    commit: async ({ branch, files, message = 'Work', from = 'main' }) => {
      const parent = tips.get(branch) ?? tips.get(from);
      const oid = git(
        ['fast-import', '--quiet', '--force'],
        imported({ branch, files, message, parent }),
      );
      tips.set(branch, oid);
      return oid;
    },
    merge: async (branch, into) => {
      merged += 1;
      const message = `Merge pull request #${merged} from octocat/${branch}`;
      const tree = git(['merge-tree', '--write-tree', into, branch]);
      const oid = git(['commit-tree', tree, '-p', into, '-p', branch, '-m', message]);
      git(['update-ref', `refs/heads/${into}`, oid]);
      tips.set(into, oid);
      return merged;
    },
    // A command line reads once and ends; processes are dear.
    readings: 1,
    reading: ({ head, base = 'main', body = '' }, use) =>
      withClone({ folder, head, base, body }, ({ source }) => use(source)),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export type Shell = (args: readonly string[], input?: Uint8Array) => string;

/** Runs git as somebody would at a terminal, whatever the machine's own configuration says. */
export function shellIn(folder: string): Shell {
  const who = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@github.com'];
  return (args, input = new Uint8Array()) =>
    execFileSync('git', [...who, ...args], {
      cwd: folder,
      input,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    }).trim();
}

/** A commit as `git fast-import` takes it; it answers the commit's id. */
function imported(commit: Omit<NewCommit, 'from'> & { parent: string | undefined }): Uint8Array {
  const parts = [
    `commit refs/heads/${commit.branch}\nmark :1\n`,
    'committer octocat <octocat@github.com> 1793000000 +0000\n',
    data(commit.message ?? ''),
    commit.parent === undefined ? '' : `from ${commit.parent}\n`,
    ...Object.entries(commit.files).flatMap(([path, content]) => changeOf(path, content)),
    'get-mark :1\n',
  ];
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

function changeOf(path: string, content: Content): readonly (string | Uint8Array)[] {
  const name = `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
  if (content === null) return [`D ${name}\n`];
  const isLink = typeof content === 'object' && 'link' in content;
  return [
    `M ${isLink ? '120000' : '100644'} inline ${name}\n`,
    data(isLink ? content.link : content),
  ];
}

function data(content: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

/** The embedded GitHub, read with an app's token. */
export async function gitHubStage(): Promise<Stage & { gh: GitHub; octokit: Octokit }> {
  const gh = await startGitHub();
  const repo = await gh.repo('acme/shop', { files: {} });
  const octokit = new Octokit({ baseUrl: gh.url, auth: gh.installationToken('acme') });
  let started = false;
  return {
    gh,
    octokit,
    commit: async ({ branch, files, message = 'Work', from }) => {
      if (branch !== 'main' && repo.tip(branch) === undefined) repo.branch(branch, from ?? 'main');
      started = true;
      return repo.commit({ branch, files: written(files), message, event: false });
    },
    merge: async (branch, into) => {
      const pull = await repo.openPull({ head: branch, base: into });
      await pull.merge({ method: 'merge' });
      return pull.number;
    },
    readings: 2,
    reading: async ({ head, base = 'main', body = '' }, use) => {
      if (!started) throw new Error('nothing to read yet');
      const { number } = await repo.openPull({ head, base, body, title: 'Change' });
      return use(pullRequest({ client: octokit, owner: 'acme', name: 'shop', number }));
    },
    close: () => gh.close(),
  };
}

function written(
  files: NewCommit['files'],
): Record<string, string | Uint8Array | null | { text: string; mode: string }> {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path,
      content !== null && typeof content === 'object' && 'link' in content
        ? { text: content.link, mode: '120000' }
        : content,
    ]),
  );
}
