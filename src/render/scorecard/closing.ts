import { sayingMark } from '../../core/pilot/marker.js';
import type { Series } from '../../core/scorecard/issue/scorecard-issue.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';

/** Where the story goes on: the newer issue, `null` while it has no number. */
export interface Successor {
  readonly series: Series;
  readonly month: YearMonth;
  readonly number: number | null;
}

/** What is said in a monthly issue when a newer one takes its place. */
export function closingComment({ series, month, number }: Successor): string {
  const name = series === 'scorecard' ? 'The scorecard' : 'The organisation scorecard';
  const where = number === null ? 'is filed' : `is #${number}`;
  return `${name} of ${month} ${where}: the story goes on there.\n\n${sayingMark('closed')}`;
}
