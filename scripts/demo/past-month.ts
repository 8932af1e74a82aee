import { Octokit } from '@octokit/rest';
import { addDays, type Day } from '../../src/core/day.js';
import { addMonths, firstDayOf, monthOf } from '../../src/core/scorecard/month/year-month.js';
import { scorecardsOn } from '../../src/entry/jobs/scorecard-world.js';
import { readerOf } from '../../src/entry/jobs/world.js';
import { gate } from '../../src/flows/gate.js';
import { createReadCache } from '../../src/read/cache.js';
import { CHECK_NAME, publish } from '../../src/write/check-run.js';
import type { GitHub, Pull, Repo } from '../../test/github/world.js';
import { today } from './shop.js';

export const LAST_MONTH = addMonths(monthOf(today), -1);

const BEGUN = firstDayOf(LAST_MONTH);

/** A day of last month, the first one being 0. */
const day = (at: number): Day => addDays(BEGUN, at);

interface Bet {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly flag: string;
  readonly begun: number;
  readonly due: number;
  readonly aim: string;
  readonly mechanism: string;
  /** Further lines of its entry. */
  readonly more: string;
}

const BATCHES: Bet = {
  id: 'DL-0017',
  title: 'Quote a basket in one call',
  file: 'docs/decisions/0017-basket-quotes.md',
  flag: 'basket_quotes',
  begun: 4,
  due: 18,
  aim: `{ metric: baskets left before the price, from: 9 %, to: 6 %, by: ${day(32)} }`,
  mechanism: 'One call for a basket will keep people because most waiting is for the slowest item.',
  more: `deviation: { from: one call an item, to: one call a basket, because: the slowest item sets the wait }`,
};

const POSTCODE: Bet = {
  id: 'DL-0012',
  title: 'Ask for the postcode first',
  file: 'docs/decisions/0012-postcode-first.md',
  flag: 'postcode_first',
  begun: -3,
  due: 11,
  aim: '{ metric: orders with a wrong delivery price, from: 4 %, to: 2 % }',
  mechanism:
    'The postcode up front will mend delivery prices because most errors are a wrong zone.',
  more: 'backup: "@hubot"',
};

const ROUNDING: Bet = {
  id: 'DL-0019',
  title: 'Round prices to five cents',
  file: 'docs/decisions/0019-round-prices.md',
  flag: 'round_prices',
  begun: 7,
  due: 21,
  aim: `{ metric: refunds for cent differences, from: 30 a week, to: 5 a week, by: ${day(35)} }`,
  mechanism: 'Rounding will end such refunds because both systems then agree to the cent.',
  more: 'owner: "@hubot"',
};

/** What last month's scorecard asked for. */
const DATED: Bet = {
  ...POSTCODE,
  aim: `{ metric: orders with a wrong delivery price, from: 4 %, to: 2 %, by: ${day(25)} }`,
};

/** Its checkpoint passes, and nobody decides. */
const RETRY: Bet = {
  id: 'DL-0021',
  title: 'Retry failed quotes once',
  file: 'docs/decisions/0021-retry-quotes.md',
  flag: 'quote_retry',
  begun: 9,
  due: 23,
  aim: `{ metric: quote timeouts, from: 1.8 %, to: 0.6 %, segment: Segment S, by: ${day(37)} }`,
  mechanism: 'One retry will cut timeouts because most last for a blink.',
  more: 'backup: "@hubot"',
};

const GIVING_UP: Bet = {
  id: 'DL-0009',
  title: 'Give up on a quote after two seconds',
  file: 'docs/decisions/0009-give-up.md',
  flag: 'quote_deadline',
  begun: -24,
  due: -10,
  aim: `{ metric: quotes that take longer than 2 s, from: 3 %, to: 0 %, by: ${day(-1)} }`,
  mechanism: 'A deadline ends the long waits.',
  more: 'backup: "@hubot"',
};

interface Verdict {
  readonly status: 'killed' | 'graduated';
  readonly on: number;
  readonly because: string;
}

