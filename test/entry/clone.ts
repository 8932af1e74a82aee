import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real git repository to run the command line in. */
export interface Clone {
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Writes files (`null` deletes) without committing them. */
  write(files: Readonly<Record<string, string | null>>): void;
  /** Writes and commits. */
  commit(files: Readonly<Record<string, string | null>>, message?: string): void;
  remove(): void;
}

const WHO = {
  GIT_AUTHOR_NAME: 'Mona',
  GIT_AUTHOR_EMAIL: 'octocat@example.com',
  GIT_COMMITTER_NAME: 'Mona',
  GIT_COMMITTER_EMAIL: 'octocat@example.com',
};

export function makeClone(files: Readonly<Record<string, string>>): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'belay-cli-'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...WHO } });
  const write: Clone['write'] = (wanted) => {
    for (const [path, text] of Object.entries(wanted)) {
      const full = join(folder, path);
      mkdirSync(dirname(full), { recursive: true });
      if (text === null) rmSync(full);
      else writeFileSync(full, text);
    }
  };
  const commit: Clone['commit'] = (wanted, message = 'Change files') => {
    write(wanted);
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  git('init', '--quiet', '--initial-branch=main');
  commit(files, 'Begin');
  return { folder, git, write, commit, remove: () => rmSync(folder, { recursive: true }) };
}
