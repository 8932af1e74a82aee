import type { YearMonth } from '../../core/scorecard/month/month.js';
import type { WriteScorecard } from './ledger.js';

/** Where scorecards are written. */
export interface ScorecardPorts {
  readonly write: WriteScorecard;
  /** Address of the documentation. */
  readonly docs: string | null;
  /** The month that a person asked for; `null`: those that are due. */
  readonly month: YearMonth | null;
  /** What becomes of a month whose issue stands as Belay wrote it: a run of every day leaves it. */
  readonly settled: 'read' | 'left';
}
