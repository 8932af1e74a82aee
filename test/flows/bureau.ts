import type { Day } from '../../src/core/day.js';
import type { Shut } from '../../src/core/pilot/repository-log.js';
import type { Written } from '../../src/core/pilot/sweep.js';
import type { Policy } from '../../src/core/policy.js';
import type { Register } from '../../src/core/register.js';
import {
  type KnownScorecard,
  knownScorecard,
  type ScorecardWrite,
} from '../../src/core/scorecard/issue/scorecard-issue.js';
import type { Month, ScoredRepository } from '../../src/core/scorecard/month/month.js';
import type {
  MonthReading,
  Months,
  MonthsReading,
  OtherScorecard,
} from '../../src/core/scorecard/month/month-reading.js';
import type { YearMonth } from '../../src/core/scorecard/month/year-month.js';
import type { Trouble } from '../../src/core/trouble.js';
import type { ScorecardPorts } from '../../src/flows/scorecard.js';
import { aMonth, aScoredPolicy, aScoredRepository } from '../builders/month.js';

/** A month in which nothing happened. */
export const QUIET: Partial<Month> = { changes: [], entries: [], before: [] };

export const BAD_GATEWAY: Trouble = { kind: 'github', status: 502, request: 'ABCD' };
export const REFUSED: Trouble = { kind: 'forbidden', status: 403, what: 'it', request: null };

/** A repository in memory: what its months hold, what was read of it, and its issues. */
export interface Bureau {
  readonly name: string;
  /** What each month holds, or why it is not read; where nothing is said, all is well. */
  readonly holds: Map<YearMonth, Partial<Month> | MonthReading>;
  /** The months that were read, in order. */
  readonly read: YearMonth[];
  policy: Policy;
  visibility: ScoredRepository['visibility'];
  shut: Shut | null;
  register: Register;
  issues: KnownScorecard[];
  others: OtherScorecard[];
  /** What GitHub answers to a write in place of carrying it out. */
  refuse: (write: ScorecardWrite) => Written | null;
  open(today: Day): MonthsReading;
}

export function aBureau(name = 'shop', policy: Policy = aScoredPolicy()): Bureau {
  const url = `https://github.com/acme/${name}`;
  const bureau: Bureau = {
    name,
    holds: new Map(),
    read: [],
    policy,
    visibility: 'private',
    shut: null,
    register: {
      role: async () => ({ kind: 'good', value: 'write' }),
      isMember: async () => ({ kind: 'good', value: false }),
    },
    issues: [],
    others: [],
    refuse: () => null,
    open: (today) => ({ kind: 'months', months: monthsOf(today) }),
  };
  const repository = () => aScoredRepository({ name, url, visibility: bureau.visibility });
  const monthsOf = (today: Day): Months => ({
    repository: repository(),
    policy: bureau.policy,
    today,
    known: bureau.issues,
    others: bureau.others,
    labels: [],
    shut: bureau.shut,
    register: bureau.register,
    read: async (month) => {
      bureau.read.push(month);
      const held = bureau.holds.get(month) ?? {};
      if ('kind' in held) return held;
      const earlier = bureau.issues
        .flatMap(({ memory, url }) => (memory === null ? [] : [{ ...memory, url }]))
        .filter((one) => one.month < month);
      return {
        kind: 'month',
        month: aMonth({ month, repository: repository(), policy, earlier, ...held }),
      };
    },
    log: async () => ({ kind: 'good', value: [] }),
  });
  return bureau;
}

/** What writes into these; on paper nothing changes. */
export function portsFor(
  bureaus: readonly Bureau[],
  changes: Partial<ScorecardPorts> = {},
): ScorecardPorts {
  return {
    docs: null,
    month: null,
    settled: 'left',
    write: async (write, { repository: { name } }) => {
      const bureau = bureaus.find((one) => one.name === name);
      if (bureau === undefined) throw new Error(`no ${name}`);
      return bureau.refuse(write) ?? { kind: 'done', number: carried(write, bureau) };
    },
    ...changes,
  };
}

function carried(write: ScorecardWrite, bureau: Bureau): number {
  if (write.kind === 'file') {
    const number = bureau.issues.length + 1;
    bureau.issues = [issueOf(number, write.issue, bureau.name), ...bureau.issues];
    return number;
  }
  bureau.issues = bureau.issues.map((one) => (one.number === write.number ? did(one, write) : one));
  return write.number;
}

function did(one: KnownScorecard, write: Exclude<ScorecardWrite, { readonly kind: 'file' }>) {
  switch (write.kind) {
    case 'close':
      return { ...one, open: false };
    case 'edit':
      return {
        ...issueOf(one.number, write, ''),
        url: one.url,
        open: one.open,
        scores: one.scores,
      };
    default:
      return one;
  }
}

function issueOf(
  number: number,
  { title, body }: { readonly title: string; readonly body: string },
  name: string,
): KnownScorecard {
  const url = `https://github.com/acme/${name}/issues/${number}`;
  const state = { number, url, open: true, reopened: false, locked: false, comments: [] };
  const known = knownScorecard({ ...state, title, body, ownBody: body });
  if (known === null) throw new Error('no scorecard');
  return known;
}

/** Number, month and state of a repository's issues, the oldest first. */
export function shelf({ issues }: Bureau): readonly string[] {
  return issues
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, month, open }) => `#${number} ${month}${open ? '' : ' closed'}`);
}

/** The repositories as they are opened on a day, one after the other. */
export async function* opened(
  bureaus: readonly Bureau[],
  today: Day,
): AsyncGenerator<MonthsReading> {
  for (const bureau of bureaus) yield bureau.open(today);
}
