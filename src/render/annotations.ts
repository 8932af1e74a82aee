import type { Place } from '../core/place.js';
import type { Annotation } from '../core/write.js';
import { type Phrase, plain } from './phrase.js';
import type { Point } from './points.js';
import { cutBytes, shorten } from './printable.js';
import { nameOf } from './words/finding.js';

/** Limits of the Checks API: 64 KB for a message, 255 characters for a title. */
const MOST_MESSAGE_BYTES = 60_000;
const LONGEST_TITLE = 255;

/** Every point that has a place, failures first. */
export function annotationsOf(points: readonly Point[]): readonly Annotation[] {
  const told = points.flatMap(({ finding, weight, what, fix }) =>
    finding.place === null
      ? []
      : [
          annotation(finding.place, {
            level: weight === 'holds' ? 'failure' : 'warning',
            title: nameOf(finding.fact.code),
            message: message(what, fix),
          }),
        ],
  );
  return [...told].sort((a, b) => rank(a) - rank(b));
}

/** What is wrong and how to mend it, one below the other. */
export function message(what: Phrase, fix: Phrase | null): string {
  return fix === null ? plain(what) : `${plain(what)}\n${plain(fix)}`;
}

function annotation(
  { file, line, column }: Place,
  said: Pick<Annotation, 'level' | 'title' | 'message'>,
): Annotation {
  const columns =
    line === null || column === null ? {} : { startColumn: column, endColumn: column };
  return {
    path: file,
    startLine: line ?? 1,
    endLine: line ?? 1,
    ...columns,
    level: said.level,
    title: shorten(said.title, LONGEST_TITLE),
    message: cutBytes(said.message, MOST_MESSAGE_BYTES),
  };
}

function rank({ level }: Annotation): number {
  return ['failure', 'warning', 'notice'].indexOf(level);
}
