import type { Entry } from '../../decision.js';
import { idKey } from '../../identifier.js';
import { type Cycle, isWithin } from '../cycles.js';
import type { Evidence } from '../evidence.js';
import { type Measure, share, unread } from '../measure.js';
import { isOpen, type Tried } from '../tried.js';
import { entrySubject, personKey, shortOf } from './counted.js';

/** Cycles in which something new was put on trial. */
export const pilotsPerCycle: Measure = {
  id: 'pilots-per-cycle',
  read: (evidence) =>
    share(
      evidence.cycles.map((cycle) => {
        const begun = evidence.all.some(
          ({ decision, checkpoint }) =>
            isWithin(decision.date, cycle) &&
            (checkpoint !== null || decision.checkpoint.date !== null),
        );
        return { subject: { kind: 'cycle', ...cycle }, lack: begun ? null : { past: true } };
      }),
    ),
};

/** Cycles in which somebody departed from the standard way. */
export const deviationsPerCycle: Measure = {
  id: 'deviations-per-cycle',
  read: (evidence) =>
    share(
      evidence.cycles.map((cycle) => {
        const found = deviationsIn(evidence, cycle).length > 0;
        return { subject: { kind: 'cycle', ...cycle }, lack: found ? null : { past: true } };
      }),
    ),
};

/** Cycles with deviations in which no owner had more of them than the quota. */
export const noveltyQuota: Measure = {
  id: 'novelty-quota',
  read: (evidence) =>
    share(
      evidence.cycles.flatMap((cycle) => {
        const deviations = deviationsIn(evidence, cycle);
        if (deviations.length === 0) return [];
        const most = mostPerOwner(deviations);
        const over = most > evidence.month.policy.novelty.perCycle;
        const lack = over ? { missing: [String(most)], past: true } : null;
        return [{ subject: { kind: 'cycle' as const, ...cycle }, lack }];
      }),
    ),
};

/** Deviations on trial since before the month that were promoted or retired in it. */
export const deviationsSettled: Measure = {
  id: 'deviations-settled',
  read: (evidence) => {
    const open = new Set(evidence.month.before.filter(isOpenDeviation).map(({ id }) => idKey(id)));
    const tried = evidence.all.filter(({ entry }) => open.has(idKey(entry.id)));
    return (
      unread(evidence, 'before') ??
      share(
        tried.map((one) => ({
          subject: entrySubject(one),
          lack: one.open ? shortOf(one, { day: one.checkpoint }) : null,
        })),
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

function mostPerOwner(deviations: readonly Tried[]): number {
  const counts = new Map<string, number>();
  for (const { owner } of deviations) {
    const team = owner.map(personKey).toSorted().join(' ');
    counts.set(team, (counts.get(team) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}
