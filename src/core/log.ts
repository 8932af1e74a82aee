import type { Change, ChangedEntry, Log } from './change.js';
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

/**
 * Entries of the change that take an id another entry has, with the one that keeps it: an entry
 * that had the id at the base keeps it; among newcomers the first path does.
 */
export function usurpers(change: Change): ReadonlyMap<Entry, Entry> {
  const holders = new Map<string, Entry>();
  const taken = new Map<Entry, Entry>();
  const newcomers: Entry[] = [];
  for (const entry of entriesAtHead(change.log)) {
    if (isNewcomer(entry, changeOf(change.log, entry))) newcomers.push(entry);
    else if (!holders.has(idKey(entry.id))) holders.set(idKey(entry.id), entry);
  }
  for (const entry of newcomers.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const holder = holders.get(idKey(entry.id));
    if (holder === undefined) holders.set(idKey(entry.id), entry);
    else taken.set(entry, holder);
  }
  return taken;
}

/** What the change does to the entry, or `null` when it leaves it alone. */
export function changeOf(log: Log, entry: Entry): ChangedEntry | null {
  return log.changed.find(({ after }) => after === entry) ?? null;
}

function isNewcomer(entry: Entry, changed: ChangedEntry | null): boolean {
  if (changed === null) return false;
  return changed.before === null || idKey(changed.before.id) !== idKey(entry.id);
}
