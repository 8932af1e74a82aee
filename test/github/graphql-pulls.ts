/** GraphQL: pull requests, reviews and merge queues. */
import { lineCounts } from './diff.js';
import { commentsOf, labelsOf, peopleOf } from './graphql-issues.js';
import {
  account,
  accountById,
  connection,
  edits,
  type Node,
  type PageArgs,
  type Scope,
} from './graphql-nodes.js';
import { log } from './history.js';
import { ownerOf, type QueueEntry } from './hub.js';
import { baseOf, pullFiles } from './refs.js';
import { association } from './rest-issues.js';
import { nodeId, type PullRow, type RepoRow, type ReviewRow } from './rows.js';

const CHANGE = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  changed: 'CHANGED',
};

export function pullNode(scope: Scope, pull: PullRow): Node | null {
  const repo = scope.hub.tables.repos.get(pull.repo_id);
  if (!repo) return null;
  return {
    ...facts(scope, repo, pull),
    ...ends(scope, repo, pull),
    ...edits(scope, pull.node_id),
    files: (args: PageArgs) => files(scope, repo, pull, args),
    commits: (args: PageArgs) => commits(scope, repo, pull, args),
    reviews: (args: ReviewArgs) => reviews(scope, repo, pull, args),
    latestReviews: (args: PageArgs) => latestReviews(scope, repo, pull, args),
    latestOpinionatedReviews: (args: PageArgs) =>
      latestReviews(scope, repo, pull, args, ['COMMENTED']),
    comments: (args: PageArgs) => commentsOf(scope, repo, pull.number, args),
    labels: (args: PageArgs) => labelsOf(scope, repo, pull.label_ids, args),
    assignees: (args: PageArgs) => peopleOf(scope, pull.assignee_ids, args),
    closingIssuesReferences: (args: PageArgs) => closing(scope, repo, pull, args),
    mergeQueueEntry: () => queueEntry(scope, pull),
    isInMergeQueue: scope.hub.marks.queue.some((entry) => entry.pull === pull.id),
  };
}

function facts(scope: Scope, repo: RepoRow, pull: PullRow): Node {
  const { hub } = scope;
  const path = `/${repo.full_name}/pull/${pull.number}`;
  const author = hub.tables.users.get(pull.user_id)?.login ?? 'ghost';
  return {
    __typename: 'PullRequest',
    id: pull.node_id,
    databaseId: pull.id,
    fullDatabaseId: `${pull.id}`,
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    bodyText: pull.body ?? '',
    url: hub.url + path,
    permalink: hub.url + path,
    resourcePath: path,
    state: pull.merged ? 'MERGED' : pull.state.toUpperCase(),
    closed: pull.state === 'closed',
    isDraft: pull.draft,
    locked: false,
    author: () => account(scope, author),
    authorAssociation: () => association(hub, repo, author),
    createdAt: pull.created_at,
    publishedAt: pull.created_at,
    updatedAt: pull.updated_at,
    closedAt: pull.closed_at,
    merged: pull.merged,
    mergedAt: pull.merged_at,
    mergedBy: () => accountById(scope, pull.merged_by_id),
    mergeCommit: () =>
      pull.merge_commit_sha ? scope.show.object(repo, pull.merge_commit_sha) : null,
    mergeable: 'MERGEABLE',
    mergeStateStatus: 'UNKNOWN',
    reviewDecision: null,
    maintainerCanModify: true,
    changedFiles: pull.changed_files,
    totalCommentsCount: pull.comments,
    additions: () => lines(scope, pull, 'additions'),
    deletions: () => lines(scope, pull, 'deletions'),
    repository: () => scope.show.repository(repo),
    baseRepository: () => scope.show.repository(repo),
  };
}

/** Both ends: what it goes into and where it comes from. */
function ends(scope: Scope, repo: RepoRow, pull: PullRow): Node {
  const { hub } = scope;
  const head = hub.tables.repos.get(pull.head_repo_id);
  return {
    baseRefName: pull.base_ref,
    baseRefOid: pull.base_sha,
    baseRef: () => scope.show.ref(repo, `refs/heads/${pull.base_ref}`),
    headRefName: pull.head_ref,
    headRefOid: pull.head_sha,
    headRef: () => (head ? scope.show.ref(head, `refs/heads/${pull.head_ref}`) : null),
    headRepository: () =>
      head && hub.access.sees(scope.actor, head) ? scope.show.repository(head) : null,
    headRepositoryOwner: () => (head ? account(scope, ownerOf(hub, head).login) : null),
    isCrossRepository: pull.head_repo_id !== repo.id,
  };
}

function lines({ hub }: Scope, pull: PullRow, key: 'additions' | 'deletions'): number {
  const counts = pullFiles(hub, pull).map((file) => lineCounts(hub.git, pull.repo_id, file));
  return counts.reduce((total, count) => total + count[key], 0);
}

function files(scope: Scope, repo: RepoRow, pull: PullRow, args: PageArgs): Node {
  const { hub } = scope;
  const list = pullFiles(hub, pull).slice(0, hub.limits.pullFiles);
  return connection('files', list, args, (file) => ({
    path: file.path,
    changeType: CHANGE[file.status],
    additions: () => lineCounts(hub.git, repo.id, file).additions,
    deletions: () => lineCounts(hub.git, repo.id, file).deletions,
    viewerViewedState: 'UNVIEWED',
  }));
}

