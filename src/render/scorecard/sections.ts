import type { Subject } from '../../core/scorecard/measure.js';
import type { Exception, Month, Unmeasured } from '../../core/scorecard/month.js';
import type { MoveState } from '../../core/scorecard/move.js';
import type { Decided, Scorecard, ScoredArea, Undecided } from '../../core/scorecard/score.js';
import { listInRoom } from '../check/room.js';
import type { Links } from '../links.js';
import { code, details, escapeText, link } from '../markdown.js';
import { markdown, type Phrase, say, words } from '../phrase.js';
import { shorten } from '../printable.js';
import { longDay } from '../words/day.js';
import { ownerCell } from './table.js';
import { ALARM_WORDS, sayAlarm } from './words/alarm.js';
import { MEASURE_WORDS, sayMeasurable, sayPromise } from './words/measure.js';

const LONGEST_TITLE = 80;

/** A section, whole in itself; `null` where it has nothing to say. */
export type Block = string | null;

/** The scores that people gave, each with its reason. */
export function humanBlock({ areas }: Scorecard, links: Links): Block {
  const lines = areas.flatMap(({ name, human, measured }) =>
    human === null
      ? []
      : [
          markdown(
            say`${name}: ${human.score} by ${{ kind: 'person', name: human.by }} on ${longDay(human.on)}, because ${words(human.because)}. Measured: ${measured ?? 'nothing'}.`,
            links,
          ),
        ],
  );
  return lines.length === 0 ? null : `**Scored by hand**\n\n${listInRoom(lines, 'score')}`;
}

const STATES: Readonly<Record<MoveState, string>> = {
  done: 'done',
  missed: '**missed**',
  moot: 'no longer applies',
  unknown: 'not checked, only people can tell',
};

/** What became of the moves that were promised last time. */
export function promisedBlock(card: Scorecard, links: Links): Block {
  const subjects = subjectsOf(card.month);
  const lines = card.areas.flatMap(({ name, promised }) =>
    promised === null
      ? []
      : [
          `${escapeText(name)}: ${STATES[promised.state]} (${markdown(sayPromise(promised.move, subjects), links)})`,
        ],
  );
  if (lines.length === 0) return null;
  const title = link('Promised last time', card.previous?.url ?? null);
  return `### ${title}\n\n${listInRoom(lines, 'move')}`;
}

/** What was decided, kills first and with honour, and what still waits. */
export function pilotsBlock({ decided, undecided, pilots }: Scorecard, links: Links): Block {
  const { graduated, killed, continued, overdue } = pilots;
  if (graduated + killed + continued + overdue === 0) return null;
  const kills = decided.filter(({ review }) => review.verdict === 'kill');
  const rest = decided.filter(({ review }) => review.verdict !== 'kill');
  const counts = `${graduated} graduated, ${killed} killed, ${continued} continued, ${overdue} past the checkpoint.`;
  const honour = killed === 0 ? '' : ' A kill is a good result: it frees the next bet.';
  const decisions = [...kills, ...rest].map((one) => decidedLine(one, links));
  const waiting = undecided.map((one) => undecidedLine(one, links));
  return [
    '### Pilots',
    `${counts}${honour}`,
    ...(decisions.length === 0 ? [] : [listInRoom(decisions, 'decision')]),
    ...(waiting.length === 0 ? [] : ['**Undecided**', listInRoom(waiting, 'pilot')]),
  ].join('\n\n');
}

export function alarmsBlock({ alarms }: Scorecard, links: Links): Block {
  if (alarms.length === 0) return null;
  const lines = (group: 'thrash' | 'failure') =>
    alarms
      .filter(({ code: raised }) => ALARM_WORDS[raised].group === group)
      .map((alarm) => markdown(sayAlarm(alarm), links));
  const thrash = lines('thrash');
  const failure = lines('failure');
  return [
    ...(thrash.length === 0 ? [] : ['### Thrash alarms', listInRoom(thrash, 'alarm')]),
    ...(failure.length === 0 ? [] : ['### Failure signals', listInRoom(failure, 'signal')]),
  ].join('\n\n');
}

export function exceptionsBlock({ exceptions }: Scorecard, links: Links): Block {
  if (exceptions.length === 0) return null;
  const lines = exceptions.map((one) => exceptionLine(one, links));
  return `### Exceptions\n\n${listInRoom(lines, 'exception')}`;
}

