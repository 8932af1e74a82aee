import { type Entry, flaggedWorkflows, isOpen } from '../../core/decision.js';
import { dayWithin, type Span } from '../../core/instant.js';
import type { Policy } from '../../core/policy.js';
import type { Month, Unmeasured } from '../../core/scorecard/month/month.js';
import { TroubleError } from '../../core/trouble.js';
import { type AtBase, type LogPlaces, readBase } from '../base.js';
import { catalogueOf, foldersOf } from '../catalogue.js';
import type { Memory } from '../contents.js';
import { readTargets } from '../targets.js';
import type { BranchStates, CommitLook, MonthPlace } from './place.js';

/** What reading a log takes: the place, with what is remembered of it. */
export type MonthReader = Memory & Pick<MonthPlace, 'source'>;

/** A reader that has looked at commits already: folders known from there are not asked for again. */
export function afterLooks(
  reader: MonthReader,
  looks: ReadonlyMap<string, CommitLook>,
): MonthReader {
  const list: MonthReader['source']['list'] = async (commit, folders) => {
    const known = folders.flatMap((folder) => looks.get(commit)?.folders.get(folder) ?? []);
    return known.length === folders.length ? known : reader.source.list(commit, folders);
  };
  return { ...reader, source: { ...reader.source, list } };
}

/** Where a policy says that log and SLO files are. */
export function foldersIn({ decisions, sloFiles }: LogPlaces): readonly string[] {
  return [...new Set([...decisions, ...foldersOf(sloFiles)])];
}

/** The decision log of a month, with what it is scored by. */
export type LogOfMonth = Pick<Month, 'before' | 'entries' | 'slis' | 'targets' | 'unmeasured'>;

/** Reads the log at both ends of a month, and at its end what that points to. */
export async function logOfMonth(
  reader: MonthReader,
  { before, after }: BranchStates,
  { policy, span }: { readonly policy: Policy; readonly span: Span },
): Promise<LogOfMonth> {
  const commit = after ?? '';
  const { entries, slos, unread } = await logAt(reader, commit, policy);
  if (unread.some(({ kind }) => kind === 'log')) throw partialLog(commit);
  const earlier = await entriesAt(reader, before, policy);
  const ground = { reader, head: commit, base: commit, files: [], ids: new Map() };
  const kept = slos.flatMap((file) => file.slis);
  return {
    entries,
    before: earlier ?? [],
    slis: catalogueOf({ policy: policy.slis, kept, before: [], after: [] }),
    targets: await readTargets(
      ground,
      entries.filter((entry) => isAsked(entry, policy, span)),
    ),
    unmeasured: [
      ...(unread.length > 0 ? [unmeasured('catalogue', 'limit')] : []),
      ...(earlier === null ? [unmeasured('before', 'limit')] : []),
    ],
  };
}

/** The whole decision log at a commit; one that cannot be read whole is trouble. */
export async function wholeLog(
  reader: MonthReader,
  commit: string,
  policy: Policy,
): Promise<readonly Entry[]> {
  const entries = await entriesAt(reader, commit, policy);
  if (entries === null) throw partialLog(commit);
  return entries;
}

/** Of a log with a gap nobody could tell which pilots are gone. */
function partialLog(commit: string): TroubleError {
  return new TroubleError({ kind: 'partial', what: `the log at ${commit}`, request: null });
}

/** The decision log at a commit; `null` where a part of it was not read. */
async function entriesAt(
  reader: MonthReader,
  commit: string | null,
  { decisions }: Policy,
): Promise<readonly Entry[] | null> {
  if (commit === null) return [];
  const { entries, unread } = await logAt(reader, commit, { decisions, sloFiles: [] });
  return unread.length > 0 ? null : entries;
}

function logAt(reader: MonthReader, commit: string, places: LogPlaces): Promise<AtBase> {
  return readBase(reader, { commit, ids: new Map() }, places);
}

/** Where the way back leads is asked of trials that were open, begun or reviewed in the month. */
function isAsked({ decision }: Entry, policy: Policy, span: Span): boolean {
  if (decision === null) return false;
  const isFlagged = flaggedWorkflows(decision, policy).length > 0;
  const days = [decision.date, ...decision.reviews.map(({ date }) => date)];
  const isRecent = days.some((day) => day !== null && dayWithin(day, span) !== null);
  return isFlagged && (isOpen(decision) || isRecent);
}

/** Something that nobody can count is not known. */
export function unmeasured(what: Unmeasured['what'], why: Unmeasured['why']): Unmeasured {
  return { what, why, missing: null, of: null };
}