function entry(bet: Bet, verdict?: Verdict): string {
  const reviews =
    verdict === undefined
      ? ''
      : `reviews:
  - date: ${day(verdict.on)}
    verdict: ${verdict.status === 'killed' ? 'kill' : 'graduate'}
    because: ${verdict.because}
    evidence: [https://grafana.example/d/quotes]
    by: "@octocat"
`;
  return `---
id: ${bet.id}
title: ${bet.title}
date: ${day(bet.begun)}
status: ${verdict?.status ?? 'pilot'}
workflows: [checkout-pricing]
aim: ${bet.aim}
mechanism: ${bet.mechanism}
signals: { proxy: calls per quote, leading: time to price, outcome: support tickets per 1k sessions }
checkpoint: { date: ${day(bet.due)}, continue-if: the aim is met by half }
guardrail: { sli: quote-errors, limit: 10 % of Segment S behind flag ${bet.flag} }
rollback: { flag: ${bet.flag} }
graduation: Becomes the default in services/pricing/defaults.ts
${bet.more}
${reviews}---
We try the smallest thing that could show it.
`;
}

/**
 * acme/shop with a past: of last month's bets two were killed, one graduated and one forgotten, and
 * what the scorecard of the month before asked for was done. Everything is written on its day, by
 * GitHub's clock.
 */
export async function livedThrough(
  gh: GitHub,
  files: Readonly<Record<string, string>>,
): Promise<Repo> {
  const at = (one: number) => gh.clock.set(`${day(one)}T09:00:00Z`);
  at(-50);
  const shop = await gh.repo('acme/shop', { files: { ...files } });
  const record = (message: string, bet: Bet, verdict?: Verdict) =>
    shop.commit({ files: { [bet.file]: entry(bet, verdict) }, message, by: 'octocat' });
  at(GIVING_UP.begun);
  await record('Begin DL-0009', GIVING_UP);
  at(-10);
  const ended = 'no quote takes longer than 2 s';
  await record('Graduate DL-0009', GIVING_UP, { status: 'graduated', on: -10, because: ended });
  at(POSTCODE.begun);
  await record('Begin DL-0012', POSTCODE);
  at(0);
  await fileScorecard(gh, shop);
  at(BATCHES.begun);
  await mergeFlagged(gh, shop);
  at(5);
  await record('Say by when DL-0012 should show', DATED);
  at(ROUNDING.begun);
  await record('Begin DL-0019', ROUNDING);
  at(RETRY.begun);
  await record('Begin DL-0021', RETRY);
  at(11);
  const wrong = 'wrong delivery prices stayed at 4 %, the zone was never the reason';
  await record('Kill DL-0012', DATED, { status: 'killed', on: 11, because: wrong });
  at(18);
  const fewer = 'baskets left before the price fell to 5 %';
  await record('Graduate DL-0017', BATCHES, { status: 'graduated', on: 18, because: fewer });
  at(24);
  const still = 'refunds stayed at 28 a week';
  await record('Kill DL-0019', ROUNDING, { status: 'killed', on: 24, because: still });
  gh.clock.reset();
  return shop;
}

async function mergeFlagged(gh: GitHub, shop: Repo): Promise<void> {
  const pull = await shop.openPull({
    by: 'octocat',
    title: 'Quote a basket in one call',
    files: {
      'services/pricing/basket.ts': 'export const basket = (all: string[]) => all.map(quote);\n',
      [BATCHES.file]: entry(BATCHES),
    },
  });
  await judgeOn(gh, shop, { pull, on: day(BATCHES.begun) });
  await pull.review('APPROVE', { by: 'hubot' });
  await pull.merge({ by: 'hubot' });
}

/** The gate as the App runs it, on a day that is past: the App itself knows no day but today. */
async function judgeOn(
  gh: GitHub,
  { owner, name: repo }: Repo,
  { pull, on }: { readonly pull: Pull; readonly on: Day },
): Promise<void> {
  const client = clientOf(gh, owner);
  const check = { name: CHECK_NAME, appId: gh.appId };
  const ground = { client, owner, repo, cache: createReadCache() };
  await gate(pull.number, {
    docs: null,
    read: readerOf(ground, { check, today: () => on }),
    write: (run, newest) => publish(run, { client, owner, repo, newest }),
  });
}

/** The scorecard as the App files it, on the first day of last month. */
async function fileScorecard(gh: GitHub, { owner, name }: Repo): Promise<void> {
  await scorecardsOn([{ owner, name }], {
    client: clientOf(gh, owner),
    cache: createReadCache(),
    issuer: 'belay[bot]',
    appId: gh.appId,
    today: () => day(0),
    month: null,
    settled: 'read',
    docs: null,
    writes: 'github',
  });
}

function clientOf(gh: GitHub, owner: string): Octokit {
  return new Octokit({ baseUrl: gh.url, auth: gh.installationToken(owner) });
}
