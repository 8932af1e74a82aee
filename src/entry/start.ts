import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createReadCache } from '../read/cache.js';
import type { Config } from './config.js';
import { tasksFor } from './events.js';
import { createGitHubApp, type GitHubApp } from './github-app.js';
import type { At, Job } from './job.js';
import type { Logger } from './log.js';
import { MemoryQueue } from './memory-queue.js';
import { createMetrics, type Metrics } from './metrics.js';
import { PATIENCE, type Patience } from './patience.js';
import type { Limits, Queue, Report } from './queue.js';
import { type Answer, createHttpServer, type Delivery, type Doors } from './server.js';
import { workIn } from './worker.js';
import { worldOf } from './world.js';

/** A running App. */
export interface Running {
  readonly port: number;
  /** Takes nothing new, finishes what is under way within 25 s, closes. */
  stop(): Promise<void>;
}

/** Enough to keep GitHub's 100 requests at once per installation from being reached. */
const LIMITS: Limits = { concurrency: 48, perLane: 24 };

/** Orchestrators kill after 30 s; what is under way gets most of that. */
const DRAIN = 25_000;

/** How long to wait at the start for GitHub to tell who we are. */
const INTRODUCTION = 3_000;

export interface StartOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Shorter in tests. */
  readonly patience?: Patience;
}

/** Starts the App; resolves when it takes requests. Rejects when Redis or the port cannot be had. */
export async function startApp({
  config,
  log,
  patience = PATIENCE,
}: StartOptions): Promise<Running> {
  const queue = await openQueue(config, (error, key) =>
    log.error({ err: error, key }, 'the queue'),
  );
  const metrics = createMetrics(() => queue.counts());
  const app = createGitHubApp(config, log, (request) => {
    metrics.requests.inc({ status: request.status });
    log.debug(request, 'asked GitHub');
  });
  const state: State = {
    config,
    log,
    app,
    queue,
    metrics,
    login: await introduce(app),
    ends: false,
  };
  if (config.role !== 'web') {
    const cache = createReadCache();
    const world = async ({ installation, owner, repo }: At) =>
      worldOf({ client: await app.client(installation), owner, repo, cache }, config.appId);
    queue.work(workIn({ world, queue, log, metrics, now: Date.now, patience }));
  }
  const server = createHttpServer(doorsOf(state));
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  log.info({ port, host: config.host, role: config.role }, 'listening');
  return {
    port,
    stop: async () => {
      state.ends = true;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await queue.drain(DRAIN);
      server.closeAllConnections();
      await closed;
    },
  };
}

interface State {
  readonly config: Config;
  readonly log: Logger;
  readonly app: GitHubApp;
  readonly queue: Queue<Job>;
  readonly metrics: Metrics;
  readonly login: string | null;
  ends: boolean;
}

async function openQueue({ redisUrl }: Config, report: Report): Promise<Queue<Job>> {
  if (redisUrl === null) return new MemoryQueue<Job>(LIMITS, report);
  const { openRedisQueue } = await import('./redis-queue.js');
  return openRedisQueue<Job>({ ...LIMITS, url: redisUrl, name: 'belay', report });
}

async function introduce(app: GitHubApp): Promise<string | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, INTRODUCTION, null).unref());
  return Promise.race([app.login(), late]);
}

function doorsOf(state: State): Doors {
  const { log, metrics } = state;
  return {
    webhook: async (delivery) => {
      const answer = await receive(state, delivery);
      metrics.webhooks.inc({ event: delivery.event, status: answer.status });
      return answer;
    },
    ready: async () => {
      const isReady =
        !state.ends &&
        (await state.queue.counts().then(
          () => true,
          () => false,
        ));
      return isReady ? { status: 200, text: 'ready\n' } : { status: 503, text: 'not ready\n' };
    },
    metrics: async () => {
      const { registry } = metrics;
      return { status: 200, text: await registry.metrics(), type: registry.contentType };
    },
    failed: (error) => log.error({ err: error }, 'a request failed'),
  };
}

/** Answers as soon as the queue holds the work: GitHub waits ten seconds for an answer at most. */
async function receive(state: State, delivery: Delivery): Promise<Answer> {
  const { app, config, log, login, queue } = state;
  const { id, event, body, signature } = delivery;
  if (state.ends || config.role === 'worker') return { status: 503, text: 'No webhooks here.\n' };
  if (!(await app.isSigned(body, signature))) {
    log.warn({ id, event }, 'a webhook with a wrong signature: check WEBHOOK_SECRET');
    return { status: 400, text: 'The signature does not match.\n' };
  }
  const tasks = tasksFor(event, parsed(body), { appId: config.appId, login });
  if (tasks === null)
    return { status: 400, text: `This is no ${event} event as GitHub sends it.\n` };
  try {
    for (const task of tasks) await queue.add(task);
  } catch (error) {
    log.error({ err: error, id, event }, 'the queue did not take a webhook');
    return { status: 503, text: 'The queue cannot take it now; deliver it again later.\n' };
  }
  log.info({ id, event, tasks: tasks.map(({ key }) => key) }, 'webhook');
  return { status: 202, text: tasks.length === 0 ? 'Nothing to do.\n' : 'Taken.\n' };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
