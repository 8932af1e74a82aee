import type { Day } from '../core/day.js';
import type { Unread } from '../core/finding.js';
import type { Tree } from '../core/lint.js';
import { DEFAULT_LOG, POLICY_FILES, type Policy } from '../core/policy.js';
import { type AtBase, readBase } from './base.js';
import { createReadCache } from './cache.js';
import { catalogueOf } from './catalogue.js';
import type { Reader } from './contents.js';
import { readPolicy, shadowedBy } from './policy-state.js';
import type { Source } from './source.js';
import { readTargets } from './targets.js';

/** A tree for the linter, and what of it could not be read. */
export interface ReadTree {
  readonly tree: Tree;
  readonly unread: readonly Unread[];
}

/** Where and when to lint. */
export interface TreeOptions {
  readonly commit: string;
  readonly today: (zone: string) => Day;
}

/**
 * Reads policy, decision log and SLO files as they are at one commit, with all that their entries
 * point to. Without a readable policy the log is looked for in its default folder.
 * Throws a `TroubleError` where the source cannot answer.
 */
export async function readTree(source: Source, { commit, today }: TreeOptions): Promise<ReadTree> {
  const reader: Reader = { source, cache: createReadCache(), repository: source.name };
  const { policy, problems } = await readPolicyAt(reader, commit);
  const [everything] = await source.list(commit, ['']);
  const base = await readBase(reader, { commit, ids: new Map() }, policy ?? WITHOUT_POLICY);
  const ground = { reader, head: commit, base: commit, files: [], ids: new Map() };
  return {
    tree: {
      policy,
      policyProblems: [...problems, ...base.slos.flatMap((file) => file.problems)],
      entries: base.entries,
      slis: slisOf(policy, base),
      targets: await readTargets(ground, base.entries),
      paths: (everything?.files ?? []).map(({ path }) => path),
      today: today(policy?.timezone ?? 'UTC'),
    },
    unread: base.unread,
  };
}

const WITHOUT_POLICY = { decisions: [DEFAULT_LOG], sloFiles: [] };

async function readPolicyAt(
  reader: Reader,
  commit: string,
): Promise<ReturnType<typeof readPolicy>> {
  const files = await reader.source.files(POLICY_FILES.map((path) => ({ commit, path })));
  const [first, ...others] = POLICY_FILES.flatMap((path, at) => {
    const file = files[at] ?? null;
    return file === null ? [] : [{ path, file }];
  });
  if (first === undefined) return { policy: null, problems: [] };
  const { policy, problems } = readPolicy(reader, first.path, first.file);
  return {
    policy,
    problems: [...problems, ...others.map(({ path }) => shadowedBy(path, first.path))],
  };
}

function slisOf(policy: Policy | null, { slos }: AtBase): Tree['slis'] {
  const kept = slos.flatMap((file) => file.slis);
  return catalogueOf({ policy: policy?.slis ?? [], kept, before: [], after: [] });
}
