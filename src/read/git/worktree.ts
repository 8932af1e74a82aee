import { copyFile, mkdir, mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Git, gitIn } from './run.js';

/** The files of a work tree as they lie there, as a tree that nothing in the clone points to. */
export interface Snapshot {
  readonly git: Git;
  readonly tree: string;
}

/**
 * Writes uncommitted and untracked files (ignored ones apart) into a tree, for as long as `use`
 * runs. Index and objects go to a temporary folder: the clone itself is left as it is.
 */
export async function withSnapshot<T>(
  folder: string,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const place = await mkdtemp(join(tmpdir(), 'belay-'));
  try {
    return await use(await snapshot(folder, place));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function snapshot(folder: string, place: string): Promise<Snapshot> {
  const plain = gitIn(folder);
  const [top, index, objects, idle] = await Promise.all([
    line(plain, ['rev-parse', '--show-toplevel']),
    line(plain, ['rev-parse', '--git-path', 'index']),
    line(plain, ['rev-parse', '--git-path', 'objects']),
    ownFiltersOff(plain),
  ]);
  await mkdir(join(place, 'objects'));
  await copyIfThere(resolve(folder, index), join(place, 'index'));
  const git = gitIn(top, {
    ...idle,
    GIT_INDEX_FILE: join(place, 'index'),
    GIT_OBJECT_DIRECTORY: join(place, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(resolve(folder, objects)),
  });
  await git.read(['-c', 'core.splitIndex=false', 'add', '--all']);
  return { git, tree: await line(git, ['write-tree']) };
}

const FILTER_KEY = '^filter\\..*\\.(clean|process|required)$';
const NOT_THE_CLONES = ['system', 'global', 'command'];

/**
 * Settings that stop the filters which the clone's own configuration sets up: each is a program, and
 * adding a file would run it. Those that the user set up for all clones go on working.
 */
async function ownFiltersOff(git: Git): Promise<Record<string, string>> {
  const list = ['config', '--null', '--show-scope', '--name-only', '--get-regexp', FILTER_KEY];
  const fields = (await git.run(list)).stdout.toString('utf8').split('\0');
  const keys = fields.filter(
    (_, at) => at % 2 === 1 && !NOT_THE_CLONES.includes(fields[at - 1] ?? ''),
  );
  const before = Number(process.env.GIT_CONFIG_COUNT ?? 0) || 0;
  // By way of the environment, since a filter's name may hold the `=` at which `-c` would split.
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(before + keys.length)],
    ...keys.flatMap((key, at) => [
      [`GIT_CONFIG_KEY_${before + at}`, key],
      [`GIT_CONFIG_VALUE_${before + at}`, key.endsWith('.required') ? 'false' : ''],
    ]),
  ]);
}

/** The list is split at colons; within quotes it is not. */
function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&')}"`;
}

async function line(git: Git, args: readonly string[]): Promise<string> {
  return (await git.read(args)).toString('utf8').replace(/\n$/, '');
}

/**
 * A clone without any commit may have no index yet. The copy is as old as the original: by the
 * index's age git knows which files may have changed in the second in which it was written.
 */
async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    const { atime, mtime } = await stat(from);
    await copyFile(from, to);
    await utimes(to, atime, mtime);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
