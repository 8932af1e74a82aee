import type { RepositoryName } from '../pilot/repository-log.js';
import { type Sources, sourcesIn } from './issue/roll-up-mark.js';
import { isSettled, issueOf, type KnownScorecard, rollUpKey } from './issue/scorecard-issue.js';
import type { Unopened } from './month/month-reading.js';
import type { YearMonth } from './month/year-month.js';
import {
  mayShow,
  type NamedRepository,
  type RepositoryPart,
  type RollUpPlace,
  type UnreadRepository,
} from './organisation.js';
import { askedOf, type RepositoryRun } from './run.js';

/** What a run knows of an organisation's repositories. */
export interface RollUpReport {
  /** Those that have a policy, in the order in which they were asked for. */
  readonly names: readonly RepositoryName[];
  /** What became of them; of the last ones nothing may be known. */
  readonly report: readonly RepositoryRun[];
}

/** What a report tells of a month without reading it; `null`: nothing, or there is no policy at all. */
export function partIn(one: RepositoryRun, month: YearMonth): RepositoryPart | null {
  if (one.kind === 'without-policy') return null;
  if (one.kind !== 'scored') return unscored(one.repository, one.kind);
  const found = one.months.find((known) => askedOf(known) === month);
  if (found !== undefined)
    return found.kind === 'month' ? found : unscored(one.repository, found.kind);
  return one.trouble?.kind === 'rate-limit' ? unread(one.repository) : null;
}

/** Whether a repository's month is still to be read. */
export function isOpen(one: RepositoryRun, month: YearMonth): boolean {
  return one.kind === 'scored' && partIn(one, month) === null;
}

/** The part of a repository that was not scored. */
export function unscored(
  repository: Unopened | NamedRepository,
  kind: 'trouble' | 'without-policy' | 'broken-policy',
): UnreadRepository {
  const { owner, name, id = null, url = null, visibility = null } = repository;
  const why = kind === 'trouble' ? 'unread' : kind;
  return { repository: { owner, name, id, url, visibility }, why };
}

/** The part of a repository that GitHub did not hand over. */
export function unread(repository: RepositoryName): UnreadRepository {
  return unscored(repository, 'trouble');
}

/** What an organisation's issue would be made from now, as far as that is known without reading. */
export function sourcesOf(
  { names, report }: RollUpReport,
  month: YearMonth,
  place: RollUpPlace,
): Sources {
  const read = report.filter((one) => !isUnread(partIn(one, month)));
  const imprints = read.flatMap((one) => imprintIn(one, month, place) ?? []);
  return {
    cards: imprints.length,
    imprint: imprints.reduce((sum, each) => (sum + each) % 2 ** 32, 0),
    unread: names.length - read.length,
  };
}

/** Whether a part is missing that may come. */
export function isUnread(part: RepositoryPart | null): boolean {
  return part !== null && 'why' in part && part.why === 'unread';
}

function imprintIn(one: RepositoryRun, month: YearMonth, place: RollUpPlace): number | null {
  if (one.kind !== 'scored' || !mayShow(one.repository, place)) return null;
  return one.imprints.get(month) ?? null;
}

/** Whether a run of every day may leave the month's issue, since it is made from what there is. */
export function isRollUpStanding(
  known: readonly KnownScorecard[],
  now: Sources,
  month: YearMonth,
): boolean {
  const key = rollUpKey(month);
  const issue = issueOf(key, known);
  if (issue === null || !isSettled(key, known)) return false;
  return !issue.open || isPoorerRollUp(now, issue) || sameSources(now, sourcesIn(issue.body));
}

/** Of an organisation in which no repository had a policy there is nothing to tell. */
export function isWorthTelling(parts: readonly RepositoryPart[]): boolean {
  return parts.some((part) => !('why' in part) || part.why !== 'without-policy');
}

/** Whether more is missing now than in the issue that stands, which then is the better one. */
export function isPoorerRollUp({ unread }: Sources, issue: KnownScorecard | null): boolean {
  const told = issue?.intact ? sourcesIn(issue.body) : null;
  return told !== null && unread > told.unread;
}

function sameSources(now: Sources, told: Sources | null): boolean {
  const { cards, imprint, unread } = now;
  return told?.cards === cards && told.imprint === imprint && told.unread === unread;
}
