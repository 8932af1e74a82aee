/** A repository and what people do in it. */
import { emit } from './events.js';
import { bytesOf } from './git.js';
import { log } from './history.js';
import { type Hub, ownerOf, resolve, tipOf } from './hub.js';
import { Issue } from './issue.js';
import { enqueue, type MergeGroup } from './merge.js';
import { newRepo, type RepoOptions } from './new-repo.js';
import { Pull } from './pull.js';
import { tellMove, writeBranch } from './refs.js';
import { describeRun, runsAt } from './rest-checks.js';
import type { RepoRow, Role } from './rows.js';
import type { GitHub } from './world.js';
import { type CommitOptions, writeCommit } from './write-commit.js';

export interface PullOptions extends Omit<CommitOptions, 'branch' | 'event'> {
  title?: string;
  body?: string;
  base?: string;
  /** Branch; a name of its own unless said. */
  head?: string;
  /** The fork it comes from. */
  from?: Repo;
  draft?: boolean;
}

export class Repo {
  readonly gh: GitHub;
  readonly fullName: string;

  constructor(gh: GitHub, fullName: string) {
    this.gh = gh;
    this.fullName = fullName;
  }

  get #hub(): Hub {
    return this.gh.hub;
  }

  get row(): RepoRow {
    const row = this.#hub.tables.repos.findOneBy('full_name', this.fullName);
    if (!row) throw new Error(`No repository ${this.fullName}`);
    return row;
  }

  /** Another repository of the same world. */
  sibling(fullName: string): Repo {
    return new Repo(this.gh, fullName);
  }

  get id(): number {
    return this.row.id;
  }

  get owner(): string {
    return ownerOf(this.#hub, this.row).login;
  }

  get name(): string {
    return this.row.name;
  }

  get defaultBranch(): string {
    return this.row.default_branch;
  }

  get path(): string {
    return `/repos/${this.fullName}`;
  }

  /** Who acts when nobody is named: the owner, or the first admin of the organisation. */
  get keeper(): string {
    const { row } = this;
    if (row.owner_type === 'User') return this.owner;
    const { teams, teamMembers, users } = this.#hub.tables;
    const team = teams.findBy('org_id', row.owner_id).find((one) => one.slug === 'members');
    const people = team ? teamMembers.findBy('team_id', team.id) : [];
    const first = people.find((person) => person.role === 'maintainer') ?? people[0];
    return (first && users.get(first.user_id)?.login) ?? 'root';
  }

  tip(branch?: string): string | undefined {
    return tipOf(this.#hub, this.row, branch);
  }

  /** One commit on a branch; a new branch starts at the default one. */
  async commit(options: CommitOptions): Promise<string> {
    const { row } = this;
    const branch = options.branch ?? row.default_branch;
    const before = this.tip(branch);
    const parent = options.onto ?? before ?? this.tip();
    const who = { by: this.keeper, ...options };
    const sha = writeCommit(this.#hub, this.id, { ...who, parent });
    writeBranch(this.#hub, row, branch, sha);
    if (options.event !== false) {
      const by = options.by ?? this.keeper;
      await tellMove(this.#hub, row, { name: branch, before: before ?? null, after: sha, by });
    }
    return sha;
  }

  /** Makes a branch at a commit or another branch without an event. */
  branch(name: string, from?: string): void {
    const sha = resolve(this.#hub, this.row, from);
    if (!sha) throw new Error(`Nothing at ${from}`);
    writeBranch(this.#hub, this.row, name, sha);
  }

  async deleteBranch(name: string, by = this.keeper): Promise<void> {
    const before = this.tip(name) ?? null;
    writeBranch(this.#hub, this.row, name, null);
    await tellMove(this.#hub, this.row, { name, before, after: null, by });
  }

  async openPull(options: PullOptions = {}): Promise<Pull> {
    const {
      title = 'Change files',
      from = this,
      base = this.defaultBranch,
      by = 'alice',
    } = options;
    const number = this.#hub.tables.pullRequests.all().length + 1;
    const branch = options.head ?? `change-${number}`;
    await this.#prepare(from, branch, { message: title, ...options, base, by });
    const head = from === this ? branch : `${from.owner}:${branch}`;
    const { body = null, draft = false } = options;
    const request = { title, head, base, body, draft };
    const made = await this.gh.act(by, 'POST', `${this.path}/pulls`, request);
    return this.pull(Number(made.number));
  }

  /** Sees to it that the head branch exists and has the commit wished for. */
  async #prepare(from: Repo, branch: string, options: PullOptions): Promise<void> {
    const fresh = !from.tip(branch);
    const onto = options.onto ?? (fresh && from === this ? this.tip(options.base) : undefined);
    const start = onto ? { onto } : {};
    if (options.files || options.renames) await from.commit({ ...options, branch, ...start });
    else if (fresh) from.branch(branch, onto);
  }

  pull(number: number): Pull {
    return new Pull(this, number);
  }

  pulls(): Pull[] {
    const rows = this.#hub.tables.pullRequests.findBy('repo_id', this.id);
    return rows.map((row) => this.pull(row.number));
  }

  /** A copy of all branches in another account's name. */
  async fork(login: string): Promise<Repo> {
    const { row } = this;
    const options = { private: row.private, defaultBranch: row.default_branch };
    const fork = await openRepo(this.gh, `${login}/${row.name}`, options);
    this.#hub.tables.repos.update(fork.id, { fork: true, forked_from_id: row.id });
    for (const branch of this.#hub.tables.branches.findBy('repo_id', row.id)) {
      this.#hub.git.adopt(row.id, fork.id, branch.sha);
      writeBranch(this.#hub, fork.row, branch.name, branch.sha);
    }
    return fork;
  }

  async openIssue(options: {
    title: string;
    body?: string;
    labels?: string[];
    by?: string;
  }): Promise<Issue> {
    const { by = this.keeper, ...body } = options;
    const made = await this.gh.act(by, 'POST', `${this.path}/issues`, body);
    return this.issue(Number(made.number));
  }

  issue(number: number): Issue {
    return new Issue(this, number);
  }

  /** All issues, pull requests not among them. */
  issues(): Issue[] {
    const rows = this.#hub.tables.issues.findBy('repo_id', this.id);
    return rows.filter((row) => !row.is_pull_request).map((row) => this.issue(row.number));
  }

  collaborator(login: string, permission: Role): void {
    const user_id = this.#hub.access.person(login).id;
    const { collaborators } = this.#hub.tables;
    const known = collaborators.findBy('repo_id', this.id).find((row) => row.user_id === user_id);
    if (known) collaborators.update(known.id, { permission });
    else collaborators.insert({ repo_id: this.id, user_id, permission });
  }

  /** The latest check runs of a commit, newest first. */
  checks(sha: string) {
    return runsAt(this.#hub, this.row, sha).map((run) => ({
      ...describeRun(this.#hub, this.row, run),
      annotations: run.output.annotations,
    }));
  }

  /** Every check run a commit ever had, newest first. */
  allChecks(sha: string) {
    return runsAt(this.#hub, this.row, sha, false).map((run) =>
      describeRun(this.#hub, this.row, run),
    );
  }

  enqueue(pulls: Pull[]): Promise<MergeGroup> {
    return enqueue(
      this.#hub,
      this.row,
      pulls.map((pull) => pull.pullRow),
    );
  }

  /** The text of a file, `null` where there is none. */
  read(path: string, ref?: string): string | null {
    const { git } = this.#hub;
    const sha = resolve(this.#hub, this.row, ref);
    const tree = sha ? git.commit(this.id, sha)?.tree_sha : undefined;
    const entry = tree ? git.entry(this.id, tree, path) : undefined;
    const blob = entry ? git.blob(this.id, entry.sha) : undefined;
    return blob ? bytesOf(blob).toString() : null;
  }

  /** Path → blob id of every file. */
  files(ref?: string): Record<string, string> {
    const { git } = this.#hub;
    const sha = resolve(this.#hub, this.row, ref);
    const tree = sha ? git.commit(this.id, sha)?.tree_sha : undefined;
    const entries = tree ? [...git.walk(this.id, tree)] : [];
    const files = entries.filter((entry) => entry.type !== 'tree');
    return Object.fromEntries(files.map((entry) => [entry.path, entry.sha]));
  }

  /** The ids of all commits before a reference, newest first. */
  log(ref?: string): string[] {
    const sha = resolve(this.#hub, this.row, ref);
    return sha ? log(this.#hub.git, this.id, sha).map((commit) => commit.sha) : [];
  }

  /** Changes settings without an event. */
  change(
    settings: Partial<
      Pick<
        RepoRow,
        'archived' | 'private' | 'has_issues' | 'default_branch' | 'delete_branch_on_merge'
      >
    >,
  ): void {
    const hidden = settings.private ?? this.row.private;
    const visibility = hidden ? ('private' as const) : ('public' as const);
    this.#hub.tables.repos.update(this.id, { ...settings, visibility });
  }

  /** Fires any event of this repository, with the fields every payload has. */
  async fire(
    event: string,
    action: string | null,
    fields: Record<string, unknown>,
    by = this.keeper,
  ) {
    await emit(this.#hub, this.row, { event, ...(action ? { action } : {}), sender: by, fields });
  }
}

/** Opens a repository of that name; a new one gets its files in one commit nobody is told of. */
export async function openRepo(gh: GitHub, fullName: string, options: RepoOptions): Promise<Repo> {
  const repo = new Repo(gh, newRepo(gh.hub, fullName, options).full_name);
  const { files, date, by } = options;
  const who = { ...(date ? { date } : {}), ...(by ? { by } : {}) };
  if (files) await repo.commit({ files, message: 'Initial commit', event: false, ...who });
  return repo;
}
