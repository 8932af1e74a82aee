/** REST: commits, trees, blobs, contents and comparisons, read straight from the git objects. */
import { type FileChange, lineCounts } from './diff.js';
import { log, mergeBase } from './history.js';
import { type Hub, notFound, Refusal, resolve } from './hub.js';
import { filesBetween } from './refs.js';
import { type Context, type Handler, ok, page, route } from './router.js';
import { type CommitRow, nodeId, type RepoRow, type TreeEntry } from './rows.js';

export const api = (hub: Hub, repo: RepoRow) => `${hub.url}/repos/${repo.full_name}`;
export const web = (hub: Hub, repo: RepoRow) => `${hub.url}/${repo.full_name}`;

export function commitAt({ hub, repo }: Context, ref: string | undefined): CommitRow {
  const sha = resolve(hub, repo, ref);
  const commit = sha ? hub.git.commit(repo.id, sha) : undefined;
  if (!commit) throw new Refusal(404, `No commit found for the ref ${ref ?? ''}`.trim());
  return commit;
}

export const readable = (handler: Handler): Handler => {
  return (context) => {
    context.hub.access.demand(context.call.actor, context.repo, 'contents', 'read');
    return handler(context);
  };
};

/** A commit as `/git/commits` shows it. */
function gitCommit(hub: Hub, repo: RepoRow, commit: CommitRow) {
  const verified = hub.marks.verified.has(commit.sha);
  const reason = verified ? 'valid' : 'unsigned';
  const link = (kind: string, sha: string) => ({
    sha,
    url: `${api(hub, repo)}/git/${kind}/${sha}`,
  });
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.id),
    url: `${api(hub, repo)}/git/commits/${commit.sha}`,
    html_url: `${web(hub, repo)}/commit/${commit.sha}`,
    author: { name: commit.author_name, email: commit.author_email, date: commit.author_date },
    committer: {
      name: commit.committer_name,
      email: commit.committer_email,
      date: commit.committer_date,
    },
    message: commit.message,
    tree: link('trees', commit.tree_sha),
    parents: commit.parent_shas.map((sha) => link('commits', sha)),
    verification: { verified, reason, signature: null, payload: null, verified_at: null },
  };
}

/** The login behind a commit's address, if it is one of GitHub's own kind. */
export function loginOf(hub: Hub, email: string): string | null {
  const login = /^(?:\d+\+)?(.+)@(?:users\.noreply\.github\.com|localhost)$/.exec(email)?.[1];
  return login && hub.tables.users.findOneBy('login', login) ? login : null;
}

/** A commit as `/commits` shows it. */
export function repoCommit(hub: Hub, repo: RepoRow, commit: CommitRow) {
  const { sha, node_id, html_url, parents, url: _, ...inner } = gitCommit(hub, repo, commit);
  const person = (email: string) => {
    const login = loginOf(hub, email);
    const type = login?.endsWith('[bot]') ? 'Bot' : 'User';
    return login ? { login, id: hub.access.person(login).id, type } : null;
  };
  return {
    sha,
    node_id,
    url: `${api(hub, repo)}/commits/${sha}`,
    html_url,
    commit: { ...inner, url: `${api(hub, repo)}/git/commits/${sha}`, comment_count: 0 },
    author: person(commit.author_email),
    committer: person(commit.committer_email),
    parents,
  };
}

