import type { Revert } from '../core/change.js';
import type { FileId, FirstLook, Reverted, Source } from './source.js';

/** How many reverted commits and pull requests are looked up; a text may name any number. */
const MOST_REVERTS = 10;

/** What a text names as reverted. */
export interface NamedReverts {
  readonly commits: readonly string[];
  readonly pulls: readonly number[];
}

/**
 * Which of `paths` are at the head again what they were before each named commit or pull request;
 * one that is no part of the base branch restores nothing. A path that nothing named had changed is
 * not restored, whatever it is: an old commit would else be a pass to any older state.
 */
export async function readReverts(
  source: Source,
  look: FirstLook,
  { named, paths }: { readonly named: NamedReverts; readonly paths: readonly string[] },
): Promise<readonly Revert[]> {
  const reverted = asReverted(named).slice(0, MOST_REVERTS);
  if (reverted.length === 0) return [];
  const ways = await Promise.all(reverted.map((one) => source.entering(one, look)));
  const known = ways.filter((way) => way !== null);
  if (known.length === 0) return reverted.map((one) => ({ names: nameOf(one), restored: [] }));
  const commits = new Set([look.head, ...known.flatMap(({ before, after }) => [before, after])]);
  const trees = await idsAt(source, [...commits], paths);
  const equal = (a: string, b: string) => equalPaths(trees.get(a), trees.get(b), paths);
  const kept = known.map(({ before, after }) => new Set(equal(before, after)));
  const changed = new Set(paths.filter((path) => !kept.every((one) => one.has(path))));
  return reverted.map((one, at) => {
    const restored = equal(look.head, ways[at]?.before ?? '');
    return { names: nameOf(one), restored: restored.filter((path) => changed.has(path)) };
  });
}

function asReverted({ commits, pulls }: NamedReverts): readonly Reverted[] {
  return [
    ...commits.map((oid) => ({ kind: 'commit', oid }) as const),
    ...pulls.map((number) => ({ kind: 'pull', number }) as const),
  ];
}

function nameOf(reverted: Reverted): string {
  return reverted.kind === 'pull' ? `#${reverted.number}` : reverted.oid.slice(0, 7);
}

type Ids = ReadonlyMap<string, FileId | null>;

async function idsAt(
  source: Source,
  commits: readonly string[],
  paths: readonly string[],
): Promise<ReadonlyMap<string, Ids>> {
  const asked = commits.flatMap((commit) => paths.map((path) => ({ commit, path })));
  const ids = await source.ids(asked);
  const at = (commit: number, path: number) => ids[commit * paths.length + path] ?? null;
  return new Map(
    commits.map((commit, c) => [commit, new Map(paths.map((path, p) => [path, at(c, p)]))]),
  );
}

function equalPaths(
  head: Ids | undefined,
  before: Ids | undefined,
  paths: readonly string[],
): readonly string[] {
  if (head === undefined || before === undefined) return [];
  return paths.filter((path) => {
    const now = head.get(path) ?? null;
    const then = before.get(path) ?? null;
    return now?.oid === then?.oid && now?.kind === then?.kind;
  });
}
