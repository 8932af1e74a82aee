import type { Entry } from '../../src/core/decision.js';
import { DEFAULT_SCORECARD, type Policy, type ScorecardRules } from '../../src/core/policy.js';
import type {
  Exception,
  HumanScore,
  MergedChange,
  Month,
  Remembered,
  RememberedArea,
  ScoredRepository,
} from '../../src/core/scorecard/month/month.js';
import { lastDayOf, type YearMonth } from '../../src/core/scorecard/month/year-month.js';
import { aCataloguedSli, aRunbook, RUNBOOK } from './change.js';
import { anEntry } from './entry.js';
import { aPolicy } from './policy.js';

/** The month of the stories; DL-0042 begins on its third day and is due on its seventeenth. */
const MONTH: YearMonth = '2026-11';

/** A month in which all is well: DL-0042 is on trial, and one change was merged clear. */
export function aMonth(changes: Partial<Month> = {}): Month {
  const month = changes.month ?? MONTH;
  return {
    month,
    asOf: lastDayOf(month),
    repository: aScoredRepository(),
    policy: aScoredPolicy(),
    policyDays: 30,
    policySince: null,
    ancestor: null,
    before: [],
    entries: [anEntry()],
    slis: [aCataloguedSli()],
    targets: new Map([[RUNBOOK, aRunbook()]]),
    changes: [aMergedChange()],
    exceptions: [],
    undecided: [],
    unmeasured: [],
    earlier: [],
    human: [],
    ...changes,
  };
}

export function aScoredRepository(changes: Partial<ScoredRepository> = {}): ScoredRepository {
  return {
    id: '1001',
    owner: 'acme',
    name: 'shop',
    url: 'https://github.com/acme/shop',
    defaultBranch: 'main',
    visibility: 'private',
    ...changes,
  };
}

/** The policy of the stories, with scorecards on. */
export function aScoredPolicy(
  changes: Partial<Policy> = {},
  rules: Partial<ScorecardRules> = {},
): Policy {
  return aPolicy({ scorecard: { ...DEFAULT_SCORECARD, ...rules }, ...changes });
}

/** Number 17, which touched checkout pricing, linked DL-0042 and was clear. */
export function aMergedChange(changes: Partial<MergedChange> = {}): MergedChange {
  const number = changes.number === undefined ? 17 : changes.number;
  return {
    number,
    title: 'Cache price quotes',
    url: number === null ? null : `https://github.com/acme/shop/pull/${number}`,
    mergedOn: '2026-11-05',
    verdict: 'clear',
    judgedAfterwards: false,
    overridden: false,
    workflows: ['checkout-pricing'],
    reach: 'whole',
    decisions: ['DL-0042'],
    reverting: false,
    ...changes,
  };
}

export function anException(changes: Partial<Exception> = {}): Exception {
  const number = changes.number ?? 19;
  return {
    number,
    url: `https://github.com/acme/shop/pull/${number}`,
    by: '@hubot',
    reason: 'Quotes were down for all of Segment S',
    on: '2026-11-09',
    until: '2026-11-10',
    workflows: ['checkout-pricing'],
    followUp: null,
    ...changes,
  };
}

export function aHumanScore(changes: Partial<HumanScore> = {}): HumanScore {
  return {
    area: 'problem-framing',
    score: 2,
    because: 'aims were copied from last quarter',
    next: null,
    by: '@octocat',
    on: '2026-11-20',
    ...changes,
  };
}

/** What the issue of the month before the stories' remembers: no area, no lesson. */
export function aMemory(changes: Partial<Remembered> = {}): Remembered {
  return {
    repository: '1001',
    month: '2026-10',
    template: 'systems-outcome',
    areas: [],
    lessons: [],
    whole: true,
    url: null,
    ...changes,
  };
}

/** An area that scored 3 by its measures, without a promise. */
export function aRememberedArea(changes: Partial<RememberedArea> = {}): RememberedArea {
  return {
    id: 'problem-framing',
    score: 3,
    human: false,
    measured: 3,
    readings: [],
    move: null,
    ...changes,
  };
}

/** DL-0042 and others like it, each with its own id and file. */
export function entriesLike(
  ...changes: readonly (Parameters<typeof anEntry>[0] & { readonly id: string })[]
): readonly Entry[] {
  return changes.map((one) =>
    anEntry({ path: `docs/decisions/${one.id.toLowerCase()}.md`, ...one }),
  );
}
