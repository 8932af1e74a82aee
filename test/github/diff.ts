/** What changed between two trees, as GitHub lists it: with renames found by content. */
import { bytesOf, type Git } from './git.js';
import type { TreeEntry } from './rows.js';

export interface FileChange {
  path: string;
  /** The old name of a renamed file. */
  previous: string | null;
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  before: TreeEntry | null;
  after: TreeEntry | null;
}

/** Above this many added times removed files only equal contents count as renames, as in git. */
const RENAME_PAIRS = 400 * 400;

/** The files that differ, in git's order. `null` stands for the empty tree. */
export function diffTrees(git: Git, repo: number, before: string | null, after: string | null) {
  const changes: FileChange[] = [];
  compare(git, repo, { before, after }, '', changes);
  return withRenames(git, repo, changes);
}

interface Trees {
  before: string | null;
  after: string | null;
}

function compare(git: Git, repo: number, trees: Trees, prefix: string, into: FileChange[]): void {
  if (trees.before === trees.after) return;
  const old = entries(git, repo, trees.before);
  const young = entries(git, repo, trees.after);
  for (const name of new Set([...old.keys(), ...young.keys()])) {
    const a = old.get(name);
    const b = young.get(name);
    if (a?.sha === b?.sha && a?.mode === b?.mode) continue;
    const path = prefix + name;
    compare(git, repo, { before: folderOf(a), after: folderOf(b) }, `${path}/`, into);
    const files = [fileOf(a, path), fileOf(b, path)] as const;
    if (files.some(Boolean)) into.push(change(path, ...files));
  }
}

const folderOf = (entry: TreeEntry | undefined) => (entry?.type === 'tree' ? entry.sha : null);

const fileOf = (entry: TreeEntry | undefined, path: string) =>
  entry && entry.type !== 'tree' ? { ...entry, path } : null;

function entries(git: Git, repo: number, sha: string | null): Map<string, TreeEntry> {
  const tree = sha ? git.tree(repo, sha) : undefined;
  return new Map((tree?.tree ?? []).map((entry) => [entry.path, entry]));
}

function change(path: string, before: TreeEntry | null, after: TreeEntry | null): FileChange {
  const both = before?.sha === after?.sha ? 'changed' : 'modified';
  const status = before && after ? both : before ? 'removed' : 'added';
  return { path, previous: null, status, before, after };
}

/** New file → the file it was. */
class Pairs {
  readonly of = new Map<FileChange, FileChange>();
  readonly gone = new Set<FileChange>();

  add(to: FileChange, from: FileChange): void {
    if (this.of.has(to) || this.gone.has(from)) return;
    this.of.set(to, from);
    this.gone.add(from);
  }
}

function withRenames(git: Git, repo: number, changes: FileChange[]): FileChange[] {
  const added = changes.filter((c) => c.status === 'added' && c.after?.type === 'blob');
  const removed = changes.filter((c) => c.status === 'removed' && c.before?.type === 'blob');
  const pairs = new Pairs();
  pairEqual(added, removed, pairs);
  if (added.length * removed.length <= RENAME_PAIRS) {
    for (const { to, from } of similar(git, repo, added, removed)) pairs.add(to, from);
  }
  const renamed = (c: FileChange): FileChange => {
    const from = pairs.of.get(c);
    return from ? { ...c, status: 'renamed', previous: from.path, before: from.before } : c;
  };
  const kept = changes.filter((c) => !pairs.gone.has(c)).map(renamed);
  return kept.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Pairs files of the same content, those of the same name first. */
function pairEqual(added: FileChange[], removed: FileChange[], pairs: Pairs): void {
  const byContent = new Map<string, FileChange[]>();
  for (const from of removed) {
    const sha = from.before?.sha ?? '';
    byContent.set(sha, [...(byContent.get(sha) ?? []), from]);
  }
  for (const to of added) {
    const same = byContent.get(to.after?.sha ?? '') ?? [];
    const left = same.filter((from) => !pairs.gone.has(from));
    const best = left.find((from) => basename(from.path) === basename(to.path)) ?? left[0];
    if (best) pairs.add(to, best);
  }
}

/** Pairs of files that are at least half alike, the most alike first. */
function similar(git: Git, repo: number, added: FileChange[], removed: FileChange[]) {
  const cache = new Map<string, Map<string, number>>();
  const lines = (sha: string) => {
    const known = cache.get(sha) ?? countLines(git, repo, sha);
    cache.set(sha, known);
    return known;
  };
  const likeness = (a: TreeEntry | null, b: TreeEntry | null) => {
    if (!a?.size || !b?.size) return 0;
    const size = Math.max(a.size, b.size);
    // Files of such different sizes need not be read.
    return a.size + b.size < size * 1.5 ? 0 : shared(lines(a.sha), lines(b.sha)) / size;
  };
  return added
    .flatMap((to) => removed.map((from) => ({ to, from, score: likeness(from.before, to.after) })))
    .filter(({ score }) => score >= 0.5)
    .sort((x, y) => y.score - x.score);
}

function shared(a: Map<string, number>, b: Map<string, number>): number {
  let bytes = 0;
  for (const [line, count] of a) bytes += Math.min(count, b.get(line) ?? 0) * (line.length + 1);
  return bytes;
}

function countLines(git: Git, repo: number, sha: string): Map<string, number> {
  const blob = git.blob(repo, sha);
  const counts = new Map<string, number>();
  if (!blob || blob.encoding === 'base64') return counts;
  for (const line of bytesOf(blob).toString().split('\n')) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}

/** Lines added and removed by a change, moved lines not counted. */
export function lineCounts(git: Git, repo: number, c: FileChange) {
  if (c.before?.sha === c.after?.sha) return { additions: 0, deletions: 0 };
  const before = c.before ? countLines(git, repo, c.before.sha) : new Map<string, number>();
  const after = c.after ? countLines(git, repo, c.after.sha) : new Map<string, number>();
  return { additions: surplus(after, before), deletions: surplus(before, after) };
}

function surplus(a: Map<string, number>, b: Map<string, number>): number {
  let lines = 0;
  for (const [line, count] of a) {
    if (line) lines += Math.max(0, count - (b.get(line) ?? 0));
  }
  return lines;
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
