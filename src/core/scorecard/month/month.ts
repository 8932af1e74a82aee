import type { CataloguedSli, Repository, Target } from '../../change.js';
import type { Day } from '../../day.js';
import type { Entry } from '../../decision.js';
import type { Person, Policy, Template } from '../../policy.js';
import type { Problem } from '../../problem.js';
import type { Verdict } from '../../verdict.js';
import type { MeasureId } from '../measures/measure.js';
import type { YearMonth } from './year-month.js';

/** What a score may be. */
export type Score = 1 | 2 | 3 | 4 | 5;

/**
 * Everything a scorecard is made from: one repository in one month, as plain values. What could
 * not be read is said in `unmeasured`, so that its silence is never taken for a fact.
 */
export interface Month {
  readonly month: YearMonth;
  /** The day as of which it is judged: the month's last, or today while the month still runs. */
  readonly asOf: Day;
  readonly repository: ScoredRepository;
  /** The policy in force at the month's end. */
  readonly policy: Policy;
  /** On how many days of the month the default branch had a policy. */
  readonly policyDays: number;
  /** The day on which a policy came; `null`: one was there before the month began. */
  readonly policySince: Day | null;
  /** Why `policy` is not the one that stood there: that cannot be read, this is its last good version. */
  readonly ancestor: BrokenFile | null;
  /** The decision log at the month's beginning and at its end. */
  readonly before: readonly Entry[];
  readonly entries: readonly Entry[];
  /** The catalogue of SLIs at the month's end. */
  readonly slis: readonly CataloguedSli[];
  /** What the rollbacks of `entries` point to at the month's end, by repository path. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Merged changes that touched a flagged workflow, oldest first. */
  readonly changes: readonly MergedChange[];
  /**
   * Overrides in force on a day of the month, or given in the 14 days before it. So far Belay takes
   * none: whoever reads a month leaves this empty and says so in `unmeasured`.
   */
  readonly exceptions: readonly Exception[];
  /** Pilot issues that a hand closed twice without a verdict, and that are closed still. */
  readonly undecided: readonly UndecidedIssue[];
  readonly unmeasured: readonly Unmeasured[];
  /** What earlier scorecards remember, newest month first; validated. */
  readonly earlier: readonly Remembered[];
  /**
   * Scores by people who may give them, in this month's issue; of several for one area the last
   * counts. Whoever reads a month leaves this empty: who may is asked before it is scored.
   */
  readonly human: readonly HumanScore[];
}

/** A policy file that cannot be read, and all that is wrong with it. */
export interface BrokenFile {
  readonly file: string;
  readonly problems: readonly Problem[];
}

/** A repository that has scorecards. */
export interface ScoredRepository extends Repository {
  /** GitHub's id, which outlives a change of name; `null` for a clone. */
  readonly id: string | null;
  /** `internal`: for all members of the enterprise. */
  readonly visibility: 'public' | 'internal' | 'private';
}

/** A pull request merged in the month that touched a flagged workflow. */
export interface MergedChange {
  /** `null` for a merge commit of a local clone that names no pull request. */
  readonly number: number | null;
  readonly title: string;
  /** Its page; `null` where the repository has none. */
  readonly url: string | null;
  /** The day of the merge, in the policy's time zone. */
  readonly mergedOn: Day;
  /** What the gate said of it last, by its check run or judged again; `null`: not known. */
  readonly verdict: MergedVerdict | null;
  /** Whether no check told that verdict when it was merged, so that it is judged since. */
  readonly judgedAfterwards: boolean;
  /** Whether it was merged under an override. */
  readonly overridden: boolean;
  /** Ids of the flagged workflows it touched. */
  readonly workflows: readonly string[];
  /** Whether these are all of them: nobody may have seen every path it touched. */
  readonly reach: 'whole' | 'partial';
  /** Ids of the entries it links; `null`: not known. */
  readonly decisions: readonly string[] | null;
  /** Whether it only took back what came before: the gate asks such a change for no entry. */
  readonly reverting: boolean;
}

