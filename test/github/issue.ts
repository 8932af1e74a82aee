/** An issue, its comments, and what pull requests share with it. */
import type { Hub } from './hub.js';
import type { Repo } from './repo.js';
import type { CommentRow, IssueRow } from './rows.js';

export class Issue {
  readonly repo: Repo;
  readonly number: number;

  constructor(repo: Repo, number: number) {
    this.repo = repo;
    this.number = number;
  }

  protected get hub(): Hub {
    return this.repo.gh.hub;
  }

  get row(): IssueRow {
    const rows = this.hub.tables.issues.findBy('repo_id', this.repo.id);
    const row = rows.find((candidate) => candidate.number === this.number);
    if (!row) throw new Error(`No #${this.number} in ${this.repo.fullName}`);
    return row;
  }

  get title(): string {
    return this.row.title;
  }

  get body(): string {
    return this.row.body ?? '';
  }

  get state(): 'open' | 'closed' {
    return this.row.state;
  }

  get stateReason(): string | null {
    return this.row.state_reason;
  }

  get author(): string {
    return this.hub.tables.users.get(this.row.user_id)?.login ?? 'ghost';
  }

  get labels(): string[] {
    return this.row.label_ids.map((id) => this.hub.tables.labels.get(id)?.name ?? '');
  }

  get assignees(): string[] {
    return this.row.assignee_ids.map((id) => this.hub.tables.users.get(id)?.login ?? 'ghost');
  }

  get url(): string {
    const kind = this.row.is_pull_request ? 'pull' : 'issues';
    return `${this.repo.gh.url}/${this.repo.fullName}/${kind}/${this.number}`;
  }

  /** Where the API has it; pull requests are edited elsewhere. */
  protected get place(): string {
    return `${this.repo.path}/issues/${this.number}`;
  }

  protected send(by: string | undefined, method: string, path: string, body?: unknown) {
    return this.repo.gh.act(by ?? this.author, method, path, body);
  }

  async edit({ by, ...changes }: { title?: string; body?: string; base?: string; by?: string }) {
    await this.send(by, 'PATCH', this.place, changes);
  }

  async label(name: string, by?: string): Promise<void> {
    const path = `${this.repo.path}/issues/${this.number}/labels`;
    await this.send(by, 'POST', path, { labels: [name] });
  }

  async unlabel(name: string, by?: string): Promise<void> {
    const path = `${this.repo.path}/issues/${this.number}/labels/${encodeURIComponent(name)}`;
    await this.send(by, 'DELETE', path);
  }

  async assign(login: string, by?: string): Promise<void> {
    const path = `${this.repo.path}/issues/${this.number}/assignees`;
    await this.send(by, 'POST', path, { assignees: [login] });
  }

  async close(by?: string, reason?: 'completed' | 'not_planned'): Promise<void> {
    const why = reason ? { state_reason: reason } : {};
    await this.send(by, 'PATCH', this.place, { state: 'closed', ...why });
  }

  async reopen(by?: string): Promise<void> {
    await this.send(by, 'PATCH', this.place, { state: 'open' });
  }

  async comment(text: string, { by }: { by?: string } = {}): Promise<Comment> {
    const path = `${this.repo.path}/issues/${this.number}/comments`;
    const made = await this.send(by, 'POST', path, { body: text });
    return new Comment(this, Number(made.id));
  }

  comments(): Comment[] {
    const rows = this.hub.tables.comments.findBy('repo_id', this.repo.id);
    const own = rows.filter((row) => row.issue_number === this.number);
    return own
      .filter((row) => row.comment_type === 'issue')
      .map((row) => new Comment(this, row.id));
  }
}

export class Comment {
  readonly issue: Issue;
  readonly id: number;

  constructor(issue: Issue, id: number) {
    this.issue = issue;
    this.id = id;
  }

  get #hub(): Hub {
    return this.issue.repo.gh.hub;
  }

  get row(): CommentRow {
    const row = this.#hub.tables.comments.get(this.id);
    if (!row) throw new Error(`Comment ${this.id} is gone`);
    return row;
  }

  get body(): string {
    return this.row.body;
  }

  get author(): string {
    return this.#hub.tables.users.get(this.row.user_id)?.login ?? 'ghost';
  }

  get #path(): string {
    return `${this.issue.repo.path}/issues/comments/${this.id}`;
  }

  async edit(text: string, { by = this.author }: { by?: string } = {}): Promise<void> {
    await this.issue.repo.gh.act(by, 'PATCH', this.#path, { body: text });
  }

  async delete(by = this.author): Promise<void> {
    await this.issue.repo.gh.act(by, 'DELETE', this.#path);
  }

  /** What people and apps reacted with: `belay[bot]: eyes`. */
  reactions(): { login: string; content: string }[] {
    return this.#hub.marks.reactions.get(this.row.node_id) ?? [];
  }
}
