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
  return {
    registry,
    webhooks: new Counter({
      name: 'belay_webhooks_total',
      help: 'Webhooks by event and status answered',
      labelNames: ['event', 'status'],
      registers,
    }),
    tasks: new Counter({
      name: 'belay_tasks_total',
      help: 'Runs of tasks by kind and outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    seconds: new Histogram({
      name: 'belay_task_seconds',
      help: 'Duration of a run by kind of task',
      labelNames: ['kind'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    }),
    verdicts: new Counter({
      name: 'belay_verdicts_total',
      help: 'Verdicts reached',
      labelNames: ['verdict'],
      registers,
    }),
    requests: new Counter({
      name: 'belay_github_requests_total',
      help: 'Requests to GitHub by status answered; 0 where none came',
      labelNames: ['status'],
      registers,
    }),
  };
}
