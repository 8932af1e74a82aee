import type { Pilot } from '../../core/pilot.js';
import type { UndecidedIssue } from '../../core/scorecard/month.js';
import type { KnownScorecard } from '../../core/scorecard/scorecard-issue.js';

/** Belay's issues in one repository, as far as scorecards go by them. */
export interface IssueShelf {
  /** Every monthly issue, newest first. */
  readonly scorecards: readonly KnownScorecard[];
  /** Of the labels that scorecards get, those that exist there. */
  readonly labels: readonly string[];
  /** How many look like scorecards, but nobody can tell any more what Belay had written in them. */
  readonly lost: number;
  /** Whether there were more issues than are read. */
  readonly isCut: boolean;
  /** The issues of these pilots that a hand closed once more after Belay had reopened them. */
  undecided(pilots: readonly Pilot[]): Promise<readonly UndecidedIssue[]>;
}
