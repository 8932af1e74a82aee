/** What follows from commits: order, ancestry, the merge base and three-way merges of trees. */
import type { Git, Leaf } from './git.js';
import type { CommitRow, TreeEntry } from './rows.js';

const NONE: ReadonlySet<string> = new Set();
const remembered = new WeakMap<Git, Map<string, ReadonlySet<string>>>();

/** All ids reachable from a commit, itself included; the last fifty are remembered. */
function reachable(git: Git, repo: number, sha: string): ReadonlySet<string> {
  const sets = remembered.get(git) ?? new Map<string, ReadonlySet<string>>();
  remembered.set(git, sets);
  const key = `${repo} ${sha}`;
  const found = sets.get(key) ?? walk(git, repo, sha, NONE);
  sets.delete(key);
  sets.set(key, found);
  for (const oldest of sets.size > 50 ? [...sets.keys()].slice(0, 1) : []) sets.delete(oldest);
  return found;
}

/** What is reachable from a commit without passing what is hidden. */
function walk(git: Git, repo: number, from: string, hidden: ReadonlySet<string>): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  for (let sha = queue.pop(); sha; sha = queue.pop()) {
    const commit = seen.has(sha) || hidden.has(sha) ? undefined : git.commit(repo, sha);
    if (!commit) continue;
    seen.add(sha);
    queue.push(...commit.parent_shas);
  }
  return seen;
}

/** Whether a commit is among those `head` has and `without` has not. */
export function adds(git: Git, repo: number, range: Range, sha: string): boolean {
  return walk(git, repo, range.head, reachable(git, repo, range.without)).has(sha);
}

interface Range {
  head: string;
  without: string;
}

/** The commits reachable from `head` but not from `without`, children first, newest first. */
export function log(git: Git, repo: number, head: string, without?: string): CommitRow[] {
  const wanted = walk(git, repo, head, without ? reachable(git, repo, without) : NONE);
  const commits = new Map([...wanted].map((sha) => [sha, git.commit(repo, sha) as CommitRow]));
  const children = countChildren(commits);
  const ready = [...commits.values()].filter((commit) => !children.get(commit.sha));
  const ordered: CommitRow[] = [];
  while (ready.length) {
    ready.sort((a, b) => a.committer_date.localeCompare(b.committer_date) || a.id - b.id);
    const commit = ready.pop() as CommitRow;
    ordered.push(commit);
    for (const parent of parentsIn(commits, commit)) {
      const left = (children.get(parent.sha) ?? 0) - 1;
      children.set(parent.sha, left);
      if (left === 0) ready.push(parent);
    }
  }
  return ordered;
}

const parentsIn = (commits: Map<string, CommitRow>, commit: CommitRow): CommitRow[] =>
  commit.parent_shas.flatMap((sha) => commits.get(sha) ?? []);

function countChildren(commits: Map<string, CommitRow>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const commit of commits.values()) {
    for (const { sha } of parentsIn(commits, commit)) counts.set(sha, (counts.get(sha) ?? 0) + 1);
  }
  return counts;
}

/** The best common ancestor, the newest where there are several. */
export function mergeBase(git: Git, repo: number, a: string, b: string): string | undefined {
  if (a === b) return a;
  const ours = reachable(git, repo, a);
  const seen = new Set<string>();
  const found: CommitRow[] = [];
  const queue = [b];
  for (let sha = queue.shift(); sha; sha = queue.shift()) {
    const commit = seen.has(sha) ? undefined : git.commit(repo, sha);
    if (!commit) continue;
    seen.add(sha);
    if (ours.has(sha)) found.push(commit);
    else queue.push(...commit.parent_shas);
  }
  found.sort((x, y) => y.committer_date.localeCompare(x.committer_date) || y.id - x.id);
  return found.find(
    (commit) => !found.some((other) => other !== commit && isAncestor(git, repo, commit, other)),
  )?.sha;
}

function isAncestor(git: Git, repo: number, old: CommitRow, young: CommitRow): boolean {
  return old.sha !== young.sha && reachable(git, repo, young.sha).has(old.sha);
}

export class MergeConflict extends Error {}

/** Tree ids. */
interface Sides {
  base: string | null;
  ours: string;
  theirs: string;
}

type Entries = readonly (TreeEntry | undefined)[];

/** The tree that has both sides' changes; a path both changed differently is a conflict. */
export function mergeTrees(git: Git, repo: number, { base, ours, theirs }: Sides): string {
  const changes = new Map<string, Leaf | null>();
  mergeFolder(git, repo, { path: '', entries: [root(base), root(ours), root(theirs)], changes });
  return git.change(repo, ours, changes);
}

interface Merging {
  path: string;
  /** What was, what we have, what they have. */
  entries: Entries;
  changes: Map<string, Leaf | null>;
}

function mergeFolder(git: Git, repo: number, { path, entries, changes }: Merging): void {
  const sides = entries.map((entry) => children(git, repo, entry));
  for (const name of new Set(sides.flatMap((side) => [...side.keys()]))) {
    const below = sides.map((side) => side.get(name));
    mergeEntry(git, repo, { path: path ? `${path}/${name}` : name, entries: below, changes });
  }
}

function mergeEntry(git: Git, repo: number, merging: Merging): void {
  const [old, our, their] = merging.entries;
  if (same(our, their) || same(old, their)) return;
  const files = [old, our, their].filter((entry) => entry && entry.type !== 'tree');
  if (files.length && !same(old, our)) throw new MergeConflict(`Merge conflict in ${merging.path}`);
  const folder = [our, their].some((entry) => entry?.type === 'tree');
  if (folder || !files.length) mergeFolder(git, repo, merging);
  else merging.changes.set(merging.path, their ? leaf(their) : null);
}

function children(git: Git, repo: number, entry: TreeEntry | undefined): Map<string, TreeEntry> {
  const tree = entry?.type === 'tree' ? git.tree(repo, entry.sha) : undefined;
  return new Map((tree?.tree ?? []).map((child) => [child.path, child]));
}

function root(sha: string | null): TreeEntry | undefined {
  return sha ? { path: '', mode: '040000', type: 'tree', sha } : undefined;
}

function same(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  return a?.sha === b?.sha && a?.mode === b?.mode;
}

function leaf(entry: TreeEntry): Leaf {
  return {
    mode: entry.mode,
    type: entry.type as Leaf['type'],
    sha: entry.sha,
    size: entry.size ?? 0,
  };
}
