import type { Asking } from '../../core/scorecard/agenda.js';
import type { WriteScorecard } from './ledger.js';

/** Where scorecards are written. */
export interface ScorecardPorts extends Asking {
  readonly write: WriteScorecard;
  /** Address of the documentation. */
  readonly docs: string | null;
}
