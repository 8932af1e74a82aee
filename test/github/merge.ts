/** Merging pull requests in the three ways GitHub offers, and building merge groups. */
import { emit, emitPull } from './events.js';
import type { Identity } from './git.js';
import { log, MergeConflict, mergeBase, mergeTrees } from './history.js';
import { type Hub, ownerOf, Refusal, tipOf } from './hub.js';
import { tellMove, writeBranch } from './refs.js';
import type { CommitRow, PullRow, RepoRow } from './rows.js';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface MergeOptions {
  method?: MergeMethod;
  by: string;
  title?: string;
  message?: string;
}

const WEB_FLOW = { name: 'GitHub', email: 'noreply@github.com' };

export function identity(login: string, date: string): Identity {
  return { name: login, email: `${login}@users.noreply.github.com`, date };
}

/** Merges a pull request and tells of it; answers the commit the base branch now ends in. */
export async function merge(hub: Hub, pull: PullRow, options: MergeOptions): Promise<string> {
  const repo = hub.tables.repos.get(pull.base_repo_id);
  const before = repo && tipOf(hub, repo, pull.base_ref);
  if (!repo || !before || pull.state === 'closed') {
    throw new Refusal(405, 'Pull Request is not mergeable');
  }
  const after = tryTo(() => land(hub, repo, { pull, onto: before, options }));
  writeBranch(hub, repo, pull.base_ref, after);
  const at = hub.clock.now();
  const closed = { state: 'closed' as const, closed_at: at };
  const by = hub.access.person(options.by);
  const merged = { merged: true, merged_at: at, merged_by_id: by.id, merge_commit_sha: after };
  const row = hub.tables.pullRequests.update(pull.id, { ...closed, ...merged, base_sha: before });
  const issues = hub.tables.issues.findBy('repo_id', repo.id);
  const issue = issues.find((candidate) => candidate.number === pull.number);
  if (issue) hub.tables.issues.update(issue.id, closed);
  hub.marks.queue = hub.marks.queue.filter((entry) => entry.pull !== pull.id);
  await tellMove(hub, repo, { name: pull.base_ref, before, after, by: options.by });
  await emitPull(hub, row ?? pull, 'closed', options.by);
  if (repo.delete_branch_on_merge) await dropHead(hub, pull, options.by);
  return after;
}

async function dropHead(hub: Hub, pull: PullRow, by: string): Promise<void> {
  const home = hub.tables.repos.get(pull.head_repo_id);
  if (!home) return;
  writeBranch(hub, home, pull.head_ref, null);
  await tellMove(hub, home, { name: pull.head_ref, before: pull.head_sha, after: null, by });
}

function tryTo<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MergeConflict) throw new Refusal(405, error.message);
    throw error;
  }
}

interface Landing {
  pull: PullRow;
  onto: string;
  options: MergeOptions;
}

function land(hub: Hub, repo: RepoRow, { pull, onto, options }: Landing): string {
  const commits = log(hub.git, repo.id, pull.head_sha, onto).toReversed();
  if (options.method === 'rebase') {
    return commits.reduce((tip, commit) => replay(hub, repo, commit, tip), onto);
  }
  const headRepo = hub.tables.repos.get(pull.head_repo_id) ?? repo;
  const from = `${ownerOf(hub, headRepo).login}/${pull.head_ref}`;
  const squash = options.method === 'squash';
  const title = squash
    ? `${pull.title} (#${pull.number})`
    : `Merge pull request #${pull.number} from ${from}`;
  const list = commits.map((commit) => `* ${commit.message}`).join('\n\n');
  const body = squash ? (commits.length > 1 ? list : '') : pull.title;
  const message = [options.title ?? title, options.message ?? body].filter(Boolean).join('\n\n');
  const author = squash ? authorOf(hub, pull) : options.by;
  return combine(hub, repo, { ours: onto, theirs: pull.head_sha, message, author, squash });
}

interface Combination {
  ours: string;
  theirs: string;
  message: string;
  author: string;
  squash?: boolean;
}

function combine(hub: Hub, repo: RepoRow, combination: Combination): string {
  const { ours, theirs, message, author, squash } = combination;
  const treeOf = (sha: string) => hub.git.commit(repo.id, sha)?.tree_sha ?? '';
  const base = mergeBase(hub.git, repo.id, ours, theirs);
  const from = base ? treeOf(base) : null;
  const tree = mergeTrees(hub.git, repo.id, {
    base: from,
    ours: treeOf(ours),
    theirs: treeOf(theirs),
  });
  const date = hub.clock.now();
  const { sha } = hub.git.writeCommit(repo.id, {
    message,
    tree,
    parents: squash ? [ours] : [ours, theirs],
    author: identity(author, date),
    committer: { ...WEB_FLOW, date },
    userId: hub.access.person(author).id,
  });
  hub.marks.verified.add(sha);
  return sha;
}

/** A commit's change once more, on another parent. */
function replay(hub: Hub, repo: RepoRow, commit: CommitRow, onto: string): string {
  const parent = commit.parent_shas[0];
  const from = parent ? (hub.git.commit(repo.id, parent)?.tree_sha ?? null) : null;
  const ours = hub.git.commit(repo.id, onto)?.tree_sha ?? '';
  const tree = mergeTrees(hub.git, repo.id, { base: from, ours, theirs: commit.tree_sha });
  const { author_name: name, author_email: email, author_date: date } = commit;
  const author = { name, email, date };
  const committer = { ...WEB_FLOW, date: hub.clock.now() };
  const userId = commit.user_id;
  const { message } = commit;
  return hub.git.writeCommit(repo.id, { message, tree, parents: [onto], author, committer, userId })
    .sha;
}

function authorOf(hub: Hub, pull: PullRow): string {
  return hub.tables.users.get(pull.user_id)?.login ?? 'ghost';
}

export interface MergeGroup {
  headSha: string;
  headRef: string;
  baseSha: string;
  baseRef: string;
}

/** Puts pull requests into a merge queue and asks for checks on the group, as GitHub builds it. */
export async function enqueue(hub: Hub, repo: RepoRow, pulls: PullRow[]): Promise<MergeGroup> {
  const last = pulls.at(-1);
  const baseSha = last && tipOf(hub, repo, last.base_ref);
  if (!last || !baseSha) throw new Error('Nothing to queue');
  let tip = baseSha;
  for (const pull of pulls) {
    const author = authorOf(hub, pull);
    const message = `Merge pull request #${pull.number} from ${author}/${pull.head_ref}\n\n${pull.title}`;
    const entry = { repo: repo.id, branch: pull.base_ref, pull: pull.id, baseSha: tip };
    tip = tryTo(() => combine(hub, repo, { ours: tip, theirs: pull.head_sha, message, author }));
    hub.marks.queue.push({ ...entry, headSha: tip, at: hub.clock.now() });
  }
  const name = `gh-readonly-queue/${last.base_ref}/pr-${last.number}-${baseSha}`;
  writeBranch(hub, repo, name, tip);
  const group = {
    head_sha: tip,
    head_ref: `refs/heads/${name}`,
    base_sha: baseSha,
    base_ref: `refs/heads/${last.base_ref}`,
    head_commit: { id: tip, message: hub.git.commit(repo.id, tip)?.message },
  };
  const fields = { merge_group: group };
  const sender = authorOf(hub, last);
  await emit(hub, repo, { event: 'merge_group', action: 'checks_requested', sender, fields });
  return { headSha: tip, headRef: group.head_ref, baseSha, baseRef: group.base_ref };
}
