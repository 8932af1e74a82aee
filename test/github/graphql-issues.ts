/** GraphQL: issues, comments, labels. */
import {
  account,
  accountById,
  connection,
  edits,
  type Node,
  type PageArgs,
  type Scope,
} from './graphql-nodes.js';
import { association } from './rest-issues.js';
import type { CommentRow, IssueRow, LabelRow, RepoRow } from './rows.js';

export function issueNode(scope: Scope, repo: RepoRow, issue: IssueRow): Node {
  const { hub } = scope;
  const path = `/${repo.full_name}/issues/${issue.number}`;
  const author = hub.tables.users.get(issue.user_id)?.login ?? 'ghost';
  return {
    __typename: 'Issue',
    id: issue.node_id,
    databaseId: issue.id,
    fullDatabaseId: `${issue.id}`,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    bodyText: issue.body ?? '',
    url: hub.url + path,
    resourcePath: path,
    state: issue.state.toUpperCase(),
    stateReason: stateReasonOf(issue.state_reason),
    closed: issue.state === 'closed',
    locked: issue.locked,
    author: account(scope, author),
    authorAssociation: association(hub, repo, author),
    createdAt: issue.created_at,
    publishedAt: issue.created_at,
    updatedAt: issue.updated_at,
    closedAt: issue.closed_at,
    milestone: null,
    repository: () => scope.show.repository(repo),
    comments: (args: PageArgs) => commentsOf(scope, repo, issue.number, args),
    labels: (args: PageArgs) => labelsOf(scope, repo, issue.label_ids, args),
    assignees: (args: PageArgs) => peopleOf(scope, issue.assignee_ids, args),
    ...edits(scope, issue.node_id),
  };
}

export function commentsOf(scope: Scope, repo: RepoRow, number: number, args: PageArgs): Node {
  const rows = scope.hub.tables.comments.findBy('repo_id', repo.id);
  const list = rows.filter((row) => row.comment_type === 'issue' && row.issue_number === number);
  return connection('comments', list, args, (row) => commentNode(scope, repo, row));
}

export function commentNode(scope: Scope, repo: RepoRow, comment: CommentRow): Node {
  const { hub } = scope;
  const path = `/${repo.full_name}/issues/${comment.issue_number}#issuecomment-${comment.id}`;
  const author = hub.tables.users.get(comment.user_id)?.login ?? 'ghost';
  const issues = hub.tables.issues.findBy('repo_id', repo.id);
  const pulls = hub.tables.pullRequests.findBy('repo_id', repo.id);
  const issue = () => issues.find((row) => row.number === comment.issue_number) as IssueRow;
  const pull = () => pulls.find((row) => row.number === comment.issue_number);
  return {
    __typename: 'IssueComment',
    id: comment.node_id,
    databaseId: comment.id,
    fullDatabaseId: `${comment.id}`,
    body: comment.body,
    bodyText: comment.body,
    author: account(scope, author),
    authorAssociation: association(hub, repo, author),
    createdAt: comment.created_at,
    publishedAt: comment.created_at,
    updatedAt: comment.updated_at,
    url: hub.url + path,
    resourcePath: path,
    isMinimized: false,
    minimizedReason: null,
    repository: () => scope.show.repository(repo),
    issue: () => issueNode(scope, repo, issue()),
    pullRequest: () => {
      const row = pull();
      return row ? scope.show.pull(row) : null;
    },
    reactions: (args: PageArgs & { content?: string }) => reactionsOf(scope, comment, args),
    ...edits(scope, comment.node_id),
  };
}

const CONTENT: Record<string, string> = { '+1': 'THUMBS_UP', '-1': 'THUMBS_DOWN' };

function reactionsOf(scope: Scope, { node_id }: CommentRow, args: PageArgs & { content?: string }) {
  const all = scope.hub.marks.reactions.get(node_id) ?? [];
  const named = all.map((row) => ({
    ...row,
    content: CONTENT[row.content] ?? row.content.toUpperCase(),
  }));
  const list = named.filter((row) => !args.content || row.content === args.content);
  return connection('reactions', list, args, (row) => ({
    id: `${row.id}`,
    databaseId: row.id,
    content: row.content,
    createdAt: row.at,
    user: account(scope, row.login),
  }));
}

export function labelsOf(scope: Scope, repo: RepoRow, ids: number[], args: PageArgs): Node {
  const rows = ids.map((id) => scope.hub.tables.labels.get(id)).filter((row) => row !== undefined);
  return connection('labels', rows, args, (row) => labelNode(scope, repo, row));
}

export function labelNode(scope: Scope, repo: RepoRow, label: LabelRow): Node {
  const path = `/${repo.full_name}/labels/${encodeURIComponent(label.name)}`;
  return {
    __typename: 'Label',
    id: label.node_id,
    name: label.name,
    color: label.color,
    description: label.description,
    isDefault: label.default,
    createdAt: label.created_at,
    updatedAt: label.updated_at,
    url: scope.hub.url + path,
    resourcePath: path,
    repository: () => scope.show.repository(repo),
  };
}

export function peopleOf(scope: Scope, ids: number[], args: PageArgs): Node {
  return connection('assignees', ids, args, (id) => accountById(scope, id));
}

/** GitHub tells of duplicates only whoever asks for them by `enableDuplicate`. */
function stateReasonOf(reason: string | null): string | null {
  return reason === 'duplicate' ? 'NOT_PLANNED' : (reason?.toUpperCase() ?? null);
}
