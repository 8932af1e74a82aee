import { extensionsOf } from '../core/calendar.js';
import type { Repository } from '../core/change.js';
import type { Decision, Entry } from '../core/decision.js';
import { withoutSlashes } from '../core/ends.js';
import {
  type Amendment,
  amendmentFor,
  cleanUpUntil,
  isRefusal,
  type VerdictCommand,
} from '../core/pilot/amendment.js';
import { entryOf } from '../core/pilot/closing.js';
import type { Command, Request } from '../core/pilot/command.js';
import type { Outcome, Recorded } from '../core/pilot/outcome.js';
import { unifiedPatch } from '../core/pilot/patch.js';
import type { KnownIssue } from '../core/pilot/pilot-issue.js';
import type { LogReading, RepositoryLog } from '../core/pilot/repository-log.js';
import {
  amongEdits,
  type EntryState,
  type Proposed,
  type VerdictPull,
  verdictBranch,
} from '../core/pilot/verdict-pull.js';
import type { Person } from '../core/policy.js';
import type { Register } from '../core/register.js';
import type { MonthsReading } from '../core/scorecard/month/month-reading.js';
import type { Trouble } from '../core/trouble.js';
import { verdictPull } from '../render/answer/verdict-pull.js';
import { answerTo } from '../render/answer.js';
import { encodePath } from '../render/links.js';
import { isYes, mayDecide, mayRecheck } from './permission.js';
import { correct, type ScorecardMatter, scorecardMatter } from './scorecard/correction.js';

/** Where a command is read from and carried out. */
export interface CommandPorts {
  /** The request as it stands now; `null` where there is none to answer. */
  readonly read: () => Promise<Request | null>;
  /** The repository's policy, log and issues. */
  readonly log: () => Promise<LogReading>;
  /** The repository's scorecards. */
  readonly months: () => Promise<MonthsReading>;
  readonly register: Register;
  readonly entry: (path: string) => Promise<EntryState>;
  /** The entry's text with the amendment in it, or `null` where it cannot be put there. */
  readonly amend: (path: string, text: string, amendment: Amendment) => string | null;
  readonly propose: (pull: VerdictPull) => Promise<Proposed>;
  readonly assign: (login: string) => Promise<boolean>;
  readonly react: (reaction: 'eyes' | '+1' | 'confused') => Promise<void>;
  readonly answer: (body: string, before: Request['answer']) => Promise<void>;
  readonly docs: string | null;
}

/** What became of a comment. `recheck`: the pull request is to be judged again. */
export type CommandResult =
  | { readonly kind: 'ignored' }
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  | { readonly kind: 'recheck'; readonly pull: number }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/**
 * Answers a command: by a reaction at once, then, where there is something to say, by the thread's
 * one answer. Carrying it out twice does nothing twice.
 */
export async function command(ports: CommandPorts): Promise<CommandResult> {
  const request = await ports.read();
  if (request === null) return { kind: 'ignored' };
  if (request.isPull && request.reading.command?.kind === 'recheck') return recheck(request, ports);
  await ports.react(request.reading.fault === null ? 'eyes' : 'confused');
  return respond(request, ports);
}

async function respond(request: Request, ports: CommandPorts): Promise<CommandResult> {
  const place = await placeOf(request, ports);
  if (place.kind === 'trouble') return place;
  const outcome = await outcomeOf(request, place, ports);
  const scene = { repository: repositoryOf(place), docs: ports.docs, place: place.kind };
  // The record of scores is an answer of its own, which no other answer may write over.
  const isRecord = outcome.kind === 'scored' && place.kind === 'scorecard';
  await ports.answer(answerTo(outcome, scene), isRecord ? place.issue.record : request.answer);
  return { kind: 'answered', outcome };
}

type Troubled = Extract<CommandResult, { readonly kind: 'trouble' }>;

/** What the thread is about. */
type Place =
  | ({ readonly kind: 'pilot-issue' } & Matter)
  | ({ readonly kind: 'scorecard' } & ScorecardMatter)
  | { readonly kind: 'elsewhere' };

/** Of most threads their author tells that they are about neither, and nothing more is read. */
async function placeOf(request: Request, ports: CommandPorts): Promise<Place | Troubled> {
  if (!request.isOwn) return ELSEWHERE;
  const log = await ports.log();
  if (log.kind === 'trouble') return log;
  if (log.kind !== 'log') return ELSEWHERE;
  const matter = matterOf(request, log.log);
  if (matter !== null) return { kind: 'pilot-issue', ...matter };
  const reading = await ports.months();
  if (reading.kind === 'trouble') return { kind: 'trouble', trouble: reading.trouble };
  const card = reading.kind === 'months' ? scorecardMatter(request, reading.months) : null;
  return card === null ? ELSEWHERE : { kind: 'scorecard', ...card };
}

const ELSEWHERE = { kind: 'elsewhere' } as const;

function repositoryOf(place: Place): Repository | null {
  switch (place.kind) {
    case 'pilot-issue':
      return place.log.repository;
    case 'scorecard':
      return place.months.repository;
    case 'elsewhere':
      return null;
  }
}

async function recheck(request: Request, ports: CommandPorts): Promise<CommandResult> {
  const { asker, pullBy, number } = request;
  const isAllowed = isYes(await mayRecheck(asker, pullBy, ports.register));
  await ports.react(isAllowed ? '+1' : 'confused');
  return isAllowed ? { kind: 'recheck', pull: number } : { kind: 'ignored' };
}

