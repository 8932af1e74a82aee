/** Branches that move: the rows, the pull requests that follow, the events that tell of it. */
import { diffTrees, type FileChange } from './diff.js';
import { describeUser, emit, emitPull } from './events.js';
import { log, mergeBase } from './history.js';
import { type Hub, tipOf } from './hub.js';
import { type CommitRow, nodeId, type PullRow, type RepoRow } from './rows.js';

const NO_COMMIT = '0'.repeat(40);

/** Writes a branch (`null` deletes it) without telling anyone. */
export function writeBranch(hub: Hub, repo: RepoRow, name: string, sha: string | null): void {
  const { branches } = hub.tables;
  const branch = branches.findBy('repo_id', repo.id).find((row) => row.name === name);
  if (sha === null) {
    if (branch) branches.delete(branch.id);
  } else if (branch) branches.update(branch.id, { sha });
  else branches.insert({ repo_id: repo.id, name, sha, protected: false });
  writeRef(hub, repo, `refs/heads/${name}`, sha);
  hub.tables.repos.update(repo.id, { pushed_at: hub.clock.now() });
}

function writeRef(hub: Hub, repo: RepoRow, ref: string, sha: string | null): void {
  const { refs } = hub.tables;
  const row = refs.findBy('repo_id', repo.id).find((candidate) => candidate.ref === ref);
  if (sha === null) {
    if (row) refs.delete(row.id);
  } else if (row) refs.update(row.id, { sha });
  else {
    const added = refs.insert({ repo_id: repo.id, ref, sha, node_id: '' });
    added.node_id = nodeId('Ref', added.id);
  }
}

/** Branch → sha, to be compared after something else has written. */
export function tips(hub: Hub, repo: RepoRow): Map<string, string> {
  const rows = hub.tables.branches.findBy('repo_id', repo.id);
  return new Map(rows.map((row) => [row.name, row.sha]));
}

/** Tells of every branch that is not where it was. */
export async function tellMoves(hub: Hub, repo: RepoRow, was: Map<string, string>, by: string) {
  const is = tips(hub, repo);
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [before, after] = [was.get(name) ?? null, is.get(name) ?? null];
    if (before !== after) await tellMove(hub, repo, { name, before, after, by });
  }
}

export interface Move {
  name: string;
  before: string | null;
  after: string | null;
  by: string;
}

/** Fires `push` and lets the pull requests of the branch follow it. */
export async function tellMove(hub: Hub, repo: RepoRow, move: Move): Promise<void> {
  await emit(hub, repo, { event: 'push', sender: move.by, fields: pushFields(hub, repo, move) });
  const { after, by } = move;
  if (!after) return;
  for (const pull of hub.tables.pullRequests.all()) {
    if (pull.state !== 'open' || pull.head_ref !== move.name) continue;
    if (pull.head_repo_id !== repo.id || pull.head_sha === after) continue;
    const before = pull.head_sha;
    const moved = follow(hub, pull, after);
    await emitPull(hub, moved, 'synchronize', by, { before, after });
  }
}

/** Brings a pull request to its new head: the fork's commits, the base it is compared with, counts. */
export function follow(hub: Hub, pull: PullRow, head: string): PullRow {
  const base = hub.tables.repos.get(pull.base_repo_id);
  if (!base) return pull;
  if (pull.head_repo_id !== base.id) hub.git.adopt(pull.head_repo_id, base.id, head);
  writeRef(hub, base, `refs/pull/${pull.number}/head`, head);
  const base_sha = tipOf(hub, base, pull.base_ref) ?? pull.base_sha;
  const row = hub.tables.pullRequests.update(pull.id, { head_sha: head, base_sha }) ?? pull;
  const changed_files = pullFiles(hub, row).length;
  const commits = log(hub.git, base.id, head, base_sha).length;
  return hub.tables.pullRequests.update(pull.id, { changed_files, commits }) ?? row;
}

/** The files a pull request changes since it left its base branch. */
export function pullFiles(hub: Hub, pull: PullRow): FileChange[] {
  const { from, to } = pullTrees(hub, pull);
  return filesBetween(hub, pull.base_repo_id, from, to);
}

const lists = new WeakMap<Hub, Map<string, FileChange[]>>();

/** The difference of two trees; the last hundred are remembered, as ids never lie. */
export function filesBetween(hub: Hub, repo: number, from: string | null, to: string | null) {
  const known = lists.get(hub) ?? new Map<string, FileChange[]>();
  lists.set(hub, known);
  const key = `${repo} ${from} ${to}`;
  const files = known.get(key) ?? diffTrees(hub.git, repo, from, to);
  known.delete(key);
  known.set(key, files);
  for (const oldest of known.size > 100 ? [...known.keys()].slice(0, 1) : []) known.delete(oldest);
  return files;
}

function pullTrees(hub: Hub, pull: PullRow): { from: string | null; to: string | null } {
  const { git } = hub;
  const repo = pull.base_repo_id;
  const base = baseOf(hub, pull);
  const fork = base ? mergeBase(git, repo, base, pull.head_sha) : undefined;
  const tree = (sha: string | undefined) => (sha ? git.commit(repo, sha)?.tree_sha : null) ?? null;
  return { from: tree(fork), to: tree(pull.head_sha) };
}

/** What a pull request is compared with: the live base branch, once merged what it was then. */
export function baseOf(hub: Hub, pull: PullRow): string | undefined {
  const repo = hub.tables.repos.get(pull.base_repo_id);
  if (pull.merged || !repo) return pull.base_sha;
  return tipOf(hub, repo, pull.base_ref) ?? pull.base_sha;
}

function pushFields(hub: Hub, repo: RepoRow, { name, before, after, by }: Move) {
  const commits = after ? log(hub.git, repo.id, after, before ?? tipOf(hub, repo)) : [];
  // GitHub lists at most 2,048 commits in a push.
  const newest = commits.slice(0, 2048).map((commit) => describeCommit(hub, repo, commit));
  const isAhead = !before || !after || log(hub.git, repo.id, before, after).length === 0;
  const { login } = describeUser(hub, by);
  return {
    ref: `refs/heads/${name}`,
    before: before ?? NO_COMMIT,
    after: after ?? NO_COMMIT,
    base_ref: null,
    created: !before,
    deleted: !after,
    forced: !isAhead,
    compare: `${hub.url}/${repo.full_name}/compare/${before}...${after}`,
    commits: newest.toReversed(),
    head_commit: newest[0] ?? null,
    pusher: { name: login, email: `${login}@users.noreply.github.com` },
  };
}

function describeCommit(hub: Hub, repo: RepoRow, commit: CommitRow) {
  const parent = commit.parent_shas[0];
  const before = parent ? (hub.git.commit(repo.id, parent)?.tree_sha ?? null) : null;
  const changes = diffTrees(hub.git, repo.id, before, commit.tree_sha);
  const paths = (...statuses: string[]) =>
    changes.filter((change) => statuses.includes(change.status)).map((change) => change.path);
  const moved = changes.map((change) => change.previous).filter((path) => path !== null);
  return {
    id: commit.sha,
    tree_id: commit.tree_sha,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer_date,
    url: `${hub.url}/${repo.full_name}/commit/${commit.sha}`,
    author: { name: commit.author_name, email: commit.author_email },
    committer: { name: commit.committer_name, email: commit.committer_email },
    added: paths('added', 'renamed'),
    removed: [...paths('removed'), ...moved],
    modified: paths('modified', 'changed'),
  };
}
