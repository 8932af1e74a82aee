import { addDays } from '../../core/day.js';
import { lastSecondBefore, lastSecondOf, type Span } from '../../core/instant.js';
import { POLICY_FILES } from '../../core/policy.js';
import type { PolicyChange } from '../../core/scorecard/month/policy-days.js';
import {
  branchName,
  isShallow,
  policiesAt,
  readVersions,
  repositoryOf,
  shallowTrouble,
} from '../git/clone.js';
import { commitsNamed, LOG, records } from '../git/history.js';
import { listFolders, readBlobs, readFiles, readIds } from '../git/objects.js';
import { type Git, gitIn, gitTrouble } from '../git/run.js';
import type { PolicyVersion } from '../source.js';
import { landedWork } from './git/merges.js';
import type { BranchStates, CommitLook, MonthPlace, RepositoryLook } from './place.js';

/** Which clone to read, and the branch that counts as the default one. */
export interface CloneMonthsOptions {
  readonly folder: string;
  /** Default `origin/HEAD`, then `main`, `master` and what is checked out. */
  readonly base?: string;
}

const BASES = ['origin/HEAD', 'main', 'origin/main', 'master', 'origin/master', 'HEAD'];

/** A clone as a place to read months from: its history, without issues and verdicts. */
export function cloneMonths({ folder, base }: CloneMonthsOptions): MonthPlace {
  const git = gitIn(folder);
  return {
    source: {
      list: (commit, folders) => listFolders(git, commit, folders),
      blobs: (asked) => readBlobs(git, asked),
      files: (asked) => readFiles(git, asked),
      policyVersions: (commit, path) => versionsOf(git, commit, path),
    },
    look: () => lookAt(git, folder, base === undefined ? BASES : [base]),
    states: (look, span) => branchStates(git, look, span),
    looksAt: (commits) => looksAt(git, commits),
    merged: (month) => landedWork(git, month),
    register: null,
    issues: null,
  };
}

async function lookAt(git: Git, folder: string, names: readonly string[]): Promise<RepositoryLook> {
  const oids = await commitsNamed(git, names);
  const at = oids.findIndex((oid) => oid !== null);
  const tip = oids[at];
  if (tip == null)
    throw gitTrouble(
      `there is no branch to score: none of ${names.join(', ')} exists (git remote set-head origin --auto sets the first)`,
    );
  const [repository, policies] = await Promise.all([
    repositoryOf(git, folder),
    policiesAt(git, tip),
  ]);
  const name = names[at] ?? '';
  const branch = (await branchName(git, name)) ?? name;
  return {
    repository: {
      ...repository,
      id: null,
      defaultBranch: repository.defaultBranch ?? branch,
      // A clone does not know, and it prints to whoever has it.
      visibility: 'private',
    },
    repositoryId: folder,
    tip,
    policies,
    shut: null,
  };
}

/** What lies in folders is at hand in a clone. */
async function looksAt(
  git: Git,
  commits: readonly string[],
): Promise<ReadonlyMap<string, CommitLook>> {
  const looks = commits.map(async (commit) => {
    const policies = await policiesAt(git, commit);
    return [commit, { policies, folders: new Map() }] as const;
  });
  return new Map(await Promise.all(looks));
}

/** Whoever asks on to the end found no good one: a shallow clone may lack it. */
async function* versionsOf(git: Git, commit: string, path: string): AsyncGenerator<PolicyVersion> {
  yield* readVersions(git, commit, path);
  if (await isShallow(git)) throw shallowTrouble(`the last good version of ${path}`);
}

/** The branch's own commits tell: what a merge brought was not there before it. */
async function branchStates(
  git: Git,
  { tip }: RepositoryLook,
  { from, to, zone }: Span,
): Promise<BranchStates> {
  const [before, after] = await Promise.all([
    commitAt(git, tip, lastSecondBefore(from, zone)),
    commitAt(git, tip, lastSecondOf(to, zone)),
  ]);
  // In a shallow clone all there is seems to have come at once.
  if (before === null && (await isShallow(git)))
    throw shallowTrouble(`back to the end of ${addDays(from, -1)}`);
  const touched = after === null ? [] : await policyTouches(git, before, after);
  return { before, after, policyChanges: touched };
}

async function commitAt(git: Git, tip: string, until: string): Promise<string | null> {
  const out = await git.read(['rev-list', '--first-parent', '-1', `--before=${until}`, tip]);
  return out.toString('utf8').trim() || null;
}

async function policyTouches(
  git: Git,
  before: string | null,
  after: string,
): Promise<readonly PolicyChange[]> {
  const since = before === null ? after : `${before}..${after}`;
  const changes = await Promise.all(
    POLICY_FILES.map(async (path) => {
      const out = await git.read([
        ...[...LOG, '--first-parent', '--reverse', '--format=%H%x00%cI%x00'],
        ...[since, '--', path],
      ]);
      const commits = records(out, 2).map(([oid = '', at = '']) => ({ commit: oid.trim(), at }));
      const ids = await readIds(
        git,
        commits.map(({ commit }) => ({ commit, path })),
      );
      return commits.map(({ at }, turn) => ({ path, at, present: (ids[turn] ?? null) !== null }));
    }),
  );
  return changes.flat().toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
