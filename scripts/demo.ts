/**
 * The main job on an embedded GitHub, in one process: `npm run demo`. With `--keep` it goes on
 * running, and prints where to look.
 */
import { styleText } from 'node:util';
import { pino } from 'pino';
import { addDays } from '../src/core/day.js';
import { startApp } from '../src/entry/start.js';
import { type GitHub, type Pull, type Repo, startGitHub } from '../test/github/world.js';
import { showMarkdown } from './show-markdown.js';

const today = new Date().toISOString().slice(0, 10);

const FILES = {
  'README.md': '# Shop\n\nThe shop of acme.\n',
  '.github/belay.yml': `version: 1
workflows:
  checkout-pricing:
    title: Checkout pricing
    paths: ["services/pricing/**", "!**/*.md"]
    owner: "@octocat"
    backup: "@hubot"
    trigger: a pricing change reaches more than 1 % of traffic
    stop-when: quote errors above 0.1 % for 5 minutes
    metric: quote success rate
    escalation: "#inc-pricing, then @acme/sre-oncall"
slis:
  quote-errors:
    objective: "<= 0.1 %"
    source: https://grafana.example/d/quotes
    stop: "@acme/sre-oncall"
pilots:
  quiet-days: []
`,
  'docs/runbooks/pricing.md': `# Pricing

## Scale up

Raise the replica count of the quote service.

## Roll back the quote cache

Turn the flag \`quote_cache\` off; quotes are computed again within a minute.
`,
  'services/pricing/quote.ts': 'export const quote = (input: string) => compute(input);\n',
};

/** The entry, with the one slip that a hurried author makes: the heading is called otherwise. */
const ENTRY = `---
id: DL-0042
title: Read-through cache for price quotes
date: ${today}
status: pilot
workflows: [checkout-pricing]
aim: { metric: quote timeouts, from: 1.8 %, to: 0.6 %, segment: Segment S, by: ${addDays(today, 28)} }
mechanism: A read-through cache will cut timeouts because most quotes repeat 200 inputs.
signals: { proxy: cache hit rate, leading: queue depth, outcome: support tickets per 1k sessions }
checkpoint: { date: ${addDays(today, 14)}, continue-if: p95 -25 % and timeouts -50 % }
guardrail: { sli: quote-errors, limit: 10 % of Segment S behind flag quote_cache }
rollback: { runbook: docs/runbooks/pricing.md#roll-back, flag: quote_cache }
graduation: Becomes the default in services/pricing/defaults.ts
---
Most quotes repeat. We try the smallest thing that could show it.
`;

/** A pilot begun five weeks ago, with a checkpoint that nobody kept. */
const FORGOTTEN = ENTRY.replace('DL-0042', 'DL-0031')
  .replace('Read-through cache for price quotes', 'Retry failed quotes once')
  .replace(`date: ${today}\n`, `date: ${addDays(today, -35)}\n`)
  .replace(
    /^mechanism:.*$/m,
    'mechanism: One retry will cut timeouts because most last for a blink.',
  )
  .replace(/^checkpoint: \{ date: [\d-]+/m, `checkpoint: { date: ${addDays(today, -9)}`)
  .replace('behind flag quote_cache', 'behind flag quote_retry')
  .replace(/^rollback:.*$/m, 'rollback: { flag: quote_retry }')
  .replace('Most quotes repeat. We try', 'Some quotes time out. We try');

const FORGOTTEN_FILE = 'docs/decisions/0031-retry-quotes.md';

const ENTRY_FILE = 'docs/decisions/0042-read-through-cache.md';
const CACHED = 'export const quote = (input: string) => cache.get(input) ?? compute(input);\n';

/** As in docs/app-full.yml: a verdict may become a pull request. */
const FULL = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  checks: 'write',
  issues: 'write',
  members: 'read',
};

