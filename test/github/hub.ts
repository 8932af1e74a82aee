/** What the parts of the embedded GitHub share. */
import type { Access } from './access.js';
import type { Emulator } from './emulator.js';
import type { Git } from './git.js';
import type { RepoRow, Tables } from './rows.js';
import type { Webhooks } from './webhooks.js';

export interface Hub {
  /** Where the API answers; web addresses begin with it too, as on GitHub Enterprise. */
  url: string;
  tables: Tables;
  git: Git;
  emulator: Emulator;
  access: Access;
  webhooks: Webhooks;
  clock: Clock;
  marks: Marks;
  limits: Limits;
}

/** GitHub's own caps; settable, so that a story need not make 100,000 files. */
export interface Limits {
  /** Entries of a recursive tree. */
  treeEntries: number;
  /** Files of a pull request over REST. */
  pullFiles: number;
  /** Files of a comparison. */
  compareFiles: number;
  /** Bytes of `Blob.text` in GraphQL. */
  blobText: number;
}

/** The time of what happens: the real one until it is set. */
export class Clock {
  #time: Date | null = null;

  set(time: string | Date): void {
    this.#time = new Date(time);
  }

  reset(): void {
    this.#time = null;
  }

  /** The time set, if any. */
  get fixed(): Date | null {
    return this.#time;
  }

  now(): string {
    return (this.#time ?? new Date()).toISOString();
  }
}

/** One version of a body, told whole. */
export interface Edit {
  login: string;
  at: string;
  text: string;
}

export interface Reaction {
  id: number;
  login: string;
  content: string;
  at: string;
}

export interface QueueEntry {
  repo: number;
  branch: string;
  pull: number;
  headSha: string;
  baseSha: string;
  at: string;
}

/** What emulate has no table for, by node id. */
export interface Marks {
  edits: Map<string, Edit[]>;
  /** The first version of each body. */
  originals: Map<string, Edit>;
  reactions: Map<string, Reaction[]>;
  /** Commits that carry a verified signature. */
  verified: Set<string>;
  queue: QueueEntry[];
  nextId: number;
}

/** What a request came with and what it wants. */
export interface Call {
  method: string;
  /** Without the query and without a leading `/api/v3`. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  actor: Actor;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON unless it is text or bytes. */
  data?: unknown;
}

export interface Actor {
  kind: 'user' | 'installation' | 'app' | 'anonymous';
  /** A person's login, or `slug[bot]`. */
  login: string;
  token: string;
  installation?: {
    id: number;
    appId: number;
    accountId: number;
    accountType: 'User' | 'Organization';
    permissions: Record<string, string>;
    repositoryIds: number[] | null;
  };
}

/** An answer that is thrown: GitHub's words for what went wrong. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: unknown[],
  ) {
    super(message);
  }
}

export const notFound = () => new Refusal(404, 'Not Found');

/** The repository of that name, however it is capitalised. */
export function findRepo(hub: Hub, owner: string, name: string): RepoRow | undefined {
  const full = `${owner}/${name}`;
  return (
    hub.tables.repos.findOneBy('full_name', full) ??
    hub.tables.repos.all().find((repo) => repo.full_name.toLowerCase() === full.toLowerCase())
  );
}

export function ownerOf(hub: Hub, repo: RepoRow): { id: number; login: string; node_id: string } {
  const table = repo.owner_type === 'User' ? hub.tables.users : hub.tables.orgs;
  return table.get(repo.owner_id) ?? { id: 0, login: 'ghost', node_id: '' };
}

/** The tip of a branch. */
export function tipOf(hub: Hub, repo: RepoRow, branch = repo.default_branch): string | undefined {
  return hub.tables.branches.findBy('repo_id', repo.id).find((row) => row.name === branch)?.sha;
}

/** The commit a branch, tag, full reference, id or the beginning of one stands for. */
export function resolve(hub: Hub, repo: RepoRow, ref = 'HEAD'): string | undefined {
  if (ref === 'HEAD') return tipOf(hub, repo);
  if (hub.git.commit(repo.id, ref)) return ref;
  const name = ref.replace(/^refs\/heads\/|^heads\//, '');
  const branch = ref.startsWith('refs/tags/') ? undefined : tipOf(hub, repo, name);
  if (branch) return branch;
  const refs = hub.tables.refs.findBy('repo_id', repo.id);
  const full = [ref, `refs/${ref}`, `refs/tags/${ref}`];
  const sha = refs.find((row) => full.includes(row.ref))?.sha ?? hub.git.abbreviated(repo.id, ref);
  return sha && hub.git.commit(repo.id, sha) ? sha : undefined;
}
