import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { turnedPilots } from '../../core/pilot/sweep.js';
import { TroubleError } from '../../core/trouble.js';
import type { SweepReport, Swept } from '../../flows/sweep.js';
import { type Attempt, handOn, type Workshop } from '../queue/attempt.js';
import type { Chance, Outcome } from '../queue.js';
import {
  type At,
  type FleetJob,
  fleetJob,
  type Job,
  type SweepJob,
  scorecardsJob,
  sweepJob,
} from './job.js';
import { retryAlone, type Troubled } from './retry.js';

const DONE: Outcome<Job> = { kind: 'done' };

/** Sweeps one repository; its trouble is the job's. */
export async function sweepRepository(attempt: Attempt<SweepJob>): Promise<Outcome<Job>> {
  const { shop, world, job } = attempt;
  const report = await world.sweep();
  await tell(shop, job.installation, report);
  const [trouble] = report.flatMap(troubleIn);
  if (trouble !== undefined) throw new TroubleError(trouble.trouble);
  return DONE;
}

/** Sweeps an installation when its turn has come; repositories in trouble are swept again alone. */
export async function sweepFleet(
  shop: Workshop,
  job: FleetJob,
  chance: Chance,
): Promise<Outcome<Job>> {
  // Whatever process starts next begins with a round.
  if (chance === 'last') return DONE;
  if (job.wait > 0) return { kind: 'again', after: job.wait, data: { ...job, wait: 0 } };
  const report = await shop.sweep(job.installation);
  // Before trouble sends the sweep back: the jobs coalesce, and scorecards need not wait for it.
  if (report.some(({ kind }) => kind !== 'without-policy'))
    await handOn(shop, scorecardsJob(job.installation), 'fan-out');
  await tell(shop, job.installation, report);
  await retryAlone(shop, report.flatMap(troubleIn), (repository) =>
    sweepJob(placeOf(job.installation, repository)),
  );
  return DONE;
}

/** So many minutes a round is spread over. */
const MINUTES = 60;

/** Gives every installation its turn, which is the same every day. */
export async function goRound(shop: Workshop): Promise<Outcome<Job>> {
  for (const installation of await shop.installations())
    await handOn(shop, fleetJob(installation, turnOf(installation) * 60_000), 'fan-out');
  return DONE;
}

/** The minute of an installation: ids that follow one another are spread (Knuth's constant). */
export function turnOf(installation: number): number {
  return (Math.imul(installation, 2_654_435_761) >>> 0) % MINUTES;
}

type One = SweepReport[number];

function troubleIn(one: One): readonly Troubled[] {
  const repository = repositoryOf(one);
  if (one.kind !== 'trouble' && one.kind !== 'swept') return [];
  return one.trouble === null ? [] : [{ repository, trouble: one.trouble }];
}

function repositoryOf(one: One): RepositoryName {
  return one.kind === 'swept' ? one.log.repository : one.repository;
}

function placeOf(installation: number, { owner, name }: RepositoryName): At {
  return { installation, owner, repo: name };
}

/** Logs what was found and done, and lets those pull requests be judged again that it concerns. */
async function tell(shop: Workshop, installation: number, report: SweepReport): Promise<void> {
  for (const one of report) {
    const { owner, name } = repositoryOf(one);
    note(shop, one, { owner, repo: name });
    if (one.kind === 'swept') await judgeAgain(shop, placeOf(installation, { owner, name }), one);
  }
}

function note({ log, metrics }: Workshop, one: One, at: { owner: string; repo: string }): void {
  switch (one.kind) {
    case 'without-policy':
      return;
    case 'broken-policy':
      log.warn({ ...at, file: one.file, problems: one.problems.length }, 'a broken policy');
      return;
    case 'trouble':
      log.warn({ ...at, trouble: one.trouble }, 'could not be swept');
      return;
    case 'swept': {
      for (const { write } of one.done) metrics.issueWrites.inc({ kind: write.kind });
      const { done, waiting, told, trouble } = one;
      const said = { ...at, writes: done.length, waiting, told, trouble };
      if (trouble !== null) log.warn(said, 'swept in part');
      else if (done.length + waiting > 0 || told !== null) log.info(said, 'swept');
    }
  }
}

/** A checkpoint that passes turns checks without any event. */
async function judgeAgain(shop: Workshop, at: At, { log, done }: Swept): Promise<void> {
  const paths = turnedPilots(log, done.length).map(({ entry }) => entry.path);
  if (paths.length === 0) return;
  const job = {
    kind: 'push',
    why: 'checkpoint',
    ...at,
    trouble: null,
    after: log.today,
    paths,
  } as const;
  await handOn(shop, job, 'fan-out');
}
