import type { Change } from '../../../core/change.js';
import type { Day } from '../../../core/day.js';
import { judge } from '../../../core/gate.js';
import { POLICY_FILES } from '../../../core/policy.js';
import type { MergedVerdict } from '../../../core/scorecard/month/month.js';
import { type Trouble, TroubleError } from '../../../core/trouble.js';
import type { ReadCache } from '../../cache.js';
import { readChange } from '../../change.js';
import type { Hub } from '../../github/client.js';
import { changedFiles } from '../../github/files.js';
import { pullRequest } from '../../github/source.js';
import type { FirstLook, Source } from '../../source.js';
import type { Descriptions } from './descriptions.js';
import type { MergedNode } from './merged-pulls.js';

/** What judging a merged pull request once more gave. */
export type JudgedAgain =
  | {
      readonly kind: 'judged';
      readonly verdict: MergedVerdict;
      readonly workflows: readonly string[];
      readonly decisions: readonly string[];
      /** Whether it only took back what came before. */
      readonly reverting: boolean;
    }
  /** No policy judged it then. */
  | { readonly kind: 'silent' }
  /** Its description is another now, and nobody can tell what it was. */
  | { readonly kind: 'reworded' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

export interface JudgingAgain {
  readonly hub: Hub;
  readonly cache: ReadCache;
  readonly pull: MergedNode;
  readonly mergedOn: Day;
  /** What those that were edited since were before. */
  readonly rewritten: Descriptions;
}

/**
 * What the gate would have said of a pull request just before it was merged: by its description, the
 * policy and the decision log as they were on its base branch then, on the day of the merge.
 */
export async function judgeAgain(judging: JudgingAgain): Promise<JudgedAgain> {
  const { hub, cache, pull, mergedOn, rewritten } = judging;
  const body = rewritten.get(pull);
  if (body === null) return { kind: 'reworded' };
  const { client, owner, name, timeout } = hub;
  const source = pullRequest({ client, owner, name, timeout, number: pull.number });
  const then: Source = { ...source, look: () => lookBefore({ hub, source, pull, body }) };
  const reading = await readChange(then, { cache, today: () => mergedOn });
  if (reading.kind === 'trouble') return reading;
  return reading.kind === 'change' ? judgedOf(reading.change) : { kind: 'silent' };
}

interface Merged {
  readonly hub: Hub;
  readonly source: Source;
  readonly pull: MergedNode;
  /** `undefined`: the description is still the one it was merged with. */
  readonly body: string | undefined;
}

/** The pull request as it stood open, right before the merge. */
async function lookBefore({ hub, source, pull, body }: Merged): Promise<FirstLook> {
  const look = await source.look([]);
  const way = await source.entering({ kind: 'pull', number: pull.number }, look);
  const what = `how ${hub.owner}/${hub.name}#${pull.number} was merged`;
  if (way === null) throw new TroubleError({ kind: 'gone', what, request: null });
  const commit = way.before;
  const [files, found] = await Promise.all([
    changedFiles({ hub, number: pull.number, base: commit, pull }),
    source.files(POLICY_FILES.map((path) => ({ commit, path }))),
  ]);
  const policies = POLICY_FILES.flatMap((path, at) => {
    const file = found[at] ?? null;
    return file === null ? [] : [{ path, file }];
  });
  return {
    ...look,
    state: 'open',
    proposal: { ...look.proposal, body: body ?? look.proposal.body },
    base: commit,
    policyCommit: commit,
    policies,
    files,
    ids: new Map(),
    standing: { others: [], check: null },
  };
}

function judgedOf(change: Change): JudgedAgain {
  const verdict = judge(change);
  if (verdict.kind === 'silent') return { kind: 'silent' };
  const touched = 'workflows' in verdict ? verdict.workflows : [];
  return {
    kind: 'judged',
    verdict: verdict.kind,
    workflows: touched.map(({ workflow }) => workflow.id),
    decisions: [...new Set(touched.flatMap(({ decisions }) => decisions))],
    reverting: touched.length > 0 && touched.every(({ by }) => by?.kind === 'revert'),
  };
}
