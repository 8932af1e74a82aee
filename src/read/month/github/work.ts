import type { Day } from '../../../core/day.js';
import { isGated } from '../../../core/gate.js';
import { flaggedBy } from '../../../core/glob.js';
import { dayWithin, isAfter } from '../../../core/instant.js';
import type { Policy } from '../../../core/policy.js';
import type { MergedChange, Unmeasured } from '../../../core/scorecard/month.js';
import type { ReadCheck } from '../../../parse/published-check.js';
import { each, type Hub } from '../../github/client.js';
import { changedFiles } from '../../github/files.js';
import type { MergedWork, MonthSoFar } from '../place.js';
import { type CheckName, checksAt } from './checks.js';
import { type JudgedAgain, judgeAgain } from './judged-again.js';
import { authorOf, type MergedNode, mergedPulls, pathsOf } from './merged.js';

/** Where pull requests are listed, and the check run that tells their verdicts. */
export interface Workplace {
  readonly hub: Hub;
  readonly check: CheckName;
  /** How many are judged again where no check tells: each takes several requests. */
  readonly mostJudged: number;
}

/** A pull request that touched a flagged workflow, or may have. */
interface Candidate {
  readonly pull: MergedNode;
  readonly mergedOn: Day;
  readonly workflows: readonly string[];
  /** Whether all the paths it touched were seen. */
  readonly isWhole: boolean;
}

/** How many long or renaming changes are looked into for the paths that their listing left out. */
const MOST_LOOKED_INTO = 10;

/** The merged pull requests of a month that touched a flagged workflow, oldest first. */
export async function mergedWork(place: Workplace, month: MonthSoFar): Promise<MergedWork> {
  const { pulls, isCut } = await mergedPulls(place.hub, month.span);
  const gated = pulls.filter(({ baseRefName }) => isGated(month.policy, baseRefName));
  const candidates = gated.flatMap((pull) => candidateOf(pull, month));
  const checks = await checksAt(
    place.hub,
    candidates.map(({ pull }) => pull.headRefOid),
    place.check,
  );
  const told = candidates.map((candidate, at) => ({ candidate, check: checks[at] ?? null }));
  const again = await judgedAgain(place, month, told);
  const paths = await lookInto(place.hub, month.policy, told);
  const sayings = told.map((one) => ({
    ...one,
    again: again.get(one.candidate),
    seen: paths.get(one.candidate),
  }));
  const ids = new Map(month.entries.map(({ path, id }) => [path, id]));
  const changes = sayings
    .flatMap((saying) => changeOf(saying, ids))
    .toSorted((a, b) => compare(a.mergedAt, b.mergedAt))
    .map(({ change }) => change);
  return { changes, unmeasured: unmeasuredIn({ sayings, changes, isCut }) };
}

function candidateOf(pull: MergedNode, { span, policy }: MonthSoFar): readonly Candidate[] {
  const mergedOn = dayWithin(pull.mergedAt, span);
  const { paths, isWhole } = pathsOf(pull);
  const workflows = workflowsOf(paths, policy);
  const mayTouch = workflows.length > 0 || !isWhole;
  return mergedOn !== null && mayTouch ? [{ pull, mergedOn, workflows, isWhole }] : [];
}

function workflowsOf(paths: readonly string[], policy: Policy): readonly string[] {
  return policy.workflows
    .filter((workflow) => paths.some((path) => flaggedBy(workflow.paths, path) !== null))
    .map(({ id }) => id);
}

interface Told {
  readonly candidate: Candidate;
  readonly check: ReadCheck | null;
}

type Again = ReadonlyMap<Candidate, JudgedAgain>;

/** The newest without a check, judged once more; after one refusal for asking too much no more is. */
async function judgedAgain(
  { hub, mostJudged }: Workplace,
  month: MonthSoFar,
  told: readonly Told[],
): Promise<Again> {
  const unsaid = told
    .filter(({ check, candidate }) => check === null && wasUnderPolicy(candidate, month))
    .map(({ candidate }) => candidate)
    .toSorted((a, b) => compare(b.pull.mergedAt, a.pull.mergedAt))
    .slice(0, mostJudged);
  let refused: JudgedAgain | null = null;
  const judged = await each(unsaid, async ({ pull, mergedOn }) => {
    if (refused !== null) return refused;
    const one = await judgeAgain({ hub, cache: month.cache, pull, mergedOn });
    if (one.kind === 'trouble' && one.trouble.kind === 'rate-limit') refused = one;
    return one;
  });
  const before = told
    .filter(({ candidate }) => !wasUnderPolicy(candidate, month))
    .map(({ candidate }) => [candidate, { kind: 'silent' }] as const);
  return new Map([...before, ...unsaid.flatMap((one, at) => pairOf(one, judged[at]))]);
}

