import type { Today } from '../../core/day.js';
import type { LogReading, RepositoryLog, RepositoryName } from '../../core/pilot/repository-log.js';
import type { Answered } from '../../core/trouble.js';
import { TroubleError } from '../../core/trouble.js';
import type { ReadCache } from '../cache.js';
import { policyVersions } from '../github/history.js';
import { readPilotLog } from '../pilot-log.js';
import type { Fleet } from './ask.js';
import { type FleetFiles, fleetFiles } from './files.js';
import { type FoundIssues, type Issuer, readIssues } from './issues.js';
import { type FleetLook, lookAtPolicies } from './policies.js';

/** How many repositories with a policy are read, and held in memory, at a time. */
const LOGS_AT_ONCE = 50;

/** How far reading a fleet has come. */
export interface Progress {
  readonly looked: number;
  readonly of: number;
  /** How many of those looked at have a policy. */
  readonly withPolicy: number;
}

export interface LogOptions {
  readonly today: Today;
  readonly cache: ReadCache;
  /** The account whose issues count as Belay's. */
  readonly issuer: Issuer;
  readonly progress?: (progress: Progress) => void;
}

/**
 * Reads policies, decision logs and Belay's issues of many repositories, group by group as they
 * come. Whatever keeps one of them from being read is told in its place. A fleet may be of one.
 */
export async function* readLogs(
  fleet: Fleet,
  names: readonly RepositoryName[],
  options: LogOptions,
): AsyncGenerator<readonly LogReading[]> {
  const files = fleetFiles(fleet);
  let looked = 0;
  let withPolicy = 0;
  let held: readonly FleetLook[] = [];
  for await (const batch of lookAtPolicies(fleet, names)) {
    const manned = batch.flatMap(({ answer }) => goodIn(answer));
    looked += batch.length;
    withPolicy += manned.length;
    options.progress?.({ looked, of: names.length, withPolicy });
    yield batch.flatMap(({ name, answer }) => unmanned(name, answer));
    held = [...held, ...manned];
    while (held.length >= LOGS_AT_ONCE) {
      yield await readGroup({ fleet, files, options }, held.slice(0, LOGS_AT_ONCE));
      held = held.slice(LOGS_AT_ONCE);
    }
  }
  if (held.length > 0) yield await readGroup({ fleet, files, options }, held);
}

function goodIn(answer: Answered<FleetLook | null>): readonly FleetLook[] {
  return answer.kind === 'good' && answer.value !== null ? [answer.value] : [];
}

/** What is known already of a repository that there is nothing more to read of. */
function unmanned(
  repository: RepositoryName,
  answer: Answered<FleetLook | null>,
): readonly LogReading[] {
  if (answer.kind === 'trouble') return [{ kind: 'trouble', repository, trouble: answer.trouble }];
  return answer.value === null ? [{ kind: 'without-policy', repository }] : [];
}

interface Reading {
  readonly fleet: Fleet;
  readonly files: FleetFiles;
  readonly options: LogOptions;
}

type Bare = Omit<RepositoryLog, 'known' | 'labels'>;

async function readGroup(
  reading: Reading,
  looks: readonly FleetLook[],
): Promise<readonly LogReading[]> {
  const bare = await Promise.all(looks.map((look) => readBare(reading, look)));
  const good = bare.flatMap((one) => (one.kind === 'bare' ? [one.bare] : []));
  const issues = await issuesOf(reading, good);
  return bare.map((one) => (one.kind === 'bare' ? joined(one.bare, issues.get(one.bare)) : one));
}

type BareReading =
  | { readonly kind: 'bare'; readonly bare: Bare }
  | Exclude<LogReading, { kind: 'log' }>;

async function readBare(reading: Reading, look: FleetLook): Promise<BareReading> {
  try {
    return await readLog(reading, look);
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    return { kind: 'trouble', repository: look.repository, trouble: error.trouble };
  }
}

async function readLog({ fleet, files, options }: Reading, look: FleetLook): Promise<BareReading> {
  const { repository, repositoryId, shut } = look;
  const hub = { ...fleet, ...repository };
  const source = {
    ...files(repository),
    policyVersions: (commit: string, path: string) => policyVersions(hub, commit, path),
  };
  const reader = { source, cache: options.cache, repository: repositoryId };
  const read = await readPilotLog(reader, look, options.today);
  return read.kind === 'pilots' ? { kind: 'bare', bare: { ...read.log, shut } } : read;
}

async function issuesOf(
  { fleet, options }: Reading,
  logs: readonly Bare[],
): Promise<ReadonlyMap<Bare, Answered<FoundIssues>>> {
  const asked = logs.map((bare) => ({ ...bare, name: bare.repository }));
  const answers = asked.length > 0 ? await readIssues(fleet, options.issuer, asked) : [];
  return new Map(logs.flatMap((bare, at) => pairOf(bare, answers[at])));
}

function pairOf<A, B>(a: A, b: B | undefined): readonly (readonly [A, B])[] {
  return b === undefined ? [] : [[a, b]];
}

function joined(bare: Bare, issues: Answered<FoundIssues> | undefined): LogReading {
  const { repository } = bare;
  if (issues?.kind === 'good') return { kind: 'log', log: { ...bare, ...issues.value } };
  const what = `issues of ${repository.owner}/${repository.name}`;
  const trouble = issues?.trouble ?? { kind: 'partial' as const, what, request: null };
  return { kind: 'trouble', repository, trouble };
}
