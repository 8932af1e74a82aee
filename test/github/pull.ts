/** A pull request and what its author, reviewers and merger do. */
import { emitPull } from './events.js';
import { Issue } from './issue.js';
import { type MergeMethod, merge } from './merge.js';
import { pullFiles } from './refs.js';
import type { Repo } from './repo.js';
import { rerequestRun, rerequestSuite, runsAt } from './rest-checks.js';
import { pullNumbered } from './rest-pulls.js';
import type { PullRow } from './rows.js';
import type { CommitOptions, Files } from './write-commit.js';

export class Pull extends Issue {
  get pullRow(): PullRow {
    const row = pullNumbered(this.hub, this.repo.row, this.number);
    if (!row) throw new Error(`No pull request #${this.number} in ${this.repo.fullName}`);
    return row;
  }

  /** The commit it ends in now. */
  get head(): string {
    return this.pullRow.head_sha;
  }

  get headRef(): string {
    return this.pullRow.head_ref;
  }

  get base(): string {
    return this.pullRow.base_ref;
  }

  get merged(): boolean {
    return this.pullRow.merged;
  }

  get id(): string {
    return this.pullRow.node_id;
  }

  protected override get place(): string {
    return `${this.repo.path}/pulls/${this.number}`;
  }

  /** The repository its branch is in. */
  get #home(): Repo {
    const row = this.hub.tables.repos.get(this.pullRow.head_repo_id);
    return row ? this.repo.sibling(row.full_name) : this.repo;
  }

  /** One more commit on its branch; `onto` another commit it is a forced push. */
  push(files: Files, options: Omit<CommitOptions, 'files' | 'branch'> = {}): Promise<string> {
    return this.#home.commit({ by: this.author, ...options, files, branch: this.headRef });
  }

  async merge({
    method = 'merge',
    by = this.repo.keeper,
  }: {
    method?: MergeMethod;
    by?: string;
  } = {}) {
    return merge(this.hub, this.pullRow, { method, by });
  }

  /** Deletes its branch. */
  async deleteHead(by = this.author): Promise<void> {
    await this.#home.deleteBranch(this.headRef, by);
  }

  /** Turns a draft into one that asks for reviews. */
  async ready(by = this.author): Promise<void> {
    await this.#draft(false, 'ready_for_review', by);
  }

  async toDraft(by = this.author): Promise<void> {
    await this.#draft(true, 'converted_to_draft', by);
  }

  async #draft(draft: boolean, action: string, by: string): Promise<void> {
    const row = this.hub.tables.pullRequests.update(this.pullRow.id, { draft });
    await emitPull(this.hub, row ?? this.pullRow, action, by);
  }

  async review(
    event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT',
    { by = this.repo.keeper, body = '' }: { by?: string; body?: string } = {},
  ): Promise<void> {
    await this.send(by, 'POST', `${this.place}/reviews`, { event, body, commit_id: this.head });
  }

  /** The latest run of that name on the head. */
  check(name: string) {
    return this.checks().find((run) => run.name === name) ?? null;
  }

  checks() {
    return this.repo.checks(this.head);
  }

  /** "Re-run" on one check. */
  async rerequest(name: string, by = this.author): Promise<void> {
    const runs = runsAt(this.hub, this.repo.row, this.head);
    const run = runs.find((candidate) => candidate.name === name);
    if (!run) throw new Error(`No check ${name} on ${this.head}`);
    await rerequestRun(this.hub, this.repo.row, run, by);
  }

  /** "Re-run all checks". */
  async rerequestSuite(by = this.author): Promise<void> {
    await rerequestSuite(this.hub, this.repo.row, this.head, by);
  }

  /** The files it changes, as GitHub lists them. */
  files() {
    return pullFiles(this.hub, this.pullRow);
  }
}
