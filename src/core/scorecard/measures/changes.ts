import { type Counted, type Measure, type Reading, share, tooFew, unread } from '../measure.js';
import type { Month } from '../month.js';
import { countChange, countWorkflow } from './counted.js';

/** Merged flagged changes that the gate had cleared. Those of unknown verdict count neither way. */
export const changesCleared: Measure = {
  id: 'changes-cleared',
  read: (evidence) => {
    const { changes } = evidence.month;
    const known = changes.flatMap(({ verdict, ...change }) =>
      verdict === null ? [] : [{ ...change, verdict }],
    );
    if (known.length === 0 && changes.length > 0) return unread(evidence, 'verdicts') ?? tooFew(0);
    return share(
      known.map((change) => {
        const { kind } = change.verdict;
        const passed = !change.overridden && (kind === 'clear' || kind === 'untouched');
        return countChange(change, passed ? [] : [change.overridden ? 'overridden' : kind]);
      }),
    );
  },
};

/** Merged flagged changes that lead to a decision. */
export const changesLinked: Measure = {
  id: 'changes-linked',
  read: (evidence) => {
    const { changes } = evidence.month;
    const known = changes.filter(({ decisions }) => decisions !== null);
    if (known.length === 0 && changes.length > 0) return unread(evidence, 'verdicts') ?? tooFew(0);
    return share(
      known.map((change) =>
        countChange(change, (change.decisions ?? []).length > 0 ? [] : ['decision']),
      ),
    );
  },
};

/** Merged flagged changes that touch one flagged workflow alone. */
export const blastRadius: Measure = {
  id: 'blast-radius',
  read: ({ month }) =>
    share(
      month.changes.map((change) =>
        countChange(change, change.workflows.length > 1 ? change.workflows : []),
      ),
    ),
};

/** Merged flagged changes that needed no exception. */
export const exceptions: Measure = {
  id: 'exceptions',
  read: (evidence) =>
    unread(evidence, 'exceptions') ??
    share(
      evidence.month.changes.map((change) =>
        countChange(change, change.overridden ? ['override'] : []),
      ),
    ),
};

/** Touched workflows that needed no second exception in the month. */
export const repeatedExceptions: Measure = {
  id: 'repeated-exceptions',
  read: (evidence): Reading =>
    unread(evidence, 'exceptions') ??
    share(
      touchedWorkflows(evidence.month).map(
        ({ workflow, times }): Counted => countWorkflow(workflow, times > 1 ? [String(times)] : []),
      ),
    ),
};

/** The flagged workflows that were changed or excepted, with their exceptions of the month. */
function touchedWorkflows({ policy, changes, exceptions: all, month }: Month) {
  const given = all.filter(({ on }) => on.startsWith(month));
  const touched = new Set([...changes, ...given].flatMap(({ workflows }) => workflows));
  return policy.workflows
    .filter(({ id }) => touched.has(id))
    .map((workflow) => ({
      workflow,
      times: given.filter(({ workflows }) => workflows.includes(workflow.id)).length,
    }));
}
