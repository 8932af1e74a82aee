import { Cron } from 'croner';
import type { Chance, Counts, Limits, Outcome, Queue, Report, Task, Work } from '../queue.js';

/** Beyond so many waiting tasks the process is in trouble: it answers 503 and GitHub keeps the event. */
const MOST_WAITING = 20_000;

const DONE = { kind: 'done' } as const;

type Shelf<D> = Map<string, Task<D>>;

/** The queue of a single process. What it holds is lost with the process, so a drain runs it empty. */
export class MemoryQueue<D> implements Queue<D> {
  readonly #limits: Limits;
  readonly #report: Report;
  /** By urgency, then lane, then key. Lanes take turns: the one served goes to the end. */
  readonly #shelves = {
    event: new Map<string, Shelf<D>>(),
    'fan-out': new Map<string, Shelf<D>>(),
  };
  readonly #waiting = new Map<string, Task<D>>();
  readonly #active = new Map<string, Task<D>>();
  /** Behind the active task of the same key: the newest add. */
  readonly #next = new Map<string, Task<D>>();
  readonly #delayed = new Map<string, { task: Task<D>; timer: NodeJS.Timeout }>();
  readonly #busy = new Map<string, number>();
  readonly #idle: (() => void)[] = [];
  readonly #repeated = new Map<string, Cron>();
  #work: Work<D> | null = null;
  #chance: Chance = 'more';

  constructor(limits: Limits, report: Report) {
    this.#limits = limits;
    this.#report = report;
  }

  async add(task: Task<D>): Promise<void> {
    if (this.#chance === 'last') throw new Error('the queue is closing');
    if (this.#waiting.size >= MOST_WAITING) throw new Error('the queue is full');
    if (this.#active.has(task.key)) this.#next.set(task.key, task);
    else if (!this.#delayed.has(task.key)) this.#put(task);
    this.#pump();
  }

  work(work: Work<D>): void {
    this.#work = work;
    this.#pump();
  }

  async repeat(pattern: string | null, task: Task<D>): Promise<void> {
    this.#repeated.get(task.key)?.stop();
    this.#repeated.delete(task.key);
    if (pattern === null) return;
    const add = () => this.add(task).catch((error) => this.#report(error, task.key));
    this.#repeated.set(task.key, new Cron(pattern, { timezone: 'UTC', unref: true }, add));
  }

  async counts(): Promise<Counts> {
    return {
      waiting: this.#waiting.size + this.#next.size,
      active: this.#active.size,
      delayed: this.#delayed.size,
    };
  }

  async drain(within: number): Promise<void> {
    this.#chance = 'last';
    for (const cron of this.#repeated.values()) cron.stop();
    for (const { task, timer } of this.#delayed.values()) {
      clearTimeout(timer);
      this.#put(task);
    }
    this.#delayed.clear();
    this.#pump();
    if (this.#work === null || this.#isEmpty()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, within);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #isEmpty(): boolean {
    return this.#waiting.size + this.#active.size + this.#next.size === 0;
  }

  #put(task: Task<D>): void {
    const known = this.#waiting.get(task.key);
    if (known !== undefined && (known.urgency === 'event' || task.urgency === 'fan-out')) return;
    if (known !== undefined) this.#take(known);
    this.#waiting.set(task.key, task);
    const lanes = this.#shelves[task.urgency];
    const shelf = lanes.get(task.lane) ?? new Map();
    lanes.set(task.lane, shelf.set(task.key, task));
  }

  #take(task: Task<D>): void {
    this.#waiting.delete(task.key);
    const lanes = this.#shelves[task.urgency];
    const shelf = lanes.get(task.lane);
    shelf?.delete(task.key);
    lanes.delete(task.lane);
    if (shelf !== undefined && shelf.size > 0) lanes.set(task.lane, shelf);
  }

  #pick(): Task<D> | null {
    if (this.#active.size >= this.#limits.concurrency) return null;
    return this.#first(this.#shelves.event) ?? this.#first(this.#shelves['fan-out']);
  }

  #first(lanes: ReadonlyMap<string, Shelf<D>>): Task<D> | null {
    for (const [lane, shelf] of lanes) {
      if ((this.#busy.get(lane) ?? 0) >= this.#limits.perLane) continue;
      for (const task of shelf.values()) return task;
    }
    return null;
  }

  #pump(): void {
    if (this.#work === null) return;
    for (let task = this.#pick(); task !== null; task = this.#pick()) {
      this.#take(task);
      this.#active.set(task.key, task);
      this.#busy.set(task.lane, (this.#busy.get(task.lane) ?? 0) + 1);
      void this.#run(task, this.#work);
    }
  }

  async #run(task: Task<D>, work: Work<D>): Promise<void> {
    const chance = this.#chance;
    let outcome: Outcome<D> = DONE;
    try {
      outcome = await work(task, chance);
    } catch (error) {
      this.#report(error, task.key);
    }
    this.#settle(task, chance === 'last' ? DONE : outcome);
    this.#pump();
    if (this.#isEmpty()) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** What would be tried again when the queue closes meanwhile has its last chance at once. */
  #settle(task: Task<D>, outcome: Outcome<D>): void {
    this.#active.delete(task.key);
    const left = (this.#busy.get(task.lane) ?? 1) - 1;
    if (left === 0) this.#busy.delete(task.lane);
    else this.#busy.set(task.lane, left);
    const next = this.#next.get(task.key);
    this.#next.delete(task.key);
    if (outcome.kind === 'again' && this.#chance === 'more') this.#delay(task, outcome);
    else if (outcome.kind === 'again') this.#put({ ...task, data: outcome.data });
    else if (next !== undefined) this.#put(next);
  }

  /** A newer add waits out the delay with it: the run that follows reads everything again. */
  #delay(task: Task<D>, outcome: Outcome<D> & { kind: 'again' }): void {
    const later = { ...task, data: outcome.data };
    const timer = setTimeout(() => {
      this.#delayed.delete(task.key);
      this.#put(later);
      this.#pump();
    }, outcome.after);
    this.#delayed.set(task.key, { task: later, timer });
  }
}