async function main(): Promise<void> {
  const gh = await startGitHub({
    users: ['octocat', 'hubot', 'mona'],
    app: { permissions: FULL },
  });
  const app = await startBelay(gh);
  const shop = await gh.repo('acme/shop', { files: FILES });

  say('acme/shop flags its checkout pricing. A pull request changes it:');
  const pull = await shop.openPull({
    by: 'octocat',
    title: 'Cache price quotes',
    body: 'Quotes are slow under load.',
    files: { 'services/pricing/quote.ts': CACHED },
  });
  await showCheck(gh, pull);

  say('The author adds the entry, but misses the heading of the runbook:');
  await pull.push({ [ENTRY_FILE]: ENTRY });
  await showCheck(gh, pull);

  say('One line mended:');
  await pull.push({ [ENTRY_FILE]: ENTRY.replace('#roll-back,', '#roll-back-the-quote-cache,') });
  await showCheck(gh, pull);

  say('A pull request from a fork, same workflow, linking the entry that is now merged:');
  await pull.merge({ by: 'root' });
  const fork = await shop.fork('mona');
  const outside = await shop.openPull({
    by: 'mona',
    from: fork,
    title: 'Warm the cache at start',
    body: 'Decision: DL-0042',
    files: { 'services/pricing/warm.ts': 'export const warm = () => cache.fill();\n' },
  });
  await showCheck(gh, outside);

  say('And one that touches nothing flagged:');
  const other = await shop.openPull({
    by: 'hubot',
    title: 'Mention the docs',
    files: { 'README.md': '# Shop\n\nSee docs/.\n' },
  });
  await showCheck(gh, other);
  await showPilot(gh, shop);

  if (process.argv.includes('--keep')) {
    console.log(`\nGitHub's API: ${gh.url}\nBelay:        http://127.0.0.1:${app.port}/healthz`);
    console.log(`A token:      ${gh.token('octocat')}\nCtrl-C ends it.`);
    return;
  }
  await app.stop();
  await gh.close();
}

/** What becomes of a pilot that nobody ended. */
async function showPilot(gh: GitHub, shop: Repo): Promise<void> {
  say('Another pilot passed its checkpoint without a verdict. It gets one issue:');
  await shop.collaborator('octocat', 'push');
  await shop.commit({ files: { [FORGOTTEN_FILE]: FORGOTTEN }, message: 'Move the old log here' });
  const issue = await gh.until(() => shop.issues()[0]);
  await gh.quiet();
  const people = issue.assignees.map((login) => `@${login}`).join(', ');
  console.log(`\n  #${issue.number} ${styleText('bold', issue.title)}`);
  console.log(`  ${styleText('dim', `${issue.labels.join(', ')} · assigned to ${people}`)}\n`);
  show(issue.body);

  say('One comment decides it:');
  const kill = '/belay kill because timeouts stayed at 1.7 % with the retry';
  await issue.comment(kill, { by: 'octocat' });
  console.log(`\n  @octocat: ${kill}\n`);
  const pull = await gh.until(() => shop.pulls().find(({ author }) => author === 'belay[bot]'));
  const answer = await gh.until(() => {
    const last = issue.comments().at(-1);
    return last?.author === 'belay[bot]' ? last : null;
  });
  show(answer.body);
  console.log(`\n  #${pull.number} ${styleText('bold', pull.title)}\n`);
  show(pull.body);

  say('Merging it closes the issue:');
  await pull.merge({ by: 'octocat' });
  await gh.until(() => issue.state === 'closed');
  console.log(`\n  #${issue.number} ${styleText('bold', issue.title)}: closed\n`);
  show(issue.comments().at(-1)?.body ?? '');
}

async function startBelay(gh: GitHub): Promise<{ port: number; stop(): Promise<void> }> {
  const app = await startApp({
    log: pino({ level: 'silent' }),
    config: {
      appId: gh.appId,
      privateKey: gh.privateKey,
      webhookSecret: gh.webhookSecret,
      port: 0,
      host: '127.0.0.1',
      logLevel: 'silent',
      apiUrl: gh.url,
      redisUrl: null,
      role: 'all',
      docsUrl: null,
      sweepAt: null,
    },
  });
  gh.webhookUrl = `http://127.0.0.1:${app.port}/api/github/webhooks`;
  return app;
}

function say(text: string): void {
  console.log(`\n${styleText('dim', '─'.repeat(96))}\n${text}`);
}

const SIGNS = { success: styleText('green', '✓'), failure: styleText('red', '✗') } as const;

/** The check of the pull request's head, as its page shows it. */
async function showCheck(gh: GitHub, pull: Pull): Promise<void> {
  const run = await gh.until(() => {
    const newest = pull.check('Belay');
    return newest?.status === 'completed' ? newest : null;
  });
  const sign = run.conclusion === 'success' ? SIGNS.success : SIGNS.failure;
  console.log(`\n  #${pull.number} ${styleText('bold', pull.title)}`);
  console.log(`  ${sign} Belay: ${run.output.title}\n`);
  show(run.output.summary ?? '');
}

/** As a person sees it: what is hidden in comments of the text stays hidden. */
function show(markdown: string): void {
  const seen = markdown.replace(/<!--[\s\S]*?-->/g, '').trimEnd();
  console.log(showMarkdown(seen).replace(/^(?=.)/gm, '    '));
}

await main();
