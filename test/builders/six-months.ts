import { addDays, type Day } from '../../src/core/day.js';
import type { Decision, Entry, Status } from '../../src/core/decision.js';
import type { Template } from '../../src/core/policy.js';
import { scorecardIn, scorecardMark } from '../../src/core/scorecard/issue/memory.js';
import type {
  HumanScore,
  MergedChange,
  Month,
  Remembered,
} from '../../src/core/scorecard/month/month.js';
import {
  addMonths,
  firstDayOf,
  lastDayOf,
  type YearMonth,
} from '../../src/core/scorecard/month/year-month.js';
import { memoryOf, type Scorecard, score } from '../../src/core/scorecard/score.js';
import { aCataloguedSli, aRunbook, RUNBOOK } from './change.js';
import { aGuardrail, anEntry, aReview, aRollback } from './entry.js';
import { aMergedChange, aMonth, anException, aScoredPolicy } from './month.js';
import { anSli, aWorkflow, globs } from './policy.js';

/** Six months of one shop, from a policy that is new to a log that has learnt. */
const MONTHS: readonly YearMonth[] = Array.from({ length: 6 }, (_, at) => addMonths('2026-05', at));

const SEARCH = 'search';
const DEPLOY = 'deploy';

const POLICY = {
  workflows: [
    aWorkflow(),
    aWorkflow({
      id: SEARCH,
      title: 'Search',
      paths: globs('services/search/**'),
      owner: ['@acme/search'],
      escalation: null,
    }),
    aWorkflow({
      id: DEPLOY,
      title: 'Deploy pipeline',
      paths: globs('.github/workflows/**'),
      owner: ['@acme/platform'],
      backup: [],
      trigger: null,
    }),
  ],
  slis: [anSli(), anSli({ name: 'search-latency', objective: 'p95 < 300 ms', stop: [] })],
};

