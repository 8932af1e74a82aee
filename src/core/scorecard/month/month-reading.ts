import type { Day } from '../../day.js';
import type { Entry } from '../../decision.js';
import type { RepositoryName, Shut } from '../../pilot/repository-log.js';
import type { Policy } from '../../policy.js';
import type { Register } from '../../register.js';
import type { Answered, Trouble } from '../../trouble.js';
import type { KnownScorecard } from '../issue/scorecard-issue.js';
import type { BrokenFile, Month, ScoredRepository } from './month.js';
import type { YearMonth } from './year-month.js';

/** What reading one month of a repository gave. */
export type MonthReading =
  | { readonly kind: 'month'; readonly month: Month }
  /** There was no policy when the month ended. */
  | { readonly kind: 'without-policy' }
  | ({ readonly kind: 'broken-policy' } & BrokenFile)
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** One repository, of which any month can be read. */
export interface Months {
  readonly repository: ScoredRepository;
  /** The policy now: it says when a month is scored. */
  readonly policy: Policy;
  readonly today: Day;
  /** The monthly issues that Belay filed there. */
  readonly known: readonly KnownScorecard[];
  /** Monthly issues of this repository that another account than Belay's filed, in Belay's form. */
  readonly others: readonly OtherScorecard[];
  /** Of the labels that scorecards get, those that exist there. */
  readonly labels: readonly string[];
  /** Why no issue can be written there; `null` where nothing stands in the way. */
  readonly shut: Shut | null;
  /** Tells who may give a score; `null` where nobody can be asked. */
  readonly register: Register | null;
  read(month: YearMonth): Promise<MonthReading>;
  /** The decision log now. */
  log(): Promise<Answered<readonly Entry[]>>;
}

/** A repository whose issues name only the scores that count: of an area the last that may stand. */
export type Vetted<M = Months> = M & {
  /** The months of whose scores nobody can tell now whether they may stand; theirs are all named. */
  readonly unvetted: ReadonlyMap<YearMonth, Trouble>;
};

/** A scorecard by another account: two that file for one repository do not know of each other. */
export interface OtherScorecard {
  readonly month: YearMonth;
  readonly number: number;
  /** The account's login, as REST has it: `belay[bot]`. */
  readonly by: string;
}

/** A repository that was not opened, as far as it is known. */
export type Unopened = RepositoryName &
  Partial<Pick<ScoredRepository, 'id' | 'url' | 'visibility'>>;

/** What opening a repository for its months gave. */
export type MonthsReading =
  | { readonly kind: 'months'; readonly months: Months }
  | Exclude<MonthReading & { readonly repository: Unopened }, { readonly kind: 'month' }>;
