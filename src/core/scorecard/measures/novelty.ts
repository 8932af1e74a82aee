import { type Entry, isOpen } from '../../decision.js';
import { idKey } from '../../identifier.js';
import { personKey } from '../../policy.js';
import { type Cycle, isWithin } from '../evidence/cycles.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Tried } from '../evidence/tried.js';
import { countCycle, countTried } from './counted.js';
import { type Measure, share, unread } from './measure.js';

/** Cycles in which something new was put on trial. */
export const pilotsPerCycle: Measure<'pilots-per-cycle'> = {
  id: 'pilots-per-cycle',
  read: ({ cycles, all }) =>
    share(
      cycles.map((cycle) => {
        const begun = all.some(
          ({ decision, checkpoint }) =>
            isWithin(decision.date, cycle) &&
            (checkpoint !== null || decision.checkpoint.date !== null),
        );
        return countCycle(cycle, begun ? [] : ['pilot']);
      }),
    ),
};

/** Cycles in which somebody departed from the standard way. */
export const deviationsPerCycle: Measure<'deviations-per-cycle'> = {
  id: 'deviations-per-cycle',
  read: (evidence) =>
    share(
      evidence.cycles.map((cycle) =>
        countCycle(cycle, deviationsIn(evidence, cycle).length > 0 ? [] : ['deviation']),
      ),
    ),
};

/** Cycles with deviations in which no owner had more of them than the quota. */
export const noveltyQuota: Measure<'novelty-quota'> = {
  id: 'novelty-quota',
  lowersOnly: true,
  read: (evidence) =>
    share(
      evidence.cycles.flatMap((cycle) => {
        const deviations = deviationsIn(evidence, cycle);
        if (deviations.length === 0) return [];
        const count = mostPerOwner(deviations);
        const isOver = count > evidence.month.policy.novelty.perCycle;
        return [countCycle(cycle, isOver ? ['quota'] : [], { count })];
      }),
    ),
};

/** Deviations on trial since before the month that were promoted or retired in it. */
export const deviationsSettled: Measure<'deviations-settled'> = {
  id: 'deviations-settled',
  read: (evidence) => {
    const open = new Set(evidence.month.before.filter(isOpenDeviation).map(({ id }) => idKey(id)));
    const tried = evidence.all.filter(({ entry }) => open.has(idKey(entry.id)));
    return (
      unread(evidence, 'before') ??
      share(
        tried.map((one) => countTried(one, one.open ? ['verdict'] : [], { day: one.checkpoint })),
      )
    );
  },
};

/** The deviations that began in a cycle. */
export function deviationsIn({ all }: Evidence, cycle: Cycle): readonly Tried[] {
  return all.filter(
    ({ decision }) => decision.deviation !== null && isWithin(decision.date, cycle),
  );
}

function isOpenDeviation({ decision }: Entry): boolean {
  return decision !== null && decision.deviation !== null && isOpen(decision);
}

/** A deviation of two owners is one of each; what nobody owns is nobody's. */
function mostPerOwner(deviations: readonly Tried[]): number {
  const counts = new Map<string, number>();
  for (const { owner } of deviations)
    for (const one of new Set(owner.map(personKey))) counts.set(one, (counts.get(one) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
