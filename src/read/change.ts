import type { Change, Log, PolicyState, Reference, Target } from '../core/change.js';
import type { Day } from '../core/day.js';
import type { Entry } from '../core/decision.js';
import type { Unread } from '../core/finding.js';
import { flaggedFiles, pathsOf } from '../core/gate/flagged.js';
import { linkedEntries } from '../core/gate/links.js';
import { isGated } from '../core/gate.js';
import type { Policy, Sli } from '../core/policy.js';
import { type Trouble, TroubleError } from '../core/trouble.js';
import { readProse } from '../parse/prose.js';
import { type AtBase, entriesIn, readBase, roles } from './base.js';
import { createReadCache, type ReadCache } from './cache.js';
import { catalogueOf, foldersOf } from './catalogue.js';
import { asFound, parseFile, type Reader, takingTurns } from './contents.js';
import { type AtHead, headInterest, readHead } from './head.js';
import { logOf } from './log.js';
import { policyEditOf, readPolicyState, writtenPolicy } from './policy-state.js';
import { readReverts } from './reverts.js';
import type { FirstLook, Source, Standing } from './source.js';
import { isPlainPath, readTargets, targetPaths } from './targets.js';

/** What a change was read as. */
export type Reading =
  | { readonly kind: 'change'; readonly change: Change; readonly standing: Standing }
  /** The proposal is no longer open: nothing is left to judge. */
  | { readonly kind: 'closed'; readonly state: 'closed' | 'merged'; readonly headOid: string }
  /** `seen` is what was learnt before the trouble: where to say so. */
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly seen: Seen | null };

export interface Seen {
  readonly headOid: string;
  readonly standing: Standing;
}

export interface ReadOptions {
  /** The day it is in a time zone. */
  readonly today: (zone: string) => Day;
  /** What earlier readings left; without one nothing is remembered. */
  readonly cache?: ReadCache;
}

/** The time zone where no policy names one. */
const DEFAULT_ZONE = 'UTC';

/**
 * Reads a change for the gate. What it touches is read at its head, all else at the tip of its base
 * branch, the policy on the default branch. A change that touches no flagged file costs one look.
 */
export async function readChange(source: Source, options: ReadOptions): Promise<Reading> {
  let seen: Seen | null = null;
  try {
    const cache = options.cache ?? createReadCache();
    const look = await source.look(cache.watched(source.name));
    const { headOid } = look.proposal;
    if (look.state !== 'open') return { kind: 'closed', state: look.state, headOid };
    seen = { headOid, standing: look.standing };
    const reader = { source, cache, repository: look.repositoryId };
    const change = await readAround(reader, look, options.today);
    return { kind: 'change', change, standing: look.standing };
  } catch (error) {
    if (error instanceof TroubleError) return { kind: 'trouble', trouble: error.trouble, seen };
    throw error;
  }
}

async function readAround(
  reader: Reader,
  look: FirstLook,
  today: ReadOptions['today'],
): Promise<Change> {
  const policy = await readPolicyState(reader, look);
  const judging = judgingPolicy(policy);
  const flagged = judging === null ? [] : flaggedPaths(look, judging);
  const unread: readonly Unread[] = look.files.whole ? [] : [{ kind: 'files' }];
  const bare: Change = {
    repository: look.repository,
    proposal: look.proposal,
    today: today(judging?.timezone ?? DEFAULT_ZONE),
    files: look.files.list,
    policy,
    policyEdit: null,
    log: { base: [], changed: [] },
    references: [],
    slis: [],
    targets: new Map(),
    reverts: [],
    unread,
  };
  if (judging === null || flagged.length === 0) return withPolicyEdit(reader, look, bare);
  return readTouched({ reader, look, bare, policy: judging, flagged });
}

function judgingPolicy(state: PolicyState): Policy | null {
  return state.kind === 'good' || state.kind === 'ancestor' ? state.policy : null;
}

function flaggedPaths(look: FirstLook, policy: Policy): readonly string[] {
  if (!isGated(policy, look.proposal.baseBranch)) return [];
  const claims = [...flaggedFiles(look.files.list, policy).values()];
  return [...new Set(claims.flatMap((files) => files.map(({ path }) => path)))];
}

/** Of a change that touches nothing flagged, only a new policy is read. */
async function withPolicyEdit(reader: Reader, look: FirstLook, bare: Change): Promise<Change> {
  const path = writtenPolicy(look.files.list);
  const head = await readHead(reader.source, look, path === null ? [] : [path]);
  return {
    ...bare,
    policyEdit: policyEditOf(reader, look, head.files.get(path ?? '') ?? null),
    unread: [...bare.unread, ...head.unread],
  };
}

