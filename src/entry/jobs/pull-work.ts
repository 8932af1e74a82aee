import { passes, type Trouble, TroubleError } from '../../core/trouble.js';
import type { CheckRun, PublishedRun } from '../../core/write.js';
import { gate, type Seen } from '../../flows/gate.js';
import { closedText } from '../../render/run-notes.js';
import { retryText, supersededText, troubleText } from '../../render/trouble-check.js';
import { type Attempt, handOn } from '../queue/attempt.js';
import { type Pause, pauseAfter } from '../queue/patience.js';
import type { Outcome } from '../queue.js';
import { type Job, type OpenRun, type PullJob, pullJob } from './job.js';

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
      shop.log.info({ verdict: result.verdict.kind, ...nameOf(job) }, 'judged');
      await leaveSuperseded(attempt, result.change.proposal.headOid);
      return DONE;
    case 'spoken-for': {
      await leaveSuperseded(attempt, result.headOid);
      const speaker = pullJob(job, result.by, job.head);
      if (chance === 'last') return judgePull({ ...attempt, job: speaker });
      await handOn(shop, speaker, 'event');
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
  shop.log.warn({ trouble, ...nameOf(job) }, 'trouble');
  if (trouble.kind === 'rate-limit') shop.lulls.begin(job.installation, trouble.wait);
  const spot = spotOf(job, seen);
  if (spot !== null) await leaveSuperseded(attempt, spot.headOid);
  const pause = mayPass(trouble, job) ? pauseAfter(trouble, job.trouble, shop) : null;
  if (pause === null || chance === 'last') {
    await say(attempt, spot, troubleText(trouble));
    return DONE;
  }
  const isSaid = spot !== null && job.open?.headOid === spot.headOid;
  const open = isSaid ? job.open : await tell(attempt, { spot, trouble, pause });
  return { kind: 'again', after: pause.after, data: { ...job, open, trouble: pause.trouble } };
}

/** Where to say something: a commit, and the run that stands there. */
interface Spot {
  readonly headOid: string;
  readonly newest: PublishedRun | null;
}

/** The head as far as it is known: as read, as published before, as the event had it. */
function spotOf(job: PullJob, seen: Seen | null): Spot | null {
  const headOid = seen?.headOid ?? job.open?.headOid ?? job.head;
  if (headOid === null) return null;
  const open = job.open?.headOid === headOid ? inProgress(job.open) : null;
  return { headOid, newest: seen?.standing.check ?? open };
}

type Said = Pick<CheckRun, 'title' | 'summary'> & Partial<CheckRun>;

/** What is gone may have moved (a force push while judging): one more look finds out. */
function mayPass(trouble: Trouble, job: PullJob): boolean {
  return passes(trouble) || (trouble.kind === 'gone' && job.trouble === null);
}

function isWorthSaying({ after, trouble }: Pause): boolean {
  return trouble.attempts > 1 || after > NOT_WORTH_SAYING;
}

function inProgress({ id }: OpenRun): PublishedRun {
  return { id, status: 'in_progress', externalId: null };
}

interface Waiting {
  readonly spot: Spot | null;
  readonly trouble: Trouble;
  readonly pause: Pause;
}

async function tell(
  attempt: PullAttempt,
  { spot, trouble, pause }: Waiting,
): Promise<OpenRun | null> {
  if (spot === null || !isWorthSaying(pause)) return null;
  const id = await say(attempt, spot, retryText(trouble));
  return id === null ? null : { id, headOid: spot.headOid };
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
  spot: Spot | null,
  said: Said,
): Promise<number | null> {
  if (spot === null) return null;
  const { headOid, newest } = spot;
  const run: CheckRun = { conclusion: null, annotations: [], ...said, kind: 'check-run', headOid };
  try {
    return await world.write(run, newest);
  } catch (error) {
    const trouble = error instanceof TroubleError ? error.trouble : null;
    shop.log.error({ err: error, trouble, ...nameOf(job) }, 'could not say so at the commit');
    return null;
  }
}

function nameOf({ owner, repo, pull }: PullJob): Pick<PullJob, 'owner' | 'repo' | 'pull'> {
  return { owner, repo, pull };
}
