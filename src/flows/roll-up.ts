import type { Day } from '../core/day.js';
import { type Sources, sourcesIn } from '../core/scorecard/issue/roll-up-mark.js';
import {
  endings,
  isSettled,
  issueOf,
  type KnownScorecard,
  standing,
} from '../core/scorecard/issue/scorecard-issue.js';
import { monthsDue } from '../core/scorecard/month/due.js';
import type { YearMonth } from '../core/scorecard/month/month.js';
import {
  givesAway,
  organisationFacts,
  type RepositoryPart,
} from '../core/scorecard/organisation.js';
import type { RepositoryRun, RollUpRun } from '../core/scorecard/run.js';
import { passes, type Trouble } from '../core/trouble.js';
import { closingComment } from '../render/scorecard/closing.js';
import {
  monthSearch,
  organisationIssue,
  organisationTitle,
  withdrawnBody,
} from '../render/scorecard/organisation.js';
import { type IssuePlace, type OpenLedger, openLedger } from './scorecard/ledger.js';
import { type Fleet, gather, isUnread, type Known, sourcesOf } from './scorecard/parts.js';
import type { ScorecardPorts } from './scorecard/ports.js';
import { scorecards } from './scorecard.js';

export type { Fleet } from './scorecard/parts.js';

/** Where the issue of an organisation stands, and when it is written. */
export interface RollUpSite extends IssuePlace {
  readonly today: Day;
  /** From this day of the month on. */
  readonly day: number;
  readonly quiet: boolean;
  readonly issueLabels: readonly string[];
}

/** What was done in all repositories, and about the issue over them. */
export interface FleetRun {
  readonly repositories: readonly RepositoryRun[];
  readonly rollUp: RollUpRun;
}

/**
 * Files the scorecards of all repositories, and the organisation's one issue a month from them. What
 * GitHub keeps back for the moment would be missing in it: for three days it waits for that, then it
 * is filed and names what is missing, and mended when that comes.
 */
export async function rollUp(
  fleet: Fleet,
  site: RollUpSite,
  ports: ScorecardPorts,
): Promise<FleetRun> {
  const asked = ports.month;
  const filed = site.known.filter(({ series }) => series === 'roll-up').map(({ month }) => month);
  const { newest, missed, isFresh } = monthsDue({ ...site, filed });
  const months = asked === null ? [...missed, newest] : [asked];
  const ledger = openLedger(site, ports.write);
  const repositories = await scorecards(fleet.open(fleet.names), ports);
  const met = [...repositories.map(({ repository }) => repository), ...fleet.ungoverned];
  await withdraw(met, site, ledger);
  const known = { fleet, report: repositories };
  const rests = site.quiet && asked === null;
  const run = { site, ports, ledger, known, isPatient: isFresh || asked !== null };
  const trouble = rests ? null : await fileEach(months, run);
  const closed = ledger.close();
  const { repository } = site;
  const month = asked ?? newest;
  const rolledUp = { ...closed, month, repository, trouble: closed.trouble ?? trouble };
  return { repositories, rollUp: rolledUp };
}

interface Run {
  readonly site: RollUpSite;
  readonly ports: ScorecardPorts;
  readonly ledger: OpenLedger;
  readonly known: Known;
  /** Whether what may come is waited for. */
  readonly isPatient: boolean;
}

/** The months, oldest first, up to one that must wait for trouble to pass, which is given. */
async function fileEach(months: readonly YearMonth[], run: Run): Promise<Trouble | null> {
  for (const month of months) {
    const trouble = isStanding(month, run) ? null : await file(month, run);
    if (trouble !== null) return trouble;
  }
  await supersede(months.at(-1) ?? '', run.ledger);
  return null;
}

function titled(month: YearMonth) {
  return { series: 'roll-up', month, title: organisationTitle(month) } as const;
}

/**
 * Takes the text out of every issue that names what may not be shown there any more, also on a quiet
 * day and out of closed ones. One whose month is looked at still is made anew by the same run.
 */
