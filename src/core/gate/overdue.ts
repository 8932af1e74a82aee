import { extensionsLeft } from '../calendar.js';
import type { Change } from '../change.js';
import { type Entry, placeOf } from '../decision.js';
import type { Finding } from '../finding.js';
import { entriesAtHead } from '../log.js';
import { isOverdue, type Pilot, pilotsOf } from '../pilot.js';
import type { PilotRules, Policy, Workflow } from '../policy.js';

/**
 * With `hold: true`, the pilots past their checkpoint that hold changes to their workflows. A change
 * that edits a pilot's entry is not held by it: that is where its verdict is written.
 */
export function holdingPilots(
  change: Change,
  policy: Policy,
  edited: Pick<ReadonlyMap<Entry, unknown>, 'has'>,
): readonly Pilot[] {
  if (!policy.pilots.hold) return [];
  return pilotsOf(entriesAtHead(change.log), policy, change.today).filter(
    (pilot) => isOverdue(pilot) && !edited.has(pilot.entry),
  );
}

/** A touched workflow, the pilots that may hold it, and what was found about it already. */
export interface Holding {
  readonly workflow: Workflow;
  readonly pilots: readonly Pilot[];
  readonly found: readonly Finding[];
}

/** What holds a workflow; what is found about its linked entry anyway is not said twice. */
export function overdueFindings(
  { workflow, pilots, found }: Holding,
  rules: PilotRules,
): readonly Finding[] {
  const said = new Set(
    found.flatMap(({ fact, place }) => (fact.code === 'checkpoint-passed' ? [place?.file] : [])),
  );
  return pilots
    .filter((pilot) => pilot.workflows.includes(workflow) && !said.has(pilot.entry.path))
    .map((pilot) => overdue(workflow, pilot, rules));
}

function overdue(
  workflow: Workflow,
  { entry, decision, checkpoint }: Pilot,
  rules: PilotRules,
): Finding {
  const left = extensionsLeft(decision, rules);
  return {
    fact: { code: 'pilot-overdue', checkpoint, extensionsLeft: left },
    level: 'error',
    workflow: workflow.id,
    decision: entry.id,
    place: placeOf(entry, 'checkpoint.date', 'checkpoint', 'status'),
    field: 'checkpoint.date',
  };
}
