import type { GitHub, Repo } from '../../test/github/world.js';
import type { AppProcess } from './app-process.js';
import { type Measured, measure, median } from './measure.js';
import { complete, type Opened, open, openShop, untouched } from './pulls.js';

/** Latency of each request, in ms: none, and about that of GitHub from a data centre. */
export const LATENCIES = [0, 60] as const;
export type Latency = (typeof LATENCIES)[number];

/** How many pull requests are measured at each latency; the middle one counts. */
const SAMPLES: Readonly<Record<Latency, number>> = { 0: 21, 60: 5 };

export interface Scenario {
  readonly name: string;
  /** What is allowed: requests without token mints, writes, and the latencies' ratios. */
  readonly requests: number;
  readonly writes: number;
  readonly ratio: Readonly<Record<Latency, number | null>>;
  /** Where the pull requests are opened, asked for each of them. */
  readonly repository: (gh: GitHub) => Promise<Repo>;
  readonly open: (repo: Repo) => Promise<Opened>;
  /** Belay has judged the pull request before. */
  readonly again?: true;
}

const NO_RATIO = { 0: null, 60: null };
const COMPLETE_RATIO = { 0: 1.5, 60: 2.0 };

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'Nothing flagged touched, warm',
    requests: 2,
    writes: 1,
    ratio: { 0: 1.2, 60: 1.5 },
    repository: oneShop(),
    open: (repo) => open(repo, { files: untouched() }),
  },
  {
    name: 'Touched and complete, warm',
    requests: 4,
    writes: 1,
    ratio: COMPLETE_RATIO,
    repository: oneShop(),
    open: (repo) => open(repo, { files: complete() }),
  },
  {
    name: 'Touched and complete, cold',
    requests: 6,
    writes: 1,
    ratio: { 0: 2.5, 60: 2.5 },
    // A repository of its own each time: nothing of it is remembered.
    repository: (gh) => openShop(gh),
    open: (repo) => open(repo, { files: complete() }),
  },
  {
    name: 'Touched and complete, with a rename',
    requests: 5,
    writes: 1,
    ratio: NO_RATIO,
    repository: oneShop(),
    open: (repo) =>
      open(repo, { files: complete(), renames: { 'README.md': 'services/pricing/README.md' } }),
  },
  {
    name: 'Touched and complete, 300 files',
    requests: 7,
    writes: 1,
    ratio: NO_RATIO,
    repository: oneShop(),
    open: (repo) => open(repo, { files: withMore(298) }),
  },
  {
    name: 'Touched and complete, judged before',
    requests: 3,
    writes: 0,
    ratio: NO_RATIO,
    repository: oneShop(),
    open: (repo) => open(repo, { files: complete() }),
    again: true,
  },
  {
    name: 'Touched and complete, 500 entries in the log',
    requests: 4,
    writes: 1,
    ratio: COMPLETE_RATIO,
    repository: oneShop(500),
    open: (repo) => open(repo, { files: complete() }),
  },
];

function oneShop(entries?: number): Scenario['repository'] {
  let shop: Promise<Repo> | undefined;
  return (gh) => {
    shop ??= openShop(gh, entries);
    return shop;
  };
}

function withMore(count: number) {
  const more = Array.from({ length: count }, (_, at) => [`src/${at}.ts`, `${at}\n`] as const);
  return { ...complete(), ...Object.fromEntries(more) };
}

/** The two apps on the same GitHub. */
export interface Contest {
  readonly gh: GitHub;
  readonly minimal: AppProcess;
  readonly belay: AppProcess;
}

/** What a scenario took: the most requests of any sample, the middle of the times in ms. */
export interface Result {
  readonly scenario: Scenario;
  readonly minimal: Summary;
  readonly belay: Summary;
}

interface Summary extends Omit<Measured, 'ms'> {
  readonly ms: Readonly<Record<Latency, number>>;
}

type Pair = { readonly minimal: Measured; readonly belay: Measured };

/** Both apps judge each pull request in turn, so that what slows the machine slows both. */
export async function run(contest: Contest, scenario: Scenario): Promise<Result> {
  const samples: Record<Latency, Pair[]> = { 0: [], 60: [] };
  const { gh } = contest;
  gh.latency = 0;
  // What is warm has been seen before.
  await sample(contest, scenario);
  for (const latency of LATENCIES) {
    for (let count = 0; count < SAMPLES[latency]; count += 1) {
      samples[latency].push(await sample(contest, scenario, latency));
    }
  }
  gh.latency = 0;
  return {
    scenario,
    minimal: summary(samples, ({ minimal }) => minimal),
    belay: summary(samples, ({ belay }) => belay),
  };
}

async function sample(
  { gh, minimal, belay }: Contest,
  scenario: Scenario,
  latency: Latency = 0,
): Promise<Pair> {
  const { event: opened } = await scenario.open(await scenario.repository(gh));
  const written = { opened, ends: 'written' } as const;
  if (scenario.again) {
    gh.latency = 0;
    await measure(gh, { app: belay, ...written });
  }
  gh.latency = latency;
  return {
    minimal: await measure(gh, { app: minimal, ...written }),
    belay: await measure(gh, {
      app: belay,
      opened,
      ends: scenario.again ? 'silent' : 'written',
    }),
  };
}

function summary(
  samples: Readonly<Record<Latency, readonly Pair[]>>,
  side: (pair: Pair) => Measured,
): Summary {
  const all = LATENCIES.flatMap((latency) => samples[latency].map(side));
  const most = (what: Exclude<keyof Measured, 'ms'>) => Math.max(...all.map((one) => one[what]));
  const middle = (latency: Latency) => median(samples[latency].map(side).map(({ ms }) => ms));
  return {
    reads: most('reads'),
    writes: most('writes'),
    mints: most('mints'),
    // Without latency an answer may be back before the next request of the same moment is sent.
    chain: Math.max(...samples[60].map(side).map(({ chain }) => chain)),
    ms: { 0: middle(0), 60: middle(60) },
  };
}