/** What could not be measured, why, and what would make it measurable. */
export function unmeasuredFold({ areas, month }: Scorecard, links: Links): Block {
  const gaps = month.unmeasured.map(gapText);
  const silent = areas.flatMap((area) => silentLines(area, links));
  if (gaps.length + silent.length === 0) return null;
  return details('Not measured', listInRoom([...gaps, ...silent], 'measure'));
}

export function entryLink({ entry }: Pick<Decided, 'entry'>, links: Links): string {
  const title = entry.decision?.title ?? '';
  const label = shorten(title === '' ? entry.id : `${entry.id} ${title}`, LONGEST_TITLE);
  return link(escapeText(label), links.file(entry.path, null, 'default-branch'));
}

export function exceptionLine(exception: Exception, links: Links): string {
  const { number, url, by, reason, on, until, workflows, followUp } = exception;
  const closed = followUp?.closedOn ?? null;
  const follow =
    followUp === null
      ? 'No follow-up yet.'
      : `${link(`Follow-up ${code(`#${followUp.number}`)}`, followUp.url)} ${closed === null ? 'is open' : `was closed on ${longDay(closed)}`}.`;
  const where = workflows.map((id) => code(shorten(id, LONGEST_TITLE))).join(', ');
  const why = markdown(say`${words(reason)}`, links);
  return `${link(code(`#${number}`), url)} on ${where}, by ${ownerCell([by])} on ${longDay(on)} until ${longDay(until)}: ${why}. ${follow}`;
}

const VERDICTS = { graduate: 'graduated', kill: 'killed', continue: '', change: '' } as const;

function decidedLine({ entry, review, onTime }: Decided, links: Links): string {
  const reason =
    review.because === null ? say`without a reason` : say`because ${words(review.because)}`;
  const when = onTime === null ? '' : onTime ? ', by its checkpoint' : ', after its checkpoint';
  const said = say`${VERDICTS[review.verdict]} on ${longDay(review.date)}${when}, ${reason}.`;
  return `${entryLink({ entry }, links)}: ${markdown(said, links)}`;
}

function undecidedLine({ entry, checkpoint, owner, closed }: Undecided, links: Links): string {
  const due = checkpoint === null ? 'no checkpoint' : `checkpoint ${longDay(checkpoint)}`;
  const shut =
    closed === null
      ? ''
      : `; its issue ${link(code(`#${closed.number}`), closed.url)} was closed by hand`;
  return `${entryLink({ entry }, links)}: ${due}, ${ownerCell(owner)}${shut}`;
}

function silentLines({ name, evidence }: ScoredArea, links: Links): readonly string[] {
  return evidence.flatMap(({ measure, reading }) => {
    if (reading.kind === 'measured') return [];
    const make: Phrase = sayMeasurable(measure, reading.why);
    return [
      `${escapeText(name)}, how many ${MEASURE_WORDS[measure].counts}: ${markdown(make, links)}`,
    ];
  });
}

const LOST: Readonly<Record<Unmeasured['what'], string>> = {
  verdicts: 'verdicts of merged changes',
  exceptions: 'overrides',
  undecided: 'pilot issues closed by hand',
  before: 'the decision log at the beginning of the month',
  earlier: 'what an earlier scorecard remembered',
  catalogue: 'the catalogue of SLIs',
};

const WHY: Readonly<Record<Unmeasured['why'], string>> = {
  local: 'a clone does not hold them',
  limit: 'there are more than one run reads',
  trouble: 'GitHub did not hand them over',
  changed: 'another hand edited them, so they count for nothing',
};

function gapText({ what, why, missing, of }: Unmeasured): string {
  const many = missing === null || of === null ? '' : `${missing} of ${of} `;
  return `Not known: ${many}${LOST[what]}; ${WHY[why]}.`;
}

/** Everything in the month that a promise may have named. */
function subjectsOf({ entries, policy }: Month): readonly Subject[] {
  return [
    ...entries.map(({ id, path }) => ({ kind: 'entry', id, path }) as const),
    ...policy.workflows.map(({ id, title }) => ({ kind: 'workflow', id, title }) as const),
  ];
}