interface Touched {
  readonly reader: Reader;
  readonly look: FirstLook;
  readonly bare: Change;
  readonly policy: Policy;
  readonly flagged: readonly string[];
}

/** Everything that judging a flagged change takes; what does not wait for each other runs at once. */
async function readTouched(touched: Touched): Promise<Change> {
  const { reader, look, bare, policy } = touched;
  const { references, reverts: named } = readProse({
    description: look.proposal.body,
    messages: look.proposal.messages.map(({ text }) => text),
    repository: look.repository,
    branches: branchesOf(look),
  });
  const interest = headInterest(look.files.list, policy);
  const [written, base, reverts] = await Promise.all([
    readWritten(touched, interest.paths, references),
    readBase(reader, { commit: look.base, ids: look.ids }, policy),
    readReverts(reader.source, look, { named, paths: touched.flagged }),
  ]);
  const change: Change = {
    ...bare,
    ...partsOf({ touched, written, base }),
    references,
    reverts,
    unread: [...bare.unread, ...interest.unread, ...written.head.unread, ...base.unread],
  };
  return withTargets(touched, change, written.targets);
}

/** What the change writes at its head, and where the entries among it lead, if that is known. */
interface Written {
  readonly head: AtHead;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly slis: readonly Sli[];
  readonly targets: ReadonlyMap<string, Target> | null;
}

/** Where nothing else is named no other entries are linked: what they name is read meanwhile. */
async function readWritten(
  touched: Touched,
  paths: readonly string[],
  references: readonly Reference[],
): Promise<Written> {
  const { reader, look, policy } = touched;
  const head = await readHead(reader.source, look, paths);
  const written = await writtenAtHead(reader, head, policy);
  if (references.length > 0) return { head, ...written, targets: null };
  return { head, ...written, targets: await targetsFor(touched, [...written.entries.values()]) };
}

/** Names that a link into the repository may have between `blob/` and the path. */
function branchesOf({ repository, proposal }: FirstLook): readonly string[] {
  const { baseBranch, headBranch } = proposal;
  return [repository.defaultBranch, baseBranch, ...(headBranch === null ? [] : [headBranch])];
}

interface Parts {
  readonly touched: Touched;
  readonly written: Written;
  readonly base: AtBase;
}

function partsOf({ touched, written, base }: Parts): Pick<Change, 'policyEdit' | 'log' | 'slis'> {
  const { reader, look, policy } = touched;
  const { list } = look.files;
  const paths = new Set(pathsOf(list));
  const [before, kept] = split(base.slos, ({ path }) => paths.has(path));
  const policyFile = written.head.files.get(writtenPolicy(list) ?? '') ?? null;
  return {
    policyEdit: policyEditOf(reader, look, policyFile),
    log: logOf(base.entries, list, written.entries),
    slis: catalogueOf({
      policy: policy.slis,
      kept: kept.flatMap((file) => file.slis),
      before: before.flatMap((file) => file.slis),
      after: written.slis,
    }),
  };
}

/** The entries, by path, and the SLIs of the files that the change writes. */
async function writtenAtHead(
  reader: Reader,
  head: AtHead,
  policy: Policy,
): Promise<Pick<Written, 'entries' | 'slis'>> {
  const each = await takingTurns([...head.files], ([path, file]) =>
    roles(path, policy).map((as) => parseFile(reader, asFound(path, as, file), file)),
  );
  const parsed = each.flat();
  return {
    entries: new Map(parsed.flatMap(entriesIn).map((entry) => [entry.path, entry])),
    slis: parsed.flatMap((one) => (one.kind === 'slis' ? one.slis : [])),
  };
}

function split<T>(all: readonly T[], test: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

/** Looks up what the linked entries name, and remembers where to look next time. */
async function withTargets(
  touched: Touched,
  change: Change,
  known: Written['targets'],
): Promise<Change> {
  const { reader, policy } = touched;
  const entries = linkedEntries(change);
  const targets = known ?? (await targetsFor(touched, entries));
  const flagged = new Set(policy.workflows.map(({ id }) => id));
  const watched = [
    ...policy.decisions,
    ...foldersOf(policy.sloFiles),
    ...targetPaths([...entries, ...relevant(change.log, flagged)]).keys(),
  ];
  reader.cache.watch(reader.source.name, watched.filter(isPlainPath));
  return { ...change, targets };
}

function targetsFor(
  { reader, look }: Touched,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, Target>> {
  return readTargets({ reader, ...look, files: look.files.list }, entries);
}

/** Newest entries last in a log: their targets are the likeliest to be named again. */
function relevant(log: Log, flagged: ReadonlySet<string>): readonly Entry[] {
  return log.base
    .filter(({ decision }) => decision?.workflows.some((id) => flagged.has(id)))
    .toReversed();
}