/** Every decision as it stands after the last month. */
const DECISIONS: readonly Entry[] = [
  decision('DL-0001', '2026-05-05', {
    title: 'Bounded retries for quotes',
    aim: anAim('quote timeouts', ['1.8 %', '1.2 %'], '2026-06-30'),
    mechanism: 'Two bounded retries will cut timeouts because most of them are over in a second.',
    signals: signals('retries that succeed', 'quotes given up after a timeout'),
    status: 'graduated',
    rollback: aRollback({ tested: '2026-05-12' }),
    reviews: [aReview('2026-05-19', 'graduate')],
  }),
  decision('DL-0002', '2026-05-11', {
    title: 'Canary for the deploy pipeline',
    status: 'killed',
    workflows: [DEPLOY],
    owner: ['@hubot'],
    aim: {
      text: 'fewer failed deploys',
      metric: null,
      from: null,
      to: null,
      segment: null,
      by: null,
    },
    mechanism: 'Add a canary stage.',
    signals: signals('deploys that pass the canary', 'failed deploys'),
    guardrails: [aGuardrail({ sli: 'deploy-failures', stop: [] })],
    reviews: [
      aReview('2026-06-02', 'continue', { checkpoint: '2026-06-16', evidence: [] }),
      aReview('2026-06-16', 'kill', { because: 'the canary saw too little traffic to tell' }),
    ],
  }),
  decision('DL-0003', '2026-06-08', {
    title: 'Warm search caches at dawn',
    aim: anAim('searches answered within 300 ms', ['82 %', '95 %'], '2026-07-31'),
    mechanism: 'Warm caches will cut the morning p95 because the first searches of a day miss.',
    signals: signals('cache hit rate before eight', 'searches given up in the morning'),
    status: 'killed',
    workflows: [SEARCH],
    guardrails: [aGuardrail({ sli: 'search-latency', threshold: null, limit: null, stop: [] })],
    rollback: null,
    reviews: [aReview('2026-06-22', 'kill', { because: 'p95 did not move in two weeks' })],
  }),
  decision('DL-0004', '2026-06-29', {
    title: 'Cache search results by segment',
    aim: anAim('task success in search', ['61 %', '70 %'], '2026-08-31'),
    mechanism: 'Results cached by segment will lift task success because a segment searches alike.',
    signals: signals('cache hit rate by segment', 'task success in search'),
    status: 'graduated',
    workflows: [SEARCH],
    owner: ['@hubot'],
    follows: ['DL-0003'],
    checkpoint: { date: '2026-07-27', continueIf: 'task success +5 %' },
    guardrails: [aGuardrail({ sli: 'search-latency', threshold: null, stop: ['@hubot'] })],
    reviews: [
      aReview('2026-08-03', 'continue', { checkpoint: '2026-08-10', evidence: [], by: ['@hubot'] }),
      aReview('2026-08-10', 'continue', { checkpoint: '2026-08-24', evidence: [], by: ['@hubot'] }),
      aReview('2026-08-24', 'graduate', { because: 'task success rose from 61 % to 70 %' }),
    ],
  }),
  decision('DL-0005', '2026-08-03', {
    title: 'Ask for the postcode first',
    mechanism: 'The postcode first will lift orders because people see their own price sooner.',
    status: 'killed',
    aim: { text: null, metric: 'clicks', from: null, to: '40 %', segment: null, by: null },
    signals: { proxy: ['clicks'], leading: [], outcome: ['clicks'] },
    reviews: [aReview('2026-09-30', 'kill', { because: 'sessions rose and orders did not' })],
  }),
  decision('DL-0006', '2026-09-07', {
    title: 'Quote in two steps',
    aim: anAim('quotes that are completed', ['48 %', '55 %'], '2026-10-15'),
    mechanism: 'Two short steps will lift completed quotes because most leave at the long form.',
    signals: signals('people who reach the second step', 'orders per 1k quotes'),
    status: 'graduated',
    owner: ['@acme/pricing'],
    rollback: aRollback({ tested: '2026-09-10' }),
    deviation: {
      from: 'one long form',
      to: 'two steps',
      because: 'most people leave at the postcode',
      expected: null,
      outcome: null,
    },
    reviews: [aReview('2026-09-21', 'graduate', { because: 'orders rose by 4 %' })],
  }),
  decision('DL-0007', '2026-10-05', {
    title: 'Rank by margin',
    aim: anAim('orders of products with a high margin', ['18 %', '24 %'], '2026-11-15'),
    mechanism:
      'Ranking by margin will lift profit because most people take one of the first three.',
    signals: signals('share of high margins among the first three', 'profit per order'),
    status: 'killed',
    workflows: [SEARCH],
    owner: ['@acme/search'],
    guardrails: [aGuardrail({ sli: 'search-latency', threshold: null, stop: ['@hubot'] })],
    reviews: [aReview('2026-10-19', 'kill', { because: 'task success fell by 2 points' })],
  }),
  decision('DL-0008', '2026-10-12', {
    title: 'Read-through cache for price quotes',
    status: 'pilot',
    checkpoint: { date: '2026-11-02', continueIf: 'p95 -25 % and timeouts -50 %' },
    rollback: aRollback({ tested: '2026-10-14' }),
  }),
];

const CHANGES: readonly MergedChange[] = [
  change(11, '2026-05-07', { decisions: ['DL-0001'] }),
  change(12, '2026-05-13', {
    title: 'Add a canary stage',
    workflows: [DEPLOY],
    decisions: ['DL-0002'],
    verdict: 'held',
  }),
  change(15, '2026-06-10', {
    title: 'Warm caches',
    workflows: [SEARCH, DEPLOY],
    decisions: ['DL-0003'],
  }),
  change(21, '2026-08-05', { title: 'Postcode first', decisions: ['DL-0005'] }),
  change(22, '2026-08-26', {
    title: 'Roll search out',
    workflows: [SEARCH],
    decisions: ['DL-0004'],
  }),
  change(23, '2026-08-20', { title: 'Hotfix prices', decisions: [], overridden: true }),
  change(25, '2026-09-09', { title: 'Two steps', decisions: ['DL-0006'] }),
  change(28, '2026-10-07', {
    title: 'Rank by margin',
    workflows: [SEARCH],
    decisions: ['DL-0007'],
  }),
  change(29, '2026-10-13', { decisions: ['DL-0008'] }),
];

