import type { ChangedEntry, ChangedFile, Log } from '../core/change.js';
import type { Entry } from '../core/decision.js';
import { sameId } from '../core/identifier.js';

/**
 * The decision log at the base's tip, and what the change does to it. `after` are the entries of
 * the touched files as they are at the head.
 */
export function logOf(
  base: readonly Entry[],
  files: readonly ChangedFile[],
  after: ReadonlyMap<string, Entry>,
): Log {
  const before = new Map(base.map((entry) => [entry.path, entry]));
  const gone = goneEntries(files, before);
  const changed: ChangedEntry[] = [];
  const moved = new Set<string>();
  for (const { path, previousPath, status } of files) {
    const now = status === 'removed' ? undefined : after.get(path);
    if (now === undefined) continue;
    const was =
      before.get(path) ??
      before.get(previousPath ?? '') ??
      gone.find(({ id }) => sameId(id, now.id));
    if (was !== undefined) moved.add(was.path);
    changed.push({ path, before: was ?? null, after: now });
  }
  const removed = [...gone, ...noLongerEntries(files, before, after)]
    .filter(({ path }) => !moved.has(path))
    .map((entry) => ({ path: entry.path, before: entry, after: null }));
  return { base, changed: [...changed, ...removed] };
}

/** Entries whose file the change takes away, by removing or by renaming it. */
function goneEntries(
  files: readonly ChangedFile[],
  before: ReadonlyMap<string, Entry>,
): readonly Entry[] {
  return files.flatMap(({ path, previousPath, status }) => {
    const gone = before.get(status === 'removed' ? path : (previousPath ?? ''));
    return gone === undefined ? [] : [gone];
  });
}

/** Entries whose file stays, but says nothing any more that makes it one. */
function noLongerEntries(
  files: readonly ChangedFile[],
  before: ReadonlyMap<string, Entry>,
  after: ReadonlyMap<string, Entry>,
): readonly Entry[] {
  return files.flatMap(({ path, status }) => {
    const was = before.get(path);
    return status === 'removed' || was === undefined || after.has(path) ? [] : [was];
  });
}
