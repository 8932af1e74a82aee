import { TroubleError } from '../../core/trouble.js';
import type { SweepReport } from '../../flows/sweep.js';
import { type At, type Job, type LocalJob, taskOf } from '../jobs/job.js';
import type { FleetScorecards } from '../jobs/scorecard-world.js';
import type { World } from '../jobs/world.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { Chance, Queue, Task } from '../queue.js';
import type { Lulls } from './lulls.js';
import type { Patience } from './patience.js';

/** What the work takes. `now` is in ms since the epoch. */
export interface Workshop {
  readonly world: (at: At) => Promise<World>;
  /** Ids of the installations that may be swept. */
  readonly installations: () => Promise<readonly number[]>;
  /** Sweeps all repositories of an installation. */
  readonly sweep: (installation: number) => Promise<SweepReport>;
  /** Files the scorecards of all repositories of an installation, and the roll-up over them. */
  readonly scorecards: (installation: number) => Promise<FleetScorecards>;
  readonly queue: Queue<Job>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly lulls: Lulls;
  readonly now: () => number;
  readonly patience: Patience;
}

/** One attempt at one job about a repository. */
export interface Attempt<J extends LocalJob> {
  readonly shop: Workshop;
  readonly world: World;
  readonly job: J;
  readonly chance: Chance;
}

/** Hands a job on to the queue; when that takes nothing now, it is trouble like any other. */
export async function handOn(
  { queue }: Pick<Workshop, 'queue'>,
  job: Job,
  urgency: Task<Job>['urgency'],
): Promise<void> {
  try {
    await queue.add(taskOf(job, urgency));
  } catch (cause) {
    throw new TroubleError({ kind: 'network', detail: 'the queue took nothing' }, { cause });
  }
}
