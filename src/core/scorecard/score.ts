import type { Day } from '../day.js';
import { type Entry, endsTrial, type Review } from '../decision.js';
import { idKey } from '../identifier.js';
import { isOverdue, pilotsOf } from '../pilot.js';
import { DEFAULT_SCORECARD, type Person, type Template } from '../policy.js';
import { type Alarm, alarmsOf } from './alarms.js';
import { ownerOfMove } from './area-owner.js';
import { type Cause, causeOf } from './cause.js';
import { type Evidence, evidenceOf } from './evidence/evidence.js';
import { isOnTime, type Round } from './evidence/rounds.js';
import type { Reviewed } from './evidence/tried.js';
import { areaScore, type Graded, gradesOf } from './grade.js';
import type { Readings } from './measures/measure.js';
import { measureOf } from './measures.js';
import type {
  Exception,
  HumanScore,
  Memory,
  Month,
  Remembered,
  RememberedMove,
  RememberedReading,
  Score,
  UndecidedIssue,
} from './month/month.js';
import { type Move, type MoveState, nextMove, rememberedMove } from './move.js';
import { moveState } from './promise.js';
import { type SpotCheck, spotCheckOf } from './spot-check.js';
import { areaNamed, TEMPLATES, type TemplateArea } from './template.js';
import { type TrendRow, trendOf } from './trend.js';

/** A month's scorecard, as facts. */
export interface Scorecard {
  readonly month: Month;
  readonly template: Template;
  /** The scorecard that this one compares with; `null`: it is the baseline. */
  readonly previous: Remembered | null;
  /** The one before this, on whatever template. */
  readonly last: Remembered | null;
  /** Whether that stands on another template, so that nothing compares. */
  readonly templateChanged: boolean;
  readonly areas: readonly ScoredArea[];
  /** Every move that the last scorecard promised, also on another template. */
  readonly promises: readonly Promised[];
  readonly trend: readonly TrendRow[];
  readonly alarms: readonly Alarm[];
  readonly pilots: PilotCounts;
  /** How many reviews of earlier days came into the log in the month only, and count there. */
  readonly late: number;
  readonly decided: readonly Decided[];
  /** Trials that went on by a review that counts in the month. */
  readonly extended: readonly Reviewed[];
  readonly undecided: readonly Undecided[];
  /** Entries that cannot be read or are invalid, unless they are known to be closed. */
  readonly unreadable: readonly Entry[];
  readonly exceptions: readonly Exception[];
  readonly spotCheck: SpotCheck;
  readonly lessons: readonly string[];
}

/** One area of a scorecard, its evidence and moves included. */
export interface ScoredArea {
  readonly id: string;
  readonly name: string;
  /** A person's where one was given, else the measured one; `null`: not measured. */
  readonly score: Score | null;
  readonly measured: Score | null;
  readonly human: HumanScore | null;
  /** The score it had; `null` when it had none, or nothing compares. */
  readonly previous: Score | null;
  /** Whether a person gave the score it had. */
  readonly previousByHand: boolean;
  /** What moved it from there; `null` where nothing did, or a person's score stands in between. */
  readonly cause: Cause | null;
  readonly evidence: readonly Graded[];
  readonly move: Move | null;
  /** Who is to make the move; empty: unowned. */
  readonly owner: readonly Person[];
  /** The move that was promised for it last time, and what became of it. */
  readonly promised: Promised | null;
}

/** A move that was promised for an area of the last scorecard, and what became of it. */
export interface Promised {
  /** The area's name then. */
  readonly area: string;
  readonly move: RememberedMove;
  readonly state: MoveState;
}

/** Reviews of trials dated in the month, by verdict (`continued`: continue and change), and the
 * pilots past their checkpoint at its end. */
export interface PilotCounts {
  readonly graduated: number;
  readonly killed: number;
  readonly continued: number;
  readonly overdue: number;
}

/** A trial that ended in the month; `onTime: null` where it had no checkpoint. */
export interface Decided {
  readonly entry: Entry;
  readonly review: Review;
  readonly onTime: boolean | null;
}

/** A pilot past its checkpoint at the month's end. */
export interface Undecided {
  readonly entry: Entry;
  readonly checkpoint: Day | null;
  readonly owner: readonly Person[];
  /** The issue that a hand closed without a verdict. */
  readonly closed: UndecidedIssue | null;
}

/**
 * Scores a month by its policy's template, else by the default one. Without data an area has no
 * score, not a low one. The same month always gives the same scorecard, whatever the log's order.
 */
export function score(month: Month): Scorecard {
  const evidence = evidenceOf(month);
  const template = month.policy.scorecard?.template ?? DEFAULT_SCORECARD.template;
  const last = month.earlier.find((one) => one.month < month.month) ?? null;
  const previous = last?.template === template ? last : null;
  const readings = readingsOf(evidence, TEMPLATES[template], last);
  const promises = promisesOf(last, readings, evidence);
  const setting = { month, readings, previous, promises };
  const areas = TEMPLATES[template].map((area) => scoredArea(area, setting));
  const decided = decidedIn(evidence);
  const undecided = undecidedAt(evidence);
  return {
    month,
    template,
    previous,
    last,
    templateChanged: last !== null && previous === null,
    areas,
    promises: [...promises.values()],
    trend: trendOf(month, template, areas),
    alarms: alarmsOf(evidence),
    pilots: { ...countsOf(evidence), overdue: undecided.length },
    late: evidence.reviews.filter(({ review }) => review.date < evidence.first).length,
    decided,
    extended: evidence.reviews.filter(({ review }) => !endsTrial(review)),
    undecided,
    unreadable: evidence.broken.map(({ entry }) => entry),
    exceptions: month.exceptions,
    spotCheck: spotCheckOf(evidence),
    lessons: evidence.lessons.flatMap(({ state, key }) => (state === 'open' ? [key] : [])),
  };
}

