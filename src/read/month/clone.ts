import { lastSecondBefore, lastSecondOf, type Span } from '../../core/instant.js';
import { POLICY_FILES } from '../../core/policy.js';
import type { PolicyChange } from '../../core/scorecard/policy-days.js';
import { policiesAt, readVersions, repositoryOf } from '../git/clone.js';
import { commitsNamed, LOG, records } from '../git/history.js';
import { listFolders, readBlobs, readFiles, readIds } from '../git/objects.js';
import { type Git, gitIn, gitTrouble } from '../git/run.js';
import { landedWork } from './git/merges.js';
import type { BranchStates, MonthPlace, RepositoryLook } from './place.js';

/** Which clone to read, and the branch that counts as the default one. */
export interface CloneMonthsOptions {
  readonly folder: string;
  /** Default `origin/HEAD`, then `main`. */
  readonly base?: string;
}

const BASES = ['origin/HEAD', 'main', 'origin/main'];

/** A clone as a place to read months from: its history, without issues and verdicts. */
export function cloneMonths({ folder, base }: CloneMonthsOptions): MonthPlace {
  const git = gitIn(folder);
  return {
    source: {
      list: (commit, folders) => listFolders(git, commit, folders),
      blobs: (asked) => readBlobs(git, asked),
      files: (asked) => readFiles(git, asked),
      policyVersions: (commit, path) => readVersions(git, commit, path),
    },
    look: () => lookAt(git, folder, base === undefined ? BASES : [base]),
    states: (look, span) => branchStates(git, look, span),
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
  const branch = (names[at] ?? '').replace(/^origin\//, '');
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
