import { extensionsOf } from '../calendar.js';
import { addDays } from '../day.js';
import { type Decision, flaggedWorkflows, isOpen, ownerOf } from '../decision.js';
import { idKey } from '../identifier.js';
import { type Person, personKey } from '../policy.js';
import { proxyOnly } from '../rules/wording.js';
import { type Cycle, isWithin } from './evidence/cycles.js';
import type { Evidence } from './evidence/evidence.js';
import type { Slip } from './evidence/slips.js';
import { type Tried, wasOpenIn } from './evidence/tried.js';
import { entrySubject } from './measures/counted.js';
import { hasReceipt } from './measures/learning.js';
import type { Subject } from './measures/measure.js';
import { nobodyStops } from './measures/net.js';
import { deviationsIn } from './measures/novelty.js';

/** Thrash alarms: much motion and no learning. */
export const THRASH_ALARMS = [
  'no-deviations',
  'no-kills',
  'proxies-alone',
  'no-verdict',
  'silent-extension',
  'pilot-vanished',
  'nobody-can-stop',
] as const;

/** Failure signals: the system leans on people. */
export const FAILURE_SIGNALS = [
  'owner-unclear-again',
  'exceptions-repeated',
  'one-memory',
  'notes-without-change',
] as const;

/** Every alarm, in the order of the documentation. */
export const ALARM_CODES = [...THRASH_ALARMS, ...FAILURE_SIGNALS] as const;
export type AlarmCode = (typeof ALARM_CODES)[number];

/** Whether an alarm tells of thrash; else it is a failure signal. */
export function isThrash({ code }: Pick<Alarm, 'code'>): boolean {
  return (THRASH_ALARMS as readonly AlarmCode[]).includes(code);
}

/** A sign that the way of working thrashes or fails, with the facts that raised it. */
export interface Alarm {
  readonly code: AlarmCode;
  readonly subjects: readonly Subject[];
  readonly people: readonly Person[];
  /** The days in which nothing happened; empty where it is not about time. */
  readonly cycles: readonly Cycle[];
}

/** The alarms that the month raises, thrash alarms before failure signals. */
export function alarmsOf(evidence: Evidence): readonly Alarm[] {
  return ALARM_CODES.flatMap((code) => {
    const raised = RAISED[code](evidence);
    return raised === null ? [] : [{ code, subjects: [], people: [], cycles: [], ...raised }];
  });
}

type Raised = Partial<Omit<Alarm, 'code'>> | null;

const RAISED: Readonly<Record<AlarmCode, (evidence: Evidence) => Raised>> = {
  'no-deviations': (evidence) =>
    idle(evidence, (cycle) => deviationsIn(evidence, cycle).length > 0),
  'no-kills': (evidence) =>
    idle(evidence, (cycle) =>
      evidence.all.some(({ decision }) =>
        decision.reviews.some(({ verdict, date }) => verdict === 'kill' && isWithin(date, cycle)),
      ),
    ),
  'proxies-alone': (evidence) => about(evidence.living.filter(proxyAlone(evidence))),
  'no-verdict': (evidence) => about(evidence.all.filter(withoutVerdict(evidence))),
  'silent-extension': (evidence) => about(slipped(evidence, 'moved')),
  'pilot-vanished': (evidence) => about(slipped(evidence, 'gone')),
  'nobody-can-stop': ({ open }) => about(open.filter(nobodyStops)),
  'owner-unclear-again': (evidence) => about(evidence.open.filter(ownerlessAgain(evidence))),
  'exceptions-repeated': repeatedExceptions,
  'one-memory': oneMemory,
  'notes-without-change': (evidence) => about(onlyContinued(evidence)),
};

/** The last two cycles, with something on trial in both, in which it never happened; nor since. */
function idle(evidence: Evidence, happened: (cycle: Cycle) => boolean): Raised {
  const { lately: cycles, all, last } = evidence;
  const end = cycles.at(-1)?.to;
  if (end === undefined) return null;
  const busy = cycles.every((one) => all.some((tried) => wasOpenIn(tried, one)));
  const spans = [...cycles, { from: addDays(end, 1), to: last }];
  return busy && !spans.some(happened) ? { cycles } : null;
}

