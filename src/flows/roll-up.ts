import type { Day } from '../core/day.js';
import { monthsDue } from '../core/scorecard/due.js';
import type { YearMonth } from '../core/scorecard/month.js';
import type { Months, MonthsReading } from '../core/scorecard/month-reading.js';
import { organisationFacts, type RepositoryMonth } from '../core/scorecard/organisation.js';
import { endings, issueOf, standing } from '../core/scorecard/scorecard-issue.js';
import { passes, type Trouble } from '../core/trouble.js';
import { closingComment } from '../render/scorecard/closing.js';
import { organisationIssue } from '../render/scorecard/organisation.js';
import {
  isRefusal,
  type ScorecardPorts,
  type ScorecardReport,
  type Scored,
  scorecard,
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
  readings: AsyncIterable<MonthsReading>,
  site: RollUpSite,
  ports: ScorecardPorts,
): Promise<RollUpReport> {
  const month = ports.month ?? newestDue(site);
  const { repositories, parts, trouble } = await gather(readings, month, ports);
  const isWaiting = trouble !== null || (site.quiet && ports.month === null);
  const ledger = openLedger(site, ports.write);
  if (!isWaiting) await file({ site, month, parts }, ledger);
  const closed = ledger.close();
  const { repository } = site;
  const rolledUp = { ...closed, month, repository, trouble: closed.trouble ?? trouble };
  return { repositories, rollUp: rolledUp };
}

interface Gathered {
  readonly repositories: ScorecardReport;
  readonly parts: readonly RepositoryMonth[];
  /** What kept a part back that may come with the next run. */
  readonly trouble: Trouble | null;
}

async function gather(
  readings: AsyncIterable<MonthsReading>,
  month: YearMonth,
  ports: ScorecardPorts,
): Promise<Gathered> {
  const found: Part[] = [];
  for await (const reading of readings) {
    const part = await partOf(reading, month, ports);
    found.push(part);
    if (isRefusal(part.report)) break;
  }
  const troubles = found.flatMap(({ trouble }) => trouble ?? []);
  return {
    repositories: found.map(({ report }) => report),
    parts: found.flatMap(({ shown }) => shown),
    trouble: troubles.find(passes) ?? null,
  };
}

interface Parts {
  readonly site: RollUpSite;
  readonly month: YearMonth;
  readonly parts: readonly RepositoryMonth[];
}

async function file({ site, month, parts }: Parts, ledger: OpenLedger): Promise<void> {
  const key = { series: 'roll-up', month } as const;
  const facts = organisationFacts(month, parts, site.repository);
  const issue = { ...organisationIssue(facts, restOf(site, month)), labels: site.issueLabels };
  await ledger.carry(standing({ ...key, ...issue }, ledger.known()));
  const number = issueOf(key, ledger.known())?.number ?? null;
  await ledger.carry(endings(key, ledger.known(), closingComment({ ...key, number })));
}

function newestDue({ today, day }: RollUpSite): YearMonth {
  return monthsDue({ today, day, filed: [] }).at(-1) ?? today.slice(0, 7);
}

interface Part {
  readonly report: ScorecardReport[number];
  readonly shown: readonly RepositoryMonth[];
  readonly trouble: Trouble | null;
}

/** A repository's part; its own policy may let it wait with the month, the roll-up does not. */
async function partOf(
  reading: MonthsReading,
  month: YearMonth,
  ports: ScorecardPorts,
): Promise<Part> {
  if (reading.kind !== 'months') {
    const trouble = reading.kind === 'trouble' ? reading.trouble : null;
    return { report: reading, shown: [], trouble };
  }
  const { months } = reading;
  const report = await scorecard(months, ports);
  const own =
    report.months.find((one) => one.kind === 'month' && one.month.month === month) ??
    (report.trouble === null ? await scoreMonth(months, month, []) : null);
  const trouble = own?.kind === 'trouble' ? own.trouble : report.trouble;
  if (own?.kind !== 'month') return { report, shown: [], trouble };
  const { filed } = own.filing;
  const shown = { month: own.month, scorecard: filed ? own.card : null };
  return { report, shown: [{ ...shown, url: pageOf(report, months, month) }], trouble };
}

/** The page of the month's issue, filed just now or before. */
function pageOf({ done }: Scored, months: Months, month: YearMonth): string | null {
  const isFiling = ({ write }: Scored['done'][number]) =>
    write.kind === 'file' && write.issue.month === month;
  const known = issueOf({ series: 'scorecard', month }, months.known);
  const number = done.find(isFiling)?.number ?? known?.number ?? null;
  const { url } = months.repository;
  return url === null || number === null ? null : `${url}/issues/${number}`;
}

/** A search for the month's issues of all repositories. */
function restOf({ repository: { owner, url } }: RollUpSite, month: YearMonth): string | null {
  const [server] = /^https?:\/\/[^/]+/.exec(url ?? '') ?? [];
  if (server === undefined) return null;
  const asked = `is:issue org:${owner} in:title "Scorecard ${month}"`;
  return `${server}/issues?q=${encodeURIComponent(asked)}`;
}