function commits(scope: Scope, repo: RepoRow, pull: PullRow, args: PageArgs): Node {
  const { git } = scope.hub;
  const list = log(git, repo.id, pull.head_sha, baseOf(scope.hub, pull)).toReversed();
  return connection('commits', list.slice(0, 250), args, (commit) => ({
    id: nodeId('PullRequestCommit', commit.id),
    commit: scope.show.commit(repo, commit),
    pullRequest: () => pullNode(scope, pull),
    resourcePath: `/${repo.full_name}/pull/${pull.number}/commits/${commit.sha}`,
    url: `${scope.hub.url}/${repo.full_name}/pull/${pull.number}/commits/${commit.sha}`,
  }));
}

type ReviewArgs = PageArgs & { states?: string[] | null; author?: string | null };

function reviewsFor({ hub }: Scope, repo: RepoRow, pull: PullRow): ReviewRow[] {
  const rows = hub.tables.reviews.findBy('repo_id', repo.id);
  return rows.filter((row) => row.pull_number === pull.number && row.state !== 'PENDING');
}

function reviews(scope: Scope, repo: RepoRow, pull: PullRow, args: ReviewArgs): Node {
  const by = args.author ? scope.hub.access.person(args.author).id : null;
  const list = reviewsFor(scope, repo, pull).filter(
    (row) => (!args.states || args.states.includes(row.state)) && (!by || row.user_id === by),
  );
  return connection('reviews', list, args, (row) => reviewNode(scope, repo, pull, row));
}

function latestReviews(
  scope: Scope,
  repo: RepoRow,
  pull: PullRow,
  args: PageArgs,
  without: string[] = [],
) {
  const list = reviewsFor(scope, repo, pull).filter((row) => !without.includes(row.state));
  const latest = new Map(list.map((row) => [row.user_id, row]));
  return connection('latestReviews', [...latest.values()], args, (row) =>
    reviewNode(scope, repo, pull, row),
  );
}

function reviewNode(scope: Scope, repo: RepoRow, pull: PullRow, row: ReviewRow): Node {
  const login = scope.hub.tables.users.get(row.user_id)?.login ?? 'ghost';
  const path = `/${repo.full_name}/pull/${pull.number}#pullrequestreview-${row.id}`;
  const role = scope.hub.access.role(login, repo);
  return {
    __typename: 'PullRequestReview',
    id: row.node_id,
    databaseId: row.id,
    state: row.state,
    body: row.body ?? '',
    author: account(scope, login),
    authorAssociation: association(scope.hub, repo, login),
    authorCanPushToRepository: ['push', 'maintain', 'admin'].includes(role),
    commit: () => scope.show.object(repo, row.commit_id),
    createdAt: row.created_at,
    publishedAt: row.submitted_at,
    submittedAt: row.submitted_at,
    updatedAt: row.updated_at,
    url: scope.hub.url + path,
    resourcePath: path,
    pullRequest: () => pullNode(scope, pull),
    repository: () => scope.show.repository(repo),
    ...edits(scope, row.node_id),
  };
}

/** Issues named with a closing word in the description. */
function closing(scope: Scope, repo: RepoRow, pull: PullRow, args: PageArgs): Node {
  const words = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)/gi;
  const numbers = [...(pull.body ?? '').matchAll(words)].map((match) => Number(match[1]));
  const rows = scope.hub.tables.issues.findBy('repo_id', repo.id);
  const list = rows.filter((row) => !row.is_pull_request && numbers.includes(row.number));
  return connection('closingIssuesReferences', list, args, (row) => scope.show.issue(repo, row));
}

function queueEntry(scope: Scope, pull: PullRow): Node | null {
  const entry = scope.hub.marks.queue.find((candidate) => candidate.pull === pull.id);
  return entry ? entryNode(scope, entry) : null;
}

function entryNode(scope: Scope, entry: QueueEntry): Node {
  const { repos, pullRequests } = scope.hub.tables;
  const repo = repos.get(entry.repo) as RepoRow;
  const line = scope.hub.marks.queue.filter((other) => other.branch === entry.branch);
  const pull = pullRequests.get(entry.pull) as PullRow;
  return {
    id: nodeId('MergeQueueEntry', entry.pull),
    position: line.indexOf(entry) + 1,
    state: 'AWAITING_CHECKS',
    headCommit: () => scope.show.object(repo, entry.headSha),
    baseCommit: () => scope.show.object(repo, entry.baseSha),
    pullRequest: () => pullNode(scope, pull),
    enqueuer: () => accountById(scope, pull.user_id),
    enqueuedAt: entry.at,
    estimatedTimeToMerge: null,
    jump: false,
    solo: false,
    mergeQueue: () => mergeQueue(scope, repo, entry.branch),
  };
}

/** The queue of a branch; `null` while nobody waits. */
export function mergeQueue(scope: Scope, repo: RepoRow, branch: string): Node | null {
  const { queue } = scope.hub.marks;
  const line = queue.filter((entry) => entry.repo === repo.id && entry.branch === branch);
  if (!line.length) return null;
  const path = `/${repo.full_name}/queue/${branch}`;
  return {
    id: Buffer.from(`queue:${repo.id}:${branch}`).toString('base64'),
    url: scope.hub.url + path,
    resourcePath: path,
    repository: () => scope.show.repository(repo),
    nextEntryEstimatedTimeToMerge: null,
    configuration: null,
    entries: (args: PageArgs) => connection('entries', line, args, (one) => entryNode(scope, one)),
  };
}