function about(tried: readonly Tried[]): Raised {
  return tried.length === 0 ? null : { subjects: tried.map(entrySubject) };
}

/** Its proxy was followed by a review, though no outcome stands beside it or no reason is given. */
function proxyAlone({ reviews }: Evidence): (tried: Tried) => boolean {
  const reviewed = new Set(reviews.map(({ tried }) => tried));
  const reasonless = reviews.filter(({ review }) => review.because === null);
  const unexplained = new Set(reasonless.map(({ tried }) => tried));
  return (tried) => {
    const { proxy, outcome } = tried.decision.signals;
    if (proxy.length === 0 || !reviewed.has(tried)) return false;
    const alone = outcome.length === 0 || tried.cases.some((one) => proxyOnly(one).length > 0);
    return alone || unexplained.has(tried);
  };
}

function slipped({ slips }: Evidence, by: Slip['how']): readonly Tried[] {
  return slips.filter(({ how }) => how === by).map(({ tried }) => tried);
}

/** A review without verdict that is new in the month, or a trial that ended without a review. */
function withoutVerdict({ month }: Evidence): (tried: Tried) => boolean {
  const before = new Map(month.before.map((entry) => [idKey(entry.id), entry]));
  return ({ entry, decision }) => {
    const old = before.get(idKey(entry.id));
    const isNews = verdictless(entry) > (old === undefined ? 0 : verdictless(old));
    return isNews || endedSilently(old?.decision ?? null, decision);
  };
}

function endedSilently(old: Decision | null, { status, reviews }: Decision): boolean {
  const isEnded = status === 'graduated' || status === 'killed';
  return old !== null && isOpen(old) && isEnded && reviews.length === old.reviews.length;
}

function verdictless({ problems }: Tried['entry']): number {
  return problems.filter(({ field }) => /^reviews(?:\.\d+)?\.verdict$/.test(field ?? '')).length;
}

function ownerlessAgain({ month }: Evidence): (tried: Tried) => boolean {
  const ownerless = new Set(
    month.before.flatMap(({ id, decision }) => {
      if (decision === null) return [];
      const workflows = flaggedWorkflows(decision, month.policy);
      return ownerOf(decision, workflows).length === 0 ? [idKey(id)] : [];
    }),
  );
  return ({ owner, entry }) => owner.length === 0 && ownerless.has(idKey(entry.id));
}

/** Workflows that were excepted again, with none of the follow-ups closed. */
function repeatedExceptions({ month }: Evidence): Raised {
  const again = month.policy.workflows.filter(({ id }) => {
    const mine = month.exceptions.filter(({ workflows }) => workflows.includes(id));
    const mended = mine.some(({ followUp }) => (followUp?.closedOn ?? null) !== null);
    return mine.length > 1 && !mended;
  });
  const subjects = again.map(({ id, title }) => ({ kind: 'workflow', id, title }) as const);
  return again.length === 0 ? null : { subjects };
}

/** Reviews whose evidence nobody can open, all by the same person. */
function oneMemory({ reviews }: Evidence): Raised {
  const told = reviews.filter(({ review }) => !hasReceipt(review) && review.by.length > 0);
  const [first] = told;
  if (first === undefined || told.length < 2) return null;
  const tellers = new Set(told.flatMap(({ review }) => review.by.map(personKey)));
  if (tellers.size > 1) return null;
  const subjects = [...new Set(told.map(({ tried }) => tried))].map(entrySubject);
  return { subjects, people: first.review.by.slice(0, 1) };
}

/** Open trials whose last two looks, the last one in the month, both ended in `continue`. */
function onlyContinued({ open, reviews }: Evidence): readonly Tried[] {
  const recent = new Set(reviews.map(({ review }) => review));
  return open.filter((tried) => {
    const [before, last] = extensionsOf(tried.decision).slice(-2);
    if (before === undefined || last === undefined || !recent.has(last)) return false;
    return before.verdict === 'continue' && last.verdict === 'continue';
  });
}
