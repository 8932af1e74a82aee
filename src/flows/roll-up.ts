import type { Day } from '../core/day.js';
import type { RepositoryName } from '../core/pilot/repository-log.js';
import { monthsDue } from '../core/scorecard/due.js';
import type { YearMonth } from '../core/scorecard/month.js';
import type { MonthsReading } from '../core/scorecard/month-reading.js';
import {
  givesAway,
  organisationFacts,
  type RepositoryMonth,
} from '../core/scorecard/organisation.js';
import { endings, isSettled, issueOf, standing } from '../core/scorecard/scorecard-issue.js';
import { passes, type Trouble } from '../core/trouble.js';
import { closingComment } from '../render/scorecard/closing.js';
import { organisationIssue, organisationTitle } from '../render/scorecard/organisation.js';
import {
  type ScorecardPorts,
  type ScorecardReport,
  type ScoredMonth,
  scorecards,
  scoreMonth,
} from './scorecard.js';
import { type IssuePlace, type Ledger, type OpenLedger, openLedger } from './scorecard-ledger.js';

/** Where the issue of an organisation stands, and when it is written. */
export interface RollUpSite extends IssuePlace {
  readonly today: Day;
  /** From this day of the month on. */
  readonly day: number;
  readonly quiet: boolean;
  readonly issueLabels: readonly string[];
}

/** The repositories of an organisation, and how they are opened. */
export interface Fleet {
  readonly names: readonly RepositoryName[];
  readonly open: (names: readonly RepositoryName[]) => AsyncIterable<MonthsReading>;
}

/** What was done about the organisation's issue. */
export interface RolledUp extends Ledger {
  readonly month: YearMonth;
  readonly repository: RollUpSite['repository'];
}

export interface RollUpReport {
  readonly repositories: ScorecardReport;
  readonly rollUp: RolledUp;
}

/**
 * Files the scorecards of all repositories, and the organisation's one issue from them. A part that
 * GitHub keeps back for the moment would be missing in it: then it waits for the next run.
 */
export async function rollUp(
  fleet: Fleet,
  site: RollUpSite,
  ports: ScorecardPorts,
): Promise<RollUpReport> {
  const month = ports.month ?? newestDue(site);
  const ledger = openLedger(site, ports.write);
  const repositories = await scorecards(fleet.open(fleet.names), ports);
  const parts = { site, fleet, month, repositories };
  const waits = site.quiet && ports.month === null;
  const rests = waits || (ports.settled === 'left' && isStanding(parts));
  const trouble = rests ? null : await file(parts, ledger);
  const closed = ledger.close();
  const { repository } = site;
  const rolledUp = { ...closed, month, repository, trouble: closed.trouble ?? trouble };
  return { repositories, rollUp: rolledUp };
}

function newestDue({ today, day }: RollUpSite): YearMonth {
  return monthsDue({ today, day, filed: [] }).at(-1) ?? today.slice(0, 7);
}

/** Whether the organisation's issue stands as it should: no repository's changed, none is private now. */
function isStanding({ site, month, repositories }: Parts): boolean {
  const key = { series: 'roll-up', month, title: organisationTitle(month) } as const;
  const text = issueOf(key, site.known)?.body ?? '';
  const scored = repositories.flatMap((one) => (one.kind === 'scored' ? [one.repository] : []));
  const tells = givesAway(text, scored, site.repository);
  return isSettled(key, site.known) && !tells && !repositories.some(hasNews);
}

function hasNews(one: ScorecardReport[number]): boolean {
  const done = one.kind === 'scored' ? one.done : [];
  return done.some(({ write: { kind } }) => kind === 'file' || kind === 'edit');
}

interface Parts {
  readonly site: RollUpSite;
  readonly fleet: Fleet;
  readonly month: YearMonth;
  readonly repositories: ScorecardReport;
}

/** Writes the issue; gives what kept a part back that may come with the next run. */
async function file(parts: Parts, ledger: OpenLedger): Promise<Trouble | null> {
  const { site, month } = parts;
  const gathered = await gather(parts);
  if (gathered.kind === 'trouble') return gathered.trouble;
  const key = { series: 'roll-up', month } as const;
  const facts = organisationFacts(month, gathered.parts, site.repository);
  const issue = { ...organisationIssue(facts, restOf(site, month)), labels: site.issueLabels };
  await ledger.carry(standing({ ...key, ...issue }, ledger.known()));
  const number = issueOf(key, ledger.known())?.number ?? null;
  await ledger.carry(endings(key, ledger.known(), closingComment({ ...key, number })));
  return null;
}

type Gathered =
  | { readonly kind: 'good'; readonly parts: readonly RepositoryMonth[] }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/**
 * The month of every repository. One that this run did not score (its issue stands already, or its
 * own policy lets it wait) is scored for the organisation's alone.
 */
async function gather({ fleet, month, repositories }: Parts): Promise<Gathered> {
  const kept = repositories.flatMap((one) => ('trouble' in one ? (one.trouble ?? []) : []));
  const trouble = kept.find(passes);
  if (trouble !== undefined) return { kind: 'trouble', trouble };
  const parts = repositories.flatMap((one) => monthIn(one, month) ?? []);
  const rest = repositories.filter((one) => one.kind === 'scored' && monthIn(one, month) === null);
  for await (const reading of fleet.open(rest.map(({ repository }) => repository))) {
    const one = reading.kind === 'months' ? await scoreMonth(reading.months, month, []) : reading;
    if (one.kind === 'trouble' && passes(one.trouble)) return one;
    if (one.kind === 'month') parts.push(one);
  }
  return { kind: 'good', parts: parts.map(partOf) };
}

function monthIn(one: ScorecardReport[number], month: YearMonth): ScoredMonth | null {
  const months = one.kind === 'scored' ? one.months : [];
  const scored = months.filter((known) => known.kind === 'month');
  return scored.find((known) => known.month.month === month) ?? null;
}

function partOf({ month, card, filing, url }: ScoredMonth): RepositoryMonth {
  return { month, scorecard: filing.filed ? card : null, url };
}

/** A search for the month's issues of all repositories. */
function restOf({ repository: { owner, url } }: RollUpSite, month: YearMonth): string | null {
  const [server] = /^https?:\/\/[^/]+/.exec(url ?? '') ?? [];
  if (server === undefined) return null;
  const asked = `is:issue org:${owner} in:title "Scorecard ${month}"`;
  return `${server}/issues?q=${encodeURIComponent(asked)}`;
}
