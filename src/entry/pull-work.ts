import { passes, type Trouble, TroubleError } from '../core/trouble.js';
import type { CheckRun, PublishedRun } from '../core/write.js';
import { gate, type Seen } from '../flows/gate.js';
import { closedText } from '../render/run-notes.js';
import { retryText, supersededText, troubleText } from '../render/trouble-check.js';
import type { Attempt } from './attempt.js';
import { type Job, type OpenRun, type PullJob, pullJob, taskOf } from './job.js';
import { type Pause, pauseAfter } from './patience.js';
import type { Outcome } from './queue.js';

type PullAttempt = Attempt<PullJob>;

const DONE: Outcome<Job> = { kind: 'done' };

/** Trouble that may be over in a moment is not worth a write to GitHub; in ms. */
const NOT_WORTH_SAYING = 5_000;

/** Judges a pull request and concludes what earlier attempts left in progress. */
export async function judgePull(attempt: PullAttempt): Promise<Outcome<Job>> {
  const { shop, world, job, chance } = attempt;
  const result = await gate(job.pull, world);
  switch (result.kind) {
    case 'judged':
      shop.metrics.verdicts.inc({ verdict: result.verdict.kind });
      await leaveSuperseded(attempt, result.change.proposal.headOid);
      return DONE;
    case 'spoken-for': {
      const speaker = pullJob(job, result.by, job.head);
      if (chance === 'last') return judgePull({ ...attempt, job: speaker });
      await shop.queue.add(taskOf(speaker, 'event'));
      return DONE;
    }
    case 'closed':
      if (job.open !== null) await conclude(attempt, job.open, closedText());
      return DONE;
    case 'trouble':
      return bearTrouble(attempt, result.trouble, result.seen);
  }
}

/** Tries again later, saying so at the commit; when the time is over says what the trouble was. */
export async function bearTrouble(
  attempt: PullAttempt,
  trouble: Trouble,
  seen: Seen | null,
): Promise<Outcome<Job>> {
  const { shop, job, chance } = attempt;
  shop.log.warn({ trouble, owner: job.owner, repo: job.repo, pull: job.pull }, 'trouble');
  const headOid = seen?.headOid ?? job.open?.headOid ?? job.head;
  if (headOid !== null) await leaveSuperseded(attempt, headOid);
  const open = job.open?.headOid === headOid ? job.open : null;
  const spot: Spot = { headOid, newest: seen?.standing.check ?? inProgress(open) };
  const pause = mayPass(trouble, job) ? pauseAfter(trouble, job.trouble, shop) : null;
  if (pause !== null && chance === 'more') {
    const told = open ?? (isWorthSaying(pause) ? await tell(attempt, spot, trouble) : null);
    return {
      kind: 'again',
      after: pause.after,
      data: { ...job, open: told, trouble: pause.trouble },
    };
  }
  await say(attempt, spot, troubleText(trouble));
  return DONE;
}

/** Where to say something: a commit, and the run that stands there. */
interface Spot {
  readonly headOid: string | null;
  readonly newest: PublishedRun | null;
}

type Said = Pick<CheckRun, 'title' | 'summary'> & Partial<CheckRun>;

/** What is gone may have moved (a force push while judging): one more look finds out. */
function mayPass(trouble: Trouble, job: PullJob): boolean {
  return passes(trouble) || (trouble.kind === 'gone' && job.trouble === null);
}

function isWorthSaying({ after, trouble }: Pause): boolean {
  return trouble.attempts > 1 || after > NOT_WORTH_SAYING;
}

function inProgress(open: OpenRun | null): PublishedRun | null {
  return open === null ? null : { id: open.id, status: 'in_progress', externalId: null };
}

async function tell(attempt: PullAttempt, spot: Spot, trouble: Trouble): Promise<OpenRun | null> {
  const id = await say(attempt, spot, retryText(trouble));
  return id === null || spot.headOid === null ? null : { id, headOid: spot.headOid };
}

/** A run in progress on a commit that is the head no longer would stay so for ever. */
async function leaveSuperseded(attempt: PullAttempt, headOid: string): Promise<void> {
  const { open } = attempt.job;
  if (open === null || open.headOid === headOid) return;
  await conclude(attempt, open, supersededText(headOid));
}

async function conclude(attempt: PullAttempt, open: OpenRun, said: Said): Promise<void> {
  await say(attempt, { headOid: open.headOid, newest: inProgress(open) }, said);
}

/** Says it if GitHub lets us: this is about trouble already, more of it is only logged. */
async function say(
  { shop, world, job }: PullAttempt,
  { headOid, newest }: Spot,
  said: Said,
): Promise<number | null> {
  if (headOid === null) return null;
  const run: CheckRun = { conclusion: null, annotations: [], ...said, kind: 'check-run', headOid };
  try {
    return await world.write(run, newest);
  } catch (error) {
    const trouble = error instanceof TroubleError ? error.trouble : null;
    const { owner, repo, pull } = job;
    shop.log.error({ err: error, trouble, owner, repo, pull }, 'could not say so at the commit');
    return null;
  }
}
