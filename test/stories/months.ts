import { Octokit } from '@octokit/rest';
import type { RepositoryName } from '../../src/core/pilot/repository-log.js';
import type { ScorecardWrite } from '../../src/core/scorecard/issue/scorecard-issue.js';
import type { MonthsReading } from '../../src/core/scorecard/month/month-reading.js';
import type { YearMonth } from '../../src/core/scorecard/month/year-month.js';
import type { RepositoryRun } from '../../src/core/scorecard/run.js';
import { type FleetRun, rollUp } from '../../src/flows/roll-up.js';
import type { WriteScorecard } from '../../src/flows/scorecard/ledger.js';
import { type ScorecardPorts, scorecards } from '../../src/flows/scorecard.js';
import { createReadCache } from '../../src/read/cache.js';
import { troubleOf } from '../../src/read/github/trouble.js';
import { openSite } from '../../src/read/month/github/roll-up-place.js';
import { gitHubMonths } from '../../src/read/month/github.js';
import { openMonths } from '../../src/read/month/months.js';
import { LABELLED } from '../../src/render/labelled.js';
import { paper } from '../../src/write/paper.js';
import { writeScorecard } from '../../src/write/scorecard-issue.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, pilot } from '../read/month/world.js';

/** Repositories in which months pass, and somebody who files their scorecards. */
export interface Office {
  readonly gh: GitHub;
  /** A repository, or an existing one of that name. */
  repo(name: string, options?: { private?: boolean }): Promise<Repo>;
  /** A commit on a repository's default branch at some time. */
  commit(repo: Repo, at: string, files: Readonly<Record<string, string | null>>): Promise<void>;
  /** Runs the scorecards of these repositories on a day, or of the month asked for. */
  run(today: string, repos: readonly Repo[], month?: YearMonth): Promise<readonly RepositoryRun[]>;
  /** The same on paper: what would be written. */
  plan(today: string, repos: readonly Repo[]): Promise<readonly ScorecardWrite[]>;
  /** Runs the scorecards and the organisation's roll-up. */
  rollUp(
    today: string,
    repos: readonly Repo[],
    settled?: ScorecardPorts['settled'],
  ): Promise<FleetRun>;
  /** How many writes GitHub has taken since it was asked last. */
  writes(): number;
  close(): Promise<void>;
}

const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const ISSUER = 'belay[bot]';

export async function openOffice(): Promise<Office> {
  const gh = await startGitHub();
  const client = new Octokit({ baseUrl: gh.url, auth: gh.installationToken('acme'), log: SILENT });
  const check = { name: 'Belay', appId: gh.appId };
  const labelled = LABELLED.scorecard;
  async function* readings(
    today: string,
    repos: readonly RepositoryName[],
  ): AsyncGenerator<MonthsReading> {
    for (const { owner, name } of repos) {
      const place = gitHubMonths({ client, owner, name, issuer: ISSUER, labelled, check });
      const options = { today: () => today, cache: createReadCache() };
      yield await openMonths(place, { owner, name }, options);
    }
  }
  const write: WriteScorecard = async (one, { repository: { owner, name }, labels }) => {
    try {
      const desk = { client, owner, repo: name, labelled: '', labels: new Set(labels) };
      return await writeScorecard(one, desk);
    } catch (error) {
      const trouble = troubleOf(error, `issues of ${owner}/${name}`);
      if (trouble === null) throw error;
      return { kind: 'trouble', trouble };
    }
  };
  const at = (today: string) => gh.clock.set(`${today}T08:00:00Z`);
  return {
    gh,
    repo: (name, options = {}) => gh.repo(`acme/${name}`, { files: {}, ...options }),
    commit: async (repo, time, files) => {
      gh.clock.set(time);
      await repo.commit({ files: { ...files }, event: false });
    },
    run: async (today, repos, month) => {
      at(today);
      return scorecards(readings(today, repos), {
        write,
        docs: null,
        month: month ?? null,
        settled: 'read',
      });
    },
    plan: async (today, repos) => {
      const sink = paper<ScorecardWrite>();
      await scorecards(readings(today, repos), {
        write: sink.write,
        docs: null,
        month: null,
        settled: 'read',
      });
      return sink.writes;
    },
    rollUp: async (today, repos, settled = 'read') => {
      at(today);
      const options = { client, owner: 'acme', issuer: ISSUER, labelled, today: () => today };
      const site = await openSite({ ...options, cache: createReadCache() });
      if (site.kind !== 'site') throw new Error(`no site: ${site.kind}`);
      const open = (names: readonly RepositoryName[]) => readings(today, names);
      const ports = { write, docs: null, month: null, settled } as const;
      return rollUp({ names: repos, ungoverned: [], open }, site.site, ports);
    },
    writes: () => {
      const count = gh.requests.filter(({ method, graphql }) => method !== 'GET' && !graphql);
      gh.forget();
      return count.length;
    },
    close: () => gh.close(),
  };
}

/** A shop whose policy has long been there, with a pilot since the first days of September. */
export async function grownShop(
  office: Office,
  files: Readonly<Record<string, string>> = BEGINNING,
): Promise<Repo> {
  const shop = await office.repo('shop');
  await office.commit(shop, LONG_AGO, files);
  await office.commit(shop, '2026-09-05T09:00:00Z', { [ENTRY_FILE]: pilot() });
  return shop;
}

/** Numbers, titles and states of a repository's issues, the oldest first. */
export function issuesOf(repo: Repo): readonly (readonly [number, string, string])[] {
  const found = repo.issues().toSorted((a, b) => a.number - b.number);
  return found.map(({ number, title, state }) => [number, title, state]);
}
