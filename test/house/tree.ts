import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the project. */
export interface OwnFile {
  readonly path: string;
  readonly text: string;
}

const TEXT = ['.ts', '.md', '.json', '.yml', '.yaml', '.sh', '.html', '.css', '.mjs', ''];

/** Paths of everything that is part of the project: committed, or new and not ignored. */
export function ownPaths(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && exists(path));
}

/** Every text file of the project but the lock file, which is not ours to word. */
export function ownTexts(): readonly OwnFile[] {
  return ownPaths()
    .filter((path) => TEXT.includes(extname(path)) && path !== 'package-lock.json')
    .map(read);
}

export function sources(): readonly OwnFile[] {
  return ownPaths()
    .filter((path) => path.startsWith('src/') && path.endsWith('.ts'))
    .map(read);
}

export function exists(path: string): boolean {
  return existsSync(join(ROOT, path));
}

export function read(path: string): OwnFile {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}
