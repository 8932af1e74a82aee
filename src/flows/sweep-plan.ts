import { endedPilots } from '../core/pilot/closing.js';
import { candidatesOf, type Reach, reachBy, reachOf } from '../core/pilot/reach.js';
import { issuesByPilot, type Plan, reconcile, type Wish } from '../core/pilot/reconcile.js';
import type { RepositoryLog } from '../core/pilot/repository-log.js';
import {
  calledPilots,
  isQuiet,
  MOST_NEW_IN_REPOSITORY,
  recordsVerdict,
} from '../core/pilot/sweep.js';
import type { Pilot } from '../core/pilot.js';
import type { Answered } from '../core/trouble.js';
import { closingIssue, wantedIssue } from '../render/pilot-issue.js';

/** A log with the pilots that deserve an issue, and who is called for each. */
export interface Task {
  readonly log: RepositoryLog;
  readonly called: readonly Pilot[];
  /** The pilots that get a new issue now, and of whom nobody knows yet whom they reach. */
  readonly fresh: readonly Pilot[];
  readonly reach: ReadonlyMap<Pilot, Reach>;
}

/** The logins to look up for one pilot, the first in reach will do. */
export interface Candidates {
  readonly log: RepositoryLog;
  readonly logins: readonly string[];
}

/** Which of the logins can be assigned, for each in turn. */
export type Assignable = (
  asked: readonly Candidates[],
) => Promise<readonly Answered<ReadonlySet<string>>[]>;

/** What there is to do in each repository; new issues are rationed. */
export function tasksOf(logs: readonly RepositoryLog[], allowance: number): readonly Task[] {
  let left = allowance;
  return logs.map((log) => {
    const called = mayWrite(log) ? calledPilots(log.pilots) : [];
    const keyed = called.map((pilot) => ({ pilot, key: keyOf(pilot) }));
    const issues = issuesByPilot(keyed, log.known);
    const missing = keyed.filter((one) => !issues.has(one)).map(({ pilot }) => pilot);
    const fresh = missing.slice(0, Math.min(left, MOST_NEW_IN_REPOSITORY));
    left -= fresh.length;
    const reach = [...issues].flatMap(([{ pilot }, [issue]]) =>
      issue === undefined ? [] : [[pilot, reachBy(pilot, issue)] as const],
    );
    return { log, called, fresh, reach: new Map(reach) };
  });
}

/** Whether anything may be written of Belay's own accord. */
function mayWrite({ shut, today, policy }: RepositoryLog): boolean {
  return shut === null && !isQuiet(today, policy.pilots);
}

function keyOf({ entry: { id, path } }: Pilot) {
  return { id, path };
}

/** Looks up whom new issues reach; an open one tells by its assignees. */
export async function withReach(
  tasks: readonly Task[],
  assignable: Assignable,
): Promise<readonly Answered<Task>[]> {
  const asked = tasks.flatMap(({ log, fresh }) =>
    fresh.map((pilot) => ({ pilot, log, logins: candidatesOf(pilot) })),
  );
  const answers = asked.length > 0 ? await assignable(asked) : [];
  const found = new Map(asked.map(({ pilot }, at) => [pilot, answers[at]]));
  return tasks.map((task) => reaching(task, found));
}

function reaching(
  task: Task,
  found: ReadonlyMap<Pilot, Answered<ReadonlySet<string>> | undefined>,
): Answered<Task> {
  const reach = new Map(task.reach);
  for (const pilot of task.fresh) {
    const answer = found.get(pilot);
    if (answer?.kind === 'trouble') return answer;
    reach.set(pilot, reachOf(pilot, answer?.value ?? new Set()));
  }
  return { kind: 'good', value: { ...task, reach } };
}

/** The writes of a task, and the pilots that must wait. `docs` is the documentation's address. */
export function planOf(task: Task, docs: string | null): Plan {
  return reconcile(wishOf(task, docs), task.log.known);
}

/** What closes the issues that another run opened at the same time. */
export function duplicatesOf(task: Task, known: RepositoryLog['known'], docs: string | null): Plan {
  const { wanted } = wishOf(task, docs);
  const { writes } = reconcile({ wanted, closing: [], allowance: 0 }, known);
  const duplicates = writes.filter((write) => write.kind === 'close' && write.duplicateOf !== null);
  return { writes: duplicates, waiting: [] };
}

/** On a quiet day only verdicts are recorded. */
function wishOf({ log, called, fresh, reach }: Task, docs: string | null): Wish {
  const { repository, policy, today, known, entries, pilots, shut } = log;
  const scene = { repository, policy, today, docs };
  const ended = shut === null ? endedPilots(known, entries, pilots) : [];
  const isDelayed = isQuiet(today, policy.pilots);
  return {
    wanted: called.map((pilot) =>
      wantedIssue(pilot, { ...scene, reach: reach.get(pilot) ?? NOBODY }),
    ),
    closing: ended
      .filter((one) => !isDelayed || recordsVerdict(one))
      .map((one) => closingIssue(one, scene)),
    allowance: fresh.length,
  };
}

const NOBODY: Reach = { assignee: null, team: null };
