/** The rows emulate keeps, as far as they are used here; its own types are not published. */

export interface Row {
  id: number;
  created_at: string;
  updated_at: string;
}

/** A table of emulate's store: indexed columns are found fast, others by a scan. */
export interface Table<T extends Row> {
  insert(data: Omit<T, 'id' | 'created_at' | 'updated_at'> & { id?: number }): T;
  get(id: number): T | undefined;
  findBy(column: keyof T, value: string | number): T[];
  findOneBy(column: keyof T, value: string | number): T | undefined;
  update(id: number, data: Partial<T>): T | undefined;
  delete(id: number): boolean;
  all(): T[];
}

export type OwnerType = 'User' | 'Organization';

export interface UserRow extends Row {
  login: string;
  node_id: string;
  type: string;
  name: string | null;
  email: string | null;
}

export interface OrgRow extends Row {
  login: string;
  node_id: string;
  default_repository_permission: string;
}

export interface TeamRow extends Row {
  org_id: number;
  slug: string;
  name: string;
  permission: string;
}

export interface TeamMemberRow extends Row {
  team_id: number;
  user_id: number;
  role: 'member' | 'maintainer';
}

export interface TeamRepoRow extends Row {
  team_id: number;
  repo_id: number;
}

export interface RepoRow extends Row {
  node_id: string;
  name: string;
  full_name: string;
  owner_id: number;
  owner_type: OwnerType;
  private: boolean;
  visibility: 'public' | 'private';
  fork: boolean;
  forked_from_id: number | null;
  default_branch: string;
  archived: boolean;
  has_issues: boolean;
  pushed_at: string | null;
  forks_count: number;
  delete_branch_on_merge: boolean;
}

export interface CollaboratorRow extends Row {
  repo_id: number;
  user_id: number;
  permission: Role;
}

/** What may be granted on a repository, weakest first. */
export type Role = 'pull' | 'triage' | 'push' | 'maintain' | 'admin';

export interface IssueRow extends Row {
  node_id: string;
  repo_id: number;
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  state_reason: string | null;
  user_id: number;
  label_ids: number[];
  assignee_ids: number[];
  comments: number;
  closed_at: string | null;
  is_pull_request: boolean;
  locked: boolean;
}

export interface PullRow extends Row {
  node_id: string;
  repo_id: number;
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  user_id: number;
  label_ids: number[];
  assignee_ids: number[];
  head_ref: string;
  head_sha: string;
  head_repo_id: number;
  base_ref: string;
  base_sha: string;
  base_repo_id: number;
  merged: boolean;
  merged_at: string | null;
  merged_by_id: number | null;
  merge_commit_sha: string | null;
  mergeable: boolean | null;
  mergeable_state: string;
  commits: number;
  additions: number;
  deletions: number;
  changed_files: number;
  comments: number;
  draft: boolean;
  closed_at: string | null;
}

export interface LabelRow extends Row {
  node_id: string;
  repo_id: number;
  name: string;
  color: string;
  description: string | null;
  default: boolean;
}

export interface CommentRow extends Row {
  node_id: string;
  repo_id: number;
  issue_number: number | null;
  user_id: number;
  body: string;
  comment_type: 'issue' | 'review' | 'commit';
}

export interface ReviewRow extends Row {
  node_id: string;
  repo_id: number;
  pull_number: number;
  user_id: number;
  body: string | null;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  commit_id: string;
  submitted_at: string | null;
}

export interface BranchRow extends Row {
  repo_id: number;
  name: string;
  sha: string;
  protected: boolean;
}

export interface RefRow extends Row {
  repo_id: number;
  ref: string;
  sha: string;
  node_id: string;
}

export interface CommitRow extends Row {
  repo_id: number;
  sha: string;
  node_id: string;
  message: string;
  author_name: string;
  author_email: string;
  author_date: string;
  committer_name: string;
  committer_email: string;
  committer_date: string;
  tree_sha: string;
  parent_shas: string[];
  user_id: number | null;
}

export interface TreeEntry {
  path: string;
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  size?: number;
}

export interface TreeRow extends Row {
  repo_id: number;
  sha: string;
  node_id: string;
  tree: TreeEntry[];
  truncated: boolean;
}

export interface BlobRow extends Row {
  repo_id: number;
  sha: string;
  node_id: string;
  content: string;
  encoding: 'utf-8' | 'base64';
  size: number;
}

export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: string;
  message: string;
  title?: string;
  raw_details?: string;
}

export interface CheckRunRow extends Row {
  node_id: string;
  repo_id: number;
  head_sha: string;
  name: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  started_at: string | null;
  completed_at: string | null;
  external_id: string;
  details_url: string | null;
  actions: { label: string; description: string; identifier: string }[] | null;
  output: {
    title: string | null;
    summary: string | null;
    text: string | null;
    annotations_count: number;
    annotations: Annotation[];
  };
  check_suite_id: number | null;
  app_id: number | null;
}

export interface CheckSuiteRow extends Row {
  node_id: string;
  repo_id: number;
  head_branch: string | null;
  head_sha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  before: string;
  after: string;
  app_id: number | null;
}

export interface AppRow extends Row {
  app_id: number;
  slug: string;
  name: string;
  private_key: string;
  permissions: Record<string, string>;
  events: string[];
}

export interface InstallationRow extends Row {
  installation_id: number;
  app_id: number;
  account_type: OwnerType;
  account_id: number;
  account_login: string;
  repository_selection: 'all' | 'selected';
  repository_ids: number[];
  permissions: Record<string, string>;
  events: string[];
  suspended_at: string | null;
}

/** The tables used here, by the names `getGitHubStore` gives them. */
export interface Tables {
  users: Table<UserRow>;
  orgs: Table<OrgRow>;
  teams: Table<TeamRow>;
  teamMembers: Table<TeamMemberRow>;
  teamRepos: Table<TeamRepoRow>;
  repos: Table<RepoRow>;
  collaborators: Table<CollaboratorRow>;
  issues: Table<IssueRow>;
  pullRequests: Table<PullRow>;
  labels: Table<LabelRow>;
  comments: Table<CommentRow>;
  reviews: Table<ReviewRow>;
  branches: Table<BranchRow>;
  refs: Table<RefRow>;
  commits: Table<CommitRow>;
  trees: Table<TreeRow>;
  blobs: Table<BlobRow>;
  checkRuns: Table<CheckRunRow>;
  checkSuites: Table<CheckSuiteRow>;
  apps: Table<AppRow>;
  appInstallations: Table<InstallationRow>;
}

/** Emulate's node ids: the kind and the number, in base64. */
export function nodeId(kind: string, id: number): string {
  return Buffer.from(`0:${kind}${id}`).toString('base64').replace(/=+$/, '');
}

/** The kind and number of a node id, or `null`. */
export function fromNodeId(id: string): { kind: string; id: number } | null {
  const match = /^0:([A-Za-z]+)(\d+)$/.exec(Buffer.from(id, 'base64').toString());
  return match?.[1] && match[2] ? { kind: match[1], id: Number(match[2]) } : null;
}