async function withdraw(
  repositories: Parameters<typeof givesAway>[1],
  { repository: place }: RollUpSite,
  ledger: OpenLedger,
): Promise<void> {
  const telling = ledger
    .known()
    .filter(({ series, body }) => series === 'roll-up' && givesAway(body, repositories, place));
  for (const { number, title, month } of telling)
    await ledger.carry([{ kind: 'edit', number, title, body: withdrawnBody(month) }]);
}

/** Whether a run of every day may leave the issue, since it is made from what there is. */
function isStanding(month: YearMonth, run: Run): boolean {
  const { site, ports, known } = run;
  const issues = run.ledger.known();
  const issue = issueOf(titled(month), issues);
  if (ports.settled === 'read' || issue === null || !isSettled(titled(month), issues)) return false;
  const now = sourcesOf(known, month, site.repository);
  return !issue.open || isPoorer(now, issue) || sameSources(now, sourcesIn(issue.body));
}

/** Writes a month's issue; gives the trouble of a part that may come with the next run. */
async function file(month: YearMonth, run: Run): Promise<Trouble | null> {
  const { site, ledger, known } = run;
  const before = issueOf(titled(month), ledger.known());
  const collected = await collect(month, run);
  if (collected.kind === 'waits') return collected.trouble;
  const { parts } = collected;
  const unread = parts.filter(isUnread).length;
  const sources = { ...sourcesOf(known, month, site.repository), unread };
  if (!isWorthFiling(parts) || isPoorer(sources, before)) return null;
  const facts = { ...organisationFacts(month, parts, site.repository), sources };
  const issue = {
    ...organisationIssue(facts, monthSearch(site.repository, month)),
    labels: site.issueLabels,
  };
  await ledger.carry(standing({ ...titled(month), ...issue }, ledger.known()));
  return null;
}

/** The parts of a month, or what they are waited for; `trouble: null`: for issues still to be filed. */
type Collected =
  | { readonly kind: 'parts'; readonly parts: readonly RepositoryPart[] }
  | { readonly kind: 'waits'; readonly trouble: Trouble | null };

async function collect(
  month: YearMonth,
  { known, isPatient }: Pick<Run, 'known' | 'isPatient'>,
): Promise<Collected> {
  const { report } = known;
  const troubles = report.flatMap((one) => ('trouble' in one ? (one.trouble ?? []) : []));
  const trouble = isPatient ? troubles.find(passes) : undefined;
  if (trouble !== undefined) return { kind: 'waits', trouble };
  if (isPatient && report.some((one) => one.kind === 'scored' && one.waiting.length > 0))
    return { kind: 'waits', trouble: null };
  const pieces = await gather(known, month);
  const kept = isPatient ? pieces.flatMap((one) => one.trouble ?? []).find(passes) : undefined;
  if (kept !== undefined) return { kind: 'waits', trouble: kept };
  return { kind: 'parts', parts: pieces.map(({ part }) => part) };
}

/** Of an organisation in which no repository had a policy there is nothing to tell. */
function isWorthFiling(parts: readonly RepositoryPart[]): boolean {
  return parts.some((part) => !('why' in part) || part.why !== 'without-policy');
}

/** Whether more is missing now than in the issue that stands, which then is the better one. */
function isPoorer({ unread }: Sources, issue: KnownScorecard | null): boolean {
  const told = issue?.intact ? sourcesIn(issue.body) : null;
  return told !== null && unread > told.unread;
}

function sameSources(now: Sources, told: Sources | null): boolean {
  const { cards, imprint, unread } = now;
  return told?.cards === cards && told.imprint === imprint && told.unread === unread;
}

/** Closes the issues before this month's, once that is there. */
async function supersede(month: YearMonth, ledger: OpenLedger): Promise<void> {
  const key = titled(month);
  if (!ledger.stands(key)) return;
  const number = issueOf(key, ledger.known())?.number ?? null;
  await ledger.carry(endings(key, ledger.known(), closingComment({ ...key, number })));
}
