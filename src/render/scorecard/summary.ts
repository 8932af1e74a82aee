import type { Graded } from '../../core/scorecard/grade.js';
import type { Scorecard, ScoredArea } from '../../core/scorecard/score.js';
import { counted, listed, type Phrase, say } from '../phrase.js';
import { sayReading } from './words/measure.js';

/** What became better, worse and stayed, in one breath; then what became of the promised moves. */
export function summaryOf(card: Scorecard): Phrase {
  return say`${comparison(card)} ${promises(card)}`;
}

/** The areas that rose, fell, stayed, and those that could not be compared. */
export function movementOf({ areas }: Pick<Scorecard, 'areas'>) {
  const both = areas.filter(({ score, previous }) => score !== null && previous !== null);
  const rise = ({ score, previous }: ScoredArea) => (score ?? 0) - (previous ?? 0);
  return {
    better: both.filter((area) => rise(area) > 0),
    worse: both.filter((area) => rise(area) < 0),
    same: both.filter((area) => rise(area) === 0),
    newly: areas.filter(({ score, previous }) => score !== null && previous === null),
    lost: areas.filter(({ score, previous }) => score === null && previous !== null),
  };
}

function comparison(card: Scorecard): Phrase {
  if (card.templateChanged)
    return say`The template changed to ${card.template}, so this month is a new baseline.`;
  if (card.previous === null)
    return card.month.unmeasured.some(({ what }) => what === 'earlier')
      ? say`What the last scorecard remembered is lost, so this month is a new baseline.`
      : say`The first scorecard: a baseline for the months to come.`;
  const { better, worse, same, newly, lost } = movementOf(card);
  return [
    ...say`Better: ${areasOrNone(better, strongest)}. Worse: ${areasOrNone(worse, weakest)}.`,
    ...(same.length === 0 ? [] : say` Same: ${counted(same.length, 'area')}.`),
    ...(newly.length === 0 ? [] : say` Measured now: ${listed(newly.map(({ name }) => name))}.`),
    ...(lost.length === 0
      ? []
      : say` Not measured this month, which is no drop: ${listed(lost.map(({ name }) => name))}.`),
  ];
}

function areasOrNone(areas: readonly ScoredArea[], because: (area: ScoredArea) => Phrase): Phrase {
  if (areas.length === 0) return say`none`;
  return listed(
    areas.map(
      (area) => say`${area.name} ${area.previous ?? 0} → ${area.score ?? 0}${because(area)}`,
    ),
  );
}

function strongest(area: ScoredArea): Phrase {
  return because(
    area,
    area.evidence.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0)),
  );
}

function weakest(area: ScoredArea): Phrase {
  return because(
    area,
    area.evidence.toSorted((a, b) => (a.score ?? 6) - (b.score ?? 6)),
  );
}

function because({ human }: ScoredArea, [first]: readonly Graded[]): Phrase {
  if (human !== null) return say` (by hand: ${{ kind: 'words', text: human.because }})`;
  const said = first === undefined ? null : sayReading(first);
  return said === null ? [] : say` (${said})`;
}

function promises({ areas, previous }: Scorecard): Phrase {
  if (previous === null) return [];
  const states = areas.flatMap(({ promised }) => promised?.state ?? []);
  if (states.length === 0) return say`No move was promised last time.`;
  const done = states.filter((state) => state === 'done').length;
  const missed = states.filter((state) => state === 'missed').length;
  return say`Of ${counted(states.length, 'promised move')}, ${done} ${done === 1 ? 'is' : 'are'} done and ${missed} missed.`;
}
