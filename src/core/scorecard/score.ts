import type { Day } from '../day.js';
import type { Entry, Review } from '../decision.js';
import { idKey } from '../identifier.js';
import { isOverdue, pilotsOf } from '../pilot.js';
import type { Person } from '../policy.js';
import { type Alarm, alarmsOf } from './alarms.js';
import { type Cause, causeOf } from './cause.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { areaScore, type Graded, gradesOf } from './grade.js';
import type { Reading } from './measure.js';
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
  Template,
  UndecidedIssue,
} from './month.js';
import { type Move, type MoveState, moveState, nextMove, rememberedMove } from './move.js';
import { ownerOfMove } from './move-owner.js';
import { isOnTime, type Round } from './rounds.js';
import { type SpotCheck, spotCheckOf } from './spot-check.js';
import { TEMPLATES, type TemplateArea } from './template.js';
import { type TrendRow, trendOf } from './trend.js';
import { endsTrial } from './tried.js';

/** A month's scorecard, as facts. */
export interface Scorecard {
  readonly month: Month;
  readonly template: Template;
  /** The scorecard that this one compares with; `null`: it is the baseline. */
  readonly previous: Remembered | null;
  /** Whether an earlier scorecard stands on another template, so that nothing compares. */
  readonly templateChanged: boolean;
  readonly areas: readonly ScoredArea[];
  readonly trend: readonly TrendRow[];
  readonly alarms: readonly Alarm[];
  readonly pilots: PilotCounts;
  readonly decided: readonly Decided[];
  readonly undecided: readonly Undecided[];
  readonly exceptions: readonly Exception[];
  readonly spotCheck: SpotCheck;
  readonly lessons: readonly string[];
}

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
  /** The move that was promised last time, and what became of it. */
  readonly promised: { readonly move: RememberedMove; readonly state: MoveState } | null;
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

/** Scores a month by its policy's template. Without data an area has no score, not a low one. */
export function score(month: Month): Scorecard {
  const evidence = evidenceOf(month);
  const template = month.policy.scorecard?.template ?? 'systems-outcome';
  const before = month.earlier.find((one) => one.month < month.month) ?? null;
  const previous = before?.template === template ? before : null;
  const readings = readingsOf(evidence, TEMPLATES[template], previous);
  const areas = TEMPLATES[template].map((area) => scoredArea(area, { month, readings, previous }));
  const decided = decidedIn(evidence);
  const undecided = undecidedAt(month);
  return {
    month,
    template,
    previous,
    templateChanged: before !== null && previous === null,
    areas,
    trend: trendOf(month, template, areas),
    alarms: alarmsOf(evidence),
    pilots: {
      graduated: decided.filter(({ review }) => review.verdict === 'graduate').length,
      killed: decided.filter(({ review }) => review.verdict === 'kill').length,
      continued: evidence.reviews.length - decided.length,
      overdue: undecided.length,
    },
    decided,
    undecided,
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
  };
}

function rememberedReading({ measure, reading }: Graded): readonly RememberedReading[] {
  if (reading.kind === 'not-measured') return [];
  return [{ measure, value: reading.value, of: reading.of }];
}

interface Setting {
  readonly month: Month;
  readonly readings: ReadonlyMap<string, Reading>;
  readonly previous: Remembered | null;
}

function scoredArea(area: TemplateArea, { month, readings, previous }: Setting): ScoredArea {
  const evidence = gradesOf(area, readings);
  const measured = areaScore(evidence);
  const human = month.human.findLast((one) => one.area === area.id) ?? null;
  const words = human?.next ?? null;
  const measuredMove = nextMove(evidence);
  const move: Move | null = words === null ? measuredMove : { kind: 'words', text: words };
  return {
    id: area.id,
    name: area.name,
    score: human?.score ?? measured,
    measured,
    human,
    evidence,
    move,
    owner: ownerOfMove(area.id, measuredMove, month.policy),
    ...sinceLast(area.id, human === null ? measured : null, { evidence, readings, previous }),
  };
}

type Since = Pick<ScoredArea, 'previous' | 'previousByHand' | 'cause' | 'promised'>;

/** What an area was last time, and what has come of it; `measured: null` where a person scored it. */
function sinceLast(
  id: string,
  measured: Score | null,
  { evidence, readings, previous }: Omit<Setting, 'month'> & Pick<ScoredArea, 'evidence'>,
): Since {
  const last = previous?.areas.find((one) => one.id === id);
  if (last === undefined)
    return { previous: null, previousByHand: false, cause: null, promised: null };
  const { score: before, human, move } = last;
  return {
    previous: before,
    previousByHand: human,
    cause: human ? null : causeOf(measured, evidence, last),
    promised: move === null ? null : { move, state: moveState(move, readings) },
  };
}

/** Each measure that the template or last month's promises ask for, read once. */
function readingsOf(
  evidence: Evidence,
  areas: readonly TemplateArea[],
  previous: Remembered | null,
): ReadonlyMap<string, Reading> {
  const asked = areas.flatMap(({ measures }) => measures.map(([id]) => id as string));
  const promised = (previous?.areas ?? []).flatMap(({ move }) =>
    move === null || move.kind === 'words' ? [] : [move.measure],
  );
  return new Map(
    [...new Set([...asked, ...promised])].flatMap((id) => {
      const measure = measureOf(id);
      return measure === undefined ? [] : [[id, measure.read(evidence)] as const];
    }),
  );
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

function undecidedAt({ entries, policy, asOf, undecided }: Month): readonly Undecided[] {
  const closed = new Map(undecided.map((issue) => [idKey(issue.decision), issue]));
  return pilotsOf(entries, policy, asOf)
    .filter(isOverdue)
    .map(({ entry, checkpoint, owner }) => ({
      entry,
      checkpoint,
      owner,
      closed: closed.get(idKey(entry.id)) ?? null,
    }));
}
