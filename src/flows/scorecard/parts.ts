import type { RepositoryName } from '../../core/pilot/repository-log.js';
import type { Sources } from '../../core/scorecard/issue/roll-up-mark.js';
import type { YearMonth } from '../../core/scorecard/month/month.js';
import type { MonthsReading } from '../../core/scorecard/month/month-reading.js';
import {
  mayShow,
  type NamedRepository,
  type RepositoryPart,
  type RollUpPlace,
  type UnreadRepository,
} from '../../core/scorecard/organisation.js';
import type { RepositoryRun, Scored } from '../../core/scorecard/run.js';
import type { Trouble } from '../../core/trouble.js';
import { scoreMonth } from './month.js';

/** The repositories of an organisation that have a policy, and how they are opened. */
export interface Fleet {
  readonly names: readonly RepositoryName[];
  /** Those without one, which an earlier month may have told of. */
  readonly ungoverned: readonly NamedRepository[];
  readonly open: (names: readonly RepositoryName[]) => AsyncIterable<MonthsReading>;
}

/** What a run knows of an organisation's repositories. */
export interface Known {
  readonly fleet: Fleet;
  readonly report: readonly RepositoryRun[];
}

/** One part of an organisation's month, and what kept it back. */
interface Piece {
  readonly part: RepositoryPart;
  readonly trouble: Trouble | null;
}

/**
 * The month of every repository. One that this run did not score (its issue stands already, or its
 * own policy lets it wait) is scored for the organisation's alone. Once GitHub refuses to be asked so
 * much, the rest counts as unread.
 */
export async function gather(
  { fleet, report }: Known,
  month: YearMonth,
): Promise<readonly Piece[]> {
  const found = report.flatMap((one) => partIn(one, month) ?? []);
  const rest = report.filter((one) => isOpen(one, month)).map(({ repository }) => repository);
  const pieces = await scoreEach(fleet.open(rest), month);
  const unasked = [...fleet.names.slice(report.length), ...rest.slice(pieces.length)];
  return [
    ...[...found, ...unasked.map(unread)].map((part) => ({ part, trouble: null })),
    ...pieces,
  ];
}

async function scoreEach(
  readings: AsyncIterable<MonthsReading>,
  month: YearMonth,
): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for await (const reading of readings) {
    const piece = await pieceOf(reading, month);
    pieces.push(piece);
    if (piece.trouble?.kind === 'rate-limit') break;
  }
  return pieces;
}

async function pieceOf(reading: MonthsReading, month: YearMonth): Promise<Piece> {
  const isOpened = reading.kind === 'months';
  const one = isOpened ? await scoreMonth(reading.months, month) : reading;
  if (one.kind === 'month') return { part: one, trouble: null };
  const { repository } = isOpened ? reading.months : reading;
  const trouble = one.kind === 'trouble' ? one.trouble : null;
  return { part: unscored(repository, one.kind), trouble };
}

/** What a report tells of a month without reading it; `null`: nothing, or there is no policy at all. */
function partIn(one: RepositoryRun, month: YearMonth): RepositoryPart | null {
  if (one.kind === 'without-policy') return null;
  if (one.kind !== 'scored') return unscored(one.repository, one.kind);
  const found = one.months.find((known) => monthOf(known) === month);
  if (found !== undefined)
    return found.kind === 'month' ? found : unscored(one.repository, found.kind);
  return one.trouble?.kind === 'rate-limit' ? unread(one.repository) : null;
}

/** Whether a repository's month is still to be read. */
function isOpen(one: RepositoryRun, month: YearMonth): boolean {
  return one.kind === 'scored' && partIn(one, month) === null;
}

function monthOf(one: Scored['months'][number]): YearMonth {
  return one.kind === 'month' ? one.month.month : one.asked;
}

function unscored(
  repository: RepositoryName & Partial<NamedRepository>,
  kind: 'trouble' | 'without-policy' | 'broken-policy',
): UnreadRepository {
  const { owner, name, url = null, visibility = null } = repository;
  const why = kind === 'trouble' ? 'unread' : kind;
  return { repository: { owner, name, url, visibility }, why };
}

function unread(repository: RepositoryName): UnreadRepository {
  return unscored(repository, 'trouble');
}

/** What an organisation's issue would be made from now, as far as that is known without reading. */
export function sourcesOf({ fleet, report }: Known, month: YearMonth, place: RollUpPlace): Sources {
  const read = report.filter((one) => !isUnread(partIn(one, month)));
  const imprints = read.flatMap((one) => imprintIn(one, month, place) ?? []);
  return {
    cards: imprints.length,
    imprint: imprints.reduce((sum, each) => (sum + each) % 2 ** 32, 0),
    unread: fleet.names.length - read.length,
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
