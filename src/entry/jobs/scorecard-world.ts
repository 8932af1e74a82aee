import type { RepositoryName } from '../../core/pilot/repository-log.js';
import {
  cardKey,
  type ScorecardWrite,
  titleOf,
} from '../../core/scorecard/issue/scorecard-issue.js';
import type { MonthsReading } from '../../core/scorecard/month/month-reading.js';
import { inTurn } from '../../core/scorecard/month/turn.js';
import { lastWhole, type YearMonth } from '../../core/scorecard/month/year-month.js';
import type { NamedRepository } from '../../core/scorecard/organisation.js';
import type { Homeless, RepositoryRun, ScorecardRun } from '../../core/scorecard/run.js';
import type { Trouble } from '../../core/trouble.js';
import { rollUp } from '../../flows/roll-up.js';
import { type ScorecardPorts, scorecards } from '../../flows/scorecard.js';
import { namesWithCard } from '../../read/fleet/cards.js';
import { lookAtPolicies } from '../../read/fleet/policies.js';
import { HOME, openSite, type SiteReading } from '../../read/month/github/roll-up-place.js';
import { gitHubMonths } from '../../read/month/github.js';
import { openMonths } from '../../read/month/months.js';
import { LABELLED } from '../../render/labelled.js';
import { CHECK_NAME } from '../../write/check-run.js';
import { paper } from '../../write/paper.js';
import { writeScorecard } from '../../write/scorecard-issue.js';
import { answered } from '../explained.js';
import { writerWith } from './desks.js';
import { fleetOf, type SweepGround } from './sweep-world.js';

const SCORECARDS = { carryOut: writeScorecard, labelled: LABELLED.scorecard };

/** Whose scorecards are filed, and as whom. */
export interface ScorecardGround extends Omit<SweepGround, 'seen' | 'progress'> {
  readonly progress?: (progress: { readonly looked: number; readonly of: number }) => void;
  /** The App whose check runs tell the verdicts; `null`: the one that files as `issuer`, else any. */
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
): Promise<readonly RepositoryRun[]> {
  return scorecards(readings(names, ground), portsOf(ground));
}

/** What became of the scorecards of an organisation or person, and of its own issue. */
export interface FleetScorecards extends ScorecardRun {
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
  const { governed, ungoverned } = await sorted(names, ground);
  const order = await inOrder(governed, ground);
  const { client, issuer, today, cache } = ground;
  const site = await answered(`the roll-up of ${owner}`, () =>
    openSite({ client, owner, issuer, labelled: LABELLED.scorecard, today, cache }),
  );
  if (site.kind === 'good' && site.value.kind === 'site') {
    const open = (some: readonly RepositoryName[]) => readings(some, ground);
    const report = await rollUp(
      { names: order, ungoverned, open },
      site.value.site,
      portsOf(ground),
    );
    const repositories = asGiven(report.repositories, order, governed);
    return { ...report, repositories, homeless: null, trouble: null };
  }
  const repositories = asGiven(await scorecardsOn(order, ground), order, governed);
  const without = { repositories, rollUp: null, homeless: null, trouble: null };
  if (site.kind === 'trouble') return { ...without, trouble: site.trouble };
  const homeless = homelessBy(site.value, owner);
  return { ...without, repositories: withSite(repositories, site.value), homeless };
}

function homelessBy(site: SiteReading, owner: string): Homeless {
  return { owner, foreign: site.kind === 'foreign' ? site.repository : null };
}

/**
 * Those without their newest scorecard first, for what is left to do at the others is little; among
 * each other from another one on each day.
 */
async function inOrder(
  names: readonly RepositoryName[],
  { client, issuer, today, month }: ScorecardGround,
): Promise<readonly RepositoryName[]> {
  const day = today('UTC');
  const title = titleOf(cardKey(month ?? lastWhole(day)));
  const having = await namesWithCard(fleetOf(client), names, { title, issuer });
  const lacking = names.filter((name) => !having.has(name));
  return [...inTurn(lacking, day), ...inTurn([...having], day)];
}

/** A report in the order of these names. */
function asGiven(
  report: readonly RepositoryRun[],
  order: readonly RepositoryName[],
  names: readonly RepositoryName[],
): readonly RepositoryRun[] {
  const found = new Map(report.map((one, at) => [order[at], one]));
  return names.flatMap((name) => found.get(name) ?? []);
}

/** Whoever wonders where the organisation's issue is must learn that its policy is broken. */
function withSite(report: readonly RepositoryRun[], site: SiteReading): readonly RepositoryRun[] {
  const isTold = report.some(
    ({ kind, repository: { name } }) => kind !== 'scored' && name === HOME,
  );
  return site.kind === 'broken-policy' && !isTold ? [...report, site] : report;
}

/** Repositories with a policy and without one. */
interface Sorted {
  readonly governed: readonly RepositoryName[];
  readonly ungoverned: readonly NamedRepository[];
}

/** One that GitHub did not tell of counts as governed, so that it is asked by itself once more. */
async function sorted(
  names: readonly RepositoryName[],
  { client }: ScorecardGround,
): Promise<Sorted> {
  const governed: RepositoryName[] = [];
  const ungoverned: NamedRepository[] = [];
  for await (const looked of lookAtPolicies(fleetOf(client), names))
    for (const { name, repository, answer } of looked)
      if (answer.kind === 'trouble' || answer.value !== null) governed.push(name);
      else if (repository !== null) ungoverned.push(repository);
  return { governed, ungoverned };
}

async function* readings(
  names: readonly RepositoryName[],
  ground: ScorecardGround,
): AsyncGenerator<MonthsReading> {
  const { client, issuer, appId, today, cache, progress = () => {} } = ground;
  const check = { name: CHECK_NAME, appId };
  const labelled = LABELLED.scorecard;
  for (const [at, { owner, name }] of names.entries()) {
    const place = gitHubMonths({ client, owner, name, issuer, labelled, check });
    yield await openMonths(place, { owner, name }, { today, cache });
    progress({ looked: at + 1, of: names.length });
  }
}

function portsOf({ client, docs, month, settled, writes }: ScorecardGround): ScorecardPorts {
  const write = writes === 'paper' ? paper<ScorecardWrite>().write : writerWith(client, SCORECARDS);
  return { write, docs, month, settled };
}
