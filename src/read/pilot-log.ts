import type { Repository } from '../core/change.js';
import type { Today } from '../core/day.js';
import type { LogReading, RepositoryLog } from '../core/pilot/repository-log.js';
import { pilotsOf } from '../core/pilot.js';
import { POLICY_FILES } from '../core/policy.js';
import { TroubleError } from '../core/trouble.js';
import { readBase } from './base.js';
import { createReadCache } from './cache.js';
import type { LogReader } from './contents.js';
import { type PolicyReader, readPolicyState } from './policy-state.js';
import type { FirstLook, Source } from './source.js';

/** What of a repository's log its text alone tells, without its issues. */
export type PilotLog = Omit<RepositoryLog, 'known' | 'labels' | 'shut'>;

/** What reading gave, where no trouble came. */
export type PilotReading =
  | { readonly kind: 'pilots'; readonly log: PilotLog }
  | Extract<LogReading, { readonly kind: 'without-policy' | 'broken-policy' }>;

/** Where a log is read, and the policy files found there. */
export type PilotLook = Pick<FirstLook, 'repository' | 'policies' | 'policyCommit'>;

/**
 * The decision log on the default branch with its pilots, by the policy there or its last good
 * version. Throws a `TroubleError` where the log cannot be read whole.
 */
export async function readPilotLog(
  reader: LogReader & PolicyReader,
  look: PilotLook,
  today: Today,
): Promise<PilotReading> {
  const { repository, policyCommit: commit } = look;
  const state = await readPolicyState(reader, look);
  if (state.kind === 'none') return { kind: 'without-policy', repository };
  if (state.kind === 'broken') return { ...state, kind: 'broken-policy', repository };
  const { policy } = state;
  const places = { decisions: policy.decisions, sloFiles: [] };
  const { entries, unread } = await readBase(reader, { commit, ids: new Map() }, places);
  const what = `the decision log of ${repository.owner}/${repository.name}`;
  // Of a log with a gap nobody could tell which pilots are gone.
  if (unread.length > 0) throw new TroubleError({ kind: 'partial', what, request: null });
  const day = today(policy.timezone);
  const pilots = pilotsOf(entries, policy, day);
  const policyProblems = state.kind === 'ancestor' ? state.problems : [];
  return {
    kind: 'pilots',
    log: { repository, policy, policyProblems, today: day, entries, pilots },
  };
}

/** A commit of a clone, and what the repository is called. */
export interface LocalLook {
  readonly repository: Repository;
  readonly commit: string;
  readonly today: Today;
}

/** The same from a source of one repository, such as a clone. */
export async function readLocalPilots(
  source: Source,
  { repository, commit, today }: LocalLook,
): Promise<PilotReading> {
  const files = await source.files(POLICY_FILES.map((path) => ({ commit, path })));
  const policies = POLICY_FILES.flatMap((path, at) => {
    const file = files[at] ?? null;
    return file === null ? [] : [{ path, file }];
  });
  const reader = { source, cache: createReadCache(), repository: source.name };
  return readPilotLog(reader, { repository, policies, policyCommit: commit }, today);
}
