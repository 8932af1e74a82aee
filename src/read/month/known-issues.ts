import type { Pilot } from '../../core/pilot.js';
import type { KnownScorecard } from '../../core/scorecard/issue/scorecard-issue.js';
import type { UndecidedIssue } from '../../core/scorecard/month/month.js';
import type { OtherScorecard } from '../../core/scorecard/month/month-reading.js';

/** Belay's issues in one repository, as far as scorecards go by them. */
export interface KnownIssues {
  /** Every monthly issue, newest first. */
  readonly scorecards: readonly KnownScorecard[];
  /** Monthly issues of this repository that another account filed, in Belay's form. */
  readonly others: readonly OtherScorecard[];
  /** Of the labels that scorecards get, those that exist there. */
  readonly labels: readonly string[];
  /** How many may be scorecards, but nobody can tell any more what Belay had written in them. */
  readonly lost: number;
  /** Whether there were more issues than are read. */
  readonly isCut: boolean;
  /** The issues of these pilots that a hand closed once more after Belay had reopened them. */
  undecided(pilots: readonly Pilot[]): Promise<readonly UndecidedIssue[]>;
}
