import type { LogReading, RepositoryLog, RepositoryName } from '../../core/pilot/repository-log.js';
import { type SweepPorts, type SweepReport, sweep } from '../../flows/sweep.js';
import type { ReadCache } from '../../read/cache.js';
import type { Fleet } from '../../read/fleet/ask.js';
import { readIssues } from '../../read/fleet/issues.js';
import { type Progress, readLogs } from '../../read/fleet/logs.js';
import { assignableIn } from '../../read/fleet/reach.js';
import { type Client, REQUEST_TIMEOUT } from '../../read/github/client.js';
import { LABELLED } from '../../render/labelled.js';
import { writeIssue } from '../../write/issue.js';
import { paper } from '../../write/paper.js';
import type { Today } from '../clock.js';
import { writerWith } from './desks.js';

const PILOTS = { carryOut: writeIssue, labelled: LABELLED.pilot };

/** Whose repositories are swept, and as whom. */
export interface SweepGround {
  readonly client: Client;
  /** The login whose issues are Belay's, as REST has it. */
  readonly issuer: string;
  readonly cache: ReadCache;
  readonly today: Today;
  readonly docs: string | null;
  /** `paper`: nothing is written on GitHub. */
  readonly writes: 'github' | 'paper';
  readonly progress?: (progress: Progress) => void;
  /** Is shown every log before anything is written. */
  readonly seen?: (log: RepositoryLog) => void;
}

/** Sweeps these repositories on GitHub. Throws only what no repository alone is to blame for. */
export function sweepOn(
  names: readonly RepositoryName[],
  ground: SweepGround,
): Promise<SweepReport> {
  const { issuer, cache, today, docs, progress, seen = () => {} } = ground;
  const fleet = fleetOf(ground.client);
  const issued = { login: issuer };
  const options = { today, cache, issuer: issued, ...(progress === undefined ? {} : { progress }) };
  return sweep({
    logs: shown(readLogs(fleet, names, options), seen),
    assignable: (asked) =>
      assignableIn(
        fleet,
        asked.map(({ log, logins }) => ({ name: log.repository, logins })),
      ),
    issues: async (logs) => {
      const asked = logs.map(({ repository: name, policy, pilots }) => ({ name, policy, pilots }));
      return (await readIssues(fleet, issued, asked)).map(knownIn);
    },
    write: ground.writes === 'paper' ? paper().write : writerWith(ground.client, PILOTS),
    docs,
  });
}

async function* shown(
  logs: AsyncIterable<readonly LogReading[]>,
  seen: (log: RepositoryLog) => void,
): AsyncGenerator<readonly LogReading[]> {
  for await (const group of logs) {
    for (const reading of group) if (reading.kind === 'log') seen(reading.log);
    yield group;
  }
}

/** How questions about many repositories are asked. */
export function fleetOf(client: Client): Fleet {
  return { client, timeout: REQUEST_TIMEOUT };
}

type Found = Awaited<ReturnType<typeof readIssues>>[number];
type Known = Awaited<ReturnType<SweepPorts['issues']>>[number];

function knownIn(answer: Found): Known {
  return answer.kind === 'good' ? { kind: 'good', value: answer.value.known } : answer;
}
