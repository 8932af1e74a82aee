/**
 * The check and the linter's findings for a terminal. `node:util` is used for its pure function
 * that wraps text in colour; nothing is read from the environment.
 */
import { styleText } from 'node:util';
import type { Change } from '../core/change.js';
import type { Finding } from '../core/finding.js';
import { flaggedFiles } from '../core/gate/flagged.js';
import type { Place } from '../core/place.js';
import type { TouchedWorkflow, Verdict } from '../core/verdict.js';
import { titleOf } from './check/title.js';
import { counted, type Phrase, plain } from './phrase.js';
import { lackingDecision, type Point, pointsOf, type Weight } from './points.js';
import { disarmed, printable, shorten } from './printable.js';
import { type LintScene, lineOf, policyOf, sceneInLog, touchedBy } from './scene.js';
import { stubFor } from './stub.js';
import { nameOf, sayFinding } from './words/finding.js';

export interface TerminalStyle {
  readonly colour: 'on' | 'off';
  /** Columns of the terminal. */
  readonly width: number;
}

type Format = Parameters<typeof styleText>[0];
type Paint = (format: Format, text: string) => string;

/** Wider lines are hard to read even where there is room. */
const WIDEST = 110;
const NARROWEST = 40;
const INDENT = '    ';

const MARKS: { readonly [W in Weight]: { readonly sign: string; readonly colour: Format } } = {
  holds: { sign: '✗', colour: 'red' },
  advises: { sign: '!', colour: 'yellow' },
  'worth-a-look': { sign: '·', colour: 'yellow' },
};

/** The verdict with every point, where it is and how to mend it; ends with a line break. */
export function checkForTerminal(change: Change, verdict: Verdict, style: TerminalStyle): string {
  const points = pointsOf(change, verdict);
  const paint = painter(style);
  const width = Math.max(NARROWEST, Math.min(WIDEST, style.width));
  const naming = touchedBy(verdict).length > 1 ? 'named' : 'obvious';
  const lines = [
    ...headLines(change, verdict, { points, paint }),
    ...points.flatMap((point) => ['', ...pointLines(point, { paint, width, naming })]),
    ...stubLines(change, verdict, paint),
    ...previewLines(change),
    '',
    tally(change, points),
  ];
  return disarmed(`${lines.join('\n')}\n`);
}

/** The linter's findings, file by file; ends with a line break. */
export function lintForTerminal(
  log: LintScene,
  findings: readonly Finding[],
  style: TerminalStyle,
): string {
  const paint = painter(style);
  const width = Math.max(NARROWEST, Math.min(WIDEST, style.width));
  const files = [...new Set(findings.map(({ place }) => place?.file ?? ''))];
  const blocks = files.map((file) => {
    const own = findings.filter(({ place }) => (place?.file ?? '') === file);
    const lines = own.flatMap((finding) => lintLines(log, finding, { paint, width }));
    return [paint('underline', printable(file)), ...lines, ''].join('\n');
  });
  return disarmed(`${[...blocks, lintTally(findings)].join('\n')}\n`);
}

interface Sheet {
  readonly paint: Paint;
  readonly width: number;
}

const VERDICT_COLOURS = { held: 'red', advised: 'yellow', clear: 'green' } as const;

function headLines(
  change: Change,
  verdict: Verdict,
  { points, paint }: { readonly points: readonly Point[]; readonly paint: Paint },
): readonly string[] {
  const touched = touchedBy(verdict);
  const title = paint('bold', titleOf(change, verdict, points));
  if (touched.length === 0) return [title];
  const longest = Math.max(...touched.map(({ workflow }) => printable(workflow.id).length));
  return [title, '', ...touched.map((one) => workflowLine(one, { paint, width: longest }))];
}

function workflowLine(one: TouchedWorkflow, { paint, width }: Sheet): string {
  const word = one.satisfied ? 'clear' : one.enforcement === 'advise' ? 'advised' : 'held';
  const by = one.by?.kind === 'revert' ? `revert of ${one.by.names}` : (one.linked?.entry.id ?? '');
  const cells = [
    paint(VERDICT_COLOURS[word], word.padEnd(7)),
    printable(one.workflow.id).padEnd(width),
    counted(one.files.length, 'file').padEnd(9),
    shorten(printable(by), 60),
  ];
  return cells.join('  ').trimEnd();
}

interface PointSheet extends Sheet {
  /** Whether a point must name its workflows, because several are touched. */
  readonly naming: 'named' | 'obvious';
}

