import type { Day } from '../../core/day.js';
import { type Entry, isOpen } from '../../core/decision.js';
import { dayWithin, type Span } from '../../core/instant.js';
import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { isOverdue, pilotsOf } from '../../core/pilot.js';
import { POLICY_FILES, type Policy } from '../../core/policy.js';
import {
  firstDayOf,
  lastDayOf,
  type Month,
  type Remembered,
  type Unmeasured,
  type YearMonth,
} from '../../core/scorecard/month.js';
import type { MonthReading, MonthsReading } from '../../core/scorecard/month-reading.js';
import { policyDays, policySince } from '../../core/scorecard/policy-days.js';
import { type Answered, TroubleError } from '../../core/trouble.js';
import { readBase } from '../base.js';
import type { ReadCache } from '../cache.js';
import { catalogueOf } from '../catalogue.js';
import type { Memory } from '../contents.js';
import { readPolicyState } from '../policy-state.js';
import type { FirstLook } from '../source.js';
import { readTargets } from '../targets.js';
import type { BranchStates, MonthPlace, RepositoryLook } from './place.js';
import type { IssueShelf } from './shelf.js';

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

type Reader = Memory & Pick<MonthPlace, 'source'>;

/** Everything that the months of one repository share. */
interface Opened {
  readonly place: MonthPlace;
  readonly options: MonthOptions;
  readonly reader: Reader;
  readonly look: RepositoryLook;
  readonly today: Day;
  readonly shelf: IssueShelf | null;
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
  const shelf = place.issues === null ? null : await place.issues(look, policy);
  const opened = { place, options, reader, look, today, shelf };
  return {
    kind: 'months',
    months: {
      repository,
      policy,
      today,
      known: shelf?.scorecards ?? [],
      labels: shelf?.labels ?? [],
      shut,
      register: place.register,
      read: async (month) => {
        const span = spanOf(month, policy.timezone, today);
        const read = await asAnswer(() => readMonth(opened, month, span));
        return read.kind === 'trouble' ? read : read.value;
      },
      log: () =>
        asAnswer(async () => {
          const entries = await entriesAt(reader, look.tip, policy);
          if (entries === null) throw partialLog(look.tip);
          return entries;
        }),
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
  const { place, reader, look, options } = opened;
  const states = await place.states(look, span);
  const commit = states.after;
  if (commit === null) return { kind: 'without-policy' };
  const [before, policies] = await policiesAt(place, states.before, commit);
  const state = await readPolicyState(reader, { policies, policyCommit: commit });
  if (state.kind === 'none') return { kind: 'without-policy' };
  if (state.kind === 'broken') return { ...state, kind: 'broken-policy' };
  const { policy } = state;
  const history = { before: before.map(({ path }) => path), changes: states.policyChanges };
  const log = await logAt(opened, states, policy, span);
  const { entries } = log;
  const since = policySince(history);
  const soFar = { look, states, span, policy, entries, policySince: since, cache: options.cache };
  const work = await place.merged(soFar);
  const remembered = await memoryOf(opened, month, { policy, entries, asOf: span.to });
  const read: Month = {
    month,
    asOf: span.to,
    repository: look.repository,
    policy,
    policyDays: policyDays(history, span),
    ...log,
    changes: work.changes,
    exceptions: [],
    undecided: remembered.undecided,
    earlier: remembered.earlier,
    human: [],
    unmeasured: [...log.unmeasured, ...work.unmeasured, ...remembered.unmeasured],
  };
  return { kind: 'month', month: read };
}

type Policies = FirstLook['policies'];

/** The policy files at both ends, the one that counts first. */
async function policiesAt(
  { source }: MonthPlace,
  before: string | null,
  after: string,
): Promise<readonly [Policies, Policies]> {
  const commits = before === null ? [after] : [after, before];
  const asked = commits.flatMap((commit) => POLICY_FILES.map((path) => ({ commit, path })));
  const files = await source.files(asked);
  const at = (turn: number) =>
    POLICY_FILES.flatMap((path, one) => {
      const file = files[turn * POLICY_FILES.length + one] ?? null;
      return file === null ? [] : [{ path, file }];
    });
  return [at(1), at(0)];
}

type LogOfMonth = Pick<Month, 'before' | 'entries' | 'slis' | 'targets' | 'unmeasured'>;

async function logAt(
  { reader }: Opened,
  states: BranchStates,
  policy: Policy,
  span: Span,
): Promise<LogOfMonth> {
  const commit = states.after ?? '';
  const places = { decisions: policy.decisions, sloFiles: policy.sloFiles };
  const { entries, slos, unread } = await readBase(reader, { commit, ids: new Map() }, places);
  if (unread.some(({ kind }) => kind === 'log')) throw partialLog(commit);
  const before = await entriesAt(reader, states.before, policy);
  const ground = { reader, head: commit, base: commit, files: [], ids: new Map() };
  const kept = slos.flatMap((file) => file.slis);
  return {
    entries,
    before: before ?? [],
    slis: catalogueOf({ policy: policy.slis, kept, before: [], after: [] }),
    targets: await readTargets(
      ground,
      entries.filter((entry) => isAsked(entry, policy, span)),
    ),
    unmeasured: [
      ...(unread.length > 0 ? [unmeasured('catalogue', 'limit')] : []),
      ...(before === null ? [unmeasured('before', 'limit')] : []),
    ],
  };
}

/** Of a log with a gap nobody could tell which pilots are gone. */
function partialLog(commit: string): TroubleError {
  return new TroubleError({ kind: 'partial', what: `the log at ${commit}`, request: null });
}

/** The decision log at a commit; `null` where a part of it was not read. */
async function entriesAt(
  reader: Reader,
  commit: string | null,
  { decisions }: Policy,
): Promise<readonly Entry[] | null> {
  if (commit === null) return [];
  const places = { decisions, sloFiles: [] };
  const { entries, unread } = await readBase(reader, { commit, ids: new Map() }, places);
  return unread.length > 0 ? null : entries;
}

/** Where the way back leads is asked of trials that were open, begun or reviewed in the month. */
function isAsked({ decision }: Entry, policy: Policy, span: Span): boolean {
  if (decision === null) return false;
  const isFlagged = policy.workflows.some(({ id }) => decision.workflows.includes(id));
  const days = [decision.date, ...decision.reviews.map(({ date }) => date)];
  const isRecent = days.some((day) => day !== null && dayWithin(day, span) !== null);
  return isFlagged && (isOpen(decision) || isRecent);
}

interface AtEnd {
  readonly policy: Policy;
  readonly entries: readonly Entry[];
  readonly asOf: Day;
}

/** What Belay's issues remember of earlier months, and of pilots that people closed undecided. */
async function memoryOf(
  { shelf }: Opened,
  month: YearMonth,
  { policy, entries, asOf }: AtEnd,
): Promise<Pick<Month, 'earlier' | 'undecided' | 'unmeasured'>> {
  if (shelf === null)
    return {
      earlier: [],
      undecided: [],
      unmeasured: (['earlier', 'undecided', 'exceptions'] as const).map((what) =>
        unmeasured(what, 'local'),
      ),
    };
  const open = pilotsOf(entries, policy, asOf).filter(isOverdue);
  return {
    earlier: earlierIn(shelf, month),
    undecided: await shelf.undecided(open),
    unmeasured: [
      ...(shelf.isCut ? [unmeasured('earlier', 'limit'), unmeasured('undecided', 'limit')] : []),
      ...(shelf.lost > 0 ? [{ ...unmeasured('earlier', 'changed'), missing: shelf.lost }] : []),
    ],
  };
}

/** Of several issues of one month the oldest counts. */
function earlierIn({ scorecards }: IssueShelf, month: YearMonth): readonly Remembered[] {
  const found = new Map<YearMonth, Remembered>();
  for (const { memory, url } of scorecards)
    if (memory !== null && memory.month < month) found.set(memory.month, { ...memory, url });
  return [...found.values()].toSorted((a, b) => (a.month < b.month ? 1 : -1));
}

function unmeasured(what: Unmeasured['what'], why: Unmeasured['why']): Unmeasured {
  return { what, why, missing: null, of: null };
}
