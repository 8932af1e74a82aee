import { type Graded, type ScoredMeasure, weakestFirst } from '../../core/scorecard/grade.js';
import type { Lack, Subject } from '../../core/scorecard/measures/measure.js';
import type { Month } from '../../core/scorecard/month/month.js';
import type { Scorecard, ScoredArea } from '../../core/scorecard/score.js';
import { tableInRoom } from '../check/room.js';
import type { Links } from '../links.js';
import { code, details, escapeText, link, table } from '../markdown.js';
import { markdown } from '../phrase.js';
import { shorten } from '../printable.js';
import { shortMonth, spanIn } from '../words/day.js';
import { MEASURE_WORDS, sayMove, sayReading } from './words/measure.js';

const NOT_MEASURED = 'not measured';
export const UNOWNED = 'unowned';

const NO_BREAK = '\u00a0';

/** How many measures one cell tells, and how many of those that fall short it names. */
const MOST_TOLD = 2;
const MOST_NAMED = 2;
/** How many the fold names, which has the room. */
const MOST_IN_FOLD = 10;
const MOST_OWNERS = 3;
const LONGEST_NAME = 60;

/** Where a subject of the month is found. */
interface Place {
  readonly month: Month;
  readonly links: Links;
}

/**
 * The rows of the scorecard: one for each area, in the template's order. A score stands with its
 * change, and a move with whose it is, before the evidence: in columns of their own they would push
 * it off the page.
 */
export function areaTable({ areas, month, previous }: Scorecard, links: Links): string {
  const since = previous === null ? '' : `, since${NO_BREAK}${shortMonth(previous.month)}`;
  return table(
    ['area', `score${since}`, 'next move, owner', 'evidence'],
    areas.map((area) => [
      escapeText(area.name),
      scoreCell(area),
      moveCell(area, { month, links }),
      evidenceCell(area.evidence, { month, links }),
    ]),
  );
}

/** Every measure that was read: how many were as they should be, and who was not. */
export function readingsFold({ areas, month }: Scorecard, links: Links): string | null {
  const rows = areas.flatMap(({ name, evidence }) =>
    evidence
      .filter((one) => one.score !== null)
      .map((graded, at) => [
        at === 0 ? escapeText(name) : '',
        ...readingRow(graded, { month, links }),
      ]),
  );
  if (rows.length === 0) return null;
  const head = ['area', 'measure', 'value', 'score', 'short'];
  return details('All readings', tableInRoom(head, rows, 'measure'));
}

function readingRow({ measure, reading, score }: ScoredMeasure, place: Place): readonly string[] {
  const { value, of, lacks } = reading;
  const short = namesOf(lacks, MOST_IN_FOLD, place);
  const count = `${value} of ${of}`.replaceAll(' ', NO_BREAK);
  return [escapeText(MEASURE_WORDS[measure].topic), count, String(score), short];
}

/** `=`, `▲ 1`, `▼ 2`; nothing where there is nothing to compare. */
export function changeText({ score, previous }: Pick<ScoredArea, 'score' | 'previous'>): string {
  if (score === null || previous === null) return '';
  if (score === previous) return '=';
  return score > previous ? `▲ ${score - previous}` : `▼ ${previous - score}`;
}

export function ownerCell(owner: readonly string[]): string {
  if (owner.length === 0) return UNOWNED;
  const shown = owner.slice(0, MOST_OWNERS).map((name) => escapeText(shorten(name, LONGEST_NAME)));
  const rest = owner.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
}

/** Where there is nothing to do, only who was named for the area is told. */
function moveCell({ move, owner }: ScoredArea, { month, links }: Place): string {
  const said = move === null ? 'Keep it' : markdown(sayMove(move, month), links);
  return move === null && owner.length === 0 ? said : `${said}<br>${ownerCell(owner)}`;
}

function scoreCell(area: ScoredArea): string {
  const { score, human } = area;
  if (score === null) return NOT_MEASURED;
  const hand = human === null ? '' : ' (by hand)';
  return `${score} ${changeText(area)}`.trim().replace(' ', NO_BREAK) + hand;
}

/** The weakest measures with their counts, and how many of the others fall short. */
function evidenceCell(evidence: readonly Graded[], place: Place): string {
  const measured = weakestFirst(evidence);
  if (measured.length === 0) return 'nothing to measure';
  const told = measured.slice(0, MOST_TOLD).map((graded) => readingCell(graded, place));
  const others = measured.slice(MOST_TOLD);
  const short = others.filter(({ reading }) => reading.lacks.length > 0).length;
  const full = others.length - short;
  const more = short === 0 ? [] : [`${short} more short`];
  const well = full === 0 ? [] : [`${full} ${full === 1 ? 'other' : 'others'} in full`];
  return [...told, ...more, ...well].join('; ');
}

function readingCell(graded: ScoredMeasure, place: Place): string {
  const { reading } = graded;
  const said = bound(escapeText(sayReading(graded)));
  if (reading.lacks.length === 0) return said;
  return `${said} (not ${namesOf(reading.lacks, MOST_NAMED, place)})`;
}

/** A count stays with what it counts; on a phone that also keeps the column from being a thread. */
function bound(said: string): string {
  return said.replace(/^(\d+) of (\d+) /, ['$1', 'of', '$2', ''].join(NO_BREAK));
}

function namesOf(lacks: readonly Lack[], most: number, place: Place): string {
  const all = distinct(lacks);
  // A single one that is left out would take as much room as its count.
  const shown = all.length === most + 1 ? all : all.slice(0, most);
  const names = shown.map(({ subject }) => subjectMarkdown(subject, place));
  const rest = all.length - names.length;
  return `${names.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
}

/** Who falls short, as a link where its page is known; a workflow stands in the policy. */
function subjectMarkdown(subject: Subject, { month, links }: Place): string {
  switch (subject.kind) {
    case 'entry':
      return link(
        escapeText(shorten(subject.id, LONGEST_NAME)),
        links.file(subject.path, null, 'default-branch'),
      );
    case 'workflow':
      return link(
        escapeText(shorten(subject.title, LONGEST_NAME)),
        links.file(month.policy.file, null, 'default-branch'),
      );
    case 'change': {
      const label =
        subject.number === null ? shorten(subject.title, LONGEST_NAME) : `#${subject.number}`;
      return link(code(label), subject.url);
    }
    case 'cycle':
      return spanIn(month.month, subject);
  }
}

/** One decision may fall short in several reviews. */
function distinct(lacks: readonly Lack[]): readonly Lack[] {
  const seen = new Set<string>();
  return lacks.filter(({ subject }) => {
    const key = JSON.stringify(subject);
    return !seen.has(key) && seen.add(key);
  });
}
