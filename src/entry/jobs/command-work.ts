import { type Trouble, TroubleError } from '../../core/trouble.js';
import { type Attempt, handOn } from '../queue/attempt.js';
import type { Outcome } from '../queue.js';
import { type CommandJob, type Job, pullJob, scorecardJob } from './job.js';

/** Answers a comment. Tried again after trouble, it does nothing twice. */
export async function answerComment(attempt: Attempt<CommandJob>): Promise<Outcome<Job>> {
  const { shop, world, job } = attempt;
  const { owner, repo, number, comment } = job;
  const result = await world.answer({ number, comment });
  if (result.kind === 'trouble') throw new TroubleError(result.trouble);
  if (result.kind === 'recheck') await handOn(shop, pullJob(job, result.pull, null), 'event');
  if (result.kind === 'answered' && result.outcome.kind === 'scored')
    await handOn(shop, scorecardJob(job), 'event');
  const outcome = result.kind === 'answered' ? result.outcome.kind : result.kind;
  shop.metrics.commands.inc({ outcome });
  shop.log.info({ owner, repo, number, outcome }, 'a command');
  return { kind: 'done' };
}

/** Says in the thread that Belay has given up; where even that fails only the log knows. */
export async function apologise(
  { shop, world, job }: Attempt<CommandJob>,
  trouble: Trouble,
): Promise<void> {
  shop.metrics.commands.inc({ outcome: 'trouble' });
  const { owner, repo, number, comment } = job;
  try {
    await world.apologise({ number, comment }, trouble);
  } catch (error) {
    shop.log.error({ err: error, owner, repo, number }, 'could not say so in the thread');
  }
}
