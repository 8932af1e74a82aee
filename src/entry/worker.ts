import { randomUUID } from 'node:crypto';
import { passes, type Trouble, TroubleError } from '../core/trouble.js';
import { againText } from '../render/run-notes.js';
import type { Attempt, Workshop } from './attempt.js';
import { type HeadJob, type Job, type PushJob, pullJob, taskOf } from './job.js';
import { pauseAfter } from './patience.js';
import { bearTrouble, judgePull } from './pull-work.js';
import type { Chance, Outcome, Task, Work } from './queue.js';

/** Does the jobs: everything is read anew, trouble is tried again, and a check is always concluded. */
export function workIn(shop: Workshop): Work<Job> {
  return async (task, chance) => {
    const { kind } = task.data;
    const end = shop.metrics.seconds.startTimer({ kind });
    const outcome = await attempt(shop, task, chance);
    end();
    shop.metrics.tasks.inc({ kind, outcome: outcome.kind });
    return outcome;
  };
}

async function attempt(shop: Workshop, task: Task<Job>, chance: Chance): Promise<Outcome<Job>> {
  const job = task.data;
  const world = await shop.world(job);
  try {
    switch (job.kind) {
      case 'pull':
        return await judgePull({ shop, world, job, chance });
      case 'head':
        return await judgeHead({ shop, world, job, chance });
      case 'push':
        return await judgeConcerned({ shop, world, job, chance });
    }
  } catch (error) {
    const trouble = troubleOf(shop, task, error);
    if (job.kind === 'pull') return bearTrouble({ shop, world, job, chance }, trouble, null);
    return again({ shop, world, job, chance }, trouble);
  }
}

/** Expected trouble as it is; anything else is a bug, which the log can find by its reference. */
function troubleOf(shop: Workshop, { key }: Task<Job>, error: unknown): Trouble {
  if (error instanceof TroubleError) return error.trouble;
  const reference = randomUUID().slice(0, 8);
  shop.log.error({ err: error, key, reference }, 'a bug');
  return { kind: 'bug', reference };
}

/** The pull request with the lowest number judges for all that share the commit. */
async function judgeHead({ shop, world, job }: Attempt<HeadJob>): Promise<Outcome<Job>> {
  const { headOid, why } = job;
  const pulls = await world.pullsAt(headOid);
  if (pulls.length === 0) return { kind: 'done' };
  const fresh = pullJob(job, Math.min(...pulls), headOid);
  if (why === 'closed') await shop.queue.add(taskOf(fresh, 'fan-out'));
  else {
    const id = await world.write(
      { kind: 'check-run', headOid, conclusion: null, annotations: [], ...againText() },
      null,
    );
    await shop.queue.add(taskOf({ ...fresh, open: { id, headOid } }, 'event'));
  }
  return { kind: 'done' };
}

async function judgeConcerned({ shop, world, job }: Attempt<PushJob>): Promise<Outcome<Job>> {
  const concerned = await world.concerned(job.paths);
  for (const { number, headOid } of concerned) {
    await shop.queue.add(taskOf(pullJob(job, number, headOid), 'fan-out'));
  }
  return { kind: 'done' };
}

function again({ shop, job, chance }: Attempt<HeadJob | PushJob>, trouble: Trouble): Outcome<Job> {
  const pause = pauseAfter(trouble, job.trouble, shop);
  if (chance === 'more' && passes(trouble) && pause !== null) {
    return { kind: 'again', after: pause.after, data: { ...job, trouble: pause.trouble } };
  }
  shop.log.error({ trouble, kind: job.kind, owner: job.owner, repo: job.repo }, 'given up');
  return { kind: 'done' };
}
