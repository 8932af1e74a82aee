/** GraphQL: commits, trees, blobs, references. */

import { lineCounts } from './diff.js';
import { bytesOf } from './git.js';
import { account, connection, type Node, type PageArgs, type Scope } from './graphql-nodes.js';
import { log } from './history.js';
import { resolve, tipOf } from './hub.js';
import { filesBetween } from './refs.js';
import { runsAt } from './rest-checks.js';
import { comparison, history, loginOf } from './rest-git.js';
import { pullsWith } from './rest-pulls.js';
import {
  type BlobRow,
  type CommitRow,
  nodeId,
  type PullRow,
  type RepoRow,
  type TreeEntry,
  type TreeRow,
} from './rows.js';

/** Whatever a revision stands for: `HEAD:path`, an id, a branch, with `^` and `~n` if need be. */
export function gitObject(scope: Scope, repo: RepoRow, expression: string): Node | null {
  const { git } = scope.hub;
  const colon = expression.indexOf(':');
  if (colon < 0) return named(scope, repo, expression);
  const rev = expression.slice(0, colon);
  const path = expression.slice(colon + 1).replace(/\/$/, '');
  const sha = revision(scope, repo, rev);
  const tree = sha ? git.commit(repo.id, sha)?.tree_sha : git.tree(repo.id, rev)?.sha;
  const entry = tree ? git.entry(repo.id, tree, path) : undefined;
  const folder = entry?.type === 'tree' ? git.tree(repo.id, entry.sha) : undefined;
  // A folder reached by its path knows where it is; one reached by its id does not.
  if (folder) return treeNode(scope, repo, folder, path ? `${path}/` : '');
  return entry ? byId(scope, repo, entry.sha) : null;
}

function named(scope: Scope, repo: RepoRow, expression: string): Node | null {
  const asTree = /^(.*)\^\{tree\}$/.exec(expression)?.[1];
  const sha = revision(scope, repo, asTree ?? expression);
  const commit = sha ? scope.hub.git.commit(repo.id, sha) : undefined;
  if (commit) return byId(scope, repo, asTree === undefined ? commit.sha : commit.tree_sha);
  return byId(scope, repo, expression);
}

function revision({ hub }: Scope, repo: RepoRow, rev: string): string | undefined {
  const [, name = '', steps = ''] = /^(.*?)((?:\^|~\d*)*)$/.exec(rev) ?? [];
  let sha = resolve(hub, repo, name);
  for (const step of steps.match(/\^|~\d*/g) ?? []) {
    for (let i = Number(step.slice(1) || 1); i > 0 && sha; i -= 1) {
      sha = hub.git.commit(repo.id, sha)?.parent_shas[0];
    }
  }
  return sha;
}

export function byId(scope: Scope, repo: RepoRow, sha: string): Node | null {
  const { git } = scope.hub;
  const commit = git.commit(repo.id, sha);
  if (commit) return commitNode(scope, repo, commit);
  const tree = git.tree(repo.id, sha);
  if (tree) return treeNode(scope, repo, tree);
  const blob = git.blob(repo.id, sha);
  return blob ? blobNode(scope, repo, blob) : null;
}

function objectNode(scope: Scope, repo: RepoRow, kind: string, row: { id: number; sha: string }) {
  const { url } = scope.hub;
  const path = `/${repo.full_name}/commit/${row.sha}`;
  return {
    __typename: kind,
    id: nodeId(kind, row.id),
    oid: row.sha,
    abbreviatedOid: row.sha.slice(0, 7),
    commitUrl: url + path,
    commitResourcePath: path,
    repository: () => scope.show.repository(repo),
  };
}

function blobNode(scope: Scope, repo: RepoRow, blob: BlobRow): Node {
  const limit = scope.hub.limits.blobText;
  const isBinary = blob.encoding === 'base64';
  const isTruncated = !isBinary && blob.size > limit;
  return {
    ...objectNode(scope, repo, 'Blob', blob),
    byteSize: blob.size,
    isBinary,
    isTruncated,
    text: () => {
      if (isBinary) return null;
      return isTruncated ? bytesOf(blob).subarray(0, limit).toString() : blob.content;
    },
  };
}

function treeNode(scope: Scope, repo: RepoRow, tree: TreeRow, prefix = ''): Node {
  return {
    ...objectNode(scope, repo, 'Tree', tree),
    entries: () => tree.tree.map((entry) => entryNode(scope, repo, entry, prefix + entry.path)),
  };
}

function entryNode(scope: Scope, repo: RepoRow, entry: TreeEntry, path: string): Node {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const { git } = scope.hub;
  return {
    name,
    path,
    type: entry.type,
    mode: Number.parseInt(entry.mode, 8),
    oid: entry.sha,
    size: entry.size ?? 0,
    extension: dot < 0 ? '' : name.slice(dot),
    isGenerated: false,
    language: null,
    submodule: null,
    lineCount: null,
    nameRaw: () => Buffer.from(name).toString('base64'),
    pathRaw: () => Buffer.from(path).toString('base64'),
    repository: () => scope.show.repository(repo),
    object: () => {
      const tree = entry.type === 'tree' ? git.tree(repo.id, entry.sha) : undefined;
      if (tree) return treeNode(scope, repo, tree, `${path}/`);
      const blob = git.blob(repo.id, entry.sha);
      return blob ? blobNode(scope, repo, blob) : null;
    },
  };
}

function gitActor(scope: Scope, name: string, email: string, date: string): Node {
  const user = () => account(scope, loginOf(scope.hub, email));
  // An app's account is no user, so its commits have none.
  const person = () => (user()?.__typename === 'User' ? user() : null);
  return { name, email, date, user: person, avatarUrl: `${scope.hub.url}/avatars/${name}` };
}