/** A changed file as pull requests, commits and comparisons list it. */
export function changedFile(hub: Hub, repo: RepoRow, head: string) {
  return (change: FileChange) => {
    const { additions, deletions } = lineCounts(hub.git, repo.id, change);
    const path = change.path.split('/').map(encodeURIComponent).join('/');
    return {
      sha: (change.after ?? change.before)?.sha,
      filename: change.path,
      status: change.status,
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${web(hub, repo)}/blob/${head}/${path}`,
      raw_url: `${web(hub, repo)}/raw/${head}/${path}`,
      contents_url: `${api(hub, repo)}/contents/${path}?ref=${head}`,
      ...(change.previous ? { previous_filename: change.previous } : {}),
    };
  };
}

const oneCommit: Handler = (context) => {
  const { hub, repo, call, params } = context;
  const commit = commitAt(context, params.ref);
  if (call.headers.accept?.includes('sha')) return { status: 200, data: commit.sha };
  const parent = commit.parent_shas[0];
  const before = parent ? (hub.git.commit(repo.id, parent)?.tree_sha ?? null) : null;
  const changes = filesBetween(hub, repo.id, before, commit.tree_sha);
  const show = changedFile(hub, repo, commit.sha);
  const envelope = (files: unknown[]) => ({ ...repoCommit(hub, repo, commit), files });
  return page(context, changes.slice(0, hub.limits.pullFiles), show, envelope);
};

const listCommits: Handler = (context) => {
  const { hub, repo, call } = context;
  const start = commitAt(context, call.query.get('sha') ?? undefined);
  const commits = history(hub, repo, start.sha, {
    path: call.query.get('path'),
    since: call.query.get('since'),
    until: call.query.get('until'),
  });
  return page(context, commits, (commit) => repoCommit(hub, repo, commit));
};

export interface HistoryFilter {
  path?: string | null | undefined;
  since?: string | null | undefined;
  until?: string | null | undefined;
}

/** The commits before a commit, newest first; with a path those that changed what stands there. */
export function history(hub: Hub, repo: RepoRow, from: string, filter: HistoryFilter): CommitRow[] {
  const { path, since, until } = filter;
  const at = (sha: string | undefined) => {
    const commit = sha ? hub.git.commit(repo.id, sha) : undefined;
    return commit && path ? hub.git.entry(repo.id, commit.tree_sha, path)?.sha : undefined;
  };
  return log(hub.git, repo.id, from).filter((commit) => {
    const time = Date.parse(commit.committer_date);
    if (since && time < Date.parse(since)) return false;
    if (until && time > Date.parse(until)) return false;
    // A merge that brought nothing of its own to the path is left out, as `git log` does.
    return !path || !parentsOf(commit).some((parent) => at(parent) === at(commit.sha));
  });
}

const parentsOf = (commit: CommitRow) =>
  commit.parent_shas.length ? commit.parent_shas : [undefined];

const compare: Handler = (context) => {
  const { hub, repo, params } = context;
  const [from, to] = (params.range ?? '').split(/\.{2,3}/);
  const strip = (ref: string | undefined) => ref?.replace(/^[^/]*:/, '');
  const base = commitAt(context, strip(from));
  const head = commitAt(context, strip(to));
  const common = mergeBase(hub.git, repo.id, base.sha, head.sha);
  const shared = common ? hub.git.commit(repo.id, common) : undefined;
  if (!shared) throw new Refusal(404, `No common ancestor between ${from} and ${to}.`);
  const ahead = log(hub.git, repo.id, head.sha, base.sha).toReversed();
  const behind = log(hub.git, repo.id, base.sha, head.sha).length;
  const changes = filesBetween(hub, repo.id, shared.tree_sha, head.tree_sha);
  const files = changes.slice(0, hub.limits.compareFiles).map(changedFile(hub, repo, head.sha));
  const status = comparison(ahead.length, behind);
  const first = Number(context.call.query.get('page') ?? 1) <= 1;
  return page(
    context,
    ahead,
    (commit) => repoCommit(hub, repo, commit),
    (commits) => ({
      url: `${api(hub, repo)}/compare/${params.range}`,
      html_url: `${web(hub, repo)}/compare/${params.range}`,
      base_commit: repoCommit(hub, repo, base),
      merge_base_commit: repoCommit(hub, repo, shared),
      status,
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits,
      // GitHub sends the files with the first page alone.
      files: first ? files : [],
    }),
  );
};

export function comparison(ahead: number, behind: number) {
  if (ahead && behind) return 'diverged';
  return ahead ? 'ahead' : behind ? 'behind' : 'identical';
}

const tree: Handler = ({ hub, repo, call, params }) => {
  const ref = params.sha ?? '';
  const commit = resolve(hub, repo, ref);
  const sha = commit ? hub.git.commit(repo.id, commit)?.tree_sha : ref;
  const row = sha ? hub.git.tree(repo.id, sha) : undefined;
  if (!row) throw notFound();
  // Any value counts, even `0` and `false`.
  const entries = call.query.has('recursive') ? hub.git.walk(repo.id, row.sha) : row.tree;
  const shown: object[] = [];
  let truncated = false;
  for (const entry of entries) {
    if (shown.length === hub.limits.treeEntries) {
      truncated = true;
      break;
    }
    shown.push(treeEntry(hub, repo, entry));
  }
  const url = `${api(hub, repo)}/git/trees/${row.sha}`;
  return ok({ sha: row.sha, url, tree: shown, truncated });
};

function treeEntry(hub: Hub, repo: RepoRow, { path, mode, type, sha, size }: TreeEntry) {
  const url = `${api(hub, repo)}/git/${type === 'tree' ? 'trees' : 'blobs'}/${sha}`;
  const measured = type === 'blob' ? { size } : {};
  return { path, mode, type, sha, ...measured, ...(type === 'commit' ? {} : { url }) };
}

const gitCommitRoute: Handler = ({ hub, repo, params }) => {
  const commit = hub.git.commit(repo.id, params.sha ?? '');
  if (!commit) throw notFound();
  return ok(gitCommit(hub, repo, commit));
};

export const gitRoutes = [
  route('GET', '/repos/:o/:r/git/trees/*sha', readable(tree)),
  route('GET', '/repos/:o/:r/git/commits/:sha', readable(gitCommitRoute)),
  route('GET', '/repos/:o/:r/compare/*range', readable(compare)),
  route('GET', '/repos/:o/:r/commits', readable(listCommits)),
  route('GET', '/repos/:o/:r/commits/:sha/comments', () => ok([])),
  route('GET', '/repos/:o/:r/commits/*ref', readable(oneCommit)),
];
