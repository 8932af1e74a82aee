import type { Graded } from '../../core/scorecard/grade.js';
import type { Lack, Subject } from '../../core/scorecard/measure.js';
import type { ScoredArea } from '../../core/scorecard/score.js';
import type { Links } from '../links.js';
import { code, escapeText, link, table } from '../markdown.js';
import { markdown } from '../phrase.js';
import { shorten } from '../printable.js';
import { sayMove, sayReading } from './words/measure.js';

const NOT_MEASURED = 'not measured';
export const UNOWNED = 'unowned';

const NO_BREAK = '\u00a0';

/** How many of those that fall short one cell names. */
const MOST_NAMED = 2;
const MOST_OWNERS = 3;
const LONGEST_NAME = 60;

/** The rows of the scorecard: one for each area, in the template's order. */
export function areaTable(areas: readonly ScoredArea[], links: Links): string {
  return table(
    ['area', 'score', '', 'evidence', 'next move', 'owner'],
    areas.map((area) => [
      escapeText(area.name),
      scoreCell(area),
      changeText(area).replace(' ', NO_BREAK),
      evidenceCell(area.evidence, links),
      area.move === null ? 'Keep it' : markdown(sayMove(area.move), links),
      ownerCell(area.owner),
    ]),
  );
}

/** `=`, `▲ 1`, `▼ 2`; nothing where there is nothing to compare. */
export function changeText({ score, previous }: Pick<ScoredArea, 'score' | 'previous'>): string {
  if (score === null || previous === null) return '';
  if (score === previous) return '=';
  return score > previous ? `▲ ${score - previous}` : `▼ ${previous - score}`;
}

/** Who falls short, as a link where its page is known. */
function subjectMarkdown(subject: Subject, links: Links): string {
  switch (subject.kind) {
    case 'entry':
      return link(
        escapeText(shorten(subject.id, LONGEST_NAME)),
        links.file(subject.path, null, 'default-branch'),
      );
    case 'workflow':
      return code(shorten(subject.id, LONGEST_NAME));
    case 'change': {
      const label =
        subject.number === null ? shorten(subject.title, LONGEST_NAME) : `#${subject.number}`;
      return link(code(label), subject.url);
    }
    case 'cycle':
      return `${subject.from} to ${subject.to}`;
  }
}

export function ownerCell(owner: readonly string[]): string {
  if (owner.length === 0) return UNOWNED;
  const shown = owner.slice(0, MOST_OWNERS).map((name) => escapeText(shorten(name, LONGEST_NAME)));
  const rest = owner.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
}

function scoreCell({ score, human }: ScoredArea): string {
  if (score === null) return NOT_MEASURED;
  return human === null ? `${score}` : `${score} (by hand)`;
}

function evidenceCell(evidence: readonly Graded[], links: Links): string {
  const weakestFirst = evidence.toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0));
  const told = weakestFirst.flatMap((graded) => {
    const said = sayReading(graded);
    return said === null ? [] : [`${escapeText(said)}${namedCell(graded, links)}`];
  });
  return told.length === 0 ? 'nothing to count yet' : told.join('; ');
}

function namedCell({ reading }: Graded, links: Links): string {
  if (reading.kind === 'not-measured' || reading.lacks.length === 0) return '';
  const shown = distinct(reading.lacks).slice(0, MOST_NAMED);
  const rest = distinct(reading.lacks).length - shown.length;
  const names = shown.map(({ subject }) => subjectMarkdown(subject, links)).join(', ');
  return ` (not ${names}${rest === 0 ? '' : ` and ${rest} more`})`;
}

/** One decision may fall short in several reviews. */
function distinct(lacks: readonly Lack[]): readonly Lack[] {
  const seen = new Set<string>();
  return lacks.filter(({ subject }) => {
    const key = JSON.stringify(subject);
    return !seen.has(key) && seen.add(key);
  });
}
