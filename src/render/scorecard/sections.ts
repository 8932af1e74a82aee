import { lastReview } from '../../core/calendar.js';
import { endsTrial, type Review } from '../../core/decision.js';
import { type Alarm, isThrash } from '../../core/scorecard/alarms.js';
import type { Reviewed } from '../../core/scorecard/evidence/tried.js';
import type { Exception, Month } from '../../core/scorecard/month/month.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';
import type { MoveState } from '../../core/scorecard/move.js';
import type { Decided, Promised, Scorecard, Undecided } from '../../core/scorecard/score.js';
import { listInRoom } from '../check/room.js';
import type { Links } from '../links.js';
import { code, escapeText, link } from '../markdown.js';
import { literal, markdown, type Phrase, person, say, words } from '../phrase.js';
import { shorten } from '../printable.js';
import { dayIn, spanIn } from '../words/day.js';
import { ownerCell } from './table.js';
import { ALARM_WORDS, sayFacts } from './words/alarm.js';
import { sayMoot, sayPromise } from './words/promise.js';

const LONGEST_TITLE = 80;

/** A section, whole in itself; `null` where it has nothing to say. */
export type Block = string | null;

/** The scores that people gave, each with its reason. */
export function humanBlock({ areas, month: { month } }: Scorecard, links: Links): Block {
  const lines = areas.flatMap(({ name, human, measured }) =>
    human === null
      ? []
      : [
          say`${name}: ${human.score} by ${person(human.by)} on ${dayIn(month, human.on)}, because ${words(human.because)}. Measured: ${measured ?? 'nothing'}.`,
        ],
  );
  if (lines.length === 0) return null;
  const list = lines.map((said) => markdown(said, links));
  return `**Scored by hand**\n\n${listInRoom(list, 'score')}`;
}

/** What became of the moves that were promised last time, be it on another template. */
export function promisedBlock({ promises, month, last }: Scorecard, links: Links): Block {
  const lines = promises.map(
    (promised) => `${escapeText(promised.area)}: ${promiseText(promised, month, links)}`,
  );
  if (lines.length === 0) return null;
  const title = link('Promised last time', last?.url ?? null);
  return `### ${title}\n\n${listInRoom(lines, 'move')}`;
}

function promiseText({ move, state }: Promised, month: Month, links: Links): string {
  const said = state === 'moot' ? sayMoot(move, month) : sayPromise(move, month);
  return `${STATES[state]}${markdown(said, links)}`;
}

const STATES: Readonly<Record<MoveState, string>> = {
  done: 'done: ',
  missed: '**missed**: ',
  open: 'not yet: ',
  moot: 'moot, ',
  'for-people': 'only people can tell: ',
  unknown: 'not known: ',
};

/** What was decided, kills first and with honour, and what still waits. */
export function pilotsBlock(card: Scorecard, links: Links): Block {
  const { decided, extended, undecided } = card;
  const { month } = card.month;
  const counts = sayCounts(card);
  if (counts === '') return null;
  const byDay = decided.toSorted((a, b) => (a.review.date < b.review.date ? -1 : 1));
  const kills = byDay.filter(({ review }) => review.verdict === 'kill');
  const rest = byDay.filter(({ review }) => review.verdict !== 'kill');
  const honour = kills.length === 0 ? '' : ' A kill is a good result: it frees the next bet.';
  const decisions = [
    ...[...kills, ...rest].map((one) => decidedLine(one, month, links)),
    ...extended.map((one) => extendedLine(one, month, links)),
  ];
  const waiting = undecided.map((one) => undecidedLine(one, month, links));
  return [
    '### Pilots',
    `${counts}.${honour}`,
    ...(decisions.length === 0 ? [] : [listInRoom(decisions, 'decision')]),
    ...(waiting.length === 0 ? [] : [`**Undecided**: ${markdown(HOW_TO_DECIDE, links)}`]),
    ...(waiting.length === 0 ? [] : [listInRoom(waiting, 'pilot')]),
  ].join('\n\n');
}

const HOW_TO_DECIDE = say`the issue of a pilot takes ${literal('/belay graduate because …')} or ${literal('/belay kill because …')}.`;

