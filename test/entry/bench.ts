import type { Trouble } from '../../src/core/trouble.js';
import type { CheckRun } from '../../src/core/write.js';
import { type Job, taskOf } from '../../src/entry/jobs/job.js';
import { workIn } from '../../src/entry/jobs/worker.js';
import type { World } from '../../src/entry/jobs/world.js';
import { createLog } from '../../src/entry/log.js';
import { createMetrics } from '../../src/entry/metrics.js';
import type { Workshop } from '../../src/entry/queue/attempt.js';
import { createLulls } from '../../src/entry/queue/lulls.js';
import type { Chance, Queue, Task } from '../../src/entry/queue.js';

export const AT = { installation: 1, owner: 'acme', repo: 'shop' };
export const MINUTE = 60_000;
export const BAD_GATEWAY: Trouble = { kind: 'github', status: 502, request: 'ABCD' };

export interface Setting {
  readonly world?: Partial<World>;
  readonly shop?: Partial<Pick<Workshop, 'installations' | 'scorecards' | 'sweep'>>;
}

/** A worker in a world of its own, where time stands still unless it is moved. */
export function bench({ world: given = {}, shop = {} }: Setting) {
  const said: CheckRun[] = [];
  const tasks: Task<Job>[] = [];
  const lines: string[] = [];
  const clock = { now: 0 };
  const queue: Queue<Job> = {
    add: async (task) => {
      tasks.push(task);
    },
    work: () => {},
    repeat: async () => {},
    counts: async () => ({ waiting: 0, active: 0, delayed: 0 }),
    drain: async () => {},
  };
  const world: World = {
    docs: null,
    read: async () => ({ kind: 'trouble', trouble: BAD_GATEWAY, seen: null }),
    write: async (run) => {
      said.push(run);
      return said.length;
    },
    pullsAt: async () => [],
    concerned: async () => ({ pulls: [], pilots: false }),
    sweep: async () => [],
    scorecard: async () => [],
    answer: async () => ({ kind: 'ignored' }),
    apologise: async () => {},
    ...given,
  };
  const work = workIn({
    world: async () => world,
    installations: async () => [],
    sweep: async () => [],
    scorecards: async () => ({ repositories: [], rollUp: null, homeless: null, trouble: null }),
    ...shop,
    queue,
    log: createLog('warn', { write: (line) => lines.push(line) }),
    metrics: createMetrics(queue.counts),
    lulls: createLulls(() => clock.now),
    now: () => clock.now,
    patience: { total: 10 * MINUTE, first: 1_000, longest: MINUTE },
  });
  const attempt = (job: Job, chance: Chance = 'more') => work(taskOf(job, 'event'), chance);
  const added = () => tasks.map(({ key }) => key);
  return { attempt, said, tasks, added, lines, clock };
}
