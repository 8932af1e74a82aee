import type { At, Job } from './job.js';
import type { Logger } from './log.js';
import type { Metrics } from './metrics.js';
import type { Patience } from './patience.js';
import type { Chance, Queue } from './queue.js';
import type { World } from './world.js';

/** What the work takes. `now` is in ms since the epoch. */
export interface Workshop {
  readonly world: (at: At) => Promise<World>;
  readonly queue: Queue<Job>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly patience: Patience;
}

/** One attempt at one job. */
export interface Attempt<J extends Job> {
  readonly shop: Workshop;
  readonly world: World;
  readonly job: J;
  readonly chance: Chance;
}
