import { MEASURES } from '../../core/scorecard/measures.js';
import { TEMPLATES, type TemplateArea } from '../../core/scorecard/template.js';
import { code, table } from '../markdown.js';
import { ALARM_WORDS } from './words/alarm.js';
import { MEASURE_WORDS } from './words/measure.js';

/** The tables of the documentation, made from what scores. */

/** Every measure: what it counts, among what. */
export function measureTable(): string {
  return table(
    ['measure', 'counts', 'among'],
    MEASURES.map(({ id }) => [code(id), MEASURE_WORDS[id].met, MEASURE_WORDS[id].among]),
  );
}

/** For each template its areas, their measures, and from which share on each scores 2 to 5. */
export function thresholdTables(): string {
  return Object.entries(TEMPLATES)
    .map(([template, areas]) => `### ${code(template)}\n\n${thresholds(areas)}`)
    .join('\n\n');
}

export function alarmTable(): string {
  return table(
    ['alarm', 'kind', 'name'],
    Object.entries(ALARM_WORDS).map(([id, { group, name }]) => [
      code(id),
      group === 'thrash' ? 'thrash alarm' : 'failure signal',
      name,
    ]),
  );
}

function thresholds(areas: readonly TemplateArea[]): string {
  const rows = areas.flatMap(({ id, name, measures }) =>
    measures.map(([measure, steps], at) => [
      at === 0 ? `${name} (${code(id)})` : '',
      code(measure),
      ...steps.map((step) => `${step} %`),
    ]),
  );
  return table(['area', 'measure', '2 from', '3 from', '4 from', '5 from'], rows);
}
