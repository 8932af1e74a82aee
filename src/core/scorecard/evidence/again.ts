import type { Entry } from '../../decision.js';
import { idKey } from '../../identifier.js';

/**
 * Finds an entry again as it stands in another log: under its path, else under its id, where the
 * first that bears it counts.
 */
export function finderIn(log: readonly Entry[]): (entry: Entry) => Entry | undefined {
  const named = new Map<string, Entry>();
  for (const entry of log)
    for (const name of namesOf(entry)) if (!named.has(name)) named.set(name, entry);
  return (entry) => namesOf(entry).flatMap((name) => named.get(name) ?? [])[0];
}

function namesOf({ path, id }: Entry): readonly string[] {
  return [`path ${path}`, `id ${idKey(id)}`];
}
