import type { AppProcess } from './app-process.js';
import { isAnsweredWrite } from './measure.js';
import { type Opened, open, openShop } from './pulls.js';
import type { Contest, Latency } from './scenarios.js';

/** How many pull requests are opened at once. */
export const BURST = 100;

/** What a burst took of one app: wall time and CPU, in ms for all of it. */
interface Taken {
  readonly ms: number;
  readonly cpu: number;
}

/** A burst through both apps. */
export interface Burst {
  readonly minimal: Taken;
  readonly belay: Taken;
}

export interface BurstOptions {
  /** What each pull request changes. */
  readonly files: () => Record<string, string>;
  readonly latency: Latency;
  readonly rounds: number;
}

/** Each app takes the same pull requests at once; who goes first changes with every round. */
export async function burst(
  contest: Contest,
  { files, latency, rounds }: BurstOptions,
): Promise<Burst> {
  const { gh } = contest;
  const shop = await openShop(gh);
  const sum = { minimal: { ms: 0, cpu: 0 }, belay: { ms: 0, cpu: 0 } };
  for (let round = 0; round < rounds; round += 1) {
    const pulls: Opened[] = [];
    for (let at = 0; at < BURST; at += 1) pulls.push(await open(shop, { files: files() }));
    gh.latency = latency;
    const order = ['minimal', 'belay'] as const;
    for (const name of round % 2 === 0 ? order : order.toReversed()) {
      const { ms, cpu } = await take(contest, contest[name], pulls);
      sum[name] = { ms: sum[name].ms + ms / rounds, cpu: sum[name].cpu + cpu / rounds };
    }
    gh.latency = 0;
  }
  return sum;
}

async function take({ gh }: Contest, app: AppProcess, pulls: readonly Opened[]): Promise<Taken> {
  gh.forget();
  gh.webhookUrl = app.webhookUrl;
  const before = await app.usage();
  const began = performance.now();
  for (const { event } of pulls) void gh.deliver(event.event, event.payload);
  await gh.until(() => gh.requests.filter(isAnsweredWrite).length >= pulls.length, {
    timeout: 30_000,
  });
  const ms = performance.now() - began;
  await gh.delivered();
  await gh.quiet();
  const after = await app.usage();
  gh.webhookUrl = null;
  return { ms, cpu: after.cpu - before.cpu };
}
