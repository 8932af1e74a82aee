import type { Day } from '../../../core/day.js';
import type { Entry } from '../../../core/decision.js';
import type {
  MergedChange,
  MergedVerdict,
  Unmeasured,
} from '../../../core/scorecard/month/month.js';
import type { ReadCheck } from '../../../parse/published-check.js';
import type { JudgedAgain } from './judged-again.js';
import type { MergedNode } from './merged-pulls.js';

/** The flagged workflows that the paths of a pull request belong to. */
export interface Seen {
  readonly workflows: readonly string[];
  /** Whether all the paths it touched were seen. */
  readonly isWhole: boolean;
}

/** A pull request that touched a flagged workflow, or may have. */
export interface Candidate extends Seen {
  readonly pull: MergedNode;
  readonly mergedOn: Day;
}

/** A candidate with what was found out about it. */
export interface Saying {
  readonly candidate: Candidate;
  readonly check: ReadCheck | null;
  /** What judging it once more gave; `undefined`: that was not done. */
  readonly again: JudgedAgain | undefined;
  /** What a closer look saw, where its listing had left names out; `null`: nobody looked. */
  readonly seen: Seen | null;
}

/** Ids of the log's entries, by their paths. */
export type IdsByPath = ReadonlyMap<string, string>;

/** An entry may have been renamed within the month: it is known by both its paths. */
export function idsByPath(before: readonly Entry[], after: readonly Entry[]): IdsByPath {
  return new Map([...before, ...after].map(({ path, id }) => [path, id]));
}

/** A change, and why something about it is not known. */
export interface ToldChange {
  /** `null`: nobody can tell whether it touched anything flagged. */
  readonly change: MergedChange | null;
  readonly gaps: Readonly<Record<(typeof GAPS)[number], Gap | null>>;
}

const GAPS = ['verdicts', 'links', 'workflows'] as const;
const WHYS = ['limit', 'trouble', 'moved', 'reworded'] as const;
type Gap = (typeof WHYS)[number];

/**
 * The change, unless nothing was asked of it: it touched nothing that was flagged then, or there was
 * no policy yet.
 */
export function toldChange(saying: Saying, ids: IdsByPath): readonly ToldChange[] {
  const { candidate, check, again } = saying;
  if (again?.kind === 'silent') return [];
  const verdict = verdictOf(saying);
  const workflows = touchedBy(saying);
  if (verdict === 'untouched') return [];
  if (verdict === null && workflows.length === 0)
    return [{ change: null, gaps: { ...NO_GAPS, workflows: whyUnjudged(saying) } }];
  const { pull, mergedOn } = candidate;
  const change: MergedChange = {
    number: pull.number,
    title: pull.title,
    url: pull.url,
    mergedOn,
    verdict,
    judgedAfterwards: check === null && verdict !== null,
    overridden: false,
    workflows,
    reach: isWholly(saying) ? 'whole' : 'partial',
    decisions: decisionsOf(saying, ids),
    reverting: isReverting(saying),
  };
  return [{ change, gaps: gapsOf(change, saying) }];
}

const NO_GAPS = { verdicts: null, links: null, workflows: null };

function verdictOf({ check, again }: Saying): MergedVerdict | null {
  if (check !== null) return check.verdict;
  return again?.kind === 'judged' ? again.verdict : null;
}

function touchedBy({ candidate, again, seen }: Saying): readonly string[] {
  const judged = again?.kind === 'judged' ? again.workflows : [];
  return [...new Set([...candidate.workflows, ...(seen?.workflows ?? []), ...judged])];
}

/** Whether all it touched was seen: by its listing, by a closer look, or when it was judged again. */
function isWholly({ candidate, again, seen }: Saying): boolean {
  const isJudged = again?.kind === 'judged' && again.verdict !== 'unreadable';
  return candidate.isWhole || seen?.isWhole === true || isJudged;
}

/** Of entries that the check names under paths of theirs that nobody knows any more: `null`. */
function decisionsOf({ check, again }: Saying, ids: IdsByPath): readonly string[] | null {
  if (again?.kind === 'judged') return again.decisions;
  const named = check?.entries ?? null;
  if (named === null) return null;
  const found = named.flatMap((url) => entryAt(url, ids));
  return named.length > 0 && found.length === 0 ? null : [...new Set(found)];
}

/** The entry whose path an address ends in: nobody can tell where the branch's name ends. */
function entryAt(url: string, ids: IdsByPath): readonly string[] {
  for (let at = url.indexOf('/'); at >= 0; at = url.indexOf('/', at + 1)) {
    const id = ids.get(url.slice(at + 1));
    if (id !== undefined) return [id];
  }
  return [];
}

function isReverting({ check, again }: Saying): boolean {
  return check?.reverting ?? (again?.kind === 'judged' && again.reverting);
}

function gapsOf(change: MergedChange, saying: Saying): ToldChange['gaps'] {
  const { verdict, decisions, reverting, reach } = change;
  const isAsked = decisions === null && !reverting;
  const isPartial = reach === 'partial';
  if (verdict === null) {
    const why = whyUnjudged(saying);
    return { verdicts: why, links: isAsked ? why : null, workflows: isPartial ? why : null };
  }
  const isNamed = saying.check !== null && saying.check.entries !== null;
  const why = isNamed ? 'moved' : 'trouble';
  return { ...NO_GAPS, links: isAsked ? why : null, workflows: isPartial ? 'limit' : null };
}

function whyUnjudged({ again }: Saying): Gap {
  if (again === undefined) return 'limit';
  return again.kind === 'reworded' ? 'reworded' : 'trouble';
}

/**
 * What of the changes is not known, by its reason. Where their listing was cut nobody can tell how
 * many there were.
 */
export function unmeasuredIn(
  told: readonly ToldChange[],
  { isCut }: { readonly isCut: boolean },
): readonly Unmeasured[] {
  const changes = told.filter(({ change }) => change !== null);
  return GAPS.flatMap((what) => {
    const all = what === 'workflows' ? told : changes;
    const of = isCut ? null : all.length;
    const gaps = WHYS.map((why) => {
      const missing = all.filter(({ gaps }) => gaps[what] === why).length;
      return { what, why, missing: isCut && why === 'limit' ? null : missing, of };
    });
    return gaps.filter(({ missing }) => missing !== 0);
  });
}
