import type { GlobSet } from './glob.js';
import type { Place } from './place.js';

/** A person or team as written: `@login`, `@org/team`, or a bare name. */
export type Person = string;

/** The form in which names of people compare: GitHub's logins and teams know no case. */
export function personKey(person: Person): string {
  return person.toLowerCase();
}

/** Whether two names mean the same person or team; a bare name is nobody's login. */
export function samePerson(a: Person, b: Person): boolean {
  return personKey(a) === personKey(b);
}

/** What a workflow may require of a change, in the order in which it is shown. */
export const REQUIREMENTS = ['decision', 'guardrail', 'rollback'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** The statuses among which `accept` chooses. */
export const ACCEPTABLE = ['proposed', 'pilot', 'graduated'] as const;
export type Acceptable = (typeof ACCEPTABLE)[number];

export type Enforcement = 'block' | 'advise';

/** The days of the week as the policy names them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A flagged workflow and its operator card. */
export interface Workflow {
  readonly id: string;
  readonly title: string;
  readonly paths: GlobSet;
  readonly owner: readonly Person[];
  readonly backup: readonly Person[];
  readonly trigger: string | null;
  readonly stopWhen: string | null;
  readonly metric: string | null;
  readonly escalation: string | null;
  readonly require: readonly Requirement[];
  readonly accept: readonly Acceptable[];
  readonly maintenance: 'off' | 'owner';
  readonly enforcement: Enforcement;
  /** Names of the SLIs that may guard it; `null`: any in the catalogue. */
  readonly slis: readonly string[] | null;
  readonly place: Place;
}

/** One SLI of the catalogue. `objective` and `stop` stand in where a guardrail names none. */
export interface Sli {
  readonly name: string;
  readonly objective: string | null;
  readonly source: string | null;
  readonly stop: readonly Person[];
  readonly place: Place;
}

/** On which days Belay writes nothing of its own accord where no policy says. */
export const DEFAULT_QUIET_DAYS: readonly Weekday[] = ['sat', 'sun'];

/** How pilots are run; durations in days. */
export interface PilotRules {
  readonly cycle: number;
  readonly horizon: number;
  readonly remind: number;
  readonly escalate: number;
  readonly extensions: number;
  readonly graduatedFor: number;
  readonly hold: boolean;
  readonly labels: readonly string[];
  readonly quietDays: readonly Weekday[];
}

/** Who may override the gate; `allow: null` means admin or maintain permission. `expires` in hours. */
export interface OverrideRules {
  readonly allow: readonly Person[] | null;
  readonly expires: number;
  readonly self: boolean;
}

export interface Exemptions {
  readonly authors: readonly string[];
  readonly labels: readonly string[];
}

/** The ways of scoring a month. */
export const SCORECARD_TEMPLATES = ['systems-outcome', 'ensemble', 'barbell'] as const;
export type Template = (typeof SCORECARD_TEMPLATES)[number];

/** How months are scored. */
export interface ScorecardRules {
  readonly template: Template;
  /** By the areas' ids. */
  readonly owners: ReadonlyMap<string, readonly Person[]>;
  /** From this day of the month on last month's scorecard is filed. */
  readonly day: number;
  readonly weekly: boolean;
  /** The repository of the organisation's issue, as `owner/name`; `null`: its home. */
  readonly rollUp: string | null;
  readonly labels: readonly string[];
}

/** The rules of scorecards where no policy says otherwise. */
export const DEFAULT_SCORECARD: ScorecardRules = {
  template: 'systems-outcome',
  owners: new Map(),
  day: 1,
  weekly: false,
  rollUp: null,
  labels: ['belay-scorecard'],
};

/** The novelty quota: how many deviations a cycle carries, and where none belongs. */
export interface NoveltyRules {
  readonly perCycle: number;
  readonly forbidden: GlobSet;
}

/** `.github/belay.yml`, checked, with every default filled in. */
export interface Policy {
  /** The path it was read from. */
  readonly file: string;
  readonly timezone: string;
  /** Bases that are gated; `null`: all. */
  readonly branches: GlobSet | null;
  /** Folders of the decision log, without leading or trailing slash; `''` is the repository's root. */
  readonly decisions: readonly string[];
  readonly workflows: readonly Workflow[];
  readonly slis: readonly Sli[];
  readonly sloFiles: GlobSet;
  readonly pilots: PilotRules;
  readonly overrides: OverrideRules;
  readonly exempt: Exemptions;
  readonly scorecard: ScorecardRules | null;
  readonly novelty: NoveltyRules;
  /** Where each written value stands, by dotted path (`workflows.checkout-pricing.owner`). */
  readonly origins: ReadonlyMap<string, Place>;
}

/** The two names a policy may have; the first wins. */
export const POLICY_FILES = ['.github/belay.yml', '.github/belay.yaml'] as const;

/** The decision log's folder when no policy says otherwise. */
export const DEFAULT_LOG = 'docs/decisions';

/** Everyone who owns one of the workflows, once each. */
export function ownersOf(workflows: readonly Workflow[]): readonly Person[] {
  return [...new Set(workflows.flatMap(({ owner }) => owner))];
}

/** Whether a repository path is one of the two. */
export function isPolicyFile(path: string): boolean {
  return (POLICY_FILES as readonly string[]).includes(path);
}