export function commitNode(scope: Scope, repo: RepoRow, commit: CommitRow): Node {
  const { hub } = scope;
  const { git } = hub;
  const [headline = '', ...rest] = commit.message.split('\n');
  const base = objectNode(scope, repo, 'Commit', commit);
  const parent = commit.parent_shas[0];
  const changes = () => {
    const before = parent ? (git.commit(repo.id, parent)?.tree_sha ?? null) : null;
    return filesBetween(hub, repo.id, before, commit.tree_sha);
  };
  const sum = (key: 'additions' | 'deletions') => () =>
    changes().reduce((total, change) => total + lineCounts(git, repo.id, change)[key], 0);
  const author = gitActor(scope, commit.author_name, commit.author_email, commit.author_date);
  return {
    ...base,
    url: base.commitUrl,
    resourcePath: base.commitResourcePath,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    authoredDate: commit.author_date,
    committedDate: commit.committer_date,
    pushedDate: null,
    author,
    authors: (args: PageArgs) => connection('authors', [author], args, (one) => one),
    committer: gitActor(
      scope,
      commit.committer_name,
      commit.committer_email,
      commit.committer_date,
    ),
    authoredByCommitter: commit.author_email === commit.committer_email,
    committedViaWeb: commit.committer_email === 'noreply@github.com',
    signature: hub.marks.verified.has(commit.sha) ? signature(commit) : null,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changedFiles: () => changes().length,
    changedFilesIfAvailable: () => changes().length,
    tree: () => byId(scope, repo, commit.tree_sha),
    file: ({ path }: { path: string }) => {
      const entry = git.entry(repo.id, commit.tree_sha, path);
      return entry && path ? entryNode(scope, repo, entry, path) : null;
    },
    parents: (args: PageArgs) =>
      connection('parents', commit.parent_shas, args, (sha) => byId(scope, repo, sha)),
    history: (args: PageArgs & { path?: string; since?: string; until?: string }) =>
      connection('history', history(hub, repo, commit.sha, args), args, (row) =>
        commitNode(scope, repo, row),
      ),
    associatedPullRequests: (args: PageArgs) =>
      connection('associatedPullRequests', pullsWith(hub, repo, commit.sha), args, (pull) =>
        scope.show.pull(pull),
      ),
    checkSuites: (args: PageArgs & { filterBy?: { appId?: number; checkName?: string } }) => {
      const { appId, checkName } = args.filterBy ?? {};
      const runs = runsAt(hub, repo, commit.sha, false);
      const suites = hub.tables.checkSuites.findBy('head_sha', commit.sha).filter((suite) => {
        const named = runs.some((run) => run.check_suite_id === suite.id && run.name === checkName);
        const own = suite.repo_id === repo.id && (!appId || suite.app_id === appId);
        return own && (!checkName || named);
      });
      return connection('checkSuites', suites, args, (suite) => scope.show.suite(repo, suite));
    },
  };
}

function signature(commit: CommitRow): Node {
  return {
    __typename: 'GpgSignature',
    isValid: true,
    state: 'VALID',
    email: commit.committer_email,
    signer: null,
    verifiedAt: commit.committer_date,
    wasSignedByGitHub: true,
  };
}

/** A reference by its full name or a branch's; `null` if there is none. */
export function refNode(scope: Scope, repo: RepoRow, name: string): Node | null {
  const { hub } = scope;
  const short = name.replace(/^refs\/heads\//, '');
  const tip = name.startsWith('refs/') && short === name ? undefined : tipOf(hub, repo, short);
  const other = hub.tables.refs.findBy('repo_id', repo.id).find((row) => row.ref === name);
  const sha = tip ?? other?.sha;
  if (!sha) return null;
  const [, prefix = 'refs/heads/', rest = short] = tip
    ? []
    : (/^(refs\/\w+\/)(.*)$/.exec(name) ?? []);
  return {
    id: nodeId('Ref', other?.id ?? 0),
    name: rest,
    prefix,
    target: () => byId(scope, repo, sha),
    repository: () => scope.show.repository(repo),
    branchProtectionRule: null,
    compare: ({ headRef }: { headRef: string }) => compareNode(scope, repo, sha, headRef),
    associatedPullRequests: (args: PageArgs) => {
      const rows = hub.tables.pullRequests.findBy('repo_id', repo.id);
      const pulls = rows.filter((pull) => pull.head_ref === rest && pull.head_repo_id === repo.id);
      return connection('associatedPullRequests', pulls, args, (p: PullRow) => scope.show.pull(p));
    },
  };
}

function compareNode(scope: Scope, repo: RepoRow, base: string, headRef: string): Node | null {
  const { hub } = scope;
  const head = resolve(hub, repo, headRef.replace(/^[^/]*:/, ''));
  if (!head) return null;
  const ahead = log(hub.git, repo.id, head, base).toReversed();
  const behind = log(hub.git, repo.id, base, head).length;
  return {
    id: Buffer.from(`compare:${base}:${head}`).toString('base64'),
    status: comparison(ahead.length, behind).toUpperCase(),
    aheadBy: ahead.length,
    behindBy: behind,
    baseTarget: () => byId(scope, repo, base),
    headTarget: () => byId(scope, repo, head),
    commits: (args: PageArgs) => ({
      ...connection('commits', ahead, args, (row) => commitNode(scope, repo, row)),
      authorCount: new Set(ahead.map((row) => row.author_email)).size,
    }),
  };
}
