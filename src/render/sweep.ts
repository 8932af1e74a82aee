import type { SmellId } from '../core/pilot/smells.js';
import type { Pilot, PilotState } from '../core/pilot.js';
import { type Links, NO_LINKS, pageLinks } from './links.js';
import { escapeText, link, table } from './markdown.js';
import { listed, markdown, type Phrase, person, plain, say } from './phrase.js';
import { SMELL_NAMES } from './pilot/smells.js';
import { disarmed, printable, shorten } from './printable.js';
import { repositoryName } from './repository-name.js';
import { pilotsIn, type SweepMode, type SweptLog, type SweptRepository } from './sweep/swept.js';
import {
  notesOf,
  overdueTally,
  pilotTally,
  STATE_WORDS,
  sayWrite,
  sweepTally,
} from './sweep/words.js';
import { painter, type TerminalStyle } from './terminal.js';

export type { SweepMode, SweptRepository } from './sweep/swept.js';

/** The report of `sweep`. Its shape is public: names stay, absent values are `null`. */
export interface SweepReport {
  readonly schema: 1;
  readonly pilots: readonly {
    readonly id: string;
    readonly title: string | null;
    readonly file: string;
    /** Owners parted by commas. */
    readonly owner: string | null;
    readonly workflows: readonly string[];
    readonly checkpoint: string | null;
    readonly state: PilotState;
    /** How many are used. */
    readonly extensions: number;
    /** Those that are there. */
    readonly smells: readonly SmellId[];
  }[];
}

/** All pilots of all repositories, in their order, each repository's most overdue first. */
export function sweepReport(repositories: readonly SweptRepository[]): SweepReport {
  return { schema: 1, pilots: repositories.flatMap(pilotsIn).map(reported) };
}

function reported(pilot: Pilot): SweepReport['pilots'][number] {
  const { entry, decision, owner, workflows, checkpoint, state, extensions, smells } = pilot;
  return {
    id: entry.id,
    title: decision.title,
    file: entry.path,
    owner: owner.length === 0 ? null : owner.join(', '),
    workflows: workflows.map(({ id }) => id),
    checkpoint,
    state,
    extensions,
    smells: smells.filter(({ present }) => present).map(({ id }) => id),
  };
}

const STATE_COLOURS = { 'on-time': 'green', due: 'yellow', past: 'red', escalated: 'red' } as const;

/** Every pilot with how it stands, what was done or would be, and what else to know. */
export function sweepForTerminal(
  repositories: readonly SweptRepository[],
  mode: SweepMode,
  style: TerminalStyle,
): string {
  const paint = painter(style);
  const blocks = worthShowing(repositories).map((swept) => {
    const head = `${paint('bold', nameOf(swept))}${swept.kind === 'swept' ? `  ${pilotTally([swept])}` : ''}`;
    const pilots = pilotsIn(swept).flatMap((pilot) => ['', ...pilotLines(pilot, swept, paint)]);
    const writes = writesOf(swept).map((one) => `  ${plain(sayWrite(one, mode))}`);
    const notes = notesOf(swept).map((note) => `  ${plain(note)}`);
    return [head, ...pilots, ...spaced(writes), ...spaced(notes), ''].join('\n');
  });
  const [only, ...others] = repositories;
  const isAlone = only !== undefined && others.length === 0;
  const tally = isAlone ? overdueTally(repositories) : sweepTally(repositories);
  return disarmed(`${[...blocks, tally].join('\n').trimEnd()}\n`);
}

function pilotLines(
  pilot: Pilot,
  swept: SweptRepository,
  paint: ReturnType<typeof painter>,
): readonly string[] {
  const { entry, decision, checkpoint, state } = pilot;
  const pad = ' '.repeat(13);
  const smells = presentSmells(pilot);
  return [
    [
      `  ${paint(STATE_COLOURS[state], STATE_WORDS[state].padEnd(9))}`,
      (checkpoint ?? 'no date').padEnd(10),
      shorten(printable(entry.id), 40),
      shorten(printable(decision.title ?? ''), 80),
    ]
      .join('  ')
      .trimEnd(),
    `${pad}${plain(ownersOf(pilot))} · extensions ${usedOf(pilot, swept)} · ${paint('dim', shorten(printable(entry.path), 100))}`,
    ...(smells.length === 0 ? [] : [`${pad}smells: ${smells.join(', ')}`]),
  ];
}

/** The run as a Markdown document, for a job summary or a pipe. */
export function sweepDocument(repositories: readonly SweptRepository[], mode: SweepMode): string {
  const sections = worthShowing(repositories).flatMap((swept) => {
    const links = linksTo(swept);
    return [
      `### ${escapeText(nameOf(swept))}`,
      ...pilotTable(swept, links),
      ...bullets(writesOf(swept).map((one) => markdown(sayWrite(one, mode), links))),
      ...notesOf(swept).map((note) => markdown(note, links)),
    ];
  });
  return `${[`## Pilots: ${sweepTally(repositories)}`, ...sections].join('\n\n')}\n`;
}

function pilotTable(swept: SweptRepository, links: Links): readonly string[] {
  const rows = pilotsIn(swept).map((pilot) => [
    STATE_WORDS[pilot.state],
    pilot.checkpoint ?? 'no date',
    pilotCell(pilot, links),
    markdown(ownersOf(pilot), links),
    usedOf(pilot, swept),
    presentSmells(pilot).join(', '),
  ]);
  return rows.length === 0
    ? []
    : [table(['state', 'checkpoint', 'pilot', 'owner', 'extensions', 'smells'], rows)];
}

function pilotCell({ entry, decision }: Pilot, links: Links): string {
  const label = link(escapeText(shorten(entry.id, 60)), links.file(entry.path, null, null));
  return decision.title === null ? label : `${label} ${escapeText(shorten(decision.title, 80))}`;
}

function ownersOf({ owner }: Pilot): Phrase {
  return owner.length === 0 ? say`no owner` : listed(owner.map(person), { most: 3 });
}

/** `1 of 2`. */
function usedOf({ extensions }: Pilot, swept: SweptRepository): string {
  const most = swept.kind === 'swept' ? swept.log.policy.pilots.extensions : 0;
  return `${extensions} of ${most}`;
}

function presentSmells({ smells }: Pilot): readonly string[] {
  return smells.filter(({ present }) => present).map(({ id }) => SMELL_NAMES[id]);
}

/** Among many repositories those without a policy are counted only. */
function worthShowing(repositories: readonly SweptRepository[]): readonly SweptRepository[] {
  if (repositories.length === 1) return repositories;
  return repositories.filter(
    (one) => one.kind !== 'without-policy' && (one.kind !== 'swept' || hasNews(one)),
  );
}

function hasNews(swept: SweptLog): boolean {
  return swept.log.pilots.length > 0 || swept.done.length > 0 || notesOf(swept).length > 0;
}

function nameOf(swept: SweptRepository): string {
  return repositoryName(swept.kind === 'swept' ? swept.log.repository : swept.repository);
}

function linksTo(swept: SweptRepository): Links {
  return swept.kind === 'swept'
    ? pageLinks({ repository: swept.log.repository, docs: null })
    : NO_LINKS;
}

function writesOf(swept: SweptRepository): SweptLog['done'] {
  return swept.kind === 'swept' ? swept.done : [];
}

function bullets(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join('\n')];
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
