import type { Day } from '../../src/core/day.js';
import type {
  Decision,
  Entry,
  Guardrail,
  Review,
  ReviewVerdict,
  Rollback,
} from '../../src/core/decision.js';
import type { Place } from '../../src/core/place.js';
import type { Fault, Problem } from '../../src/core/problem.js';

/** Where DL-0042 lives. */
export const ENTRY_PATH = 'docs/decisions/0042-read-through-cache.md';

/** What a story changes about an entry: any field of the decision, its file, and its problems. */
export type EntryChanges = Partial<Decision> & {
  readonly path?: string;
  readonly problems?: readonly Problem[];
};

/** Lines on which the fields of the entry stand, as in the documentation's example. */
const LINES = {
  id: 2,
  title: 3,
  date: 4,
  status: 5,
  workflows: 6,
  owner: 7,
  backup: 8,
  aim: 9,
  mechanism: 10,
  signals: 11,
  checkpoint: 12,
  guardrail: 13,
  rollback: 14,
  graduation: 15,
  deviation: 16,
  reviews: 19,
} as const;

/** DL-0042: a complete pilot, checkpoint 17 November 2026, as the documentation shows it. */
export function anEntry(changes: EntryChanges = {}): Entry {
  const { path = ENTRY_PATH, problems = [], ...fields } = changes;
  const decision = { ...complete(path), ...fields };
  const places = fields.places ?? placesOf(decision, path);
  return { path, id: decision.id, decision: { ...decision, places }, problems };
}

/** An entry of which nothing could be read. */
export function anUnreadableEntry(changes: Partial<Entry> = {}): Entry {
  const path = changes.path ?? ENTRY_PATH;
  const fault = { kind: 'syntax', detail: 'a mapping is not closed' } as const;
  return {
    path,
    id: '0042-read-through-cache',
    decision: null,
    problems: [aProblem(fault, { place: { file: path, line: 3, column: 1 } })],
    ...changes,
  };
}

/** Something wrong with a file a person wrote. */
export function aProblem(fault: Fault, changes: Partial<Problem> = {}): Problem {
  const place = { file: ENTRY_PATH, line: 3, column: 1 };
  return { place, level: 'error', field: null, fault, ...changes };
}

/** A review of one day; an extension names the new checkpoint. */
export function aReview(date: Day, verdict: ReviewVerdict, changes: Partial<Review> = {}): Review {
  return {
    date,
    verdict,
    because: 'p95 -31 % and timeouts -52 %',
    evidence: ['https://grafana.example/d/quotes'],
    by: ['@octocat'],
    checkpoint: null,
    place: at(ENTRY_PATH, LINES.reviews, 5),
    ...changes,
  };
}

export function aGuardrail(changes: Partial<Guardrail> = {}): Guardrail {
  return {
    sli: 'quote-errors',
    threshold: '<= 0.1 %',
    limit: '10 % of Segment S behind flag quote_cache',
    stop: ['@acme/sre-oncall'],
    place: at(ENTRY_PATH, LINES.guardrail, 14),
    ...changes,
  };
}

export function aRollback(changes: Partial<Rollback> = {}): Rollback {
  return {
    runbook: 'docs/runbooks/pricing.md#roll-back-the-quote-cache',
    workflow: null,
    flag: 'quote_cache',
    tested: null,
    place: at(ENTRY_PATH, LINES.rollback, 13),
    ...changes,
  };
}

function complete(path: string): Decision {
  return {
    id: 'DL-0042',
    statesId: true,
    title: 'Read-through cache for price quotes',
    date: '2026-11-03',
    status: 'pilot',
    workflows: ['checkout-pricing'],
    owner: ['@octocat'],
    backup: ['@hubot'],
    aim: {
      text: null,
      metric: 'quote timeouts',
      from: '1.8 %',
      to: '0.6 %',
      segment: 'Segment S',
      by: '2026-12-01',
    },
    mechanism: 'A read-through cache will cut timeouts because most quotes repeat 200 inputs.',
    signals: {
      proxy: ['cache hit rate'],
      leading: ['queue depth'],
      outcome: ['support tickets per 1k sessions'],
    },
    checkpoint: { date: '2026-11-17', continueIf: 'p95 -25 % and timeouts -50 %' },
    guardrails: [aGuardrail({ place: at(path, LINES.guardrail, 14) })],
    rollback: aRollback({ place: at(path, LINES.rollback, 13) }),
    graduation: 'Becomes the default in pricing/defaults.md',
    deviation: null,
    supersedes: [],
    follows: [],
    reviews: [],
    places: new Map(),
  };
}

/** Every field that is written has a place, parts of a field on the line of the whole. */
function placesOf(decision: Decision, path: string): ReadonlyMap<string, Place> {
  const written: readonly (readonly [keyof typeof LINES, object | string | null])[] = [
    ['id', decision.statesId ? decision.id : null],
    ['title', decision.title],
    ['date', decision.date],
    ['status', decision.status],
    ['workflows', someOf(decision.workflows)],
    ['owner', someOf(decision.owner)],
    ['backup', someOf(decision.backup)],
    ['aim', decision.aim],
    ['mechanism', decision.mechanism],
    ['signals', partsOf(decision.signals)],
    [
      'checkpoint',
      partsOf({ date: decision.checkpoint.date, 'continue-if': decision.checkpoint.continueIf }),
    ],
    ['guardrail', decision.guardrails[0] ?? null],
    ['rollback', decision.rollback],
    ['graduation', decision.graduation],
    ['deviation', decision.deviation],
    ['reviews', someOf(decision.reviews)],
  ];
  return new Map(
    written.flatMap(([field, value]) => (value === null ? [] : fieldPlaces(field, value, path))),
  );
}

function fieldPlaces(
  field: keyof typeof LINES,
  value: object | string,
  path: string,
): readonly (readonly [string, Place])[] {
  const line = LINES[field];
  const own = [field, at(path, line, 1)] as const;
  if (typeof value === 'string' || Array.isArray(value)) return [own];
  const parts = Object.entries(value).filter(
    ([part, of]) => part !== 'place' && of !== null && someOf([of].flat()) !== null,
  );
  return [
    own,
    ...parts.map(
      ([part], index) => [`${field}.${part}`, at(path, line, 10 * (index + 1))] as const,
    ),
  ];
}

function partsOf(parts: object): object | null {
  const some = Object.values(parts).some((part) => part !== null && someOf([part].flat()) !== null);
  return some ? parts : null;
}

function someOf<T>(list: readonly T[]): readonly T[] | null {
  return list.length > 0 ? list : null;
}

function at(file: string, line: number, column: number): Place {
  return { file, line, column };
}
