import type { PolicyState } from '../../core/change.js';
import type { Day } from '../../core/day.js';
import type { Entry } from '../../core/decision.js';
import { dayWithin, type Span } from '../../core/instant.js';
import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { isOverdue, pilotsOf } from '../../core/pilot.js';
import type { Policy } from '../../core/policy.js';
import type { Month, Remembered } from '../../core/scorecard/month/month.js';
import type { MonthReading, MonthsReading } from '../../core/scorecard/month/month-reading.js';
import {
  type PolicyHistory,
  policyDays,
  policySince,
} from '../../core/scorecard/month/policy-days.js';
import { firstDayOf, lastDayOf, type YearMonth } from '../../core/scorecard/month/year-month.js';
import { type Answered, TroubleError } from '../../core/trouble.js';
import type { ReadCache } from '../cache.js';
import { readPolicyState } from '../policy-state.js';
import type { KnownIssues } from './known-issues.js';
import {
  afterLooks,
  foldersIn,
  logOfMonth,
  type MonthReader,
  unmeasured,
  wholeLog,
} from './log.js';
import type { BranchStates, MonthPlace, RepositoryLook } from './place.js';

export interface MonthOptions {
  /** The day it is in a time zone. */
  readonly today: (zone: string) => Day;
  readonly cache: ReadCache;
}

/** Opens a repository: what its policy is now, and which scorecards it has. */
export async function openMonths(
  place: MonthPlace,
  name: RepositoryName,
  options: MonthOptions,
): Promise<MonthsReading> {
  const opened = await asAnswer(() => open(place, options));
  return opened.kind === 'trouble' ? { ...opened, repository: name } : opened.value;
}

/** Everything that the months of one repository share. */
interface Opened {
  readonly place: MonthPlace;
  readonly options: MonthOptions;
  readonly reader: MonthReader;
  readonly look: RepositoryLook;
  /** The policy now: it is likely to say where the log was. */
  readonly policy: Policy;
  readonly today: Day;
  readonly issues: KnownIssues | null;
}

async function open(place: MonthPlace, options: MonthOptions): Promise<MonthsReading> {
  const look = await place.look();
  const { repository, shut } = look;
  const { cache } = options;
  const reader = { source: place.source, cache, repository: look.repositoryId };
  const state = await readPolicyState(reader, { ...look, policyCommit: look.tip });
  if (state.kind === 'none') return { kind: 'without-policy', repository };
  if (state.kind === 'broken') return { ...state, kind: 'broken-policy', repository };
  const { policy } = state;
  const today = options.today(policy.timezone);
  const issues = place.issues === null ? null : await place.issues(look, policy);
  const opened = { place, options, reader, look, policy, today, issues };
  return {
    kind: 'months',
    months: {
      repository,
      policy,
      today,
      known: issues?.scorecards ?? [],
      others: issues?.others ?? [],
      labels: issues?.labels ?? [],
      shut,
      register: place.register,
      read: async (month) => {
        const span = spanOf(month, policy.timezone, today);
        const read = await asAnswer(() => readMonth(opened, month, span));
        return read.kind === 'trouble' ? read : read.value;
      },
      log: () => asAnswer(() => wholeLog(reader, look.tip, policy)),
    },
  };
}

/** Whatever keeps a place from answering is a value from here on. */
async function asAnswer<T>(read: () => Promise<T>): Promise<Answered<T>> {
  try {
    return { kind: 'good', value: await read() };
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    return { kind: 'trouble', trouble: error.trouble };
  }
}

/** A month that still runs is judged as of today. */
function spanOf(month: YearMonth, zone: string, today: Day): Span {
  const last = lastDayOf(month);
  return { from: firstDayOf(month), to: last < today ? last : today, zone };
}