/** In July somebody knew better. */
const BY_HAND: Readonly<Record<Template, HumanScore>> = {
  'systems-outcome': byHand('constraint-aware-design'),
  ensemble: byHand('dynamic-range-control'),
  barbell: byHand('safety-net'),
};

/** The scorecards of all six months on one template, each read from the hidden data of the last. */
export function sixScorecards(template: Template): readonly Scorecard[] {
  const cards: Scorecard[] = [];
  for (const month of MONTHS) cards.push(score(monthAt(month, template, cards)));
  return cards;
}

function monthAt(month: YearMonth, template: Template, cards: readonly Scorecard[]): Month {
  const asOf = lastDayOf(month);
  return aMonth({
    month,
    policy: aScoredPolicy(POLICY, {
      template,
      owners: new Map([['problem-framing', ['@octocat']]]),
    }),
    before: logAt(addDays(firstDayOf(month), -1)),
    entries: logAt(asOf),
    slis: POLICY.slis.map((sli) => aCataloguedSli(sli)),
    targets: new Map([[RUNBOOK, aRunbook()]]),
    changes: CHANGES.filter(({ mergedOn }) => mergedOn.startsWith(month)),
    exceptions:
      month === '2026-08'
        ? [
            anException({
              number: 23,
              on: '2026-08-20',
              until: '2026-08-21',
              reason: 'Prices were wrong for all',
            }),
          ]
        : [],
    undecided:
      month === '2026-08'
        ? [{ number: 24, url: 'https://github.com/acme/shop/issues/24', decision: 'DL-0005' }]
        : [],
    earlier: cards.map(remembered).toReversed(),
    human: month === '2026-07' ? [BY_HAND[template]] : [],
  });
}

function remembered(card: Scorecard, at: number): Remembered {
  const memory = scorecardIn(`Some text.\n\n${scorecardMark(memoryOf(card))}`);
  if (memory === null) throw new Error('a mark is read again');
  return { ...memory, url: `https://github.com/acme/shop/issues/${30 + at}` };
}

/** The log as it stood at the end of a day. */
function logAt(day: Day): readonly Entry[] {
  return DECISIONS.flatMap((entry) => {
    if (entry.decision === null || (entry.decision.date ?? day) > day) return [];
    const reviews = entry.decision.reviews.filter(({ date }) => date <= day);
    const tested = entry.decision.rollback?.tested ?? null;
    const rollback =
      entry.decision.rollback === null || tested === null || tested <= day
        ? entry.decision.rollback
        : aRollback();
    const status = statusAfter(reviews.at(-1)?.verdict);
    return [anEntry({ ...entry.decision, path: entry.path, status, reviews, rollback })];
  });
}

function statusAfter(verdict: string | undefined): Status {
  if (verdict === 'graduate') return 'graduated';
  return verdict === 'kill' ? 'killed' : 'pilot';
}

function decision(id: string, date: Day, changes: Parameters<typeof anEntry>[0]): Entry {
  return anEntry({
    id,
    date,
    path: `docs/decisions/${id.slice(3)}.md`,
    checkpoint: { date: addDays(date, 14), continueIf: 'p95 -25 % and timeouts -50 %' },
    ...changes,
  });
}

function anAim(metric: string, [from, to]: readonly [string, string], by: Day): Decision['aim'] {
  return { text: null, metric, from, to, segment: null, by };
}

function signals(proxy: string, outcome: string): Decision['signals'] {
  return { proxy: [proxy], leading: [], outcome: [outcome] };
}

function change(number: number, mergedOn: Day, changes: Partial<MergedChange>): MergedChange {
  return aMergedChange({ number, mergedOn, ...changes });
}

function byHand(area: string): HumanScore {
  return {
    area,
    score: 4,
    because: 'the way back was tried on 29 July, though nobody wrote it down',
    next: 'Write the day of the exercise into DL-0004',
    by: '@octocat',
    on: '2026-08-04',
  };
}