function pointLines(
  { finding, workflows, weight, what, fix }: Point,
  sheet: PointSheet,
): readonly string[] {
  const { sign, colour } = MARKS[weight];
  const ids = workflows.map(({ id }) => printable(id)).join(', ');
  const isNamed = ids !== '' && sheet.naming === 'named';
  const name = `${nameOf(finding.fact.code).toLowerCase()}${isNamed ? ` (${ids})` : ''}`;
  const place = finding.place === null ? '' : placeText(finding.place);
  const gap = sheet.width - 4 - name.length - place.length;
  const head =
    gap >= 2
      ? `${name}${' '.repeat(place === '' ? 0 : gap)}${sheet.paint('dim', place)}`
      : `${name}\n${INDENT}${sheet.paint('dim', place)}`;
  return [
    `  ${sheet.paint(colour, sign)} ${head.trimEnd()}`,
    ...wrapped(what, sheet.width),
    ...wrapped(fix, sheet.width),
  ];
}

/** Where no entry exists, the one to write is shown whole. */
function stubLines(change: Change, verdict: Verdict, paint: Paint): readonly string[] {
  const lacking = lackingDecision(verdict);
  if (lacking.length === 0) return [];
  const stub = stubFor(change, lacking);
  // Flush left: an indented front matter, copied as it stands, would be none.
  const body = stub.text
    .trimEnd()
    .split('\n')
    .map((line) => printable(line).trimEnd());
  return [
    '',
    `  an entry to begin with: ${printable(stub.path)}`,
    '',
    ...body.map((line) => paint('dim', line)),
  ];
}

/** What the policy in this change would flag. */
function previewLines({ policyEdit, files }: Change): readonly string[] {
  if (policyEdit?.kind !== 'written' || policyEdit.policy === null) return [];
  const flagged = flaggedFiles(files, policyEdit.policy);
  const lines = policyEdit.policy.workflows.map(
    (workflow) =>
      `${INDENT}${printable(workflow.id)}  ${counted(flagged.get(workflow)?.length ?? 0, 'file')} of this change`,
  );
  return ['', '  the policy in this change flags, once merged:', '', ...lines];
}

function tally(change: Change, points: readonly Point[]): string {
  const policy = policyOf(change);
  const toMend = points.filter(({ weight }) => weight !== 'worth-a-look').length;
  const toSee = points.length - toMend;
  const branch = change.repository.defaultBranch;
  const from =
    change.policy.kind === 'ancestor'
      ? `${change.policy.oid.slice(0, 7)}, the last good one`
      : branch;
  return [
    ...(toMend === 0 ? [] : [`${toMend} to mend`]),
    ...(toSee === 0 ? [] : [`${toSee} worth a look`]),
    policy === null
      ? `${change.policy.kind === 'broken' ? 'no valid policy' : 'no policy'} at ${printable(branch)}`
      : `policy ${printable(policy.file)} at ${printable(from)}`,
  ].join(' · ');
}

function lintLines(log: LintScene, finding: Finding, { paint, width }: Sheet): readonly string[] {
  const { what, fix } = sayFinding(sceneInLog(log, finding));
  const { line, column } = finding.place ?? { line: null, column: null };
  const at = [line, column].filter((part) => part !== null).join(':') || '-';
  const colour = finding.level === 'error' ? 'red' : 'yellow';
  return [
    `  ${at.padEnd(8)}${paint(colour, finding.level.padEnd(8))} ${paint('dim', finding.fact.code)}`,
    ...wrapped(what, width),
    ...wrapped(fix, width),
  ];
}

function lintTally(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing to mend';
  const errors = findings.filter(({ level }) => level === 'error').length;
  return `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}`;
}

function placeText(place: Place): string {
  const shown = shorten(printable(place.file), 80);
  const line = lineOf(place);
  return line === null ? shown : `${shown}:${line}`;
}

/** The phrase broken at spaces; a word longer than a line stands alone, so that it can be copied. */
function wrapped(said: Phrase, width: number): string[] {
  const lines: string[] = [];
  for (const word of plain(said).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${INDENT}${word}`);
  }
  return lines;
}

/** Wraps text in colour where the terminal has it. */
export function painter({ colour }: TerminalStyle): Paint {
  if (colour === 'off') return (_, text) => text;
  return (format, text) => (text === '' ? '' : styleText(format, text, { validateStream: false }));
}
