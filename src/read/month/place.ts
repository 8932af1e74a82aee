import type { Entry } from '../../core/decision.js';
import type { Instant, Span } from '../../core/instant.js';
import type { Shut } from '../../core/pilot/repository-log.js';
import type { Policy } from '../../core/policy.js';
import type { Register } from '../../core/register.js';
import type {
  MergedChange,
  ScoredRepository,
  Unmeasured,
} from '../../core/scorecard/month/month.js';
import type { PolicyChange } from '../../core/scorecard/month/policy-days.js';
import type { ReadCache } from '../cache.js';
import type { FirstLook, Listing, Source } from '../source.js';
import type { KnownIssues } from './known-issues.js';

/** What one look at a repository tells, whatever month is asked for. */
export interface RepositoryLook {
  readonly repository: ScoredRepository;
  /** Stays the same when the repository is renamed; cached content never crosses it. */
  readonly repositoryId: string;
  /** The default branch's commit now, and the policy files there. */
  readonly tip: string;
  readonly policies: FirstLook['policies'];
  readonly shut: Shut | null;
}

/** The default branch at both ends of a month; `null`: it had no commit yet. */
export interface BranchStates {
  readonly before: string | null;
  readonly after: string | null;
  /** What happened to the policy files in between, oldest first. */
  readonly policyChanges: readonly PolicyChange[];
}

/** What stands at a commit: the policy files, and what lies in some of the folders asked for. */
export interface CommitLook {
  readonly policies: FirstLook['policies'];
  readonly folders: ReadonlyMap<string, Listing>;
}

/** What of a month has been read when its merged changes are asked for. */
export interface MonthSoFar {
  readonly look: RepositoryLook;
  readonly states: BranchStates;
  readonly span: Span;
  readonly policy: Policy;
  /** The decision log at the month's beginning and at its end. */
  readonly before: readonly Entry[];
  readonly entries: readonly Entry[];
  /** When the default branch got its policy; `null`: it had one when the month began. */
  readonly policySince: Instant | null;
  readonly cache: ReadCache;
}

/** The merged changes of a month that touched a flagged workflow, and what of them is not known. */
export interface MergedWork {
  readonly changes: readonly MergedChange[];
  readonly unmeasured: readonly Unmeasured[];
}

/**
 * A place that a repository's months are read from. What keeps it from answering is thrown as a
 * `TroubleError`.
 */
export interface MonthPlace {
  readonly source: Pick<Source, 'list' | 'blobs' | 'files' | 'policyVersions'>;
  look(): Promise<RepositoryLook>;
  states(look: RepositoryLook, span: Span): Promise<BranchStates>;
  /** A look at each commit, by its id; of folders it tells what comes along with the rest. */
  looksAt(
    commits: readonly string[],
    folders: readonly string[],
  ): Promise<ReadonlyMap<string, CommitLook>>;
  merged(month: MonthSoFar): Promise<MergedWork>;
  /** Tells what people may do there; `null` where nobody can be asked. */
  readonly register: Register | null;
  /** Belay's issues; `null` where the place holds none. */
  readonly issues: ((look: RepositoryLook, policy: Policy) => Promise<KnownIssues>) | null;
}