async function readMonth(opened: Opened, month: YearMonth, span: Span): Promise<MonthReading> {
  const { place, look } = opened;
  const states = await place.states(look, span);
  const { before, after } = states;
  if (after === null) return { kind: 'without-policy' };
  const commits = before === null ? [after] : [after, before];
  const looks = await place.looksAt(commits, foldersIn(opened.policy));
  const policiesAt = (commit: string) => looks.get(commit)?.policies ?? [];
  const reader = afterLooks(opened.reader, looks);
  const at = { policies: policiesAt(after), policyCommit: after };
  const state = await readPolicyState(reader, at);
  if (state.kind === 'none') return { kind: 'without-policy' };
  if (state.kind === 'broken') return { ...state, kind: 'broken-policy' };
  const files = (before === null ? [] : policiesAt(before)).map(({ path }) => path);
  const history = { before: files, changes: states.policyChanges };
  const read = await monthOf({ ...opened, reader }, { month, span, states, state, history });
  return { kind: 'month', month: read };
}

/** A month with its ends, and the policy that holds at the later one. */
interface Ended {
  readonly month: YearMonth;
  readonly span: Span;
  readonly states: BranchStates;
  readonly state: Extract<PolicyState, { readonly policy: Policy }>;
  readonly history: PolicyHistory;
}

async function monthOf(opened: Opened, ended: Ended): Promise<Month> {
  const { place, reader, look, options } = opened;
  const { month, span, states, state, history } = ended;
  const { policy } = state;
  const since = policySince(history);
  const { cache } = options;
  const log = await logOfMonth(reader, states, { policy, span });
  const ground = { look, states, span, policy, cache };
  const work = await place.merged({ ...log, ...ground, policySince: since });
  const { entries } = log;
  const remembered = await memoryOf(opened, month, { policy, entries, asOf: span.to });
  return {
    month,
    asOf: span.to,
    repository: look.repository,
    policy,
    policyDays: policyDays(history, span),
    policySince: since === null ? null : dayWithin(since, span),
    ancestor: state.kind === 'ancestor' ? { file: state.file, problems: state.problems } : null,
    ...log,
    changes: work.changes,
    exceptions: [],
    undecided: remembered.undecided,
    earlier: remembered.earlier,
    human: [],
    unmeasured: [...log.unmeasured, ...work.unmeasured, ...remembered.unmeasured, NO_OVERRIDES],
  };
}

/** Belay takes no overrides so far, so that none on record tells nothing. */
const NO_OVERRIDES = unmeasured('exceptions', 'not-yet');

interface AtEnd {
  readonly policy: Policy;
  readonly entries: readonly Entry[];
  readonly asOf: Day;
}

/** What Belay's issues remember of earlier months, and of pilots that people closed undecided. */
async function memoryOf(
  { issues }: Opened,
  month: YearMonth,
  { policy, entries, asOf }: AtEnd,
): Promise<Pick<Month, 'earlier' | 'undecided' | 'unmeasured'>> {
  if (issues === null)
    return {
      earlier: [],
      undecided: [],
      unmeasured: (['earlier', 'undecided'] as const).map((what) => unmeasured(what, 'local')),
    };
  const open = pilotsOf(entries, policy, asOf).filter(isOverdue);
  return {
    earlier: earlierIn(issues, month),
    undecided: await issues.undecided(open),
    unmeasured: [
      ...(issues.isCut ? [unmeasured('earlier', 'limit'), unmeasured('undecided', 'limit')] : []),
      ...(issues.lost > 0 ? [{ ...unmeasured('earlier', 'changed'), missing: issues.lost }] : []),
    ],
  };
}

/** Of several issues of one month the oldest counts. */
function earlierIn({ scorecards }: KnownIssues, month: YearMonth): readonly Remembered[] {
  const found = new Map<YearMonth, Remembered>();
  for (const { memory, url } of scorecards)
    if (memory !== null && memory.month < month) found.set(memory.month, { ...memory, url });
  return [...found.values()].toSorted((a, b) => (a.month < b.month ? 1 : -1));
}
