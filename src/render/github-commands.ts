import type { Change } from '../core/change.js';
import type { Finding } from '../core/finding.js';
import { isOverdue } from '../core/pilot.js';
import type { Place } from '../core/place.js';
import {
  cardsIn,
  isUnscored,
  type RepositoryRun,
  type ScorecardRun,
} from '../core/scorecard/run.js';
import type { Verdict } from '../core/verdict.js';
import { message } from './annotations.js';
import { type Phrase, plain } from './phrase.js';
import { pointsOf } from './points.js';
import { cutBytes, printable } from './printable.js';
import { repositoryName } from './repository-name.js';
import { type LintScene, sceneInLog } from './scene.js';
import { noteOfFiling, notesOfRan, warningsOfRan } from './scorecard/run-words.js';
import { sayAlarm } from './scorecard/words/alarm.js';
import { pilotsIn, type SweptRepository } from './sweep/swept.js';
import { notesOf } from './sweep/words.js';
import { nameOf, sayFinding } from './words/finding.js';

/** GitHub shows 10 errors, warnings and notices each of a step; what is beyond is dropped without a word. */
const MOST_EACH = 10;
const MOST_MESSAGE_BYTES = 4_000;

/** Workflow commands that annotate a run with the verdict's points, errors first. */
export function checkCommands(change: Change, verdict: Verdict): readonly string[] {
  return commands(
    pointsOf(change, verdict).map(({ finding, weight, what, fix }) => ({
      level: weight === 'holds' ? 'error' : 'warning',
      place: finding.place,
      title: nameOf(finding.fact.code),
      message: message(what, fix),
    })),
  );
}

/** Workflow commands for the linter's findings, errors first. */
export function lintCommands(log: LintScene, findings: readonly Finding[]): readonly string[] {
  return commands(
    findings.map((finding) => {
      const { what, fix } = sayFinding(sceneInLog(log, finding));
      return {
        level: finding.level,
        place: finding.place,
        title: nameOf(finding.fact.code),
        message: message(what, fix),
      };
    }),
  );
}

/** Workflow commands for the pilots past their checkpoint, and for what could not be swept. */
export function sweepCommands(repositories: readonly SweptRepository[]): readonly string[] {
  const [only, ...others] = repositories;
  const isHere = only !== undefined && others.length === 0;
  return commands(
    repositories.flatMap((swept) => [
      ...notesOf(swept).map((note) => ({
        level: swept.kind === 'trouble' ? ('error' as const) : ('warning' as const),
        place: null,
        title: 'Belay',
        message: plain(note),
      })),
      ...pilotsIn(swept)
        .filter(isOverdue)
        .map(({ entry, decision, checkpoint }) => ({
          level: 'warning' as const,
          place: isHere ? { file: entry.path, line: null, column: null } : null,
          title: 'Pilot past its checkpoint',
          message: printable(`${entry.id} ${decision.title ?? ''}: ${checkpoint ?? 'no date'}`),
        })),
    ]),
  );
}

/** Workflow commands for the alarms of scorecards, and for what could not be scored. */
export function scorecardCommands({ repositories }: ScorecardRun): readonly string[] {
  return commands(
    repositories.flatMap((ran) => {
      const said = { place: null, title: `Scorecard of ${repositoryName(ran.repository)}` };
      const at = (level: Command['level'], phrases: readonly Phrase[]) =>
        phrases.map((phrase) => ({ ...said, level, message: plain(phrase) }));
      const newest = cardsIn(ran).at(-1);
      const alarms = (newest?.card.alarms ?? []).map((one) =>
        sayAlarm(one, newest?.month.month ?? ''),
      );
      return [
        ...at('error', isUnscored(ran) ? notesOfRan(ran) : []),
        ...at('warning', [...warningsOfRan(ran), ...alarms]),
        ...at('notice', unfinished(ran)),
      ];
    }),
  );
}

/** The months that still run. */
function unfinished(ran: RepositoryRun): readonly Phrase[] {
  return cardsIn(ran)
    .filter(({ filing }) => !filing.filed && filing.why === 'not-over')
    .flatMap(noteOfFiling);
}

const LEVELS = ['error', 'warning', 'notice'] as const;

interface Command {
  readonly level: (typeof LEVELS)[number];
  readonly place: Place | null;
  readonly title: string;
  readonly message: string;
}

/** The last of a full dozen says how many are left out. */
function commands(all: readonly Command[]): readonly string[] {
  return LEVELS.flatMap((level) => {
    const own = all.filter((one) => one.level === level);
    if (own.length <= MOST_EACH) return own.map(command);
    const rest = own.length - MOST_EACH + 1;
    const more = {
      level,
      place: null,
      title: 'Belay',
      message: `and ${rest} more; see the summary`,
    };
    return [...own.slice(0, MOST_EACH - 1), more].map(command);
  });
}

function command({ level, place, title, message: said }: Command): string {
  const properties = [
    ...(place === null ? [] : [`file=${property(place.file)}`]),
    ...(place?.line == null ? [] : [`line=${place.line}`]),
    ...(place?.line == null || place.column === null ? [] : [`col=${place.column}`]),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${data(cutBytes(said, MOST_MESSAGE_BYTES))}`;
}

/** Escapes as the runner undoes it. */
function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
