import { escapeText } from '../markdown.js';
import { markdown, type Phrase, plain } from '../phrase.js';
import { printable } from '../printable.js';
import type { SweepMode } from '../sweep/swept.js';
import { painter, type TerminalStyle } from '../terminal.js';
import { scorecardDocument } from './issue.js';
import { repositoryLinks } from './links.js';
import { cardsIn, type Ran, type RanLedger, type RanMonth, type ScorecardRun } from './ran.js';
import { type ScorecardReport, scorecardReport } from './report.js';
import { notesOfLedger, notesOfRan, sayScorecardWrite, scorecardTally } from './run-words.js';
import { summaryOf } from './summary.js';
import { scorecardForTerminal } from './terminal.js';

export type { Ran, ScorecardRun } from './ran.js';

/** The report where there is no scorecard: absent values are `null`, arrays are there. */
export const NO_SCORECARD = {
  schema: 1,
  month: null,
  template: null,
  areas: [],
  alarms: [],
  pilots: null,
} as const;

type Report = ScorecardReport | typeof NO_SCORECARD;

/** The report of one repository's newest scorecard. */
export function reportOfRan(ran: Ran | undefined): Report {
  const newest = ran === undefined ? undefined : cardsIn(ran).at(-1);
  return newest === undefined ? NO_SCORECARD : scorecardReport(newest.card);
}

/** The report of many repositories: of each its newest scorecard, those without one left out. */
export function reportOfRun({ repositories, rollUp }: ScorecardRun): object {
  return {
    schema: 1,
    month: rollUp?.month ?? newestMonth(repositories),
    repositories: repositories
      .filter((ran) => cardsIn(ran).length > 0)
      .map((ran) => ({ repository: nameOfRan(ran), ...reportOfRan(ran) })),
  };
}

function newestMonth(repositories: readonly Ran[]): string | null {
  const months = repositories.flatMap(cardsIn).map(({ month }) => month.month);
  return months.toSorted().at(-1) ?? null;
}

/** `owner/name`, fit to be printed. */
export function nameOfRan(ran: Ran | RanLedger): string {
  const { owner, name } = ran.repository;
  return printable(owner === '' ? name : `${owner}/${name}`);
}

/** One repository's scorecard in full, or of many what became of each; what was done, and notes. */
export function runForTerminal(run: ScorecardRun, mode: SweepMode, style: TerminalStyle): string {
  const { repositories, rollUp } = run;
  const [only, ...others] = repositories;
  if (only !== undefined && others.length === 0 && rollUp === null)
    return `${[cardText(only, style), ...lastLines(only, mode)].join('\n').trim()}\n`;
  const paint = painter(style);
  const blocks = worthShowing(repositories).map((ran) => [
    paint('bold', nameOfRan(ran)),
    ...cardsIn(ran).map((one) => `  ${plain(monthLine(one))}`),
    ...lastLines(ran, mode),
    '',
  ]);
  return `${[...blocks.flat(), ...rollUpLines(run, mode), scorecardTally(run)].join('\n')}\n`;
}

function cardText(ran: Ran, style: TerminalStyle): string {
  const newest = cardsIn(ran).at(-1);
  return newest === undefined ? nameOfRan(ran) : scorecardForTerminal(newest.card, style);
}

function monthLine({ card, month }: RanMonth): Phrase {
  return [{ kind: 'text', text: `${month.month}: ` }, ...summaryOf(card)];
}

function lastLines(ran: Ran, mode: SweepMode): readonly string[] {
  return [...saidWrites(ran, mode), ...notesOfRan(ran)].map((said) => `  ${plain(said)}`);
}

function saidWrites(ran: Ran, mode: SweepMode): readonly Phrase[] {
  return ran.kind === 'scored' ? ran.done.map((one) => sayScorecardWrite(one, mode)) : [];
}

function rollUpLines({ rollUp }: ScorecardRun, mode: SweepMode): readonly string[] {
  if (rollUp === null) return [];
  const said = [
    ...rollUp.done.map((one) => sayScorecardWrite(one, mode)),
    ...notesOfLedger(rollUp),
  ];
  const place = `${nameOfRan(rollUp)}: the organisation’s scorecard`;
  return [place, ...said.map((one) => `  ${plain(one)}`), ''];
}

/** The run as a Markdown document, for a job summary or a pipe. */
export function runDocument(
  run: ScorecardRun,
  mode: SweepMode,
  docs: string | null = null,
): string {
  const [only, ...others] = run.repositories;
  const isAlone = only !== undefined && others.length === 0;
  const newest = isAlone ? cardsIn(only).at(-1) : undefined;
  const head = newest === undefined ? `## Scorecards: ${scorecardTally(run)}` : null;
  const card = newest === undefined ? null : scorecardDocument(newest.card, docs).trim();
  const sections = (isAlone ? run.repositories : worthShowing(run.repositories)).flatMap((ran) => [
    ...(isAlone ? [] : [`### ${escapeText(nameOfRan(ran))}`]),
    ...lines([...(isAlone ? [] : cardsIn(ran).map(monthLine)), ...saidWrites(ran, mode)], ran),
    ...notesOfRan(ran).map((note) => markdown(note, linksOf(ran))),
  ]);
  const parts = [head, card, ...sections, ...rollUpSection(run, mode)];
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`;
}

function rollUpSection({ rollUp }: ScorecardRun, mode: SweepMode): readonly string[] {
  if (rollUp === null) return [];
  const said = rollUp.done.map((one) => sayScorecardWrite(one, mode));
  const links = repositoryLinks({ url: null, defaultBranch: '' }, null);
  return [
    `### ${escapeText(nameOfRan(rollUp))}: the organisation’s scorecard`,
    ...lines(said, null),
    ...notesOfLedger(rollUp).map((note) => markdown(note, links)),
  ];
}

function lines(said: readonly Phrase[], ran: Ran | null): readonly string[] {
  if (said.length === 0) return [];
  return [said.map((one) => `- ${markdown(one, linksOf(ran))}`).join('\n')];
}

function linksOf(ran: Ran | null) {
  const newest = ran === null ? undefined : cardsIn(ran).at(-1);
  const nowhere = { url: null, defaultBranch: '' };
  return repositoryLinks(newest?.month.repository ?? nowhere, null);
}

/** Among many repositories those without a policy are counted only. */
function worthShowing(repositories: readonly Ran[]): readonly Ran[] {
  if (repositories.length === 1) return repositories;
  return repositories.filter(({ kind }) => kind !== 'without-policy');
}
