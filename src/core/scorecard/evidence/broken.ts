import type { Day } from '../../day.js';
import type { Entry } from '../../decision.js';
import { contradictions } from '../../rules/validity.js';
import { type Filed, isClosed } from './tried.js';

/** An entry that cannot count as it is, with the fields at fault; `null`: the file as a whole. */
export interface Broken {
  readonly entry: Entry;
  readonly fields: readonly (string | null)[];
  /** Whether it is so since the month, or about a flagged workflow: else it is an old file of others. */
  readonly counts: boolean;
}

/** What tells whether an entry is broken. */
interface Ground {
  readonly today: Day;
  /** The entries that name a flagged workflow, and so need a status. */
  readonly flagged: ReadonlySet<Entry>;
  /** The log when the month began. */
  readonly before: readonly Entry[];
}

/**
 * The entries that cannot be read or are invalid, unless they are known to be closed. What workflows
 * they are about cannot be asked: the fault may stand before the line that says it.
 */
export function brokenIn(log: readonly Filed[], ground: Ground): readonly Broken[] {
  const old = new Set(ground.before.filter(isFaulty).map(({ path }) => path));
  return log.flatMap((filed) => {
    const fields = fieldsAtFault(filed, ground);
    const { entry } = filed;
    const counts = ground.flagged.has(entry) || !old.has(entry.path);
    return fields.length === 0 ? [] : [{ entry, fields, counts }];
  });
}

function isFaulty({ decision, problems }: Entry): boolean {
  return decision === null || problems.some(({ level }) => level === 'error');
}

function fieldsAtFault(
  { entry, usurps }: Filed,
  { today, flagged }: Ground,
): readonly (string | null)[] {
  const { decision } = entry;
  if (decision === null) return [null];
  if (isClosed(decision)) return [];
  const written = entry.problems.filter(({ level }) => level === 'error');
  const problems = [...written, ...contradictions({ entry, decision, usurps, today })];
  const fields = problems.map(({ field }) => field);
  return decision.status === null && flagged.has(entry) ? [...fields, 'status'] : fields;
}
