import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Counts } from './queue.js';

/** What `/metrics` tells, in Prometheus' text form. One set per App: tests run many in a process. */
export interface Metrics {
  readonly registry: Registry;
  /** Webhooks by event and by what we answered. */
  readonly webhooks: Counter<'event' | 'status'>;
  /** Runs of tasks by kind and outcome; `again` is one more attempt to come. */
  readonly tasks: Counter<'kind' | 'outcome'>;
  readonly seconds: Histogram<'kind'>;
  readonly verdicts: Counter<'verdict'>;
  /** What sweeps wrote, by kind of write; commands by what became of them. */
  readonly issueWrites: Counter<'kind'>;
  readonly commands: Counter<'outcome'>;
  readonly requests: Counter<'status'>;
}

/** `counts` is asked at each scrape; when it fails the queue's gauge is left out. */
export function createMetrics(counts: () => Promise<Counts>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'belay_queue_tasks',
    help: 'Tasks in the queue by state',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      const now = await counts().catch(() => null);
      for (const [state, count] of Object.entries(now ?? {})) this.set({ state }, count);
    },
  });
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `belay_${name}_total`, help, labelNames, registers });
  return {
    registry,
    webhooks: counter('webhooks', 'Webhooks by event and status answered', 'event', 'status'),
    tasks: counter('tasks', 'Runs of tasks by kind and outcome', 'kind', 'outcome'),
    seconds: new Histogram({
      name: 'belay_task_seconds',
      help: 'Duration of a run by kind of task',
      labelNames: ['kind'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    }),
    verdicts: counter('verdicts', 'Verdicts reached', 'verdict'),
    issueWrites: counter('issue_writes', 'Writes to pilot issues by kind', 'kind'),
    commands: counter('commands', 'Comments that spoke to Belay by outcome', 'outcome'),
    requests: counter(
      'github_requests',
      'Requests to GitHub by status answered; 0 where none came',
      'status',
    ),
  };
}
