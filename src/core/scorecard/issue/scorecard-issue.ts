import { digestOf } from '../../digest.js';
import { duplicates, sameText } from '../../issue.js';
import { sayingIn } from '../../pilot/marker.js';
import type { HumanScore, Memory, RememberedArea } from '../month/month.js';
import type { YearMonth } from '../month/year-month.js';
import { scorecardIn } from './memory.js';
import { rollUpIn } from './roll-up-mark.js';
import { weekIn } from './week.js';

/** What a monthly issue is: a repository's scorecard, or the roll-up of an organisation. */
export type Series = 'scorecard' | 'roll-up';

/** What a monthly issue is about. */
export interface MonthKey {
  readonly series: Series;
  readonly month: YearMonth;
}

/** What a repository's scorecard is known by. */
export function cardKey(month: YearMonth): MonthKey {
  return { series: 'scorecard', month };
}

/** What an organisation's issue is known by. */
export function rollUpKey(month: YearMonth): MonthKey {
  return { series: 'roll-up', month };
}

/** The title of a monthly issue, by which people and searches find it. */
export function titleOf({ series, month }: MonthKey): string {
  return series === 'scorecard' ? `Scorecard ${month}` : `Organisation scorecard ${month}`;
}

/** A monthly issue as it should stand, in words already. */
export interface WantedScorecard extends MonthKey {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/** A comment of Belay's. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
}

/** A monthly issue that Belay opened, as it stands. */
export interface KnownScorecard extends MonthKey {
  readonly number: number;
  readonly url: string | null;
  readonly open: boolean;
  /** Whether it was closed once; Belay opens none again. */
  readonly reopened: boolean;
  readonly locked: boolean;
  readonly title: string;
  readonly body: string;
  /** Whether the body is as Belay wrote it last. */
  readonly intact: boolean;
  /** What it remembers; `null` in a roll-up. */
  readonly memory: Memory | null;
  /** Belay's comments, oldest first; known of open issues and of the one closed last. */
  readonly comments: readonly OwnComment[];
  /** Belay's answer that names the comments with scores. */
  readonly record: OwnComment | null;
  /** The scores in those comments, oldest first; whether their authors may give them is not asked. */
  readonly scores: readonly GivenScore[];
}

/** A score that a person gave, and the id of the comment. */
export interface GivenScore extends HumanScore {
  readonly comment: number;
}

/** What is read of an issue that Belay opened. */
export interface ScorecardText
  extends Pick<
    KnownScorecard,
    'number' | 'url' | 'open' | 'reopened' | 'locked' | 'title' | 'body' | 'comments'
  > {
  /** The newest version of the body in which nobody else had a hand; `null` when none is known. */
  readonly ownBody: string | null;
}

/** The issue with what Belay's own words in it say, scores aside; `null`: it is no monthly issue. */
export function knownScorecard({ ownBody, ...text }: ScorecardText): KnownScorecard | null {
  const intact = sameText(text.body, ownBody ?? '');
  const issue = { ...text, intact, record: null, scores: [] };
  const memory = scorecardIn(ownBody ?? '');
  if (memory !== null) return { ...issue, series: 'scorecard', month: memory.month, memory };
  const month = rollUpIn(ownBody ?? '');
  return month === null ? null : { ...issue, series: 'roll-up', month, memory: null };
}

/** One thing to do to one issue. */
export type ScorecardWrite =
  | { readonly kind: 'file'; readonly issue: WantedScorecard }
  | {
      readonly kind: 'edit';
      readonly number: number;
      readonly title: string;
      readonly body: string;
    }
  | { readonly kind: 'comment'; readonly number: number; readonly body: string }
  /** Says something else in a comment that stands. */
  | {
      readonly kind: 'reword';
      readonly number: number;
      readonly comment: number;
      readonly body: string;
    }
  | {
      readonly kind: 'close';
      readonly number: number;
      readonly reason: 'completed' | 'duplicate';
      readonly duplicateOf: number | null;
    };

/** The issue of a month: of several the lowest number counts. */
export function issueOf(
  { series, month }: MonthKey,
  known: readonly KnownScorecard[],
): KnownScorecard | null {
  return sameMonth({ series, month }, known)[0] ?? null;
}

/** A number for each month's scorecard, another one wherever a score in it is another. */
export function imprintsOf(known: readonly KnownScorecard[]): ReadonlyMap<YearMonth, number> {
  const imprints = new Map<YearMonth, number>();
  for (const { memory, month } of known.toSorted((a, b) => b.number - a.number))
    if (memory !== null) imprints.set(month, imprintOf(memory));
  return imprints;
}

function imprintOf({ repository, areas }: Memory): number {
  const shown = areas.map(({ id, score, human }) => [id, score, human]);
  return digestOf(JSON.stringify([repository, shown]));
}

/**
 * Whether the month has its one issue, closed or as Belay wrote it, with the scores that people gave.
 * A month that is over does not change, so that it need not be read again once it was read whole.
 */
export function isSettled(key: MonthKey, known: readonly KnownScorecard[]): boolean {
  const [kept, ...others] = sameMonth(key, known);
  if (kept === undefined || others.some(({ open }) => open)) return false;
  const { open, intact, title, memory } = kept;
  const stands = intact && title === titleOf(key) && memory?.whole !== false;
  return (stands || !open) && !isBehind(kept);
}

/**
 * Whether an issue shows other scores of people than its comments give. A closed one is final: only
 * a score that was taken while it was open, and shown nowhere yet, is still owed.
 */
export function isBehind({ open, memory, scores }: KnownScorecard): boolean {
  if (memory === null) return false;
  const given = new Map(scores.map(({ area, score }) => [area, score]));
  const shown = memory.areas.filter(({ human }) => human);
  const agrees = ({ id, score }: RememberedArea) => given.get(id) === score;
  const owed = shown.filter(agrees).length < given.size;
  return owed || (open && !shown.every(agrees));
}

function sameMonth(
  { series, month }: MonthKey,
  known: readonly KnownScorecard[],
): readonly KnownScorecard[] {
  return known
    .filter((one) => one.series === series && one.month === month)
    .toSorted((a, b) => a.number - b.number);
}

/**
 * What makes the month's one issue say what is wanted. An issue that is closed is left as it is:
 * whoever closed it has read it, unless it owes a score.
 */
export function standing(
  wanted: WantedScorecard,
  known: readonly KnownScorecard[],
): readonly ScorecardWrite[] {
  const [kept, ...others] = sameMonth(wanted, known);
  if (kept === undefined) return [{ kind: 'file', issue: wanted }];
  const { title, body } = wanted;
  const says = kept.title === title && sameText(kept.body, body);
  const edit = { kind: 'edit', number: kept.number, title, body } as const;
  const isLeft = says || !(kept.open || isBehind(kept));
  return [...duplicates(kept, others), ...(isLeft ? [] : [edit])];
}

/**
 * Closes the issues of earlier months with a word about the newer one, said once. What was closed so
 * and opened again by a person stays open.
 */
export function endings(
  { series, month }: MonthKey,
  known: readonly KnownScorecard[],
  comment: string,
): readonly ScorecardWrite[] {
  return known
    .filter((one) => one.series === series && one.month < month && one.open)
    .map((one) => ({ ...one, told: one.comments.some(({ body }) => sayingIn(body) === 'closed') }))
    .filter(({ told, reopened }) => !(told && reopened))
    .flatMap(({ number, locked, told }) => [
      ...(locked || told ? [] : [{ kind: 'comment', number, body: comment } as const]),
      { kind: 'close', number, reason: 'completed', duplicateOf: null } as const,
    ]);
}

/** The words about a week, or `null` where there is nothing to say. */
export interface WeeklyWords {
  readonly week: string;
  readonly body: string | null;
}

/** Says a week's words once, on the newest open scorecard; where they stand already, edits them. */
export function weekly(
  { week, body }: WeeklyWords,
  known: readonly KnownScorecard[],
): readonly ScorecardWrite[] {
  if (body === null) return [];
  const own = known.filter(({ series }) => series === 'scorecard');
  const told = own.flatMap(({ number, locked, comments }) =>
    comments.map((comment) => ({ number, locked, ...comment })),
  );
  const said = told.find((comment) => weekIn(comment.body) === week);
  if (said !== undefined)
    return said.locked || sameText(said.body, body)
      ? []
      : [{ kind: 'reword', number: said.number, comment: said.id, body }];
  const open = own.filter((one) => one.open && !one.locked);
  const newest = open.toSorted((a, b) => (a.month < b.month ? 1 : -1))[0];
  return newest === undefined ? [] : [{ kind: 'comment', number: newest.number, body }];
}
