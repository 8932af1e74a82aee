/** The scorecard for a terminal. */
import { type ScoredMeasure, weakestFirst } from '../../core/scorecard/grade.js';
import type { Subject } from '../../core/scorecard/measures/measure.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';
import type { Scorecard, ScoredArea, Undecided } from '../../core/scorecard/score.js';
import { counted, entry, listed, type Phrase, person, plain, say } from '../phrase.js';
import { repositoryName } from '../repository-name.js';
import { painter, type TerminalStyle } from '../terminal.js';
import { dayIn } from '../words/day.js';
import { sayAncestor } from './broken-policy.js';
import { sayCaveats } from './caveats.js';
import { sayCounts } from './sections.js';
import { summaryOf } from './summary.js';
import { changeText, UNOWNED } from './table.js';
import { sayAlarm } from './words/alarm.js';
import { MEASURE_WORDS, sayMove, sayReading } from './words/measure.js';
import { theSubject } from './words/measure-words.js';

const WIDEST = 110;
const NARROWEST = 40;
const INDENT = '        ';

/** How many of those that fall short one line names, and how many pilots wait in one. */
const MOST_NAMED = 3;
const MOST_WAITING = 5;

/** What a part of the text is laid out by. */
interface Sheet {
  readonly width: number;
  readonly paint: ReturnType<typeof painter>;
  readonly month: Scorecard['month'];
}

/** The areas with their evidence and moves, pilots and alarms; ends with a line break. */
export function scorecardForTerminal(card: Scorecard, style: TerminalStyle): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, style.width));
  const { month } = card;
  const sheet: Sheet = { width, paint: painter(style), month };
  const head = sheet.paint('bold', `Scorecard ${month.month}`);
  const lines = [
    `${head}  ${repositoryName(month.repository)}  ${card.template}`,
    '',
    ...ancestorLines(sheet),
    ...wrapped(plain(summaryOf(card)), width),
    ...card.areas.flatMap((area) => ['', ...areaLines(area, sheet)]),
    ...lastLines(card, sheet),
  ];
  return `${lines.join('\n')}\n`;
}

/** That the policy is not valid stands before all else: everything below goes by an older one. */
function ancestorLines({ month, width, paint }: Sheet): readonly string[] {
  const [first, ...problems] = sayAncestor(month).map(plain);
  if (first === undefined) return [];
  return [
    ...wrapped(first, width, ['! ', '  ']).map((line) => paint('red', line)),
    ...problems.flatMap((problem) => wrapped(problem, width, ['  ', '    '])),
    '',
  ];
}

function areaLines(area: ScoredArea, sheet: Sheet): readonly string[] {
  const { score, name, human, move, owner } = area;
  const { paint, width, month } = sheet;
  const mark = paint(colourOf(score), score === null ? '–' : String(score));
  const hand = human === null ? '' : paint('dim', '  by hand');
  const none = score === null ? paint('dim', '  not measured') : '';
  const who = owner.length === 0 ? UNOWNED : plain(listed(owner.map(person), { most: 3 }));
  const next = move === null ? [] : [`→ ${plain(sayMove(move, month))} (${who})`];
  return [
    `  ${mark} ${changeText(area).padEnd(3)} ${paint('bold', name)}${hand}${none}`,
    ...evidenceLines(area, sheet),
    ...next.flatMap((line) => wrapped(line, width, [INDENT, `${INDENT}  `])),
  ];
}

/** What was measured, the weakest first and who falls short by name; then what was not. */
function evidenceLines({ evidence, score }: ScoredArea, sheet: Sheet): readonly string[] {
  const { width, paint, month } = sheet;
  const indents = [INDENT, `${INDENT}  `] as const;
  const told = weakestFirst(evidence).map((graded) => readingText(graded, month.month));
  const silent = evidence.filter(({ reading }) => reading.kind === 'not-measured');
  const topics = silent.map(({ measure }) => MEASURE_WORDS[measure].topic).join('; ');
  const untold = topics === '' || score === null ? [] : [`not measured: ${topics}`];
  return [
    ...told.flatMap((line) => wrapped(line, width, indents)),
    ...untold.flatMap((line) => wrapped(line, width, indents)).map((line) => paint('dim', line)),
  ];
}

/** `1 of 2 aims … (not DL-0005)`, or whom the words are about themselves. */
function readingText(graded: ScoredMeasure, month: YearMonth): string {
  const said = sayReading(graded);
  const { reading } = graded;
  if (reading.lacks.length === 0) return said;
  const names = new Set(reading.lacks.map(({ subject }) => nameOf(subject, month)));
  return `${said} (not ${plain(listed([...names], { most: MOST_NAMED }))})`;
}

function nameOf(subject: Subject, month: YearMonth): string {
  const isNumbered = subject.kind === 'change' && subject.number !== null;
  return isNumbered ? `#${subject.number}` : plain([theSubject(subject, month)]);
}

function lastLines(card: Scorecard, { width, month }: Sheet): readonly string[] {
  const { undecided, alarms, exceptions } = card;
  const counts = sayCounts(card);
  const waiting = listed(
    undecided.map((one) => sayUndecided(one, month.month)),
    { most: MOST_WAITING },
  );
  const said = [
    ...(counts === '' ? [] : [`pilots: ${counts}`]),
    ...(undecided.length === 0 ? [] : [`undecided: ${plain(waiting)}`]),
    ...alarms.map((alarm) => `! ${plain(sayAlarm(alarm, month.month))}`),
    ...sayCaveats(card).map((said) => `! ${plain(said)}`),
    ...(exceptions.length === 0 ? [] : [counted(exceptions.length, 'exception')]),
  ];
  const lines = said.flatMap((line) => wrapped(line, width, ['', '  ']));
  return lines.length === 0 ? [] : ['', ...lines];
}

function sayUndecided({ entry: about, checkpoint }: Undecided, month: YearMonth): Phrase {
  const day = checkpoint === null ? 'no checkpoint' : `checkpoint ${dayIn(month, checkpoint)}`;
  return say`${entry(about)} (${day})`;
}

function colourOf(score: number | null): 'green' | 'yellow' | 'red' | 'dim' {
  if (score === null) return 'dim';
  if (score >= 4) return 'green';
  return score === 3 ? 'yellow' : 'red';
}

type Indents = readonly [first: string, rest: string];

/** The text broken at spaces, its first line indented and those that hang below it. */
function wrapped(text: string, width: number, [first, rest]: Indents = ['', '']): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/ +/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${last === undefined ? first : rest}${word}`);
  }
  return lines;
}
