/** The scorecard for a terminal. */
import type { Scorecard, ScoredArea } from '../../core/scorecard/score.js';
import { counted, person, plain, say } from '../phrase.js';
import { printable } from '../printable.js';
import { painter, type TerminalStyle } from '../terminal.js';
import { summaryOf } from './summary.js';
import { changeText, UNOWNED } from './table.js';
import { sayAlarm } from './words/alarm.js';
import { sayMove, sayReading } from './words/measure.js';

type Paint = ReturnType<typeof painter>;

const WIDEST = 110;
const NARROWEST = 40;
const INDENT = '        ';

/** The areas with their evidence and moves, pilots and alarms; ends with a line break. */
export function scorecardForTerminal(card: Scorecard, style: TerminalStyle): string {
  const paint = painter(style);
  const width = Math.max(NARROWEST, Math.min(WIDEST, style.width));
  const { owner, name } = card.month.repository;
  const head = `Scorecard ${card.month.month}`;
  const of = printable(`${owner}/${name}`);
  const { graduated, killed, continued, overdue } = card.pilots;
  const lines = [
    `${paint('bold', head)}  ${of}  ${card.template}`,
    '',
    ...wrapped(plain(summaryOf(card)), width, ''),
    ...card.areas.flatMap((area) => ['', ...areaLines(area, { paint, width })]),
    '',
    `pilots: ${graduated} graduated, ${killed} killed, ${continued} continued, ${overdue} past the checkpoint`,
    ...card.alarms.flatMap((alarm) => wrapped(`! ${plain(sayAlarm(alarm))}`, width, '')),
    ...(card.exceptions.length === 0 ? [] : [counted(card.exceptions.length, 'exception')]),
  ];
  return `${lines.join('\n')}\n`;
}

function areaLines(
  area: ScoredArea,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): readonly string[] {
  const { score, name, human, evidence, move, owner } = area;
  const mark = score === null ? '–' : String(score);
  const hand = human === null ? '' : paint('dim', '  by hand');
  const head = `  ${paint(colourOf(score), mark)} ${changeText(area).padEnd(3)} ${paint('bold', name)}${hand}`;
  const told = evidence.flatMap((graded) => sayReading(graded) ?? []);
  const who =
    owner.length === 0
      ? UNOWNED
      : plain(owner.flatMap((one, at) => say`${at === 0 ? '' : ', '}${person(one)}`));
  return [
    score === null ? `${head}${paint('dim', '  not measured')}` : head,
    ...told.flatMap((said) => wrapped(said, width, INDENT)),
    ...(move === null ? [] : wrapped(`→ ${plain(sayMove(move))} (${who})`, width, INDENT)),
  ];
}

function colourOf(score: number | null): 'green' | 'yellow' | 'red' | 'dim' {
  if (score === null) return 'dim';
  if (score >= 4) return 'green';
  return score === 3 ? 'yellow' : 'red';
}

function wrapped(text: string, width: number, indent: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/ +/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines;
}
