import { randomUUID } from 'node:crypto';
import { passes, type Trouble, TroubleError } from '../../core/trouble.js';
import { againText } from '../../render/run-notes.js';
import { type Attempt, handOn, type Workshop } from '../queue/attempt.js';
import { pauseAfter } from '../queue/patience.js';
import type { Chance, Outcome, Task, Work } from '../queue.js';
import { answerComment, apologise } from './command-work.js';
import {
  type HeadJob,
  type Job,
  type LocalJob,
  type PushJob,
  pullJob,
  sweepJob,
  type WideJob,
} from './job.js';
import { bearTrouble, judgePull } from './pull-work.js';
import { fileScorecard, fileScorecards } from './scorecard-work.js';
import { goRound, sweepFleet, sweepRepository } from './sweep-work.js';

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
  const lull = chance === 'more' ? lullOf(shop, job) : 0;
  if (lull > 0) return { kind: 'again', after: lull, data: job };
  if (isWide(job)) return attemptWide(shop, job, { task, chance });
  return attemptHere({ shop, world: await shop.world(job), job, chance }, task);
}

function isWide(job: Job): job is WideJob {
  return !('repo' in job);
}

function lullOf({ lulls }: Workshop, job: Job): number {
  return job.kind === 'round' ? 0 : lulls.left(job.installation);
}

async function attemptHere(here: Attempt<LocalJob>, task: Task<Job>): Promise<Outcome<Job>> {
  try {
    return await attemptLocal(here);
  } catch (error) {
    const { shop, job, ...rest } = here;
    const trouble = troubleOf(shop, task, error);
    if (job.kind === 'pull') return bearTrouble({ shop, job, ...rest }, trouble, null);
    const outcome = again(shop, { job, trouble, chance: here.chance });
    if (job.kind === 'command' && outcome.kind === 'done')
      await apologise({ shop, job, ...rest }, trouble);
    return outcome;
  }
}

interface Turn {
  readonly task: Task<Job>;
  readonly chance: Chance;
}

async function attemptWide(
  shop: Workshop,
  job: WideJob,
  { task, chance }: Turn,
): Promise<Outcome<Job>> {
  try {
    return await doWide(shop, job, chance);
  } catch (error) {
    return again(shop, { job, trouble: troubleOf(shop, task, error), chance });
  }
}

function doWide(shop: Workshop, job: WideJob, chance: Chance): Promise<Outcome<Job>> {
  switch (job.kind) {
    case 'round':
      return goRound(shop);
    case 'fleet':
      return sweepFleet(shop, job, chance);
    case 'scorecards':
      return fileScorecards(shop, job, chance);
  }
}

function attemptLocal({ job, ...rest }: Attempt<LocalJob>): Promise<Outcome<Job>> {
  switch (job.kind) {
    case 'pull':
      return judgePull({ ...rest, job });
    case 'head':
      return judgeHead({ ...rest, job });
    case 'push':
      return judgeConcerned({ ...rest, job });
    case 'sweep':
      return sweepRepository({ ...rest, job });
    case 'scorecard':
      return fileScorecard({ ...rest, job });
    case 'command':
      return answerComment({ ...rest, job });
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
  if (why === 'closed') await handOn(shop, fresh, 'fan-out');
  else {
    const id = await world.write(
      { kind: 'check-run', headOid, conclusion: null, annotations: [], ...againText() },
      null,
    );
    await handOn(shop, { ...fresh, open: { id, headOid } }, 'event');
  }
  return { kind: 'done' };
}

async function judgeConcerned({ shop, world, job }: Attempt<PushJob>): Promise<Outcome<Job>> {
  const { pulls, pilots } = await world.concerned(job.paths);
  if (pilots && job.why === 'push') await handOn(shop, sweepJob(job), 'fan-out');
  for (const { number, headOid } of pulls) {
    await handOn(shop, pullJob(job, number, headOid), 'fan-out');
  }
  return { kind: 'done' };
}

interface Failed {
  readonly job: Exclude<Job, { readonly kind: 'pull' }>;
  readonly trouble: Trouble;
  readonly chance: Chance;
}

function again(shop: Workshop, { job, trouble, chance }: Failed): Outcome<Job> {
  if (trouble.kind === 'rate-limit' && job.kind !== 'round')
    shop.lulls.begin(job.installation, trouble.wait);
  const pause = pauseAfter(trouble, job.trouble, shop);
  if (chance === 'more' && passes(trouble) && pause !== null) {
    return { kind: 'again', after: pause.after, data: { ...job, trouble: pause.trouble } };
  }
  shop.log.error({ ...job, trouble }, 'given up');
  return { kind: 'done' };
}
