import type { Day } from '../day.js';
import type { Entry } from '../decision.js';
import type { RepositoryName } from '../pilot/repository-log.js';
import { type PilotState, pilotsOf } from '../pilot.js';
import type { Person, Template, Workflow } from '../policy.js';
import { isGone } from './evidence/tried.js';
import { repositoriesIn, type Sources } from './issue/roll-up-mark.js';
import type { Filing } from './month/filing.js';
import type { Exception, Month, ScoredRepository } from './month/month.js';
import type { YearMonth } from './month/year-month.js';
import type { Scorecard, ScoredArea } from './score.js';

/** One repository's part in the roll-up: its month, or why there is none. */
export type RepositoryPart = RepositoryMonth | UnreadRepository;

/** A repository whose month was scored. */
export interface RepositoryMonth {
  readonly month: Month;
  readonly card: Scorecard;
  /** Without an issue of its own it stands among those without a scorecard. */
  readonly filing: Filing;
  /** The page of its scorecard issue. */
  readonly url: string | null;
}

/** A repository whose month could not be scored, and why. */
export interface UnreadRepository {
  readonly repository: NamedRepository;
  readonly why: 'without-policy' | 'broken-policy' | 'unread';
}

/** A repository as far as it is known; `visibility: null` counts as private. */
export interface NamedRepository extends RepositoryName {
  /** GitHub's id, which outlives a change of name; `null`: not known. */
  readonly id: string | null;
  readonly url: string | null;
  readonly visibility: ScoredRepository['visibility'] | null;
}

/** Why a repository has no scorecard in a month. */
export type WhyUnscored =
  | Extract<Filing, { readonly filed: false }>['why']
  | UnreadRepository['why'];

/** Where the roll-up will stand: it shows what those may see who may see that place. */
export type RollUpPlace = Pick<ScoredRepository, 'visibility'>;

/** What an organisation's issue tells of a month. */
export interface OrganisationFacts {
  readonly month: YearMonth;
  /** One table for each template in use, since areas of two templates do not compare. */
  readonly tables: readonly RollUpTable[];
  /** Repositories without a scorecard this month, and why. */
  readonly unscored: readonly {
    readonly repository: NamedRepository;
    readonly why: WhyUnscored;
  }[];
  /** Pilots by the day of their checkpoint; those that nothing dates come first. */
  readonly portfolio: readonly PortfolioPilot[];
  /** Flagged workflows that no SLI may guard, or that nobody owns. */
  readonly unguarded: readonly UnguardedWorkflow[];
  readonly exceptions: readonly {
    readonly repository: ScoredRepository;
    readonly exception: Exception;
  }[];
  /** Ids of the repositories that it tells of. */
  readonly shown: readonly string[];
  /** What tells later whether it is still true; `null`: nothing does. */
  readonly sources: Sources | null;
}

/** The areas of one template by the repositories that are scored by it. */
export interface RollUpTable {
  readonly template: Template;
  readonly areas: readonly { readonly id: string; readonly name: string }[];
  /** The worst first. */
  readonly rows: readonly RollUpRow[];
}

/** One repository's scores, in the order of the template's areas. */
export interface RollUpRow {
  readonly repository: ScoredRepository;
  readonly url: string | null;
  readonly areas: readonly ScoredArea[];
  /** The mean of its measured areas; `null`: none is. */
  readonly mean: number | null;
}

/** A pilot that is open at the month's end. */
export interface PortfolioPilot {
  readonly repository: ScoredRepository;
  readonly entry: Entry;
  readonly checkpoint: Day | null;
  readonly state: PilotState;
  /** Who is to decide it; empty: nobody is named. */
  readonly owner: readonly Person[];
}

/** A flagged workflow, and what it lacks. */
export interface UnguardedWorkflow {
  readonly repository: ScoredRepository;
  readonly workflow: Workflow;
  readonly lacks: readonly ('sli' | 'owner')[];
}

