/** GraphQL: repositories. */
import { gitObject } from './graphql-git.js';
import { labelNode } from './graphql-issues.js';
import {
  account,
  connection,
  type Node,
  type PageArgs,
  problem,
  type Scope,
  sorted,
} from './graphql-nodes.js';
import { mergeQueue } from './graphql-pulls.js';
import { ownerOf } from './hub.js';
import { assignable } from './rest-people.js';
import { pullNumbered } from './rest-pulls.js';
import type { IssueRow, PullRow, RepoRow } from './rows.js';

type Order = { field: string; direction: string } | null;

interface PullArgs extends PageArgs {
  states?: string[] | null;
  baseRefName?: string | null;
  headRefName?: string | null;
  labels?: string[] | null;
  orderBy?: Order;
}

interface IssueArgs extends PageArgs {
  states?: string[] | null;
  labels?: string[] | null;
  orderBy?: Order;
  filterBy?: {
    createdBy?: string;
    labels?: string[];
    states?: string[];
    since?: string;
    assignee?: string;
  } | null;
}

export function repositoryNode(scope: Scope, repo: RepoRow): Node {
  const may = (permission: string) =>
    scope.hub.access.demand(scope.actor, repo, permission, 'read');
  return {
    ...facts(scope, repo),
    defaultBranchRef: () => scope.show.ref(repo, `refs/heads/${repo.default_branch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => scope.show.ref(repo, qualifiedName),
    refs: (args: PageArgs & { refPrefix: string }) => refs(scope, repo, args),
    object: ({ expression, oid }: { expression?: string; oid?: string }) => {
      may('contents');
      if (oid) return scope.show.object(repo, oid);
      return expression ? gitObject(scope, repo, expression) : null;
    },
    pullRequest: ({ number }: { number: number }) => {
      may('pull_requests');
      const pull = pullNumbered(scope.hub, repo, number);
      return pull ? scope.show.pull(pull) : unresolved('PullRequest', number);
    },
    pullRequests: (args: PullArgs) => {
      may('pull_requests');
      return connection('pullRequests', pulls(scope, repo, args), args, (p) => scope.show.pull(p));
    },
    issue: ({ number }: { number: number }) => {
      may('issues');
      const row = issues(scope, repo).find((candidate) => candidate.number === number);
      return row ? scope.show.issue(repo, row) : unresolved('Issue', number);
    },
    issues: (args: IssueArgs) => {
      may('issues');
      const list = wantedIssues(scope, repo, args);
      return connection('issues', list, args, (row) => scope.show.issue(repo, row));
    },
    issueOrPullRequest: ({ number }: { number: number }) => {
      const pull = pullNumbered(scope.hub, repo, number);
      const row = issues(scope, repo).find((candidate) => candidate.number === number);
      if (pull) return scope.show.pull(pull);
      return row ? scope.show.issue(repo, row) : unresolved('issue or pull request', number);
    },
    label: ({ name }: { name: string }) => {
      const row = labels(scope, repo).find((label) => label.name === name);
      return row ? labelNode(scope, repo, row) : null;
    },
    labels: (args: PageArgs) =>
      connection('labels', labels(scope, repo), args, (row) => labelNode(scope, repo, row)),
    assignableUsers: (args: PageArgs & { query?: string | null }) => {
      const wanted = args.query?.toLowerCase() ?? '';
      const users = scope.hub.tables.users.all();
      const list = users
        .filter(({ login }) => login.toLowerCase().includes(wanted))
        .filter(({ login }) => assignable(scope.hub, repo, login));
      return connection('assignableUsers', list, args, (user) => account(scope, user.login));
    },
    mergeQueue: ({ branch }: { branch?: string }) =>
      mergeQueue(scope, repo, branch ?? repo.default_branch),
  };
}

function facts(scope: Scope, repo: RepoRow): Node {
  const { hub } = scope;
  const url = `${hub.url}/${repo.full_name}`;
  const parent = repo.forked_from_id ? hub.tables.repos.get(repo.forked_from_id) : undefined;
  return {
    __typename: 'Repository',
    id: repo.node_id,
    databaseId: repo.id,
    name: repo.name,
    nameWithOwner: repo.full_name,
    owner: () => account(scope, ownerOf(hub, repo).login),
    url,
    resourcePath: `/${repo.full_name}`,
    sshUrl: `git@127.0.0.1:${repo.full_name}.git`,
    description: null,
    isPrivate: repo.private,
    visibility: repo.visibility.toUpperCase(),
    isArchived: repo.archived,
    archivedAt: repo.archived ? repo.updated_at : null,
    isDisabled: false,
    isLocked: false,
    isFork: repo.fork,
    isMirror: false,
    isTemplate: false,
    isEmpty: !repo.pushed_at,
    isInOrganization: repo.owner_type === 'Organization',
    hasIssuesEnabled: repo.has_issues,
    parent: parent ? repositoryNode(scope, parent) : null,
    createdAt: repo.created_at,
    updatedAt: repo.updated_at,
    pushedAt: repo.pushed_at,
    deleteBranchOnMerge: repo.delete_branch_on_merge,
    viewerPermission: null,
  };
}

function unresolved(kind: string, number: number): never {
  const message = `Could not resolve to a ${kind} with the number of ${number}.`;
  throw problem('NOT_FOUND', message);
}

function refs(scope: Scope, repo: RepoRow, args: PageArgs & { refPrefix: string }): Node {
  const rows = scope.hub.tables.refs.findBy('repo_id', repo.id);
  const list = rows.filter((row) => row.ref.startsWith(args.refPrefix));
  return connection('refs', list, args, (row) => scope.show.ref(repo, row.ref));
}

const labels = ({ hub }: Scope, repo: RepoRow) => hub.tables.labels.findBy('repo_id', repo.id);

const issues = ({ hub }: Scope, repo: RepoRow) =>
  hub.tables.issues.findBy('repo_id', repo.id).filter((row) => !row.is_pull_request);

function has({ hub }: Scope, row: { label_ids: number[] }, wanted: string[] | null | undefined) {
  const names = row.label_ids.map((id) => hub.tables.labels.get(id)?.name);
  return !wanted?.length || wanted.some((name) => names.includes(name));
}

function pulls(scope: Scope, repo: RepoRow, args: PullArgs): PullRow[] {
  const state = (pull: PullRow) => (pull.merged ? 'MERGED' : pull.state.toUpperCase());
  const rows = scope.hub.tables.pullRequests.findBy('repo_id', repo.id);
  const list = rows.filter(
    (pull) =>
      (!args.states || args.states.includes(state(pull))) &&
      (!args.baseRefName || pull.base_ref === args.baseRefName) &&
      (!args.headRefName || pull.head_ref === args.headRefName) &&
      has(scope, pull, args.labels),
  );
  return sorted(list, args.orderBy);
}

function wantedIssues(scope: Scope, repo: RepoRow, args: IssueArgs): IssueRow[] {
  const { users } = scope.hub.tables;
  const filter = args.filterBy ?? {};
  const states = filter.states ?? args.states;
  const idOf = (login: string | undefined) =>
    login ? (users.findOneBy('login', login) ?? users.findOneBy('login', `${login}[bot]`))?.id : 0;
  const list = issues(scope, repo).filter(
    (row) =>
      (!states || states.includes(row.state.toUpperCase())) &&
      (!filter.createdBy || row.user_id === idOf(filter.createdBy)) &&
      (!filter.assignee || row.assignee_ids.includes(idOf(filter.assignee) ?? -1)) &&
      (!filter.since || row.updated_at >= filter.since) &&
      has(scope, row, filter.labels ?? args.labels),
  );
  return sorted(list, args.orderBy);
}
