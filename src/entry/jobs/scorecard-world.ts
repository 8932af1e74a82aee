import type { RepositoryName } from '../../core/pilot/repository-log.js';
import type { YearMonth } from '../../core/scorecard/month.js';
import type { MonthsReading } from '../../core/scorecard/month-reading.js';
import type { ScorecardWrite } from '../../core/scorecard/scorecard-issue.js';
import { passes, type Trouble } from '../../core/trouble.js';
import { type RollUpReport, rollUp } from '../../flows/roll-up.js';
import { type ScorecardPorts, type ScorecardReport, scorecards } from '../../flows/scorecard.js';
import type { WriteScorecard } from '../../flows/scorecard-ledger.js';
import { lookAtPolicies } from '../../read/fleet/policies.js';
import type { Client } from '../../read/github/client.js';
import { openSite } from '../../read/month/github/site.js';
import { gitHubMonths } from '../../read/month/github.js';
import { openMonths } from '../../read/month/months.js';
import { CHECK_NAME } from '../../write/check-run.js';
import type { Desk } from '../../write/issue.js';
import { paper } from '../../write/paper.js';
import { writeScorecard } from '../../write/scorecard-issue.js';
import { answered } from '../explained.js';
import { fleetOf, type SweepGround } from './sweep-world.js';

/** Whose scorecards are filed, and as whom. */
export interface ScorecardGround extends Omit<SweepGround, 'seen' | 'progress'> {
  readonly progress?: (progress: { readonly looked: number; readonly of: number }) => void;
  /** The App whose check runs tell the verdicts; `null`: any that has one of Belay's name. */
  readonly appId: number | null;
  /** The month that a person asked for; `null`: those that are due. */
  readonly month: YearMonth | null;
  /** Whether months whose issue stands as it was written are read for the report. */
  readonly settled: ScorecardPorts['settled'];
}

/** What the App's run of every day looks at: what is due, and not what stands already. */
export const EVERY_DAY = { month: null, settled: 'left' } as const;

/** Files the scorecards of these repositories on GitHub. One's trouble stops only itself. */
export function scorecardsOn(
  names: readonly RepositoryName[],
  ground: ScorecardGround,
): Promise<ScorecardReport> {
  return scorecards(readings(names, ground), portsOf(ground));
}

/** What became of the scorecards of an organisation or person, and of its own issue. */
export interface FleetScorecards {
  readonly repositories: ScorecardReport;
  /** `null` where there is no place for one. */
  readonly rollUp: RollUpReport['rollUp'] | null;
  /** What kept the place of the organisation's issue from being found. */
  readonly trouble: Trouble | null;
}

/**
 * Files the scorecards of all these repositories of one owner that have a policy, and the owner's
 * one issue over them.
 */
export async function fleetScorecardsOn(
  owner: string,
  names: readonly RepositoryName[],
  ground: ScorecardGround,
): Promise<FleetScorecards> {
  const governed = await withPolicy(names, ground);
  const { client, issuer, today, cache } = ground;
  const site = await answered(`the roll-up of ${owner}`, () =>
    openSite({ client, owner, issuer, today, cache }),
  );
  if (site.kind === 'good' && site.value !== null) {
    const open = (some: readonly RepositoryName[]) => readings(some, ground);
    const report = await rollUp({ names: governed, open }, site.value, portsOf(ground));
    return { ...report, trouble: null };
  }
  const repositories = await scorecardsOn(governed, ground);
  return { repositories, rollUp: null, trouble: site.kind === 'trouble' ? site.trouble : null };
}

/** Those with a policy; one that GitHub did not tell of is asked by itself once more. */
async function withPolicy(
  names: readonly RepositoryName[],
  { client }: ScorecardGround,
): Promise<readonly RepositoryName[]> {
  const governed: RepositoryName[] = [];
  for await (const looked of lookAtPolicies(fleetOf(client), names)) {
    const told = looked.filter(({ answer }) => answer.kind === 'trouble' || answer.value !== null);
    governed.push(...told.map(({ name }) => name));
  }
  return governed;
}

async function* readings(
  names: readonly RepositoryName[],
  ground: ScorecardGround,
): AsyncGenerator<MonthsReading> {
  const { client, issuer, appId, today, cache, progress = () => {} } = ground;
  const check = { name: CHECK_NAME, appId };
  for (const [at, { owner, name }] of names.entries()) {
    const place = gitHubMonths({ client, owner, name, issuer, check });
    yield await openMonths(place, { owner, name }, { today, cache });
    progress({ looked: at + 1, of: names.length });
  }
}

function portsOf({ client, docs, month, settled, writes }: ScorecardGround): ScorecardPorts {
  const write = writes === 'paper' ? paper<ScorecardWrite>().write : writerWith(client);
  return { write, docs, month, settled };
}

/** Labels made for one issue are known to exist for the next. */
function writerWith(client: Client): WriteScorecard {
  const desks = new WeakMap<object, Desk>();
  return async (write, place) => {
    const { owner, name: repo } = place.repository;
    const desk = desks.get(place) ?? { client, owner, repo, labels: new Set(place.labels) };
    desks.set(place, desk);
    const written = await answered(`issues of ${owner}/${repo}`, () => writeScorecard(write, desk));
    return written.kind === 'good' ? written.value : written;
  };
}

/** What keeps a repository's scorecards from being filed and may pass by itself. */
export function passingTrouble(one: ScorecardReport[number]): Trouble | null {
  if (one.kind !== 'scored' && one.kind !== 'trouble') return null;
  return one.trouble !== null && passes(one.trouble) ? one.trouble : null;
}