/** `1 graduated, 2 killed`; what did not happen is left out. */
export function sayCounts({ pilots, late }: Pick<Scorecard, 'pilots' | 'late'>): string {
  const { graduated, killed, continued, overdue } = pilots;
  const parts: readonly (readonly [number, string])[] = [
    [graduated, 'graduated'],
    [killed, 'killed'],
    [continued, 'continued'],
    [late, late === 1 ? 'review that came late' : 'reviews that came late'],
    [overdue, 'past the checkpoint'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}

export function alarmsBlock({ alarms, month }: Scorecard, links: Links): Block {
  if (alarms.length === 0) return null;
  const line = (alarm: Alarm) => alarmLine(alarm, month.month, links);
  const thrash = alarms.filter(isThrash).map(line);
  const failure = alarms.filter((one) => !isThrash(one)).map(line);
  return [
    ...(thrash.length === 0 ? [] : ['### Thrash alarms', listInRoom(thrash, 'alarm')]),
    ...(failure.length === 0 ? [] : ['### Failure signals', listInRoom(failure, 'signal')]),
  ].join('\n\n');
}

function alarmLine(alarm: Alarm, month: YearMonth, links: Links): string {
  return `**${ALARM_WORDS[alarm.code].name}.** ${markdown(sayFacts(alarm, month), links)}`;
}

export function exceptionsBlock({ exceptions, month }: Scorecard, links: Links): Block {
  if (exceptions.length === 0) return null;
  const lines = exceptions.map((one) => exceptionLine(one, month.month, links));
  return `### Exceptions\n\n${listInRoom(lines, 'exception')}`;
}

export function entryLink({ entry }: Pick<Decided, 'entry'>, links: Links): string {
  const title = entry.decision?.title ?? '';
  const label = shorten(title === '' ? entry.id : `${entry.id} ${title}`, LONGEST_TITLE);
  return link(escapeText(label), links.file(entry.path, null, 'default-branch'));
}

export function exceptionLine(exception: Exception, month: YearMonth, links: Links): string {
  const { number, url, by, reason, on, until, workflows, followUp } = exception;
  const where = workflows.map((id) => code(shorten(id, LONGEST_TITLE))).join(', ');
  const said = say`${person(by)}, ${spanIn(month, { from: on, to: until })}: ${words(reason)}. `;
  return `${link(code(`#${number}`), url)} on ${where}, by ${markdown(said, links)}${followUpText(followUp, month)}`;
}

function followUpText(followUp: Exception['followUp'], month: YearMonth): string {
  if (followUp === null) return 'No follow-up yet.';
  const { number, url, closedOn } = followUp;
  const state = closedOn === null ? 'is open' : `was closed on ${dayIn(month, closedOn)}`;
  return `${link(`Follow-up ${code(`#${number}`)}`, url)} ${state}.`;
}

const VERDICTS = {
  graduate: 'graduated',
  kill: 'killed',
  continue: 'continued',
  change: 'changed',
} as const;

function decidedLine({ entry, review, onTime }: Decided, month: YearMonth, links: Links): string {
  const when = onTime === null ? '' : onTime ? ', by its checkpoint' : ', after its checkpoint';
  const said = say`${VERDICTS[review.verdict]} on ${dayIn(month, review.date)}${when}, ${reasonOf(review)}.`;
  return `${entryLink({ entry }, links)}: ${markdown(said, links)}`;
}

function extendedLine({ tried, review }: Reviewed, month: YearMonth, links: Links): string {
  const { date, verdict, checkpoint } = review;
  const until = checkpoint === null ? '' : ` until ${dayIn(month, checkpoint)}`;
  const said = say`${VERDICTS[verdict]} on ${dayIn(month, date)}${until}, ${reasonOf(review)}.`;
  return `${entryLink(tried, links)}: ${markdown(said, links)}`;
}

function reasonOf({ because }: Review): Phrase {
  return because === null ? say`without a reason` : say`because ${words(because)}`;
}

function undecidedLine(undecided: Undecided, month: YearMonth, links: Links): string {
  const { entry, checkpoint, owner, closed } = undecided;
  const due = checkpoint === null ? 'no checkpoint' : `checkpoint ${dayIn(month, checkpoint)}`;
  const whose = `owned by ${owner.length === 0 ? 'nobody' : ownerCell(owner)}`;
  const shut =
    closed === null
      ? ''
      : `; its issue ${link(code(`#${closed.number}`), closed.url)} was closed by hand`;
  return `${entryLink({ entry }, links)}: ${due}, ${whose}${disagreement(entry)}${shut}`;
}

/** A verdict was written, and the status was forgotten: the trial is on until the two agree. */
function disagreement({ decision }: Undecided['entry']): string {
  const last = decision === null ? null : lastReview(decision);
  if (decision === null || last === null || !endsTrial(last)) return '';
  return `; its last review says ${code(last.verdict)}, but its status ${code(decision.status ?? '')}`;
}
