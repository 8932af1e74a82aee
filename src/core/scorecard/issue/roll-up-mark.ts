import { lastMark } from '../../marker.js';
import type { YearMonth } from '../month/year-month.js';

/**
 * What the organisation's issue was made from, as far as the repositories' issues tell without
 * reading a month again. Where it is another now, the organisation's issue is out of date.
 */
export interface Sources {
  /** How many of the repositories that may be shown have an issue for the month. */
  readonly cards: number;
  /** What becomes of the imprints of them all, added up: another one where a score is another. */
  readonly imprint: number;
  /** How many repositories could not be read. */
  readonly unread: number;
}

const MARK =
  /^<!-- belay:roll-up (\d{4}-\d{2})(?: (\d{1,6}) (\d{1,10}) (\d{1,6}))?(?: of ([\d,]{1,16000}))? -->[ \t\r]*$/gm;
/** A thousand ids are fewer than 16,000 characters. */
const MOST_REPOSITORIES = 1000;

/**
 * The hidden line by which the organisation's issue of a month is known, what it is made from, and
 * which repositories it tells of: their names may change, their ids do not.
 */
export function rollUpMark(
  month: YearMonth,
  sources: Sources | null = null,
  repositories: readonly string[] = [],
): string {
  const made = sources === null ? '' : ` ${sources.cards} ${sources.imprint} ${sources.unread}`;
  const ids = repositories.slice(0, MOST_REPOSITORIES).join(',');
  return `<!-- belay:roll-up ${month}${made}${ids === '' ? '' : ` of ${ids}`} -->`;
}

/** Ids of the repositories that an organisation's issue of Belay's tells of. */
export function repositoriesIn(body: string): readonly string[] {
  return lastMark(MARK, body)?.[5]?.split(',') ?? [];
}

/** The month that an organisation's issue of Belay's is about; `null` when it is none. */
export function rollUpIn(body: string): YearMonth | null {
  return lastMark(MARK, body)?.[1] ?? null;
}

/** What an organisation's issue of Belay's was made from; `null` where it does not tell. */
export function sourcesIn(body: string): Sources | null {
  const [, , cards, imprint, unread] = lastMark(MARK, body) ?? [];
  if (cards === undefined) return null;
  return { cards: Number(cards), imprint: Number(imprint), unread: Number(unread) };
}
