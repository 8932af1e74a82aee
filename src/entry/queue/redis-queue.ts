import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue as BullQueue, DelayedError, type Job, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Counts, Limits, Outcome, Queue, Report, Task, Work } from '../queue.js';

/** Lower runs first. Not 0: that would put a job before the prioritised ones for ever. */
const PRIORITY = { event: 1, 'fan-out': 10 } as const;

/** How long one check takes, roughly: the pace at which a crowded lane is called up again, in ms. */
const PACE = 200;

/** So many workers may die over one job before it is given up. */
const MOST_STALLED = 3;

/** How long to wait for Redis at the start, in ms. */
const PATIENCE = 10_000;

export interface RedisOptions extends Limits {
  readonly url: string;
  readonly name: string;
  readonly report: Report;
}

/**
 * Connects to Redis and resolves once it answers; rejects when it does not within ten seconds.
 * While Redis is away later on, `add` rejects at once instead of waiting: without these settings it
 * would hang, and a webhook with it.
 */
export async function openRedisQueue<D>(options: RedisOptions): Promise<RedisQueue<D>> {
  const client = new Redis(options.url, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  client.on('error', (error) => options.report(error, null));
  const ready = new Promise<true>((resolve) => client.once('ready', () => resolve(true)));
  if (await Promise.race([ready, sleep(PATIENCE, false, { ref: false })])) {
    return new RedisQueue<D>(client, options);
  }
  client.disconnect();
  throw new Error(`Redis did not answer within ${PATIENCE / 1000} s`);
}

/** The queue that any number of processes share. Losing Redis loses what waited, nothing else. */
export class RedisQueue<D> implements Queue<D> {
  readonly #options: RedisOptions;
  readonly #client: Redis;
  readonly #queue: BullQueue<Task<D>>;
  readonly #lanes: Lanes;
  #worker: Worker<Task<D>> | null = null;

  constructor(client: Redis, options: RedisOptions) {
    this.#options = options;
    this.#client = client;
    this.#lanes = new Lanes(options.perLane);
    this.#queue = new BullQueue<Task<D>>(options.name, {
      skipWaitingForReady: true,
      connection: client,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: { age: 86_400, count: 1000 } },
    });
    this.#queue.on('error', (error) => options.report(error, null));
  }

  async add(task: Task<D>): Promise<void> {
    const jobId = randomUUID();
    const job = await this.#queue.add('task', task, {
      jobId,
      priority: PRIORITY[task.urgency],
      deduplication: { id: task.key, keepLastIfActive: true },
    });
    if (task.urgency === 'event' && job.id !== undefined && job.id !== jobId) {
      await this.#hurry(job.id);
    }
  }

  work(work: Work<D>): void {
    const { name, concurrency, report } = this.#options;
    this.#worker = new Worker<Task<D>>(name, (job, token) => this.#run(job, token, work), {
      connection: { url: this.#options.url },
      concurrency,
      maxStalledCount: MOST_STALLED,
    });
    this.#worker.on('error', (error) => report(error, null));
    this.#worker.on('failed', (job, error) => report(error, job?.data.key ?? null));
  }

  async repeat(pattern: string | null, task: Task<D>): Promise<void> {
    if (pattern === null) await this.#queue.removeJobScheduler(task.key);
    else {
      const opts = { priority: PRIORITY[task.urgency], removeOnComplete: true };
      const template = { name: 'task', data: task, opts };
      await this.#queue.upsertJobScheduler(task.key, { pattern, tz: 'UTC' }, template);
    }
  }

  async counts(): Promise<Counts> {
    const counts = await this.#queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed');
    return {
      waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
      active: counts.active ?? 0,
      delayed: counts.delayed ?? 0,
    };
  }

  async drain(within: number): Promise<void> {
    const late = sleep(within, undefined, { ref: false });
    await Promise.race([this.#worker?.close() ?? Promise.resolve(), late]);
    await Promise.race([this.#queue.close(), late]);
    this.#client.disconnect();
  }

  /** A task that waits as a fan-out is called up: somebody waits for it now. */
  async #hurry(id: string): Promise<void> {
    const job = await this.#queue.getJob(id);
    if (job !== undefined && job.priority > PRIORITY.event) {
      await job.changePriority({ priority: PRIORITY.event });
    }
  }

  async #run(job: Job<Task<D>>, token: string | undefined, work: Work<D>): Promise<void> {
    const task = job.data;
    const turn = this.#lanes.enter(task.lane);
    if (turn !== null) return later(job, token, turn);
    let outcome: Outcome<D>;
    try {
      outcome = await work(task, 'more');
    } finally {
      this.#lanes.leave(task.lane);
    }
    if (outcome.kind === 'done') return;
    await job.updateData({ ...task, data: outcome.data });
    return later(job, token, outcome.after);
  }
}

async function later<D>(
  job: Job<Task<D>>,
  token: string | undefined,
  after: number,
): Promise<never> {
  await job.moveToDelayed(Date.now() + after, token);
  throw new DelayedError();
}

/** Counts what runs of each lane in this process, and gives those turned away staggered turns. */
class Lanes {
  readonly #busy = new Map<string, number>();
  readonly #turns = new Map<string, number>();
  readonly #perLane: number;

  constructor(perLane: number) {
    this.#perLane = perLane;
  }

  /** `null`: come in. Else: the milliseconds to wait until this task's turn. */
  enter(lane: string): number | null {
    const busy = this.#busy.get(lane) ?? 0;
    if (busy < this.#perLane) {
      this.#busy.set(lane, busy + 1);
      return null;
    }
    const now = Date.now();
    const turn = Math.max(now, this.#turns.get(lane) ?? 0) + PACE / this.#perLane;
    this.#turns.set(lane, turn);
    return Math.ceil(turn - now);
  }

  leave(lane: string): void {
    const left = (this.#busy.get(lane) ?? 1) - 1;
    if (left > 0) this.#busy.set(lane, left);
    else {
      this.#busy.delete(lane);
      this.#turns.delete(lane);
    }
  }
}
