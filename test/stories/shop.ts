import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { addDays } from '../../src/core/day.js';
import type { Config } from '../../src/entry/config.js';
import { type Running, startApp } from '../../src/entry/start.js';
import { type GitHub, type Options, type Repo, startGitHub } from '../github/world.js';

/** The story's day: the App has no other clock than the machine's. */
export const TODAY = new Date().toISOString().slice(0, 10);

export const POLICY = `version: 1
workflows:
  checkout-pricing:
    title: Checkout pricing
    paths: ["services/pricing/**"]
    owner: "@acme/pricing"
    backup: "@hubot"
slis:
  quote-errors: { objective: "<= 0.1 %", source: "https://grafana.example/d/quotes", stop: "@acme/sre" }
`;

export const RUNBOOK = '# Pricing\n\n## Scale up\n\n## Roll back the quote cache\n';

/** A complete entry; `spoil` may replace parts of its text. */
export function entry(id = 'DL-0042', spoil: (text: string) => string = (text) => text): string {
  return spoil(`---
id: ${id}
title: Read-through cache for price quotes
date: ${TODAY}
status: pilot
workflows: [checkout-pricing]
owner: "@octocat"
backup: "@hubot"
aim: { metric: quote timeouts, from: 1.8 %, to: 0.6 %, segment: Segment S, by: ${addDays(TODAY, 30)} }
mechanism: A read-through cache will cut timeouts because most quotes repeat 200 inputs.
signals: { proxy: cache hit rate, outcome: support tickets per 1k sessions }
checkpoint: { date: ${addDays(TODAY, 14)}, continue-if: p95 -25 % and timeouts -50 % }
guardrail: { sli: quote-errors, limit: 10 % of Segment S }
rollback: { runbook: docs/runbooks/pricing.md#roll-back-the-quote-cache, flag: quote_cache }
graduation: Becomes the default in pricing/defaults.md
---
`);
}

export const ENTRY_FILE = 'docs/decisions/0042-read-through-cache.md';

/** A repository with a policy, a runbook and something flagged in it. */
export const SHOP_FILES = {
  '.github/belay.yml': POLICY,
  'docs/runbooks/pricing.md': RUNBOOK,
  'services/pricing/quote.ts': 'export const quote = 1;\n',
  'README.md': '# Shop\n',
};

/** The App on an embedded GitHub, and a shop to tell stories about. */
export interface Stage {
  readonly gh: GitHub;
  readonly shop: Repo;
  /** The one that takes the webhooks. */
  readonly app: Running;
  /** Resolves when every event is answered and the App has nothing left to do. */
  settled(): Promise<void>;
  end(): Promise<void>;
}

export interface StageOptions {
  readonly redisUrl?: string;
  /** One process for each, on one Redis; the first takes the webhooks. Default: one for all. */
  readonly roles?: readonly Config['role'][];
  readonly github?: Options;
  readonly files?: Readonly<Record<string, string>>;
  /** When the daily round begins. Default: there is none. */
  readonly sweepAt?: Config['sweepAt'];
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { redisUrl = null, roles = ['all'], files = SHOP_FILES } = options;
  const gh = await startGitHub(options.github);
  const shop = await gh.repo('acme/shop', { files });
  const config: Omit<Config, 'role'> = {
    appId: gh.appId,
    privateKey: gh.privateKey,
    webhookSecret: gh.webhookSecret,
    port: 0,
    host: '127.0.0.1',
    logLevel: 'silent',
    apiUrl: gh.url,
    redisUrl,
    docsUrl: null,
    sweepAt: options.sweepAt ?? null,
  };
  const patience = { total: 800, first: 50, longest: 200 };
  const log = pino({ level: process.env.STORY_LOG ?? 'silent' });
  const apps: Running[] = [];
  for (const role of roles)
    apps.push(await startApp({ config: { ...config, role }, log, patience }));
  const [app] = apps;
  if (app === undefined) throw new Error('a stage needs an App');
  gh.webhookUrl = `http://127.0.0.1:${app.port}/api/github/webhooks`;
  const end = async () => {
    for (const one of apps) await one.stop();
    await gh.close();
  };
  return { gh, shop, app, settled: () => settle(gh, app.port), end };
}

async function settle(gh: GitHub, port: number): Promise<void> {
  // Work may bring forth more work, and events of its own: it must be over twice in a row.
  for (let idle = 0; idle < 2; ) {
    await gh.delivered();
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    const counts = (await answer.text()).matchAll(/^belay_queue_tasks\{.*\} (\d+)$/gm);
    const busy = [...counts].some(([, count]) => count !== '0');
    idle = busy ? 0 : idle + 1;
    await wait(10);
  }
}
