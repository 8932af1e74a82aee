import type { Day } from '../day.js';
import type { Entry } from '../decision.js';
import { type PilotState, pilotsOf } from '../pilot.js';
import type { Workflow } from '../policy.js';
import type { Exception, Month, ScoredRepository, Template, YearMonth } from './month.js';
import type { Scorecard, ScoredArea } from './score.js';

/** One repository's part in the roll-up; `scorecard: null` where the month is not filed. */
export interface RepositoryMonth {
  readonly month: Month;
  readonly scorecard: Scorecard | null;
  /** The page of its scorecard issue. */
  readonly url: string | null;
}

/** Where the roll-up will stand: a public place shows public repositories only. */
export interface RollUpPlace {
  readonly visibility: 'public' | 'private';
}

export interface OrganisationFacts {
  readonly month: YearMonth;
  /** One table for each template in use, since areas of two templates do not compare. */
  readonly tables: readonly RollUpTable[];
  /** Repositories without a scorecard this month. */
  readonly unscored: readonly ScoredRepository[];
  /** Pilots by the day of their checkpoint; those that nothing dates come first. */
  readonly portfolio: readonly PortfolioPilot[];
  /** Flagged workflows that no SLI may guard, or that nobody owns. */
  readonly unguarded: readonly UnguardedWorkflow[];
  readonly exceptions: readonly {
    readonly repository: ScoredRepository;
    readonly exception: Exception;
  }[];
}

export interface RollUpTable {
  readonly template: Template;
  readonly areas: readonly { readonly id: string; readonly name: string }[];
  /** The worst first. */
  readonly rows: readonly RollUpRow[];
}

export interface RollUpRow {
  readonly repository: ScoredRepository;
  readonly url: string | null;
  readonly areas: readonly ScoredArea[];
  /** The mean of its measured areas; `null`: none is. */
  readonly mean: number | null;
}

export interface PortfolioPilot {
  readonly repository: ScoredRepository;
  readonly entry: Entry;
  readonly checkpoint: Day | null;
  readonly state: PilotState;
}

export interface UnguardedWorkflow {
  readonly repository: ScoredRepository;
  readonly workflow: Workflow;
  readonly lacks: readonly ('sli' | 'owner')[];
}

const MARK = /^<!-- belay:roll-up (\d{4}-\d{2}) -->[ \t\r]*$/gm;

/** The hidden line by which the organisation's issue of a month is known again. */
export function rollUpMark(month: YearMonth): string {
  return `<!-- belay:roll-up ${month} -->`;
}

/** The month that an organisation's issue of Belay's is about; `null` when it is none. */
export function rollUpIn(body: string): YearMonth | null {
  return [...body.matchAll(MARK)].at(-1)?.[1] ?? null;
}

/** The roll-up of an organisation's month. Nothing of a private repository leaves for a public place. */
export function organisationFacts(
  month: YearMonth,
  repositories: readonly RepositoryMonth[],
  place: RollUpPlace,
): OrganisationFacts {
  const shown = repositories
    .filter(({ month: { repository } }) => mayShow(repository, place))
    .toSorted((a, b) => byText(nameOf(a.month.repository), nameOf(b.month.repository)));
  return {
    month,
    tables: tablesOf(shown),
    unscored: shown
      .filter(({ scorecard }) => scorecard === null)
      .map((one) => one.month.repository),
    portfolio: shown.flatMap(pilotsIn).toSorted(byCheckpoint),
    unguarded: shown.flatMap(unguardedIn),
    exceptions: shown.flatMap(({ month: { repository, exceptions } }) =>
      exceptions.map((exception) => ({ repository, exception })),
    ),
  };
}

export function nameOf({ owner, name }: ScoredRepository): string {
  return `${owner}/${name}`;
}

/** Whether a text names a repository that may not be shown where it stands. */
export function givesAway(
  text: string,
  repositories: readonly ScoredRepository[],
  place: RollUpPlace,
): boolean {
  return repositories.some((one) => !mayShow(one, place) && text.includes(one.url ?? nameOf(one)));
}

function mayShow({ visibility }: ScoredRepository, place: RollUpPlace): boolean {
  return place.visibility === 'private' || visibility === 'public';
}

function tablesOf(shown: readonly RepositoryMonth[]): readonly RollUpTable[] {
  const tables = new Map<Template, RollUpRow[]>();
  for (const { scorecard, url } of shown) {
    if (scorecard === null) continue;
    const { template, areas } = scorecard;
    const row = { repository: scorecard.month.repository, url, areas, mean: meanOf(areas) };
    tables.set(template, [...(tables.get(template) ?? []), row]);
  }
  return [...tables].map(([template, rows]) => ({
    template,
    areas: rows[0]?.areas.map(({ id, name }) => ({ id, name })) ?? [],
    rows: rows.toSorted(worstFirst),
  }));
}

function meanOf(areas: readonly ScoredArea[]): number | null {
  const scores = areas.flatMap(({ score }) => score ?? []);
  if (scores.length === 0) return null;
  return scores.reduce((sum: number, one) => sum + one, 0) / scores.length;
}

/** By the mean, then by the worst area; what was not measured comes last. */
function worstFirst(a: RollUpRow, b: RollUpRow): number {
  const none = 6;
  const worst = ({ areas }: RollUpRow) => Math.min(...areas.map(({ score }) => score ?? none));
  return (a.mean ?? none) - (b.mean ?? none) || worst(a) - worst(b);
}

function pilotsIn({ month }: RepositoryMonth): readonly PortfolioPilot[] {
  const { entries, policy, asOf, repository } = month;
  return pilotsOf(entries, policy, asOf).map(({ entry, checkpoint, state }) => ({
    repository,
    entry,
    checkpoint,
    state,
  }));
}

function unguardedIn({ month }: RepositoryMonth): readonly UnguardedWorkflow[] {
  const { policy, repository } = month;
  return policy.workflows.flatMap((workflow) => {
    const lacks = [
      ...(isGuarded(workflow, month) ? [] : (['sli'] as const)),
      ...(workflow.owner.length > 0 ? [] : (['owner'] as const)),
    ];
    return lacks.length === 0 ? [] : [{ repository, workflow, lacks }];
  });
}

/** An SLI of the catalogue watches it: one the policy allows it, or a guardrail of a decision. */
function isGuarded({ id, slis: allowed }: Workflow, month: Month): boolean {
  if (month.unmeasured.some(({ what }) => what === 'catalogue')) return true;
  const known = new Set<string | null>(month.slis.map(({ name }) => name));
  if (allowed?.some((name) => known.has(name)) === true) return true;
  return month.entries.some(
    ({ decision }) =>
      decision?.workflows.includes(id) === true &&
      decision.guardrails.some(({ sli }) => known.has(sli)),
  );
}

function byCheckpoint(a: PortfolioPilot, b: PortfolioPilot): number {
  return byText(a.checkpoint ?? '', b.checkpoint ?? '');
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
