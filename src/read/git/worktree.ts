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
  const [top, index, objects] = await Promise.all([
    line(plain, ['rev-parse', '--show-toplevel']),
    line(plain, ['rev-parse', '--git-path', 'index']),
    line(plain, ['rev-parse', '--git-path', 'objects']),
  ]);
  await mkdir(join(place, 'objects'));
  await copyIfThere(resolve(folder, index), join(place, 'index'));
  const git = gitIn(top, {
    GIT_INDEX_FILE: join(place, 'index'),
    GIT_OBJECT_DIRECTORY: join(place, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(resolve(folder, objects)),
  });
  await git.read(['-c', 'core.splitIndex=false', 'add', '--all']);
  return { git, tree: await line(git, ['write-tree']) };
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
