/** A repository that was not there before. */
import { findRepo, type Hub } from './hub.js';
import { nodeId, type RepoRow } from './rows.js';
import type { Files } from './write-commit.js';

export interface RepoOptions {
  files?: Files;
  private?: boolean;
  defaultBranch?: string;
  /** Of the first commit. */
  date?: string;
  by?: string;
  hasIssues?: boolean;
  archived?: boolean;
}

/** The row of that name, made if there is none. */
export function newRepo(hub: Hub, fullName: string, options: RepoOptions): RepoRow {
  const [owner = '', name = ''] = fullName.split('/');
  const known = findRepo(hub, owner, name);
  if (known) return known;
  const { private: hidden = false, archived = false, hasIssues = true } = options;
  const { type, row } = hub.access.owner(owner);
  const repo = hub.tables.repos.insert({
    ...blank(),
    name,
    full_name: fullName,
    owner_id: row.id,
    owner_type: type,
    private: hidden,
    visibility: hidden ? 'private' : 'public',
    default_branch: options.defaultBranch ?? 'main',
    archived,
    has_issues: hasIssues,
  });
  repo.node_id = nodeId('Repository', repo.id);
  hub.access.cover(repo);
  return repo;
}

/** The columns emulate wants for a repository it describes. */
function blank() {
  const off = { fork: false, disabled: false, has_pages: false, has_discussions: false };
  const on = { has_projects: true, has_wiki: true, has_downloads: true, allow_forking: true };
  const ways = { allow_rebase_merge: true, allow_squash_merge: true, allow_merge_commit: true };
  const counts = { forks_count: 0, stargazers_count: 0, watchers_count: 0, size: 0 };
  const none = {
    description: null,
    homepage: null,
    language: null,
    license: null,
    pushed_at: null,
  };
  const rest = { node_id: '', forked_from_id: null, languages: {}, topics: [] as string[] };
  const merging = { allow_auto_merge: false, delete_branch_on_merge: false, is_template: false };
  return { ...off, ...on, ...ways, ...counts, ...none, ...rest, ...merging, open_issues_count: 0 };
}
