import type { KnownIssue } from '../../src/core/pilot/pilot-issue.js';
import type { RepositoryLog, RepositoryName } from '../../src/core/pilot/repository-log.js';
import type { Answered } from '../../src/core/trouble.js';
import { todayAt } from '../../src/entry/clock.js';
import { answered } from '../../src/entry/explained.js';
import { tokenClient } from '../../src/entry/token-client.js';
import { type SweepPorts, type SweepReport, sweep } from '../../src/flows/sweep.js';
import { createReadCache, type ReadCache } from '../../src/read/cache.js';
import type { Fleet } from '../../src/read/fleet/ask.js';
import { readIssues } from '../../src/read/fleet/issues.js';
import { type Progress, readLogs } from '../../src/read/fleet/logs.js';
import { assignableIn } from '../../src/read/fleet/reach.js';
import { listRepositories } from '../../src/read/fleet/repositories.js';
import { writeIssue } from '../../src/write/issue.js';
import type { GitHub } from '../github/world.js';

export const DOCS = 'https://belay.example/docs';

/** How one sweep goes: when, where, and by what. */
export interface Sweeping {
  /** A day, or an instant. */
  readonly on: string;
  /** Default: all that the installation at acme covers. */
  readonly repositories?: readonly RepositoryName[];
  readonly cache?: ReadCache;
  readonly write?: SweepPorts['write'];
  readonly progress?: (progress: Progress) => void;
  /** Stands between the flow and its ports. */
  readonly around?: (ports: SweepPorts) => SweepPorts;
}

/** Sweeps as the App does. */
export async function sweepOn(gh: GitHub, sweeping: Sweeping): Promise<SweepReport> {
  const { on, cache = createReadCache(), progress, around = (ports) => ports } = sweeping;
  const client = tokenClient(gh.installationToken('acme'), gh.url);
  const fleet: Fleet = { client, timeout: 5_000 };
  const issuer = { login: 'belay[bot]' };
  const names = sweeping.repositories ?? (await listRepositories(fleet, { kind: 'installation' }));
  const options = { today: todayAt(on), cache, issuer, ...(progress ? { progress } : {}) };
  const desks = new Map<string, Set<string>>();
  const labelsOf = ({ repository: { name }, labels }: RepositoryLog) => {
    const known = desks.get(name) ?? new Set(labels);
    desks.set(name, known);
    return known;
  };
  gh.clock.set(on.includes('T') ? on : `${on}T09:00:00Z`);
  return sweep(
    around({
      logs: readLogs(fleet, names, options),
      assignable: (asked) =>
        assignableIn(
          fleet,
          asked.map(({ log, logins }) => ({ name: log.repository, logins })),
        ),
      issues: async (logs) => {
        const asked = logs.map((log) => ({ ...log, name: log.repository }));
        return (await readIssues(fleet, issuer, asked)).map(knownIn);
      },
      write:
        sweeping.write ??
        (async (write, log) => {
          const { owner, name: repo } = log.repository;
          const desk = { client, owner, repo, labelled: '', labels: labelsOf(log) };
          const written = await answered('an issue', () => writeIssue(write, desk));
          return written.kind === 'good' ? written.value : written;
        }),
      docs: DOCS,
    }),
  );
}

function knownIn(
  answer: Answered<{ readonly known: readonly KnownIssue[] }>,
): Answered<readonly KnownIssue[]> {
  return answer.kind === 'good' ? { kind: 'good', value: answer.value.known } : answer;
}
