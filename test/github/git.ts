/** Git objects with their true ids, kept in emulate's tables and found without scanning them. */
import { createHash } from 'node:crypto';
import type { BlobRow, CommitRow, Row, Table, Tables, TreeEntry, TreeRow } from './rows.js';

/** A file of a tree: its mode, its blob and the blob's size in bytes. */
export interface Leaf {
  mode: string;
  type: 'blob' | 'commit';
  sha: string;
  size: number;
}

export interface Identity {
  name: string;
  email: string;
  /** ISO 8601. */
  date: string;
}

export interface NewCommit {
  message: string;
  tree: string;
  parents: string[];
  author: Identity;
  committer?: Identity;
  userId?: number | null;
}

/** The id git gives an object. */
function objectId(type: 'blob' | 'tree' | 'commit', content: Uint8Array): string {
  return createHash('sha1').update(`${type} ${content.byteLength}\0`).update(content).digest('hex');
}

export const EMPTY_TREE = objectId('tree', new Uint8Array());

type Index<T> = Map<number, Map<string, T>>;

export class Git {
  readonly #tables: Tables;
  readonly #blobs: Index<BlobRow>;
  readonly #trees: Index<TreeRow>;
  readonly #commits: Index<CommitRow>;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#blobs = index(tables.blobs);
    this.#trees = index(tables.trees, (row) => {
      row.tree = gitOrder(row.tree);
    });
    this.#commits = index(tables.commits);
  }

  blob(repo: number, sha: string): BlobRow | undefined {
    return this.#blobs.get(repo)?.get(sha);
  }

  tree(repo: number, sha: string): TreeRow | undefined {
    if (sha === EMPTY_TREE) this.writeTree(repo, []);
    return this.#trees.get(repo)?.get(sha);
  }

  commit(repo: number, sha: string): CommitRow | undefined {
    return this.#commits.get(repo)?.get(sha);
  }

  /** The one commit, tree or blob whose id begins so (4 digits at least), commits first. */
  abbreviated(repo: number, prefix: string): string | undefined {
    if (!/^[0-9a-f]{4,39}$/.test(prefix)) return undefined;
    for (const objects of [this.#commits, this.#trees, this.#blobs]) {
      for (const sha of objects.get(repo)?.keys() ?? []) if (sha.startsWith(prefix)) return sha;
    }
    return undefined;
  }

  writeBlob(repo: number, content: string | Uint8Array): BlobRow {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    const sha = objectId('blob', bytes);
    const known = this.blob(repo, sha);
    if (known) return known;
    const text = bytes.toString('utf8');
    const plain = !text.includes('\0') && Buffer.from(text).equals(bytes);
    return this.#tables.blobs.insert({
      repo_id: repo,
      sha,
      node_id: '',
      content: plain ? text : bytes.toString('base64'),
      encoding: plain ? 'utf-8' : 'base64',
      size: bytes.byteLength,
    });
  }

  writeTree(repo: number, entries: TreeEntry[]): TreeRow {
    const tree = gitOrder(entries);
    const content = tree.flatMap((entry) => [
      Buffer.from(`${entry.mode.replace(/^0+/, '')} ${entry.path}\0`),
      Buffer.from(entry.sha, 'hex'),
    ]);
    const sha = objectId('tree', Buffer.concat(content));
    const known = this.#trees.get(repo)?.get(sha);
    return (
      known ??
      this.#tables.trees.insert({ repo_id: repo, sha, node_id: '', tree, truncated: false })
    );
  }

  writeCommit(repo: number, commit: NewCommit): CommitRow {
    const committer = commit.committer ?? commit.author;
    const header = [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${signed(commit.author)}`,
      `committer ${signed(committer)}`,
    ];
    const message = commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`;
    const sha = objectId('commit', Buffer.from(`${header.join('\n')}\n\n${message}`));
    const known = this.commit(repo, sha);
    return (
      known ??
      this.#tables.commits.insert({
        repo_id: repo,
        sha,
        node_id: '',
        message: commit.message,
        author_name: commit.author.name,
        author_email: commit.author.email,
        author_date: commit.author.date,
        committer_name: committer.name,
        committer_email: committer.email,
        committer_date: committer.date,
        tree_sha: commit.tree,
        parent_shas: commit.parents,
        user_id: commit.userId ?? null,
      })
    );
  }

  /** The tree after the changes (`null` removes a path); only the folders on the way are rewritten. */
  change(repo: number, treeSha: string | null, changes: Map<string, Leaf | null>): string {
    return this.#change(repo, treeSha, changes) ?? this.writeTree(repo, []).sha;
  }

  #change(repo: number, from: string | null, changes: Map<string, Leaf | null>): string | null {
    const entries = this.#entries(repo, from);
    const { files, folders } = byFolder(changes);
    for (const [path, leaf] of files) put(entries, path, leaf);
    for (const [path, inner] of folders) this.#changeFolder(repo, entries, path, inner);
    return entries.size ? this.writeTree(repo, [...entries.values()]).sha : null;
  }

  #changeFolder(
    repo: number,
    entries: Map<string, TreeEntry>,
    path: string,
    changes: Map<string, Leaf | null>,
  ): void {
    const was = entries.get(path);
    const folder = was?.type === 'tree' ? was.sha : null;
    const sha = this.#change(repo, folder, changes);
    // A file that took an emptied folder's place stays.
    if (sha ?? folder) put(entries, path, sha ? { mode: '040000', type: 'tree', sha } : null);
  }

  #entries(repo: number, tree: string | null): Map<string, TreeEntry> {
    const list = tree ? (this.tree(repo, tree)?.tree ?? []) : [];
    return new Map(list.map((entry) => [entry.path, entry]));
  }

  /** What stands at a path of a tree; the empty path is the tree itself. */
  entry(repo: number, treeSha: string, path: string): TreeEntry | undefined {
    let found: TreeEntry | undefined = { path: '', mode: '040000', type: 'tree', sha: treeSha };
    for (const name of path.split('/').filter(Boolean)) {
      const tree: TreeRow | undefined =
        found?.type === 'tree' ? this.tree(repo, found.sha) : undefined;
      found = tree?.tree.find((entry) => entry.path === name);
    }
    return found;
  }

  /** Every entry below a tree in git's order, folders before what they hold. */
  *walk(repo: number, treeSha: string, prefix = ''): Generator<TreeEntry> {
    for (const entry of this.tree(repo, treeSha)?.tree ?? []) {
      const path = prefix + entry.path;
      yield { ...entry, path };
      if (entry.type === 'tree') yield* this.walk(repo, entry.sha, `${path}/`);
    }
  }

  /** Copies a commit with all it reaches into another repository, stopping at what is there. */
  adopt(from: number, to: number, sha: string): void {
    const queue = [sha];
    for (let next = queue.pop(); next; next = queue.pop()) {
      const commit = this.commit(from, next);
      if (!commit || this.commit(to, next)) continue;
      this.#adoptTree(from, to, commit.tree_sha);
      const { id: _, ...data } = commit;
      this.#tables.commits.insert({ ...data, repo_id: to });
      queue.push(...commit.parent_shas);
    }
  }

  #adoptTree(from: number, to: number, sha: string): void {
    const tree = this.tree(from, sha);
    if (!tree || this.#trees.get(to)?.has(sha)) return;
    for (const entry of tree.tree) {
      if (entry.type === 'tree') this.#adoptTree(from, to, entry.sha);
      const blob = entry.type === 'blob' ? this.blob(from, entry.sha) : undefined;
      if (blob && !this.blob(to, entry.sha)) {
        const { id: _, ...data } = blob;
        this.#tables.blobs.insert({ ...data, repo_id: to });
      }
    }
    const { id: _, ...data } = tree;
    this.#tables.trees.insert({ ...data, repo_id: to });
  }
}

