import type { RepositoryName } from '../../core/pilot/repository-log.js';
import type { MonthsReading } from '../../core/scorecard/month/month-reading.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';
import type { NamedRepository, RepositoryPart } from '../../core/scorecard/organisation.js';
import {
  isOpen,
  partIn,
  type RollUpReport,
  unread,
  unscored,
} from '../../core/scorecard/roll-up.js';
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
export interface Known extends RollUpReport {
  readonly fleet: Fleet;
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
