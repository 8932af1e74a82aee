import { type Trouble, TroubleError } from '../../core/trouble.js';
import type { ScorecardReport } from '../../flows/scorecard.js';
import type { Ledger } from '../../flows/scorecard-ledger.js';
import { type Attempt, handOn, type Workshop } from '../queue/attempt.js';
import type { Chance, Outcome } from '../queue.js';
import { type Job, type ScorecardJob, type ScorecardsJob, scorecardJob } from './job.js';
import { passingTrouble } from './scorecard-world.js';
import { MOST_ALONE } from './sweep-work.js';

const DONE: Outcome<Job> = { kind: 'done' };

/** Files the scorecards of one repository; its trouble is the job's. */
export async function fileScorecard(attempt: Attempt<ScorecardJob>): Promise<Outcome<Job>> {
  const { shop, world } = attempt;
  const report = await world.scorecard();
  tell(shop, report);
  throwFirst(report.flatMap((one) => passingTrouble(one) ?? []));
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
  const { repositories, rollUp, trouble } = await shop.scorecards(installation);
  tell(shop, repositories);
  if (rollUp !== null) note(shop, rollUp.repository, rollUp);
  if (trouble !== null) shop.log.warn({ installation, trouble }, 'no place for the roll-up');
  const troubled = repositories.flatMap((one) => {
    const passing = passingTrouble(one);
    return passing === null ? [] : [{ at: one.repository, trouble: passing }];
  });
  const limit = troubled.find((one) => one.trouble.kind === 'rate-limit');
  const common = limit ?? (troubled.length > MOST_ALONE ? troubled[0] : undefined);
  throwFirst(common === undefined ? [] : [common.trouble]);
  for (const { at } of troubled) {
    const { owner, name: repo } = at;
    await handOn(shop, scorecardJob({ installation, owner, repo }), 'fan-out');
  }
  return DONE;
}

function throwFirst([trouble]: readonly Trouble[]): void {
  if (trouble !== undefined) throw new TroubleError(trouble);
}

function tell(shop: Workshop, report: ScorecardReport): void {
  for (const one of report) {
    const { owner, name: repo } = one.repository;
    if (one.kind === 'scored') note(shop, one.repository, one);
    if (one.kind === 'trouble')
      shop.log.warn({ owner, repo, trouble: one.trouble }, 'could not be scored');
  }
}

interface Named {
  readonly owner: string;
  readonly name: string;
}

function note({ log, metrics }: Workshop, { owner, name }: Named, ledger: Ledger): void {
  const { done, told, trouble } = ledger;
  for (const { write } of done) metrics.issueWrites.inc({ kind: write.kind });
  const said = { owner, repo: name, writes: done.length, told, trouble };
  if (trouble !== null) log.warn(said, 'scored in part');
  else if (done.length > 0 || told !== null) log.info(said, 'scored');
}