/** What the next months have to know of a scorecard. */
export function memoryOf({ month, template, areas, lessons }: Scorecard): Memory {
  return {
    repository: month.repository.id ?? '',
    month: month.month,
    template,
    areas: areas.map(({ id, score: given, human, measured, evidence, move }) => ({
      id,
      score: given,
      human: human !== null,
      measured,
      readings: evidence.flatMap(rememberedReading),
      move: move === null ? null : rememberedMove(move),
    })),
    lessons,
    whole: month.unmeasured.every(({ why }) => why !== 'trouble'),
  };
}

function rememberedReading({ measure, reading }: Graded): readonly RememberedReading[] {
  if (reading.kind === 'not-measured') return [];
  return [{ measure, value: reading.value, of: reading.of }];
}

interface Setting {
  readonly month: Month;
  readonly readings: Readings;
  readonly previous: Remembered | null;
  readonly promises: Promises;
}

/** What the last scorecard promised, by the ids of its areas. */
type Promises = ReadonlyMap<string, Promised>;

function scoredArea(area: TemplateArea, setting: Setting): ScoredArea {
  const { month, readings, promises } = setting;
  const evidence = gradesOf(area, readings);
  const measured = areaScore(evidence);
  const human = month.human.findLast((one) => one.area === area.id) ?? null;
  const words: Move | null = human?.next == null ? null : { kind: 'words', text: human.next };
  const measuredMove = nextMove(evidence);
  return {
    id: area.id,
    name: area.name,
    score: human?.score ?? measured,
    measured,
    human,
    evidence,
    move: words ?? measuredMove,
    owner: ownerOfMove(area.id, measuredMove ?? words, month.policy),
    ...sinceLast(area.id, human === null ? measured : null, { evidence, ...setting }),
    promised: promises.get(area.id) ?? null,
  };
}

type Since = Pick<ScoredArea, 'previous' | 'previousByHand' | 'cause'>;

/** What an area was last time; `measured: null` where a person scored it. */
function sinceLast(
  id: string,
  measured: Score | null,
  { evidence, previous }: Pick<Setting, 'previous'> & Pick<ScoredArea, 'evidence'>,
): Since {
  const last = previous?.areas.find((one) => one.id === id);
  if (last === undefined) return { previous: null, previousByHand: false, cause: null };
  const { score: before, human } = last;
  return {
    previous: before,
    previousByHand: human,
    cause: human ? null : causeOf(measured, evidence, last),
  };
}

/** What became of the moves that the last scorecard promised, on whatever template it stood. */
function promisesOf(last: Remembered | null, readings: Readings, evidence: Evidence): Promises {
  if (last === null) return new Map();
  return new Map(
    last.areas.flatMap(({ id, move }) => {
      if (move === null) return [];
      const area = areaNamed(last.template, id)?.name ?? id;
      return [[id, { area, move, state: moveState(move, readings, evidence) }] as const];
    }),
  );
}

/** Each measure that the template or last month's promises ask for, read once. */
function readingsOf(
  evidence: Evidence,
  areas: readonly TemplateArea[],
  last: Remembered | null,
): Readings {
  const asked = areas.flatMap(({ measures }) => measures.map(([id]) => id));
  const promised = (last?.areas ?? []).flatMap(({ move }) =>
    move !== null && 'measure' in move ? [move.measure] : [],
  );
  const ids = new Set([...asked, ...promised]);
  return new Map([...ids].map((id) => [id, measureOf(id).read(evidence)]));
}

function countsOf({ reviews, first }: Evidence): Omit<PilotCounts, 'overdue'> {
  const verdicts = reviews.flatMap(({ review }) => (review.date < first ? [] : review.verdict));
  const graduated = verdicts.filter((one) => one === 'graduate').length;
  const killed = verdicts.filter((one) => one === 'kill').length;
  return { graduated, killed, continued: verdicts.length - graduated - killed };
}

function decidedIn({ reviews, rounds }: Evidence): readonly Decided[] {
  const answered = new Map<Review, Round>();
  for (const round of rounds) if (round.answer !== null) answered.set(round.answer, round);
  return reviews
    .filter(({ review }) => endsTrial(review))
    .map(({ tried: { entry }, review }) => {
      const round = answered.get(review);
      return { entry, review, onTime: round === undefined ? null : isOnTime(round) };
    });
}

/** The longest past first. Only those past their checkpoint are looked at as pilots: that takes its time. */
function undecidedAt({ month, open }: Evidence): readonly Undecided[] {
  const { policy, asOf } = month;
  const closed = new Map(month.undecided.map((issue) => [idKey(issue.decision), issue]));
  const past = open.filter(({ checkpoint }) => checkpoint === null || checkpoint < asOf);
  const entries = past.map(({ entry }) => entry);
  return pilotsOf(entries, policy, asOf)
    .filter(isOverdue)
    .map(({ entry, checkpoint, owner }) => ({
      entry,
      checkpoint,
      owner,
      closed: closed.get(idKey(entry.id)) ?? null,
    }))
    .toSorted((a, b) => (a.checkpoint ?? '').localeCompare(b.checkpoint ?? ''));
}
