/** Commits as people make them: files written, renamed, removed. */
import type { Leaf } from './git.js';
import type { Hub } from './hub.js';
import { identity } from './merge.js';

/** What a file becomes: its text or bytes, the same with a mode, or `null` for gone. */
export type FileContent = string | Uint8Array | { text: string; mode: string } | null;
export type Files = Record<string, FileContent>;

export interface CommitOptions {
  files?: Files;
  /** Old path → new path. */
  renames?: Record<string, string>;
  branch?: string;
  message?: string;
  by?: string;
  /** ISO 8601; the world's clock without it. */
  date?: string;
  /** Whether it is told of; yes unless said. */
  event?: boolean;
  /** The commit to build on instead of the branch's tip; the branch is moved by force. */
  onto?: string;
  /** A signature GitHub vouches for, as commits made through its API by apps have. */
  verified?: boolean;
}

interface NewCommit extends CommitOptions {
  by: string;
  parent: string | undefined;
}

/** Writes a commit that no branch knows of yet, and answers its id. */
export function writeCommit(hub: Hub, repo: number, options: NewCommit): string {
  const { by, parent, date = hub.clock.now(), message = 'Change files' } = options;
  const old = parent ? (hub.git.commit(repo, parent)?.tree_sha ?? null) : null;
  const { sha } = hub.git.writeCommit(repo, {
    message,
    tree: hub.git.change(repo, old, changes(hub, repo, old, options)),
    parents: parent ? [parent] : [],
    author: identity(by, date),
    userId: hub.access.person(by).id,
  });
  if (options.verified) hub.marks.verified.add(sha);
  return sha;
}

function changes(hub: Hub, repo: number, tree: string | null, options: CommitOptions) {
  const { files = {}, renames = {} } = options;
  const entryAt = (path: string) => (tree ? hub.git.entry(repo, tree, path) : undefined);
  const found = new Map<string, Leaf | null>();
  for (const [from, to] of Object.entries(renames)) {
    const entry = entryAt(from);
    if (entry?.type !== 'blob') throw new Error(`No file ${from} to rename`);
    found.set(from, null);
    found.set(to, { mode: entry.mode, type: 'blob', sha: entry.sha, size: entry.size ?? 0 });
  }
  for (const [path, content] of Object.entries(files)) {
    const was = entryAt(path);
    const mode = was?.type === 'blob' ? was.mode : '100644';
    found.set(path, content === null ? null : leaf(hub, repo, content, mode));
  }
  return found;
}

function leaf(hub: Hub, repo: number, content: NonNullable<FileContent>, mode: string): Leaf {
  const plain = typeof content === 'string' || content instanceof Uint8Array;
  const given = plain ? { text: content, mode } : content;
  // A submodule's text is the id it points to.
  if (given.mode === '160000')
    return { mode: '160000', type: 'commit', sha: String(given.text), size: 0 };
  const { sha, size } = hub.git.writeBlob(repo, given.text);
  return { mode: given.mode, type: 'blob', sha, size };
}
