import type { ChangedEntry, Log } from './change.js';
import type { Entry } from './decision.js';
import { idKey } from './identifier.js';

/** The log as the change would leave it: what it changes at its head, all else at the base's tip. */
export function entriesAtHead(log: Log): readonly Entry[] {
  const changed = new Set(log.changed.map(({ path }) => path));
  const moved = new Set(
    log.changed.flatMap(({ path, before }) =>
      before !== null && before.path !== path ? [before.path] : [],
    ),
  );
  const kept = log.base.filter(({ path }) => !changed.has(path) && !moved.has(path));
  const written = log.changed.flatMap(({ after }) => (after === null ? [] : [after]));
  return [...kept, ...written];
}

/** What the change does to each entry that it adds or edits, by the entry as it would be. */
export function writtenEntries(log: Log): ReadonlyMap<Entry, ChangedEntry> {
  return new Map(
    log.changed.flatMap((changed) => (changed.after === null ? [] : [[changed.after, changed]])),
  );
}

/**
 * Entries of the change that take an id another entry has, with the one that keeps it: an entry
 * that had the id at the base keeps it; among newcomers the first path does.
 */
export function usurpers(log: Log): ReadonlyMap<Entry, Entry> {
  const written = writtenEntries(log);
  const newcomers = [...written.keys()].filter((entry) => isNewcomer(entry, written.get(entry)));
  const taken = new Map<Entry, Entry>();
  if (newcomers.length === 0) return taken;
  const holders = holdersOf(newcomers, log);
  for (const entry of newcomers.toSorted(byPath)) {
    const holder = holders.get(idKey(entry.id));
    if (holder === undefined) holders.set(idKey(entry.id), entry);
    else taken.set(entry, holder);
  }
  return taken;
}

/** Who has each of the newcomers' ids without being a newcomer; of several the first path. */
function holdersOf(newcomers: readonly Entry[], log: Log): Map<string, Entry> {
  const ids = new Set(newcomers.map(({ id }) => idKey(id)));
  const fresh = new Set(newcomers);
  const holders = new Map<string, Entry>();
  const others = entriesAtHead(log).filter((one) => !fresh.has(one) && ids.has(idKey(one.id)));
  for (const entry of others.sort(byPath))
    if (!holders.has(idKey(entry.id))) holders.set(idKey(entry.id), entry);
  return holders;
}

/** Orders entries by where they stand. */
export function byPath(a: Entry, b: Entry): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}

function isNewcomer(entry: Entry, changed: ChangedEntry | undefined): boolean {
  if (changed === undefined) return false;
  return changed.before === null || idKey(changed.before.id) !== idKey(entry.id);
}