/** What the gate says of a change, as far as that is kept: without its findings. */
export type MergedVerdict = Exclude<Verdict['kind'], 'silent'>;

/** An override of the gate that counted in the month. */
export interface Exception {
  /** The pull request it was for. */
  readonly number: number;
  readonly url: string | null;
  readonly by: Person;
  readonly reason: string;
  readonly on: Day;
  /** The last day on which it holds. */
  readonly until: Day;
  readonly workflows: readonly string[];
  /** The issue that asks for the follow-up, once the change is merged. */
  readonly followUp: {
    readonly number: number;
    readonly url: string | null;
    readonly closedOn: Day | null;
  } | null;
}

/** A pilot's issue left closed by hand although nothing was decided. */
export interface UndecidedIssue {
  readonly number: number;
  readonly url: string | null;
  /** Id of the entry. */
  readonly decision: string;
}

/** What a snapshot may lack. */
export const UNKNOWNS = [
  /** Commits of the branch that may have been pull requests. */
  'changes',
  'verdicts',
  /** Which decisions merged changes link. */
  'links',
  /** Which flagged workflows merged changes touched. */
  'workflows',
  'exceptions',
  'undecided',
  'before',
  'earlier',
  'catalogue',
] as const;
export type Unknown = (typeof UNKNOWNS)[number];

/**
 * Something that could not be read. `local`: a clone does not hold it; `limit`: more than one run
 * reads; `trouble`: GitHub did not hand it over; `changed`: edited by another hand, so it counts
 * for nothing; `reworded`: the description it stood in was edited after the merge; `moved`: what
 * stood there has another name now; `unnamed`: no pull request is named; `not-yet`: Belay takes none
 * so far.
 * Of `of` cases, `missing` are not known; `null` where nobody can count them.
 */
export interface Unmeasured {
  readonly what: Unknown;
  readonly why:
    | 'local'
    | 'limit'
    | 'trouble'
    | 'changed'
    | 'reworded'
    | 'moved'
    | 'unnamed'
    | 'not-yet';
  readonly missing: number | null;
  readonly of: number | null;
}

/** What an issue's hidden data remembers of its scorecard. */
export interface Memory {
  /** Id of the repository that was scored: an issue may be moved to another. */
  readonly repository: string;
  readonly month: YearMonth;
  readonly template: Template;
  readonly areas: readonly RememberedArea[];
  /** Lessons that still had time to become a change at the month's end, by their keys. */
  readonly lessons: readonly string[];
  /** Whether GitHub handed over all that it took; else the month is read again. */
  readonly whole: boolean;
}

/** An earlier scorecard, with the page of its issue; `null` where it has none. */
export interface Remembered extends Memory {
  readonly url: string | null;
}

/** What is remembered of one area. */
export interface RememberedArea {
  readonly id: string;
  /** `null`: not measured. A person's score stands here when one was given. */
  readonly score: Score | null;
  readonly human: boolean;
  /** What its measures alone made of it. */
  readonly measured: Score | null;
  /** What those of its measures read that could be read. */
  readonly readings: readonly RememberedReading[];
  /** The promised move; `null` where there was nothing to mend. */
  readonly move: RememberedMove | null;
}

/** Of `of` that a measure counted, `value` were as they should be. */
export interface RememberedReading {
  readonly measure: MeasureId;
  readonly value: number;
  readonly of: number;
}

/**
 * A promised move: to mend a lack of one subject; to do the next one better where a lack was over
 * and done (the next of an entry or of workflows, or with `*` whatever comes next); to make a
 * measure measurable; the words of a person, which nothing can check; or one about a measure that
 * this version of Belay does not have.
 */
export type RememberedMove =
  | { readonly kind: 'lack' | 'next'; readonly measure: MeasureId; readonly subject: string }
  | { readonly kind: 'measurable'; readonly measure: MeasureId }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'unknown' };

/** `/belay score <area> <1-5> because … next …`, by someone who may. */
export interface HumanScore {
  /** Id of the area. */
  readonly area: string;
  readonly score: Score;
  readonly because: string;
  readonly next: string | null;
  readonly by: Person;
  readonly on: Day;
}
