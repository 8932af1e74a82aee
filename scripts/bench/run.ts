/** Runs every measurement on one embedded GitHub and prints the table. */
import { fileURLToPath } from 'node:url';
import { startGitHub } from '../../test/github/world.js';
import { type AppProcess, startProcess } from './app-process.js';
import { BURST, type Burst, type BurstOptions, burst } from './burst.js';
import { actionBundle, checkClone } from './command-line.js';
import { monthRead } from './month.js';
import { complete, untouched } from './pulls.js';
import { type Contest, LATENCIES, type Result, run, SCENARIOS } from './scenarios.js';
import { ENTRIES, scoring } from './scoring.js';
import { atLeast, atMost, exactly, type Row, type Section, tableOf } from './table.js';

/** What the build put beside this file. */
const built = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const CLONE = { files: 10_000, entries: 500 };

async function main(): Promise<void> {
  const gh = await startGitHub();
  const belay = await startProcess('Belay', built('app.js'), gh);
  const minimal = await startProcess('minimal', built('minimal-app.js'), gh);
  const contest: Contest = { gh, minimal, belay };
  try {
    // Code that has run some hundred times is compiled: both apps are measured in that state.
    await burst(contest, { files: untouched, latency: 0, rounds: 2 });
    await burst(contest, { files: complete, latency: 0, rounds: 4 });
    const bursts = [
      await burstSection(contest, 'nothing flagged touched', untouched),
      await burstSection(contest, 'touched and complete', complete),
    ];
    const sections: Section[] = [];
    for (const scenario of SCENARIOS) sections.push(sectionOf(await run(contest, scenario)));
    sections.push(...bursts, await memorySection(belay, minimal), await commandSection(contest));
    sections.push(scoringSection(), await monthSection(contest));
    process.stdout.write(`${tableOf(sections)}\n`);
    process.exitCode = sections.some(({ rows }) => rows.some(exceeds)) ? 1 : 0;
  } finally {
    await Promise.all([belay.stop(), minimal.stop()]);
    await gh.close();
  }
}

function exceeds({ budget }: Row): boolean {
  return budget?.kind === 'exact' && !budget.holds;
}

function sectionOf({ scenario, minimal, belay }: Result): Section {
  const requests = (one: typeof belay) => `${one.reads} + ${one.writes}`;
  const rows: Row[] = [
    {
      what: 'API requests: reads + writes',
      minimal: requests(minimal),
      belay: requests(belay),
      budget: exactly(belay.reads + belay.writes, scenario.requests),
    },
    ...(scenario.writes === 0
      ? [
          {
            what: 'of these writes',
            minimal: String(minimal.writes),
            belay: String(belay.writes),
            budget: exactly(belay.writes, 0),
          },
        ]
      : []),
    { what: 'requests in a row', minimal: String(minimal.chain), belay: String(belay.chain) },
    ...(belay.mints > 0 ? [{ what: 'token mints, apart', belay: String(belay.mints) }] : []),
  ];
  const latencies = LATENCIES.map((latency): Row => {
    const ratio = belay.ms[latency] / minimal.ms[latency];
    const most = scenario.ratio[latency];
    return {
      what: `webhook to check at ${latency} ms a request`,
      minimal: `${minimal.ms[latency].toFixed(1)} ms`,
      belay: `${belay.ms[latency].toFixed(1)} ms`,
      ratio,
      ...(most === null ? {} : { budget: atMost(ratio, most) }),
    };
  });
  return { title: scenario.name, rows: [...rows, ...latencies] };
}

async function burstSection(
  contest: Contest,
  kind: string,
  files: BurstOptions['files'],
): Promise<Section> {
  const rows: Row[] = [];
  for (const latency of LATENCIES) {
    const taken = await burst(contest, { files, latency, rounds: 2 });
    rows.push(throughput(taken, latency), cpu(taken, latency));
  }
  return { title: `${BURST} pull requests at once, ${kind}`, rows };
}

function throughput({ minimal, belay }: Burst, latency: number): Row {
  const rate = (ms: number) => (1000 * BURST) / ms;
  const ratio = rate(belay.ms) / rate(minimal.ms);
  return {
    what: `checks a second at ${latency} ms a request`,
    minimal: rate(minimal.ms).toFixed(0),
    belay: rate(belay.ms).toFixed(0),
    ratio,
    budget: atLeast(ratio, 0.6),
  };
}

function cpu({ minimal, belay }: Burst, latency: number): Row {
  const ratio = belay.cpu / minimal.cpu;
  return {
    what: `CPU per check at ${latency} ms a request`,
    minimal: `${(minimal.cpu / BURST).toFixed(1)} ms`,
    belay: `${(belay.cpu / BURST).toFixed(1)} ms`,
    ratio,
    budget: atMost(ratio, 2.5),
  };
}

async function memorySection(belay: AppProcess, minimal: AppProcess): Promise<Section> {
  const [own, least] = [(await belay.usage()).memory, (await minimal.usage()).memory];
  const row = {
    what: 'resident after all of the above',
    minimal: `${least.toFixed(0)} MB`,
    belay: `${own.toFixed(0)} MB`,
    budget: atMost(own, 200, ' MB'),
  };
  return { title: 'Memory', rows: [row] };
}

async function commandSection({ gh }: Contest): Promise<Section> {
  const check = await checkClone(built('cli.js'), CLONE);
  const action = await actionBundle(built('action.js'), gh);
  const { files, entries } = CLONE;
  return {
    title: 'Command line and Action',
    rows: [
      {
        what: `belay check, ${files} files, ${entries} entries`,
        belay: `${check.toFixed(2)} s`,
        budget: atMost(check, 1, ' s'),
      },
      {
        what: 'Action: bundle',
        belay: `${action.size.toFixed(2)} MB`,
        budget: { ...atMost(action.size, 2, ' MB'), kind: 'exact' },
      },
      {
        what: 'Action: start to first request',
        belay: `${action.start.toFixed(2)} s`,
        budget: atMost(action.start, 0.3, ' s'),
      },
    ],
  };
}

function scoringSection(): Section {
  const { half, whole } = scoring();
  const ratio = whole / half;
  const size = (entries: number) => `a month of ${entries} entries, ${2 * entries} changes`;
  return {
    title: 'Scoring',
    rows: [
      { what: size(ENTRIES / 2), belay: `${half.toFixed(1)} ms` },
      {
        what: size(ENTRIES),
        belay: `${whole.toFixed(1)} ms`,
        ratio,
        budget: atMost(ratio, 2.5),
      },
    ],
  };
}

async function monthSection({ gh }: Contest): Promise<Section> {
  const size = { entries: ENTRIES, changes: 2 * ENTRIES };
  const { cpu: taken, requests } = await monthRead(built('cli.js'), gh, size);
  return {
    title: `belay scorecard, a month of ${size.entries} entries and ${size.changes} checked changes`,
    rows: [
      { what: 'API requests', belay: String(requests), budget: exactly(requests, 30) },
      { what: 'processor', belay: `${taken.toFixed(2)} s`, budget: atMost(taken, 2, ' s') },
    ],
  };
}

await main();
