import { type GlobSet, parseGlob } from '../core/glob.js';
import type { Place } from '../core/place.js';
import {
  ACCEPTABLE,
  DEFAULT_LOG,
  DEFAULT_QUIET_DAYS,
  DEFAULT_SCORECARD,
  type Exemptions,
  type NoveltyRules,
  type OverrideRules,
  type PilotRules,
  type Policy,
  REQUIREMENTS,
  type ScorecardRules,
  type Sli,
  type Workflow,
} from '../core/policy.js';
import type { Problem } from '../core/problem.js';
import { readPeople } from './people.js';
import { areaId } from './policy/areas.js';
import { policySchema, type WrittenPolicy } from './policy/schema.js';
import { problemsOfShape } from './policy/shape.js';
import { readYaml, type YamlDocument } from './yaml.js';

/** A policy read from its file. `policy` is `null` exactly when a problem is an error. */
export interface ParsedPolicy {
  readonly policy: Policy | null;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

/** Reads `.github/belay.yml`: the policy with every default filled in, or all its problems. */
export function parsePolicy(file: string, text: string): ParsedPolicy {
  const document = readYaml({ file, text });
  const legible = !document.problems.some(hidesTheShape);
  const shape = legible ? policySchema.safeParse(document.value) : null;
  const misshapen = legible ? problemsOfShape(document, shape?.error?.issues ?? []) : [];
  const problems = [...document.problems, ...misshapen].sort(byPlace);
  const bad = problems.some((problem) => problem.level === 'error');
  if (bad || !shape?.success) return { policy: null, problems };
  return { policy: policyOf(shape.data, file, document), problems };
}

/** Whether what follows from the problem would hide what else is wrong. */
function hidesTheShape({ level, fault }: Problem): boolean {
  return level === 'error' && fault.kind !== 'unquoted-at' && fault.kind !== 'duplicate-key';
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function policyOf(written: WrittenPolicy, file: string, document: YamlDocument): Policy {
  return {
    file,
    timezone: written.timezone ?? 'UTC',
    branches: written.branches ? globSet(written.branches) : null,
    decisions: [written.decisions?.path ?? DEFAULT_LOG].flat().map(plainFolder),
    workflows: Object.entries(written.workflows).map(([id, workflow]) =>
      workflowOf(id, workflow, document.keyPlaceOf(['workflows', id])),
    ),
    slis: Object.entries(written.slis ?? {}).map(([name, sli]) =>
      sliOf(name, sli, document.keyPlaceOf(['slis', name])),
    ),
    sloFiles: globSet(written['slo-files'] ?? []),
    pilots: pilotRules(written.pilots ?? {}),
    overrides: overrideRules(written.overrides ?? {}),
    exempt: exemptions(written.exempt ?? {}),
    scorecard: scorecardRules(written.scorecard ?? true),
    novelty: noveltyRules(written.novelty ?? {}),
    origins: originsOf(document),
  };
}

type WrittenWorkflow = WrittenPolicy['workflows'][string];
type WrittenSli = NonNullable<WrittenPolicy['slis']>[string];
type WrittenScorecard = Exclude<NonNullable<WrittenPolicy['scorecard']>, boolean>;

function workflowOf(id: string, written: WrittenWorkflow, place: Place): Workflow {
  return {
    id,
    title: written.title?.trim() ?? id,
    paths: globSet(written.paths),
    owner: people(written.owner),
    backup: people(written.backup),
    trigger: written.trigger ?? null,
    stopWhen: written['stop-when'] ?? null,
    metric: written.metric ?? null,
    escalation: written.escalation ?? null,
    require: inOrder(REQUIREMENTS, written.require),
    accept: inOrder(ACCEPTABLE, written.accept),
    maintenance: written.maintenance ?? 'off',
    enforcement: written.enforcement ?? 'block',
    slis: written.slis ?? null,
    place,
  };
}

function sliOf(name: string, written: WrittenSli, place: Place): Sli {
  return {
    name,
    objective: written.objective ?? null,
    source: written.source ?? null,
    stop: people(written.stop),
    place,
  };
}

function pilotRules(written: NonNullable<WrittenPolicy['pilots']>): PilotRules {
  return {
    cycle: days(written.cycle ?? '14d'),
    horizon: days(written.horizon ?? '28d'),
    remind: days(written.remind ?? '3d'),
    escalate: Math.max(1, days(written.escalate ?? '7d')),
    extensions: written.extensions ?? 2,
    graduatedFor: days(written['graduated-for'] ?? '365d'),
    hold: written.hold ?? false,
    labels: written.labels ?? ['pilot-purgatory'],
    quietDays: written['quiet-days'] ?? DEFAULT_QUIET_DAYS,
  };
}

function overrideRules(written: NonNullable<WrittenPolicy['overrides']>): OverrideRules {
  const expires = written.expires ?? '24h';
  return {
    allow: written.allow === undefined ? null : people(written.allow),
    expires: Number.parseInt(expires, 10) * (expires.endsWith('d') ? 24 : 1),
    self: written.self ?? false,
  };
}

function exemptions(written: NonNullable<WrittenPolicy['exempt']>): Exemptions {
  return { authors: names(written.authors ?? []), labels: written.labels ?? [] };
}

function scorecardRules(scorecard: WrittenScorecard | boolean): ScorecardRules | null {
  if (scorecard === false) return null;
  const written = scorecard === true ? {} : scorecard;
  const owners = Object.entries(written.owners ?? {});
  return {
    template: written.template ?? DEFAULT_SCORECARD.template,
    owners: new Map(owners.map(([area, owner]) => [areaId(area), people(owner)])),
    day: written.day ?? DEFAULT_SCORECARD.day,
    weekly: written.weekly ?? DEFAULT_SCORECARD.weekly,
    rollUp: written['roll-up'] ?? DEFAULT_SCORECARD.rollUp,
    labels: written.labels ?? DEFAULT_SCORECARD.labels,
  };
}

function noveltyRules(written: NonNullable<WrittenPolicy['novelty']>): NoveltyRules {
  return { perCycle: written['per-cycle'] ?? 1, forbidden: globSet(written.forbidden ?? []) };
}

/** The schema has refused what is no glob. */
function globSet(texts: readonly string[]): GlobSet {
  return texts.map(parseGlob).filter((glob) => typeof glob !== 'string');
}

function people(written: string | readonly string[] = []): Workflow['owner'] {
  return [...new Set([written].flat().flatMap(readPeople))];
}

/** Logins as written, also those of apps (`dependabot[bot]`). */
function names(written: string | readonly string[]): readonly string[] {
  const all = [written].flat().flatMap((text) => text.split(','));
  return all.map((name) => name.trim().replace(/^@/, '')).filter((name) => name !== '');
}

/** The words written, once each and in their usual order; all of them when nothing is written. */
function inOrder<T>(all: readonly T[], written: readonly T[] = all): readonly T[] {
  return all.filter((word) => written.includes(word));
}

/** `14d` and `2w` in days. */
function days(duration: string | 0): number {
  return Number.parseInt(String(duration), 10) * (String(duration).endsWith('w') ? 7 : 1);
}

/** A folder without `.`, empty parts and slashes at its ends. */
function plainFolder(path: string): string {
  const parts = path.trim().split('/');
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}

/** Where each key and each item of a list stands, by dotted path. */
function originsOf(document: YamlDocument): ReadonlyMap<string, Place> {
  const origins = new Map<string, Place>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (path.length > 0) origins.set(path.join('.'), document.keyPlaceOf(path));
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) visit(child, [...path, key]);
  };
  visit(document.value, []);
  return origins;
}
