import type { Repository } from '../change.js';
import type { Day } from '../day.js';
import type { Entry } from '../decision.js';
import type { Pilot } from '../pilot.js';
import type { Policy } from '../policy.js';
import type { Problem } from '../problem.js';
import type { Trouble } from '../trouble.js';
import type { KnownIssue } from './pilot-issue.js';

/** A repository by name alone. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** What of one repository a sweep goes by. */
export interface RepositoryLog {
  readonly repository: Repository;
  readonly policy: Policy;
  /** What is wrong with the policy now, while an older version stands in; empty when it is good. */
  readonly policyProblems: readonly Problem[];
  readonly today: Day;
  readonly entries: readonly Entry[];
  readonly pilots: readonly Pilot[];
  /** Every issue that Belay opened there. */
  readonly known: readonly KnownIssue[];
  /** Of the labels that Belay gives, those that exist there. */
  readonly labels: readonly string[];
  /** Why no issue can be written there; `null` where nothing stands in the way. */
  readonly shut: Shut | null;
}

/** Why a repository takes no issues. */
export type Shut = 'archived' | 'issues-disabled';

/** What reading one repository for a sweep gave. */
export type LogReading =
  | { readonly kind: 'log'; readonly log: RepositoryLog }
  | { readonly kind: 'without-policy'; readonly repository: RepositoryName }
  | {
      readonly kind: 'broken-policy';
      readonly repository: RepositoryName;
      readonly file: string;
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: 'trouble';
      readonly repository: RepositoryName;
      readonly trouble: Trouble;
    };
