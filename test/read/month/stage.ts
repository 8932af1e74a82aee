import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import type { Month, Unmeasured } from '../../../src/core/scorecard/month/month.js';
import type {
  MonthReading,
  MonthsReading,
} from '../../../src/core/scorecard/month/month-reading.js';
import type { YearMonth } from '../../../src/core/scorecard/month/year-month.js';
import { createReadCache } from '../../../src/read/cache.js';
import { cloneMonths } from '../../../src/read/month/clone.js';
import { type GitHubMonthsOptions, gitHubMonths } from '../../../src/read/month/github.js';
import { openMonths } from '../../../src/read/month/months.js';
import type { MonthPlace } from '../../../src/read/month/place.js';
import { type GitHub, type Repo, startGitHub } from '../../github/world.js';
import { shellIn } from '../stage.js';

/** Files as they become; `null` takes one away. */
export type Files = Readonly<Record<string, string | null>>;

/** A pull request: written at one time, merged at another. */
export interface Work {
  readonly title?: string;
  readonly files: Files;
  /** What further commits of it change, in order. */
  readonly later?: readonly Files[];
  readonly written: string;
  readonly merged: string;
}

/** A repository that months pass in. */
export interface MonthStage {
  /** A commit right on the default branch. */
  commit(at: string, files: Files): Promise<void>;
  /** Answers the number under which it was merged. */
  merge(work: Work): Promise<number>;
  place(): MonthPlace;
  close(): Promise<void>;
}

/** Opens the stage's repository on a day, by which every zone's day is the same. */
export function openOn(stage: Pick<MonthStage, 'place'>, today: string): Promise<MonthsReading> {
  const options = { today: () => today, cache: createReadCache() };
  return openMonths(stage.place(), { owner: 'acme', name: 'shop' }, options);
}

export async function readMonthOn(
  stage: Pick<MonthStage, 'place'>,
  today: string,
  month: YearMonth,
): Promise<MonthReading> {
  const opened = await openOn(stage, today);
  if (opened.kind !== 'months') throw new Error(`not opened: ${JSON.stringify(opened)}`);
  return opened.months.read(month);
}

/** What is not known of a month, besides what Belay does not take so far. */
export function gapsIn({ unmeasured }: Month): readonly Unmeasured[] {
  return unmeasured.filter(({ why }) => why !== 'not-yet');
}

const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export interface GitHubMonthStage extends MonthStage {
  place(options?: Partial<GitHubMonthsOptions>): MonthPlace;
  readonly gh: GitHub;
  readonly shop: Repo;
  readonly octokit: Octokit;
}

export async function gitHubStage(): Promise<GitHubMonthStage> {
  const gh = await startGitHub();
  const shop = await gh.repo('acme/shop', { files: {} });
  const auth = gh.installationToken('acme');
  const octokit = new Octokit({ baseUrl: gh.url, auth, log: SILENT });
  const check = { name: 'Belay', appId: gh.appId };
  return {
    gh,
    shop,
    octokit,
    commit: async (at, files) => {
      gh.clock.set(at);
      await shop.commit({ files: { ...files }, event: false });
    },
    merge: async ({ title = 'Change', files, later = [], written, merged }) => {
      gh.clock.set(written);
      const pull = await shop.openPull({ title, files: { ...files } });
      for (const [at, more] of later.entries()) {
        gh.clock.set(minutesAfter(written, at + 1));
        await pull.push({ ...more });
      }
      gh.clock.set(merged);
      await pull.merge();
      return pull.number;
    },
    place: (options = {}) =>
      gitHubMonths({
        ...{ client: octokit, owner: 'acme', name: 'shop', issuer: 'belay[bot]', check },
        labelled: 'Belay: a month',
        ...options,
      }),
    close: () => gh.close(),
  };
}

export interface CloneMonthStage extends MonthStage {
  readonly folder: string;
  commit(at: string, files: Files, message?: string): Promise<void>;
  merge(work: Work & { readonly message?: string }): Promise<number>;
}

export async function cloneStage(): Promise<CloneMonthStage> {
  const folder = mkdtempSync(join(tmpdir(), 'belay-test-'));
  const git = shellIn(folder);
  git(['init', '--quiet', '--initial-branch=main']);
  git(['remote', 'add', 'origin', 'https://github.com/acme/shop.git']);
  let tip: string | null = null;
  let merges = 0;
  const write = (commit: Written) => git(['fast-import', '--quiet', '--force'], imported(commit));
  return {
    folder,
    commit: async (at, files, message = 'Work') => {
      tip = write({ branch: 'main', at, files, message, parents: tip ? [tip] : [] });
    },
    merge: async ({ title = 'Change', files, later = [], written, merged, message }) => {
      merges += 1;
      const parents = tip === null ? [] : [tip];
      const branch = `change-${merges}`;
      let side = write({ branch, at: written, files, message: title, parents });
      for (const [at, more] of later.entries()) {
        const step = { branch, at: minutesAfter(written, at + 1), files: more, message: title };
        side = write({ ...step, parents: [side] });
      }
      tip = write({
        branch: 'main',
        at: merged,
        files: Object.assign({}, files, ...later),
        message: message ?? `Merge pull request #${merges} from octocat/${branch}\n\n${title}`,
        parents: [...parents, side],
      });
      return merges;
    },
    place: () => cloneMonths({ folder }),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** So many minutes after a time. */
function minutesAfter(time: string, minutes: number): string {
  return new Date(Date.parse(time) + minutes * 60_000).toISOString();
}

interface Written {
  readonly branch: string;
  readonly at: string;
  readonly files: Files;
  readonly message: string;
  readonly parents: readonly string[];
}

function imported({ branch, at, files, message, parents }: Written): Uint8Array {
  const [first, ...others] = parents;
  return Buffer.concat(
    [
      `commit refs/heads/${branch}\nmark :1\n`,
      `committer octocat <octocat@github.com> ${Date.parse(at) / 1000} +0000\n`,
      data(message),
      first === undefined ? '' : `from ${first}\n`,
      ...others.map((parent) => `merge ${parent}\n`),
      ...Object.entries(files).map(([path, text]) =>
        text === null ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`,
      ),
      'get-mark :1\n',
    ].map((part) => Buffer.from(part)),
  );
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
