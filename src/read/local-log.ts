import type { Day } from '../core/day.js';
import type { LogReading, RepositoryLog, RepositoryName } from '../core/pilot/repository-log.js';
import { pilotsOf } from '../core/pilot.js';
import { POLICY_FILES } from '../core/policy.js';
import { TroubleError } from '../core/trouble.js';
import { readBase } from './base.js';
import { createReadCache } from './cache.js';
import type { Reader } from './contents.js';
import { readPolicyState } from './policy-state.js';
import type { Source } from './source.js';

/** What a clone knows of its pilots: nothing of issues, and of no other repository. */
export interface LocalLog {
  readonly kind: 'log';
  readonly log: Pick<RepositoryLog, 'repository' | 'policy' | 'policyProblems' | 'pilots'>;
}

export type LocalReading =
  | LocalLog
  | Extract<LogReading, { readonly kind: 'without-policy' | 'broken-policy' }>;

/** Which files to read, and the commit in whose history an older policy may be found. */
export interface LocalOptions {
  readonly repository: RepositoryName;
  readonly files: string;
  readonly history: string;
  readonly today: (zone: string) => Day;
}

/** Reads policy and decision log of a clone. Throws a `TroubleError` where it cannot be read whole. */
export async function readLocalLog(source: Source, options: LocalOptions): Promise<LocalReading> {
  const { repository, files: commit, history, today } = options;
  const reader: Reader = { source, cache: createReadCache(), repository: source.name };
  const files = await source.files(POLICY_FILES.map((path) => ({ commit, path })));
  const policies = POLICY_FILES.flatMap((path, at) => {
    const file = files[at] ?? null;
    return file === null ? [] : [{ path, file }];
  });
  const state = await readPolicyState(reader, { policies, policyCommit: history });
  if (state.kind === 'none') return { kind: 'without-policy', repository };
  if (state.kind === 'broken') return { ...state, kind: 'broken-policy', repository };
  const { policy } = state;
  const places = { decisions: policy.decisions, sloFiles: [] };
  const { entries, unread } = await readBase(reader, { commit, ids: new Map() }, places);
  // Of a log with a gap nobody could tell whether a pilot is overdue.
  if (unread.length > 0)
    throw new TroubleError({ kind: 'partial', what: 'the decision log', request: null });
  return {
    kind: 'log',
    log: {
      repository: { ...repository, url: null, defaultBranch: 'HEAD' },
      policy,
      policyProblems: state.kind === 'ancestor' ? state.problems : [],
      pilots: pilotsOf(entries, policy, today(policy.timezone)),
    },
  };
}
