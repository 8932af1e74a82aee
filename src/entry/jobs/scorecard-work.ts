import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { type Ledger, type RepositoryRun, troubleIn } from '../../core/scorecard/run.js';
import { passes, TroubleError } from '../../core/trouble.js';
import type { Attempt, Workshop } from '../queue/attempt.js';
import type { Chance, Outcome } from '../queue.js';
import {
  type Job,
  type ScorecardJob,
  type ScorecardsJob,
  scorecardJob,
  scorecardsJob,
} from './job.js';
import { retryAlone, type Troubled } from './retry.js';

const DONE: Outcome<Job> = { kind: 'done' };

/** GitHub lets an app create 500 things an hour, and each scorecard takes up to three; in ms. */
const PAUSE = 3_600_000;

/** Files the scorecards of one repository; its trouble is the job's. */
export async function fileScorecard(attempt: Attempt<ScorecardJob>): Promise<Outcome<Job>> {
  const { shop, world } = attempt;
  const report = await world.scorecard();
  tell(shop, report);
  const [passing] = report.flatMap(troubledIn).filter(({ trouble }) => passes(trouble));
  if (passing !== undefined) throw new TroubleError(passing.trouble);
  return DONE;
}

/** Files those of an installation; repositories in trouble are taken up again alone. */
export async function fileScorecards(
  shop: Workshop,
  { installation }: ScorecardsJob,
  chance: Chance,
): Promise<Outcome<Job>> {
  // Whatever process starts next begins with a round.
  if (chance === 'last') return DONE;
  const { repositories, rollUp, homeless, trouble } = await shop.scorecards(installation);
  tell(shop, repositories);
  if (rollUp !== null) note(shop, rollUp.repository, rollUp);
  if (trouble !== null) shop.log.warn({ installation, trouble }, 'no place for the roll-up');
  if (homeless !== null && homeless.foreign !== null)
    shop.log.warn({ installation, ...homeless }, 'the roll-up is to stand at another owner');
  await retryAlone(shop, repositories.flatMap(troubledIn), ({ owner, name: repo }) =>
    scorecardJob({ installation, owner, repo }),
  );
  return repositories.some(isWaiting)
    ? { kind: 'again', after: PAUSE, data: scorecardsJob(installation) }
    : DONE;
}

/** Whether months are left because so many were filed in this run. */
function isWaiting(one: RepositoryRun): boolean {
  return one.kind === 'scored' && one.waiting.length > 0;
}

function troubledIn(one: RepositoryRun): readonly Troubled[] {
  const trouble = troubleIn(one);
  return trouble === null ? [] : [{ repository: one.repository, trouble }];
}

function tell(shop: Workshop, report: readonly RepositoryRun[]): void {
  for (const one of report) {
    const { owner, name: repo } = one.repository;
    if (one.kind === 'scored') note(shop, one.repository, one);
    if (one.kind === 'trouble')
      shop.log.warn({ owner, repo, trouble: one.trouble }, 'could not be scored');
    if (one.kind === 'broken-policy')
      shop.log.warn({ owner, repo, file: one.file }, 'no version of the policy can be read');
  }
}

function note({ log, metrics }: Workshop, { owner, name }: RepositoryName, ledger: Ledger): void {
  const { done, told, trouble } = ledger;
  for (const { write } of done) metrics.issueWrites.inc({ kind: write.kind });
  const said = { owner, repo: name, writes: done.length, told, trouble };
  if (trouble !== null) log.warn(said, 'scored in part');
  else if (done.length > 0 || told !== null) log.info(said, 'scored');
}
