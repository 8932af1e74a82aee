import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createReadCache } from '../read/cache.js';
import { listRepositories } from '../read/fleet/repositories.js';
import { todayAt } from './clock.js';
import type { Config } from './config.js';
import { tasksFor } from './events.js';
import { createGitHubApp, type GitHubApp } from './github-app.js';
import { type Job, taskOf } from './jobs/job.js';
import { EVERY_DAY, fleetScorecardsOn } from './jobs/scorecard-world.js';
import { fleetOf, sweepOn } from './jobs/sweep-world.js';
import { workIn } from './jobs/worker.js';
import { worldOf } from './jobs/world.js';
import type { Logger } from './log.js';
import { createMetrics, type Metrics } from './metrics.js';
import type { Workshop } from './queue/attempt.js';
import { createLulls } from './queue/lulls.js';
import { MemoryQueue } from './queue/memory-queue.js';
import { PATIENCE, type Patience } from './queue/patience.js';
import type { Limits, Queue, Report } from './queue.js';
import { type Answer, createHttpServer, type Delivery, type Doors } from './server.js';

/** A running App. */
export interface Running {
  readonly port: number;
  /** Takes nothing new, finishes what is under way within 25 s, closes. */
  stop(): Promise<void>;
}

/** A job has two requests under way at most times: GitHub's 100 at once per installation are not reached. */
const LIMITS: Limits = { concurrency: 64, perLane: 40 };

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
  const state: State = { config, log, app, queue, metrics, login: null, ends: false };
  await introduce(state);
  if (config.role !== 'web') {
    queue.work(workIn(workshopOf(state, patience)));
    await planRounds(state);
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
  /** `null` until GitHub has told. */
  login: string | null;
  ends: boolean;
}

async function openQueue({ redisUrl, appId }: Config, report: Report): Promise<Queue<Job>> {
  if (redisUrl === null) return new MemoryQueue<Job>(LIMITS, report);
  const { openRedisQueue } = await import('./queue/redis-queue.js');
  return openRedisQueue<Job>({ ...LIMITS, url: redisUrl, name: `belay-${appId}`, report });
}

/** Learns who we are, and waits a moment for it; a webhook that comes before it is known asks again. */
async function introduce(state: State): Promise<void> {
  const asked = state.app.login().then(
    (login) => {
      state.login = login;
    },
    (error: unknown) =>
      state.log.warn(
        { err: error },
        'GitHub did not tell who this App is: check APP_ID and PRIVATE_KEY',
      ),
  );
  await Promise.race([asked, sleep(INTRODUCTION, undefined, { ref: false })]);
}

function workshopOf({ config, log, app, queue, metrics }: State, patience: Patience): Workshop {
  const cache = createReadCache();
  const { appId, docsUrl } = config;
  const issuer = () => app.login();
  const groundOf = async (installation: number) => {
    const client = await app.client(installation);
    const names = await listRepositories(fleetOf(client), { kind: 'installation' });
    const ground = {
      client,
      cache,
      today: todayAt(null),
      docs: docsUrl,
      writes: 'github',
    } as const;
    return { names, ground: { ...ground, issuer: await issuer() } };
  };
  return {
    world: async ({ installation, owner, repo }) =>
      worldOf(
        { client: await app.client(installation), owner, repo, cache },
        { appId, docsUrl, issuer },
      ),
    installations: () => app.installations(),
    sweep: async (installation) => {
      const { names, ground } = await groundOf(installation);
      return sweepOn(names, ground);
    },
    scorecards: async (installation) => {
      const { names, ground } = await groundOf(installation);
      const [first] = names;
      if (first === undefined)
        return { repositories: [], rollUp: null, homeless: null, trouble: null };
      // All repositories of an installation belong to one account.
      return fleetScorecardsOn(first.owner, names, { ...ground, appId, ...EVERY_DAY });
    },
    queue,
    log,
    metrics,
    lulls: createLulls(Date.now),
    now: Date.now,
    patience,
  };
}

/** Every day, and once now: nobody knows what was missed while no process ran. */
async function planRounds({ config, queue }: State): Promise<void> {
  const { sweepAt } = config;
  const round = taskOf({ kind: 'round', trouble: null }, 'fan-out');
  const pattern = sweepAt === null ? null : `${sweepAt.minute} ${sweepAt.hour} * * *`;
  await queue.repeat(pattern, round);
  if (pattern !== null) await queue.add(round);
}

function doorsOf(state: State): Doors {
  const { log, metrics } = state;
  return {
    webhook: async (delivery) => {
      const answer = await receive(state, delivery);
      // Only what was signed may name a series: a stranger could else make up any number of them.
      const event = answer.status === 202 ? delivery.event : 'refused';
      metrics.webhooks.inc({ event, status: answer.status });
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
  if (login === null) void introduce(state);
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
  const level = tasks.length === 0 ? 'debug' : 'info';
  log[level]({ id, event, tasks: tasks.map(({ key }) => key) }, 'webhook');
  return { status: 202, text: tasks.length === 0 ? 'Nothing to do.\n' : 'Taken.\n' };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
