import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { GitHub } from '../../test/github/world.js';
import { manyMerged } from '../../test/read/month/merged.js';
import { BEGINNING, LONG_AGO, pilot } from '../../test/read/month/world.js';
import { median } from './measure.js';

const run = promisify(execFile);

const RUNS = 3;
const TODAY = '2026-11-02';

/** Writes down what the process has used of its processor when it ends. */
const METER = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.BENCH_CPU, JSON.stringify(process.cpuUsage())));`;

/** What `belay scorecard` takes for a month of one repository. */
export interface MonthRead {
  /** Seconds of the processor, Node's own start included. */
  readonly cpu: number;
  readonly requests: number;
}

/** Rehearses the scorecard of a month with so many entries and merged pull requests that have checks. */
export async function monthRead(
  cli: string,
  gh: GitHub,
  { entries, changes }: { readonly entries: number; readonly changes: number },
): Promise<MonthRead> {
  await pastMonth(gh, entries, changes);
  const folder = await mkdtemp(join(tmpdir(), 'belay-bench-'));
  try {
    const used: number[] = [];
    for (let at = 0; at < RUNS; at += 1) {
      gh.forget();
      used.push(await cpuOf(cli, gh, join(folder, 'cpu.json')));
    }
    return { cpu: median(used), requests: gh.count() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pastMonth(gh: GitHub, entries: number, changes: number): Promise<void> {
  const shop = await gh.repo('acme/shop', { files: {} });
  const log = Array.from({ length: entries }, (_, at) => [
    `docs/decisions/${at + 100}-pilot.md`,
    pilot({
      id: `DL-${at + 100}`,
      checkpoint: { date: '2027-01-11', 'continue-if': 'p95 -25 %' },
    }),
  ]);
  gh.clock.set(LONG_AGO);
  await shop.commit({ files: { ...BEGINNING, ...Object.fromEntries(log) }, event: false });
  await manyMerged({ gh, shop }, changes, '2026-10-14T09:00:00Z');
  gh.clock.reset();
}

async function cpuOf(cli: string, gh: GitHub, file: string): Promise<number> {
  const meter = `data:text/javascript,${encodeURIComponent(METER)}`;
  const asked = ['scorecard', '--repo', 'acme/shop', '--dry-run', '--as-of', TODAY];
  await run(process.execPath, ['--import', meter, cli, ...asked], {
    env: {
      ...process.env,
      GITHUB_TOKEN: gh.token('root'),
      GITHUB_API_URL: gh.url,
      BENCH_CPU: file,
    },
    maxBuffer: 2 ** 26,
  });
  const { user, system } = JSON.parse(await readFile(file, 'utf8')) as NodeJS.CpuUsage;
  return (user + system) / 1_000_000;
}
