import type { Change } from '../core/change.js';
import type { Finding } from '../core/finding.js';
import type { Place } from '../core/place.js';
import type { Verdict } from '../core/verdict.js';
import { message } from './annotations.js';
import { pointsOf } from './points.js';
import { cutBytes } from './printable.js';
import { type LintScene, sceneInLog } from './scene.js';
import { nameOf, sayFinding } from './words/finding.js';

/** GitHub shows 10 errors and 10 warnings of a step; what is beyond is dropped without a word. */
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

interface Command {
  readonly level: 'error' | 'warning';
  readonly place: Place | null;
  readonly title: string;
  readonly message: string;
}

/** The last of a full dozen says how many are left out. */
function commands(all: readonly Command[]): readonly string[] {
  return (['error', 'warning'] as const).flatMap((level) => {
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
