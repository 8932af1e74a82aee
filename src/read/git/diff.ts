import type { ChangedFile } from '../../core/change.js';
import { fields } from './objects.js';
import type { Git } from './run.js';

/** As many renames as GitHub looks for; beyond it they show as one file removed, one added. */
const RENAME_LIMIT = 1_000;

/**
 * The files that differ between two commits or trees, submodules too, whatever the clone's
 * configuration says of renames, submodules and programs that show differences.
 */
export async function changedFiles(git: Git, from: string, to: string): Promise<ChangedFile[]> {
  const options = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=none'];
  const out = await git.read([
    ...['diff-tree', '-r', '-z', '--raw', '-M', `-l${RENAME_LIMIT}`, ...options],
    ...[from, to],
  ]);
  const parts = fields(out);
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < parts.length; ) {
    const letter = parts[at]?.split(' ')[4]?.[0] ?? '';
    const [first = '', second = ''] = parts.slice(at + 1, at + 3);
    files.push(fileOf(letter, first, second));
    at += letter === 'R' ? 3 : 2;
  }
  return files;
}

/** Of a rename both names are told, the old one first. */
function fileOf(letter: string, first: string, second: string): ChangedFile {
  if (letter === 'R') return { path: second, previousPath: first, status: 'renamed' };
  return { path: first, previousPath: null, status: STATUS[letter] ?? 'modified' };
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
};