export function bytesOf(blob: BlobRow): Buffer {
  return Buffer.from(blob.content, blob.encoding === 'base64' ? 'base64' : 'utf8');
}

function put(
  entries: Map<string, TreeEntry>,
  path: string,
  entry: Omit<TreeEntry, 'path'> | null,
): void {
  if (entry) entries.set(path, { path, ...entry });
  else entries.delete(path);
}

/** The changes of a folder itself, and those of the folders in it. */
function byFolder(changes: Map<string, Leaf | null>) {
  const files = new Map<string, Leaf | null>();
  const folders = new Map<string, Map<string, Leaf | null>>();
  for (const [path, leaf] of changes) {
    const slash = path.indexOf('/');
    const name = path.slice(0, Math.max(slash, 0));
    if (slash < 0) files.set(path, leaf);
    else folders.set(name, (folders.get(name) ?? new Map()).set(path.slice(slash + 1), leaf));
  }
  return { files, folders };
}

/** Keeps every row of a table, whoever inserts it, by repository and id. */
function index<T extends Row & { repo_id: number; sha: string }>(
  table: Table<T>,
  prepare: (row: T) => void = () => {},
): Index<T> {
  const rows: Index<T> = new Map();
  const { insert } = table;
  table.insert = (data) => {
    const row = insert.call(table, data);
    prepare(row);
    const known = rows.get(row.repo_id);
    if (known) known.set(row.sha, row);
    else rows.set(row.repo_id, new Map([[row.sha, row]]));
    return row;
  };
  return rows;
}

/** Git sorts by bytes, a folder as if its name ended in a slash. */
function gitOrder(entries: TreeEntry[]): TreeEntry[] {
  const key = (entry: TreeEntry) =>
    Buffer.from(entry.type === 'tree' ? `${entry.path}/` : entry.path).toString('latin1');
  return entries
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entry }) => entry);
}

function signed({ name, email, date }: Identity): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}
