import { flaggedFiles } from '../../../core/gate/flagged.js';
import { isGated } from '../../../core/gate.js';
import { flaggedBy } from '../../../core/glob.js';
import { dayWithin, isAfter } from '../../../core/instant.js';
import type { Policy } from '../../../core/policy.js';
import { passes, TroubleError } from '../../../core/trouble.js';
import type { ReadCheck } from '../../../parse/published-check.js';
import { each, type Hub } from '../../github/client.js';
import { changedFiles, MOST_LISTED } from '../../github/files.js';
import type { MergedWork, MonthSoFar } from '../place.js';
import { type CheckName, checksAt } from './checks.js';
import { rewrittenSince } from './descriptions.js';
import { type JudgedAgain, judgeAgain } from './judged-again.js';
import { type MergedNode, mergedPulls, pathsOf } from './merged-pulls.js';
import {
  type Candidate,
  idsByPath,
  type Saying,
  type Seen,
  toldChange,
  unmeasuredIn,
} from './told.js';

/** Where pull requests are listed, and the check run that tells their verdicts. */
export interface Workplace {
  readonly hub: Hub;
  /** `null`: nobody's word counts. */
  readonly check: CheckName;
  /** How many are judged again where no check tells, and how many are looked into where one does. */
  readonly mostJudged: number;
}

/** The merged pull requests of a month that touched a flagged workflow, oldest first. */
export async function mergedChanges(place: Workplace, month: MonthSoFar): Promise<MergedWork> {
  const { pulls, isCut } = await mergedPulls(place.hub, month.span);
  const candidates = pulls
    .filter(({ baseRefName }) => isGated(month.policy, baseRefName))
    .toSorted((a, b) => Date.parse(a.mergedAt) - Date.parse(b.mergedAt))
    .flatMap((pull) => candidateOf(pull, month));
  const told = await withChecks(place, candidates);
  const again = await judgedAgain(place, month, told);
  const paths = await lookInto(place, month.policy, told);
  const ids = idsByPath(month.before, month.entries);
  const changes = told.flatMap((one) => {
    const { candidate } = one;
    const saying = { ...one, again: again.get(candidate), seen: paths.get(candidate) ?? null };
    return toldChange(saying, ids);
  });
  return {
    changes: changes.flatMap(({ change }) => change ?? []),
    unmeasured: unmeasuredIn(changes, { isCut }),
  };
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

type Told = Pick<Saying, 'candidate' | 'check'>;

async function withChecks(
  { hub, check }: Workplace,
  candidates: readonly Candidate[],
): Promise<readonly Told[]> {
  const heads = candidates.map(({ pull }) => pull);
  const checks = await checksAt(hub, heads, check);
  return candidates.map((candidate, at) => {
    const said = checks[at] ?? null;
    return { candidate, check: said !== null && isOf(candidate, said) ? said : null };
  });
}

/**
 * Whether a check can be about this pull request. Of several with the same head it names the one it
 * judged, be it a stranger's; one into a branch that is not gated or has the change already may have
 * touched nothing.
 */
function isOf({ pull, workflows }: Candidate, { verdict, about }: ReadCheck): boolean {
  if (about !== null && about !== pull.number) return false;
  return verdict !== 'untouched' || workflows.length === 0;
}

type Again = ReadonlyMap<Candidate, JudgedAgain>;

/** The newest without a check, judged once more. */
async function judgedAgain(
  { hub, mostJudged }: Workplace,
  month: MonthSoFar,
  told: readonly Told[],
): Promise<Again> {
  const unsaid = told
    .filter(({ check, candidate }) => check === null && wasUnderPolicy(candidate, month))
    .map(({ candidate }) => candidate)
    .toReversed()
    .slice(0, mostJudged);
  const rewritten = await rewrittenSince(
    hub,
    unsaid.map(({ pull }) => pull),
  );
  const judged = await each(unsaid, async ({ pull, mergedOn }) =>
    unlessItPasses(await judgeAgain({ hub, cache: month.cache, pull, mergedOn, rewritten })),
  );
  const before = told
    .filter(({ candidate }) => !wasUnderPolicy(candidate, month))
    .map(({ candidate }) => [candidate, { kind: 'silent' }] as const);
  return new Map([...before, ...unsaid.flatMap((one, at) => pairOf(one, judged[at]))]);
}

/** A month is written once: what may be there at the next try must not be missing in it for good. */
function unlessItPasses(one: JudgedAgain): JudgedAgain {
  if (one.kind === 'trouble' && passes(one.trouble)) throw new TroubleError(one.trouble);
  return one;
}

/** Before there was a policy nothing was asked of a change. */
function wasUnderPolicy({ pull }: Candidate, { policySince }: MonthSoFar): boolean {
  return policySince === null || isAfter(pull.mergedAt, policySince);
}

/** What was touched under names that the listing left out. */
async function lookInto(
  { hub, mostJudged }: Workplace,
  policy: Policy,
  told: readonly Told[],
): Promise<ReadonlyMap<Candidate, Seen>> {
  const unseen = told
    .filter(({ candidate, check }) => !candidate.isWhole && isJudged(check))
    .map(({ candidate }) => candidate)
    .filter(({ pull }) => pull.changedFiles <= MOST_LISTED)
    .slice(0, mostJudged);
  const lists = await each(unseen, ({ pull }) =>
    changedFiles({ hub, number: pull.number, base: pull.headRefOid, pull }),
  );
  return new Map(
    unseen.map((one, at) => {
      const { list, whole: isWhole } = lists[at] ?? { list: [], whole: false };
      const workflows = [...flaggedFiles(list, policy).keys()].map(({ id }) => id);
      return [one, { workflows, isWhole }];
    }),
  );
}

function isJudged(check: ReadCheck | null): boolean {
  return check !== null && check.verdict !== 'untouched';
}

function pairOf<A, B>(a: A, b: B | undefined): readonly (readonly [A, B])[] {
  return b === undefined ? [] : [[a, b]];
}
