/**
 * One piece of work. `data` must survive JSON; it says what to look at, never what was seen there:
 * the worker reads everything again.
 */
export interface Task<D> {
  /** One task of a key runs at a time. */
  readonly key: string;
  /** Whose work it is (an installation): no lane may take every worker. */
  readonly lane: string;
  /** An event somebody waits for goes before the fan-out of a push. */
  readonly urgency: 'event' | 'fan-out';
  readonly data: D;
}

/** What became of a task: done, or to be tried again `after` milliseconds with this data. */
export type Outcome<D> =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly after: number; readonly data: D };

/** `last`: the process ends, there will be no other chance for this task. */
export type Chance = 'more' | 'last';

/** Must not reject: a task whose work rejects is dropped and reported as a bug. */
export type Work<D> = (task: Task<D>, chance: Chance) => Promise<Outcome<D>>;

export interface Counts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

/**
 * What the App needs of a queue. For every `add` that resolves, a run of its key starts afterwards.
 * Adds of one key coalesce: at most one run is active and one waiting. A key waiting as a fan-out
 * becomes urgent when an event adds it again.
 */
export interface Queue<D> {
  /** Resolves once the queue holds the task; rejects when it cannot take it. */
  add(task: Task<D>): Promise<void>;
  work(work: Work<D>): void;
  /**
   * Adds the task each time the cron pattern comes round in UTC, once for all processes that share
   * the queue; `null`: from now on no more.
   */
  repeat(pattern: string | null, task: Task<D>): Promise<void>;
  counts(): Promise<Counts>;
  /** Takes nothing new, lets what runs come to its end, and resolves after `within` ms at most. */
  drain(within: number): Promise<void>;
}

/** How much runs at once in one process: all together, and of one lane. */
export interface Limits {
  readonly concurrency: number;
  readonly perLane: number;
}

/** Tells of work that rejected or a queue that stumbled; never throws. */
export type Report = (error: unknown, key: string | null) => void;
