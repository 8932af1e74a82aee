import {
  cardsIn,
  type RepositoryRun,
  type ScorecardRun,
  type ScoredMonth,
} from '../../core/scorecard/run.js';
import { pageLinks } from '../links.js';
import { escapeText } from '../markdown.js';
import { markdown, type Phrase, plain } from '../phrase.js';
import { repositoryName } from '../repository-name.js';
import type { SweepMode } from '../sweep/swept.js';
import { painter, type TerminalStyle } from '../terminal.js';
import { scorecardDocument } from './issue.js';
import {
  notesOfLedger,
  notesOfRan,
  sayHomeless,
  sayScorecardWrite,
  scorecardTally,
  warningsOfRan,
} from './run-words.js';
import { summaryOf } from './summary.js';
import { scorecardForTerminal } from './terminal.js';

/** One repository's scorecard in full, or of many what became of each; what was done, and notes. */
export function runForTerminal(run: ScorecardRun, mode: SweepMode, style: TerminalStyle): string {
  const only = aloneIn(run);
  if (only !== null)
    return `${[cardText(only, style), ...indented(said(only, mode))].join('\n').trim()}\n`;
  const paint = painter(style);
  const blocks = worthShowing(run.repositories).map((ran) => [
    paint('bold', repositoryName(ran.repository)),
    ...indented([...warningsOfRan(ran), ...summaries(ran), ...said(ran, mode)]),
    '',
  ]);
  return `${[...blocks.flat(), ...rollUpLines(run, mode), scorecardTally(run)].join('\n')}\n`;
}

function cardText(ran: RepositoryRun, style: TerminalStyle): string {
  const newest = cardsIn(ran).at(-1);
  return newest === undefined
    ? repositoryName(ran.repository)
    : scorecardForTerminal(newest.card, style);
}

/** The run as a Markdown document, for a job summary or a pipe. */
export function runDocument(
  run: ScorecardRun,
  mode: SweepMode,
  docs: string | null = null,
): string {
  const only = aloneIn(run);
  const newest = only === null ? undefined : cardsIn(only).at(-1);
  const head =
    newest === undefined
      ? `## Scorecards: ${scorecardTally(run)}`
      : scorecardDocument(newest.card, docs).trim();
  const sections =
    only !== null
      ? paragraphs(only, mode)
      : worthShowing(run.repositories).flatMap((ran) => [
          `### ${escapeText(repositoryName(ran.repository))}`,
          ...[...warningsOfRan(ran), ...summaries(ran)].map((one) => markdown(one, linksOf(ran))),
          ...paragraphs(ran, mode),
        ]);
  return `${[head, ...sections, ...rollUpSection(run, mode)].join('\n\n')}\n`;
}

/** The one repository that was asked about. */
function aloneIn({ repositories, rollUp, homeless }: ScorecardRun): RepositoryRun | null {
  const [only, ...others] = repositories;
  return others.length === 0 && rollUp === null && homeless === null ? (only ?? null) : null;
}

/** The months that get an issue, in a sentence each. */
function summaries(ran: RepositoryRun): readonly Phrase[] {
  return cardsIn(ran)
    .filter(({ filing }) => filing.filed)
    .map(monthLine);
}

function monthLine({ card, month }: ScoredMonth): Phrase {
  return [{ kind: 'text', text: `${month.month}: ` }, ...summaryOf(card)];
}

function said(ran: RepositoryRun, mode: SweepMode): readonly Phrase[] {
  return [...saidWrites(ran, mode), ...notesOfRan(ran)];
}

function indented(all: readonly Phrase[]): readonly string[] {
  return all.map((one) => `  ${plain(one).trim()}`);
}

function saidWrites(ran: RepositoryRun, mode: SweepMode): readonly Phrase[] {
  return ran.kind === 'scored' ? ran.done.map((one) => sayScorecardWrite(one, mode)) : [];
}

function paragraphs(ran: RepositoryRun, mode: SweepMode): readonly string[] {
  const links = linksOf(ran);
  return [
    ...bullets(saidWrites(ran, mode), links),
    ...notesOfRan(ran).map((note) => markdown(note, links)),
  ];
}

function rollUpLines(run: ScorecardRun, mode: SweepMode): readonly string[] {
  const { rollUp, homeless } = run;
  if (homeless !== null) return [plain(sayHomeless(homeless)), ''];
  if (rollUp === null) return [];
  const writes = rollUp.done.map((one) => sayScorecardWrite(one, mode));
  return [
    `${repositoryName(rollUp.repository)}: the organisation's scorecard`,
    ...indented([...writes, ...notesOfLedger(rollUp)]),
    '',
  ];
}

function rollUpSection(run: ScorecardRun, mode: SweepMode): readonly string[] {
  const { rollUp, homeless } = run;
  if (homeless !== null) return [markdown(sayHomeless(homeless), NO_PAGES)];
  if (rollUp === null) return [];
  const writes = rollUp.done.map((one) => sayScorecardWrite(one, mode));
  return [
    `### ${escapeText(repositoryName(rollUp.repository))}: the organisation's scorecard`,
    ...bullets(writes, NO_PAGES),
    ...notesOfLedger(rollUp).map((note) => markdown(note, NO_PAGES)),
  ];
}

type Pages = ReturnType<typeof pageLinks>;

function bullets(all: readonly Phrase[], links: Pages): readonly string[] {
  return all.length === 0 ? [] : [all.map((one) => `- ${markdown(one, links)}`).join('\n')];
}

const NO_PAGES = pageLinks({ repository: { url: null, defaultBranch: '' }, docs: null });

function linksOf(ran: RepositoryRun): Pages {
  const newest = cardsIn(ran).at(-1);
  return newest === undefined
    ? NO_PAGES
    : pageLinks({ repository: newest.month.repository, docs: null });
}

/** Among many repositories those without a policy are counted only. */
function worthShowing(repositories: readonly RepositoryRun[]): readonly RepositoryRun[] {
  if (repositories.length === 1) return repositories;
  return repositories.filter(({ kind }) => kind !== 'without-policy');
}
