/**
 * The main job on an embedded GitHub, in one process: `npm run demo`. With `--keep` it goes on
 * running, and prints where to look.
 */
import { styleText } from 'node:util';
import { pino } from 'pino';
import type { Config } from '../src/entry/config.js';
import { turnOf } from '../src/entry/jobs/sweep-work.js';
import { type Running, startApp } from '../src/entry/start.js';
import { type GitHub, type Repo, startGitHub } from '../test/github/world.js';
import { LAST_MONTH, livedThrough } from './demo/past-month.js';
import { CACHED, ENTRY, ENTRY_FILE, FILES } from './demo/shop.js';
import { say, show, showCheck } from './demo/telling.js';

/** As in docs/app-full.yml: a verdict may become a pull request. */
const FULL = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  checks: 'write',
  issues: 'write',
  members: 'read',
};

/** A round gives each installation its minute by its number; this one's is the first. */
function firstInRound(): number {
  let id = 100;
  while (turnOf(id) !== 0) id++;
  return id;
}

async function main(): Promise<void> {
  const gh = await startGitHub({
    users: ['octocat', 'hubot', 'mona'],
    app: { permissions: FULL },
    installations: [{ account: 'acme', id: firstInRound() }],
  });
  const shop = await livedThrough(gh, FILES);
  await shop.collaborator('octocat', 'push');
  const app = await startBelay(gh, { sweepAt: null });

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
  const issue = await gh.until(() =>
    shop.issues().find(({ labels }) => labels.includes('pilot-purgatory')),
  );
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
  await app.stop();
  const running = await showScorecard(gh, shop);
  await showPilot(gh, shop, issue);

  if (process.argv.includes('--keep')) {
    console.log(
      `\nGitHub's API: ${gh.url}\nBelay:        http://127.0.0.1:${running.port}/healthz`,
    );
    console.log(`A token:      ${gh.token('octocat')}\nCtrl-C ends it.`);
    return;
  }
  await running.stop();
  await gh.close();
}

type Issue = ReturnType<Repo['issues']>[number];

/** The round that the App makes every day, and once when it starts. */
async function showScorecard(gh: GitHub, shop: Repo): Promise<Running> {
  say('The daily round finds last month over. It files the scorecard:');
  const app = await startBelay(gh, { sweepAt: { hour: 5, minute: 0 } });
  const issue = await gh.until(() =>
    shop.issues().find(({ title }) => title === `Scorecard ${LAST_MONTH}`),
  );
  await gh.quiet();
  console.log(`\n  #${issue.number} ${styleText('bold', issue.title)}`);
  console.log(`  ${styleText('dim', issue.labels.join(', '))}\n`);
  show(issue.body);
  return app;
}

/** What becomes of the pilot that nobody ended. */
async function showPilot(gh: GitHub, shop: Repo, issue: Issue): Promise<void> {
  say('The pilot that passed its checkpoint without a verdict has got one issue:');
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

async function startBelay(gh: GitHub, { sweepAt }: Pick<Config, 'sweepAt'>): Promise<Running> {
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
      sweepAt,
    },
  });
  gh.webhookUrl = `http://127.0.0.1:${app.port}/api/github/webhooks`;
  return app;
}

await main();
