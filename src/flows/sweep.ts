import { isOfOneIssue } from '../core/issue.js';
import type { IssueWrite, KnownIssue } from '../core/pilot/pilot-issue.js';
import type { Plan } from '../core/pilot/reconcile.js';
import type { LogReading, RepositoryLog } from '../core/pilot/repository-log.js';
import { MOST_NEW_IN_RUN, type Untaken, type Written } from '../core/pilot/sweep.js';
import type { Answered, Trouble } from '../core/trouble.js';
import {
  type Assignable,
  duplicatesOf,
  planOf,
  type Task,
  tasksOf,
  withReach,
} from './sweep-plan.js';

/** Where a sweep reads and writes. */
export interface SweepPorts {
  /** The repositories with their logs, group by group. */
  readonly logs: AsyncIterable<readonly LogReading[]>;
  readonly assignable: Assignable;
  /** For each, its issues as they are now. */
  readonly issues: (
    logs: readonly RepositoryLog[],
  ) => Promise<readonly Answered<readonly KnownIssue[]>[]>;
  readonly write: (write: IssueWrite, log: RepositoryLog) => Promise<Written>;
  /** Address of the documentation. */
  readonly docs: string | null;
}

/** What was done in one repository. */
export interface Swept extends Carried {
  readonly kind: 'swept';
  readonly log: Pick<
    RepositoryLog,
    'repository' | 'policy' | 'policyProblems' | 'today' | 'pilots' | 'shut'
  >;
  /** How many pilots wait for their issue until the next run. */
  readonly waiting: number;
}

interface Carried {
  readonly done: readonly Done[];
  /** Why something was not taken, though nothing is wrong. */
  readonly told: Untaken | null;
  /** What kept the rest from being done. */
  readonly trouble: Trouble | null;
}

/** One write that was carried out, and the number of its issue; `null` on paper. */
export interface Done {
  readonly write: IssueWrite;
  readonly number: number | null;
}

/** What a run found and did, repository by repository. */
export type SweepReport = readonly (Swept | Exclude<LogReading, { readonly kind: 'log' }>)[];

/**
 * Sees to it that every pilot near its checkpoint or past it has its one issue, and that no other
 * issue of Belay's stays open. New issues are rationed: the next run opens the rest. One
 * repository's trouble stops only itself.
 */
export async function sweep(given: SweepPorts): Promise<SweepReport> {
  const ports = { ...given, write: untilRefused(given.write) };
  const report: SweepReport[number][] = [];
  let allowance = MOST_NEW_IN_RUN;
  for await (const readings of ports.logs) {
    const logs = readings.flatMap((reading) => (reading.kind === 'log' ? [reading.log] : []));
    const tasks = tasksOf(logs, allowance);
    const swept: Swept[] = [];
    for (const [at, task] of (await withReach(tasks, ports.assignable)).entries())
      swept.push(await sweepOne(ports, task, logs[at] as RepositoryLog));
    const settled = await withoutDuplicates(ports, tasks, swept);
    allowance -= settled.reduce((sum, { done }) => sum + opened(done), 0);
    report.push(...readings.filter((reading) => reading.kind !== 'log'), ...settled);
  }
  return report;
}

/** After one refusal for asking too much, no more is asked: that would only make it last. */
function untilRefused(write: SweepPorts['write']): SweepPorts['write'] {
  let refused: Written | null = null;
  return async (...asked) => {
    const written = refused ?? (await write(...asked));
    if (written.kind === 'trouble' && written.trouble.kind === 'rate-limit') refused = written;
    return written;
  };
}

async function sweepOne(
  ports: SweepPorts,
  task: Answered<Task>,
  whole: RepositoryLog,
): Promise<Swept> {
  const { repository, policy, policyProblems, today, pilots, shut } = whole;
  const log = { repository, policy, policyProblems, today, pilots, shut };
  const nothing = { kind: 'swept', log, done: [], told: shut, waiting: 0 } as const;
  if (task.kind === 'trouble') return { ...nothing, trouble: task.trouble };
  const plan = planOf(task.value, ports.docs);
  const carried = await carryOut(ports, plan, whole);
  return { ...nothing, ...carried, told: carried.told ?? shut, waiting: plan.waiting.length };
}

/**
 * One write after the other; trouble ends it, for the next run takes it up. What GitHub refuses for
 * one issue alone keeps only that one back: else whoever can spoil it would stop all behind it.
 */
async function carryOut(ports: SweepPorts, plan: Plan, log: RepositoryLog): Promise<Carried> {
  let carried: Carried = { done: [], told: null, trouble: null };
  let [write, ...rest] = plan.writes;
  while (write !== undefined) {
    const written = await ports.write(write, log);
    carried = withWritten(carried, write, written);
    [write, ...rest] = written.kind === 'trouble' ? spared(rest, write, written.trouble) : rest;
  }
  return carried;
}

function withWritten(carried: Carried, write: IssueWrite, written: Written): Carried {
  switch (written.kind) {
    case 'done':
      return { ...carried, done: [...carried.done, { write, number: written.number }] };
    case 'told':
      return { ...carried, told: written.why };
    case 'trouble':
      return { ...carried, trouble: written.trouble };
  }
}

/** The writes that the trouble of one leaves to be tried. */
function spared(
  writes: readonly IssueWrite[],
  refused: IssueWrite,
  trouble: Trouble,
): readonly IssueWrite[] {
  if (!isOfOneIssue(trouble, numberOf(refused))) return [];
  return writes.filter(
    (write) => numberOf(write) === null || numberOf(write) !== numberOf(refused),
  );
}

function numberOf(write: IssueWrite): number | null {
  return write.kind === 'open' ? null : write.number;
}

/** Another process may have opened the same: after opening one looks again, the older one stays. */
async function withoutDuplicates(
  ports: SweepPorts,
  tasks: readonly Task[],
  swept: readonly Swept[],
): Promise<readonly Swept[]> {
  const risky = tasks.filter((_, at) => opened(swept[at]?.done ?? []) > 0);
  if (risky.length === 0) return swept;
  const known = await ports.issues(risky.map(({ log }) => log));
  const settled = [...swept];
  for (const [turn, task] of risky.entries()) {
    const answer = known[turn];
    const at = tasks.indexOf(task);
    const one = settled[at];
    if (one === undefined || answer?.kind !== 'good') continue;
    const more = await carryOut(ports, duplicatesOf(task, answer.value, ports.docs), task.log);
    settled[at] = {
      ...one,
      done: [...one.done, ...more.done],
      trouble: one.trouble ?? more.trouble,
    };
  }
  return settled;
}

function opened(done: readonly Done[]): number {
  return done.filter(({ write }) => write.kind === 'open').length;
}
