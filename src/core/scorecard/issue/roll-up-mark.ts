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

const MARK = /^<!-- belay:roll-up (\d{4}-\d{2})(?: (\d{1,6}) (\d{1,10}) (\d{1,6}))? -->[ \t\r]*$/gm;

/** The hidden line by which the organisation's issue of a month, and what it is made from, is known. */
export function rollUpMark(month: YearMonth, sources: Sources | null = null): string {
  const made = sources === null ? '' : ` ${sources.cards} ${sources.imprint} ${sources.unread}`;
  return `<!-- belay:roll-up ${month}${made} -->`;
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