/** The roll-up of an organisation's month. Nothing of a repository leaves for a more public place. */
export function organisationFacts(
  month: YearMonth,
  repositories: readonly RepositoryPart[],
  place: RollUpPlace,
): OrganisationFacts {
  const shown = repositories
    .filter((part) => mayShow(repositoryOf(part), place))
    .toSorted((a, b) => byText(nameOf(repositoryOf(a)), nameOf(repositoryOf(b))));
  const read = shown.filter((part) => 'month' in part);
  return {
    month,
    tables: tablesOf(read),
    unscored: shown.flatMap((part) => {
      const why = whyUnscored(part);
      return why === null ? [] : [{ repository: repositoryOf(part), why }];
    }),
    portfolio: read.flatMap(pilotsIn).toSorted(byCheckpoint),
    unguarded: read.flatMap(unguardedIn),
    exceptions: read.flatMap(({ month: { repository, exceptions } }) =>
      exceptions.map((exception) => ({ repository, exception })),
    ),
    shown: shown.flatMap((part) => repositoryOf(part).id ?? []),
    sources: null,
  };
}

function repositoryOf(part: RepositoryPart): NamedRepository {
  return 'month' in part ? part.month.repository : part.repository;
}

function whyUnscored(part: RepositoryPart): WhyUnscored | null {
  if ('why' in part) return part.why;
  return part.filing.filed ? null : part.filing.why;
}

/** A repository's name as `owner/name`. */
export function nameOf({ owner, name }: RepositoryName): string {
  return `${owner}/${name}`;
}

/**
 * Whether a roll-up lists or links a repository that may not be shown where it stands; what people
 * wrote of it elsewhere is theirs. Of one whose visibility is not known now nobody can say so.
 */
export function givesAway(
  text: string,
  repositories: readonly (RepositoryName & Partial<NamedRepository>)[],
  place: RollUpPlace,
): boolean {
  // Belay's own text has joiners in what would be a link or a mention, and escapes.
  const read = text.replaceAll(/[\\\u2060]/g, '');
  const told = repositoriesIn(text);
  return repositories
    .filter(({ visibility }) => visibility && !mayShow({ visibility }, place))
    .some(
      (one) =>
        told.includes(one.id ?? '') ||
        [`\n- ${nameOf(one)}`, `](${one.url}`].some((spot) => isIn(read, spot)),
    );
}

/** Whether a text holds something, and not only as the beginning of a longer word. */
function isIn(text: string, spot: string): boolean {
  return text.split(spot).some((after, at) => at > 0 && !/^[\w.-]/.test(after));
}

/** Whether a repository may be named there. */
export function mayShow(
  { visibility }: Pick<NamedRepository, 'visibility'>,
  place: RollUpPlace,
): boolean {
  return OPENNESS.indexOf(visibility ?? 'private') >= OPENNESS.indexOf(place.visibility);
}

/** Each is for all whom the one before it is for, and more. */
const OPENNESS: readonly ScoredRepository['visibility'][] = ['private', 'internal', 'public'];

function tablesOf(shown: readonly RepositoryMonth[]): readonly RollUpTable[] {
  const tables = new Map<Template, RollUpRow[]>();
  for (const { month, card, filing, url } of shown) {
    if (!filing.filed) continue;
    const { template, areas } = card;
    const row = { repository: month.repository, url, areas, mean: meanOf(areas) };
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
  return pilotsOf(entries, policy, asOf).map(({ entry, checkpoint, state, owner }) => ({
    repository,
    entry,
    checkpoint,
    state,
    owner,
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

/** An SLI of the catalogue watches it: one the policy allows it, or a guardrail of a decision that stays. */
function isGuarded({ id, slis: allowed }: Workflow, month: Month): boolean {
  if (month.unmeasured.some(({ what }) => what === 'catalogue')) return true;
  const known = new Set<string | null>(month.slis.map(({ name }) => name));
  if (allowed?.some((name) => known.has(name)) === true) return true;
  return month.entries.some(
    ({ decision }) =>
      decision?.workflows.includes(id) === true &&
      !isGone(decision) &&
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