/** Before there was a policy nothing was asked of a change. */
function wasUnderPolicy({ pull }: Candidate, { policySince }: MonthSoFar): boolean {
  return policySince === null || isAfter(pull.mergedAt, policySince);
}

/** The workflows that were touched under names which the listing left out. */
async function lookInto(
  hub: Hub,
  policy: Policy,
  told: readonly Told[],
): Promise<ReadonlyMap<Candidate, readonly string[]>> {
  const unseen = told
    .filter(({ candidate, check }) => !candidate.isWhole && isJudged(check))
    .map(({ candidate }) => candidate)
    .slice(0, MOST_LOOKED_INTO);
  const lists = await each(unseen, ({ pull }) =>
    changedFiles({ hub, number: pull.number, base: pull.headRefOid, pull }),
  );
  return new Map(
    unseen.map((one, at) => {
      const files = lists[at]?.list ?? [];
      const paths = files.flatMap(({ path, previousPath }) => [path, previousPath ?? path]);
      return [one, workflowsOf(paths, policy)];
    }),
  );
}

function isJudged(check: ReadCheck | null): boolean {
  return check !== null && check.verdict.kind !== 'untouched';
}

interface Saying extends Told {
  readonly again: JudgedAgain | undefined;
  readonly seen: readonly string[] | undefined;
}

interface Dated {
  readonly mergedAt: string;
  readonly change: MergedChange;
}

/** The change, unless it touched nothing flagged after all, or no policy was there to be asked. */
function changeOf(saying: Saying, ids: IdsByPath): readonly Dated[] {
  const { candidate, check, again } = saying;
  const { pull, mergedOn } = candidate;
  if (again?.kind === 'silent') return [];
  const verdict = check?.verdict ?? (again?.kind === 'judged' ? again.verdict : null);
  const workflows = touchedBy(saying);
  if (workflows.length === 0 && (verdict === null || verdict.kind === 'untouched')) return [];
  const change: MergedChange = {
    number: pull.number,
    title: pull.title,
    url: pull.url,
    mergedOn,
    author: authorOf(pull),
    verdict,
    judgedAfterwards: check === null && verdict !== null,
    overridden: false,
    workflows,
    files: pull.changedFiles,
    decisions: decisionsOf(saying, ids),
  };
  return [{ mergedAt: pull.mergedAt, change }];
}

function touchedBy({ candidate, again, seen }: Saying): readonly string[] {
  const judged = again?.kind === 'judged' ? again.workflows : [];
  return [...new Set([...candidate.workflows, ...(seen ?? []), ...judged])];
}

function decisionsOf({ check, again }: Saying, ids: IdsByPath): readonly string[] | null {
  if (again?.kind === 'judged') return again.decisions;
  if (check === null) return null;
  return [...new Set(check.entries.flatMap((url) => entryAt(url, ids)))];
}

/** Ids of the log's entries, by their paths. */
type IdsByPath = ReadonlyMap<string, string>;

/** The entry whose path an address ends in: nobody can tell where the branch's name ends. */
function entryAt(url: string, ids: IdsByPath): readonly string[] {
  for (let at = url.indexOf('/'); at >= 0; at = url.indexOf('/', at + 1)) {
    const id = ids.get(url.slice(at + 1));
    if (id !== undefined) return [id];
  }
  return [];
}

interface Sum {
  readonly sayings: readonly Saying[];
  readonly changes: readonly MergedChange[];
  readonly isCut: boolean;
}

/** What of the verdicts is not known, by its reason. */
function unmeasuredIn({ sayings, changes, isCut }: Sum): readonly Unmeasured[] {
  const of = isCut ? null : changes.length;
  const unknown = new Set(
    changes.filter(({ verdict }) => verdict === null).map(({ number }) => number),
  );
  const open = sayings.filter(({ candidate }) => unknown.has(candidate.pull.number));
  const limit = open.filter(({ again }) => again === undefined).length;
  const trouble = open.length - limit;
  const what = 'verdicts';
  return [
    ...(isCut || limit > 0
      ? [{ what, why: 'limit', missing: isCut ? null : limit, of } as const]
      : []),
    ...(trouble > 0 ? [{ what, why: 'trouble', missing: trouble, of } as const] : []),
  ];
}

function pairOf<A, B>(a: A, b: B | undefined): readonly (readonly [A, B])[] {
  return b === undefined ? [] : [[a, b]];
}

function compare(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
