import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { GitHub } from '../../test/github/world.js';
import { SHOP_FILES } from '../../test/stories/shop.js';
import { median } from './measure.js';
import { complete, logOf, open, openShop } from './pulls.js';

const run = promisify(execFile);

const RUNS = 5;

/** Seconds that `belay check` takes on a clone with so many files, so many of them entries. */
export async function checkClone(
  cli: string,
  { files, entries }: { readonly files: number; readonly entries: number },
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'belay-bench-'));
  try {
    await cloneInto(folder, files, entries);
    return await seconds(async () => {
      await run(process.execPath, [cli, 'check', '--base', 'main', '--head', 'topic'], {
        cwd: folder,
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function cloneInto(folder: string, files: number, entries: number): Promise<void> {
  const written = { ...SHOP_FILES, ...logOf(entries) };
  const rest = files - Object.keys(written).length;
  const more = Array.from({ length: rest }, (_, at) => [
    `src/${at % 97}/${at % 11}/${at}.ts`,
    `export const at = ${at};\n`,
  ]);
  await run('git', ['init', '--quiet', '--initial-branch=main', folder]);
  await imported(folder, [
    commit('main', { ...written, ...Object.fromEntries(more) }),
    commit('topic', complete(), 'main'),
  ]);
  await run('git', ['-C', folder, 'checkout', '--quiet', 'topic']);
}

/** A commit in the language of `git fast-import`. */
function commit(branch: string, files: Readonly<Record<string, string>>, from?: string): string {
  const written = Object.entries(files).map(
    ([path, text]) => `M 644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  );
  const person = 'committer octocat <octocat@users.noreply.github.com> now\n';
  const parent = from === undefined ? '' : `from refs/heads/${from}\n`;
  return `commit refs/heads/${branch}\n${person}data 4\nWork\n${parent}${written.join('')}`;
}

function imported(folder: string, commits: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const git = spawn('git', ['-C', folder, 'fast-import', '--quiet', '--date-format=now'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    git.once('error', reject);
    git.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`git fast-import ended with ${code}`)),
    );
    git.stdin.end(commits.join(''));
  });
}

/** The Action's bundle: its size in MB, and seconds from its start to its first request. */
export async function actionBundle(
  action: string,
  gh: GitHub,
): Promise<{ readonly size: number; readonly start: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'belay-bench-'));
  try {
    const shop = await openShop(gh);
    const { event } = await open(shop, { files: complete() });
    const path = join(folder, 'event.json');
    await writeFile(path, JSON.stringify(event.payload));
    const env = {
      PATH: process.env.PATH,
      GITHUB_API_URL: gh.url,
      GITHUB_REPOSITORY: shop.fullName,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: path,
      RUNNER_TEMP: folder,
      INPUT_TOKEN: gh.actionsToken(shop.fullName, { contents: 'read', pull_requests: 'read' }),
    };
    const start = await seconds(
      async () => {
        gh.forget();
        await run(process.execPath, [action], { env });
      },
      (began) => (gh.requests[0]?.at ?? Number.NaN) - began,
    );
    return { size: (await stat(action)).size / 1_000_000, start };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The middle of a few runs; what counts is the whole of each, unless told otherwise. */
async function seconds(
  work: () => Promise<void>,
  taken: (began: number) => number = (began) => performance.now() - began,
): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < RUNS; at += 1) {
    const began = performance.now();
    await work();
    times.push(taken(began));
  }
  return median(times) / 1000;
}
