import type { Workflow } from '../../policy.js';
import type { MergedChange, Month } from '../month/month.js';
import { countChange, countWorkflow } from './counted.js';
import {
  ANY,
  type Counted,
  type Measure,
  type Missing,
  share,
  tooFew,
  unread,
  workflowsKey,
} from './measure.js';

/** Merged flagged changes that the gate had cleared. Those of unknown verdict count neither way. */
export const changesCleared: Measure<'changes-cleared'> = {
  id: 'changes-cleared',
  read: (evidence) => {
    const { changes } = evidence.month;
    const known = changes.filter(({ verdict }) => verdict !== null);
    if (known.length === 0 && changes.length > 0) return unread(evidence, 'verdicts') ?? tooFew(0);
    return share(known.map((change) => countChange(change, howNotCleared(change))));
  },
};

/** Merged flagged changes that lead to a decision, among those the gate asks for one. */
export const changesLinked: Measure<'changes-linked'> = {
  id: 'changes-linked',
  read: (evidence) => {
    const asked = evidence.month.changes.filter(({ reverting }) => !reverting);
    const known = asked.filter(({ decisions }) => decisions !== null);
    if (known.length === 0 && asked.length > 0) return unread(evidence, 'links') ?? tooFew(0);
    return share(
      known.map((change) =>
        countChange(change, change.decisions?.length === 0 ? ['decision'] : []),
      ),
    );
  },
};

/** Merged flagged changes that touch one flagged workflow alone, of those whose reach is known. */
export const blastRadius: Measure<'blast-radius'> = {
  id: 'blast-radius',
  lowersOnly: true,
  read: (evidence) => {
    const { changes } = evidence.month;
    const known = changes.filter(
      ({ reach, workflows }) => reach === 'whole' || workflows.length > 1,
    );
    if (known.length === 0 && changes.length > 0) return unread(evidence, 'workflows') ?? tooFew(0);
    return share(
      known.map((change) =>
        countChange(change, change.workflows.length > 1 ? ['one-workflow'] : [], ANY),
      ),
    );
  },
};

/** Merged flagged changes that needed no exception. */
export const exceptions: Measure<'exceptions'> = {
  id: 'exceptions',
  lowersOnly: true,
  read: (evidence) =>
    unread(evidence, 'exceptions') ??
    share(
      evidence.month.changes.map((change) =>
        countChange(change, change.overridden ? ['verdict'] : []),
      ),
    ),
};

/** Touched workflows that needed no second exception in the month. */
export const repeatedExceptions: Measure<'repeated-exceptions'> = {
  id: 'repeated-exceptions',
  lowersOnly: true,
  read: (evidence) =>
    unread(evidence, 'exceptions') ?? share(touchedWorkflows(evidence.month).map(countTouched)),
};

interface Touched {
  readonly workflow: Workflow;
  /** How many exceptions it had in the month. */
  readonly times: number;
}

function countTouched({ workflow, times }: Touched): Counted<Missing<'repeated-exceptions'>> {
  const next = workflowsKey([workflow.id]);
  return countWorkflow(workflow, times > 1 ? ['fix'] : [], { count: times, past: true, next });
}

function howNotCleared({
  verdict,
  overridden,
  judgedAfterwards,
}: MergedChange): readonly Missing<'changes-cleared'>[] {
  if (overridden) return ['overridden'];
  const kind = verdict ?? 'clear';
  if (kind === 'clear' || kind === 'untouched') return [];
  return [judgedAfterwards ? `judged-${kind}` : kind];
}

/** The flagged workflows that were changed or excepted, with their exceptions of the month. */
function touchedWorkflows({ policy, changes, exceptions: all, month }: Month): readonly Touched[] {
  const given = all.filter(({ on }) => on.startsWith(month));
  const touched = new Set([...changes, ...given].flatMap(({ workflows }) => workflows));
  return policy.workflows
    .filter(({ id }) => touched.has(id))
    .map((workflow) => ({
      workflow,
      times: given.filter(({ workflows }) => workflows.includes(workflow.id)).length,
    }));
}