/** A pilot's issue, with what of the log it is about. */
interface Matter {
  readonly request: Request;
  readonly log: RepositoryLog;
  readonly issue: KnownIssue;
  readonly entry: Entry | null;
  /** Who may decide: owner and backup. */
  readonly who: readonly Person[];
}

/** What is asked elsewhere than where it belongs is not done: the answer tells where it is. */
async function outcomeOf(request: Request, place: Place, ports: CommandPorts): Promise<Outcome> {
  const { command, fault } = request.reading;
  if (fault !== null) return { kind: 'fault', fault };
  if (command.kind === 'help' || command.kind === 'recheck') return { kind: 'help' };
  if (command.kind === 'score')
    return place.kind === 'scorecard' ? correct(command, request, place) : { kind: 'help' };
  return place.kind === 'pilot-issue' ? judged(command, place, ports) : { kind: 'help' };
}

async function judged(command: Deed, matter: Matter, ports: CommandPorts): Promise<Outcome> {
  const { request } = matter;
  const permission = await mayDecide(request.asker, matter.who, ports.register);
  if (!isYes(permission)) {
    const lookUpFailed = permission.kind === 'trouble';
    return { kind: 'not-allowed', asker: request.asker, who: matter.who, lookUpFailed };
  }
  return carryOut(command, matter, ports);
}

function matterOf(request: Request, log: RepositoryLog): Matter | null {
  const issue = log.known.find(({ number }) => number === request.number);
  if (issue === undefined || issue.key === null) return null;
  const entry = entryOf(issue.key, log.entries, log.known);
  const pilot = log.pilots.find((one) => one.entry === entry);
  const { owner, backup } = pilot ?? entry?.decision ?? { owner: [], backup: [] };
  return { request, log, issue, entry, who: [...new Set([...owner, ...backup])] };
}

type Deed = Exclude<Command, { readonly kind: 'help' | 'recheck' | 'score' }>;

async function carryOut(deed: Deed, matter: Matter, ports: CommandPorts): Promise<Outcome> {
  if (deed.kind === 'assign') {
    const { login } = deed;
    return { kind: (await ports.assign(login)) ? 'assigned' : 'not-assignable', login };
  }
  const { entry, issue } = matter;
  if (entry === null) return { kind: 'entry-gone', id: issue.key?.id ?? '' };
  if (entry.decision === null) return { kind: 'entry-unreadable', entry };
  return decide(deed, { ...matter, entry, decision: entry.decision }, ports);
}

interface Case extends Matter {
  readonly entry: Entry;
  readonly decision: Decision;
}

async function decide(verdict: VerdictCommand, one: Case, ports: CommandPorts): Promise<Outcome> {
  const { entry, decision, log, request } = one;
  const asked = { by: `@${request.asker}`, today: log.today, rules: log.policy.pilots };
  const amendment = amendmentFor(verdict, decision, asked);
  if (isRefusal(amendment)) return { kind: 'refused', entry, refusal: amendment };
  const { file, edits } = await ports.entry(entry.path);
  if (file === null) return { kind: 'entry-gone', id: entry.id };
  const text = file.text === null ? null : ports.amend(file.path, file.text, amendment);
  if (text === null) return { kind: 'entry-unreadable', entry };
  const branch = verdictBranch(verdict.verdict, entry);
  const { same, rivals } = amongEdits(branch, edits);
  if (same !== null) return { kind: 'under-way', verdict: verdict.verdict, pull: same.number };
  const record = recordOf(verdict, one);
  const words = verdictPull(record, {
    repository: log.repository,
    docs: ports.docs,
    issue: request.number,
  });
  const base = log.repository.defaultBranch;
  const pull: VerdictPull = { kind: 'verdict-pull', branch, base, file, text, ...words };
  const proposed = await ports.propose(pull);
  return { ...record, how: howOf(proposed, pull, { log, rivals }) };
}

function recordOf(
  verdict: VerdictCommand,
  { entry, decision, log, request }: Case,
): Omit<Recorded, 'how'> {
  const isExtension = verdict.kind === 'extension';
  const rules = log.policy.pilots;
  return {
    kind: 'recorded',
    entry,
    verdict: verdict.verdict,
    because: verdict.because,
    asker: request.asker,
    checkpoint: isExtension ? verdict.until : null,
    extensions: {
      used: extensionsOf(decision).length + (isExtension ? 1 : 0),
      of: rules.extensions,
    },
    cleanUpUntil: verdict.verdict === 'kill' ? cleanUpUntil(rules, log.today) : null,
  };
}

function howOf(
  proposed: Proposed,
  { file, text }: VerdictPull,
  { log, rivals }: { readonly log: RepositoryLog; readonly rivals: readonly number[] },
): Recorded['how'] {
  if (proposed.kind === 'pull') return { ...proposed, rivals };
  const { url, defaultBranch } = log.repository;
  return {
    kind: 'patch',
    path: file.path,
    patch: unifiedPatch(file.path, file.text ?? '', text),
    editUrl: `${withoutSlashes(url ?? '')}/edit/${encodePath(defaultBranch)}/${encodePath(file.path)}`,
  };
}
