import type { Day } from '../core/day.js';
import { endings, issueOf, rollUpKey, standing } from '../core/scorecard/issue/scorecard-issue.js';
import { monthsDue } from '../core/scorecard/month/due.js';
import type { YearMonth } from '../core/scorecard/month/year-month.js';
import {
  givesAway,
  organisationFacts,
  type RepositoryPart,
} from '../core/scorecard/organisation.js';
import {
  isPoorerRollUp,
  isRollUpStanding,
  isUnread,
  isWorthTelling,
  sourcesOf,
} from '../core/scorecard/roll-up.js';
import { type RepositoryRun, type RollUpRun, troubleIn } from '../core/scorecard/run.js';
import { passes, type Trouble } from '../core/trouble.js';
import { closingComment } from '../render/scorecard/closing.js';
import { monthSearch, organisationIssue, withdrawnBody } from '../render/scorecard/organisation.js';
import { type IssuePlace, type OpenLedger, openLedger } from './scorecard/ledger.js';
import { type Fleet, gather, type Known } from './scorecard/parts.js';
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
  const known = { fleet, names: fleet.names, report: repositories };
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
    const isLeft = run.ports.settled === 'left' && stands(month, run);
    const trouble = isLeft ? null : await file(month, run);
    if (trouble !== null) return trouble;
  }
  await supersede(months.at(-1) ?? '', run.ledger);
  return null;
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

function stands(month: YearMonth, { known, site, ledger }: Run): boolean {
  return isRollUpStanding(ledger.known(), sourcesOf(known, month, site.repository), month);
}

/** Writes a month's issue; gives the trouble of a part that may come with the next run. */
async function file(month: YearMonth, run: Run): Promise<Trouble | null> {
  const { site, ledger, known } = run;
  const before = issueOf(rollUpKey(month), ledger.known());
  const collected = await collect(month, run);
  if (collected.kind === 'waits') return collected.trouble;
  const { parts } = collected;
  const unread = parts.filter(isUnread).length;
  const sources = { ...sourcesOf(known, month, site.repository), unread };
  if (!isWorthTelling(parts) || isPoorerRollUp(sources, before)) return null;
  const facts = { ...organisationFacts(month, parts, site.repository), sources };
  const issue = {
    ...organisationIssue(facts, monthSearch(site.repository, month)),
    labels: site.issueLabels,
  };
  await ledger.carry(standing({ ...rollUpKey(month), ...issue }, ledger.known()));
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
  const trouble = isPatient
    ? report.flatMap((one) => troubleIn(one) ?? []).find(passes)
    : undefined;
  if (trouble !== undefined) return { kind: 'waits', trouble };
  if (isPatient && report.some((one) => one.kind === 'scored' && one.waiting.length > 0))
    return { kind: 'waits', trouble: null };
  const pieces = await gather(known, month);
  const kept = isPatient ? pieces.flatMap((one) => one.trouble ?? []).find(passes) : undefined;
  if (kept !== undefined) return { kind: 'waits', trouble: kept };
  return { kind: 'parts', parts: pieces.map(({ part }) => part) };
}

/** Closes the issues before this month's, once that is there. */
async function supersede(month: YearMonth, ledger: OpenLedger): Promise<void> {
  const key = rollUpKey(month);
  if (!ledger.stands(key)) return;
  const number = issueOf(key, ledger.known())?.number ?? null;
  await ledger.carry(endings(key, ledger.known(), closingComment({ ...key, number })));
}
