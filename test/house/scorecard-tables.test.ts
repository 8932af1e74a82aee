import { describe, expect, it } from 'vitest';
import { SCORECARD_TEMPLATES } from '../../src/core/policy.js';
import { FAILURE_SIGNALS, THRASH_ALARMS } from '../../src/core/scorecard/alarms.js';
import { MEASURE_IDS } from '../../src/core/scorecard/measures/measure.js';
import { TEMPLATES } from '../../src/core/scorecard/template.js';
import { ALARM_WORDS } from '../../src/render/scorecard/words/alarm.js';
import { MEASURE_WORDS } from '../../src/render/scorecard/words/measure.js';
import { sectionsOf, tableIn, tableOf } from './pages.js';

const PAGE = 'docs/scorecard.md';
const AREAS = ['area', 'measure', '2 from', '3 from', '4 from', '5 from'];

describe('the page about scorecards tells what there is, in its order, and nothing more', () => {
  it('of measures', () => {
    expect(tableOf(PAGE, ['measure', 'counts', 'among'])).toEqual(
      MEASURE_IDS.map((id) => [code(id), MEASURE_WORDS[id].met, MEASURE_WORDS[id].among]),
    );
  });

  const [, ...templates] = (sectionsOf(PAGE).get('Templates') ?? '').split(/^### `/m);

  it('of templates', () => {
    const names = templates.map((section) => section.slice(0, section.indexOf('`')));
    expect(names).toEqual(SCORECARD_TEMPLATES);
  });

  it.each(SCORECARD_TEMPLATES)('of the areas of %s', (template) => {
    const section = templates[SCORECARD_TEMPLATES.indexOf(template)] ?? '';
    const rows = TEMPLATES[template].flatMap(({ id, name, measures }) =>
      measures.map(([measure, steps], at) => [
        at === 0 ? `${name} (${code(id)})` : '',
        code(measure),
        ...steps.map((step) => `${step} %`),
      ]),
    );
    expect(tableIn(section, AREAS)).toEqual(rows);
  });

  it('of alarms', () => {
    const rowsOf = (codes: readonly (keyof typeof ALARM_WORDS)[], kind: string) =>
      codes.map((alarm) => {
        const { name, when } = ALARM_WORDS[alarm];
        return [code(alarm), kind, name, when];
      });
    expect(tableOf(PAGE, ['alarm', 'kind', 'name', 'raised when'])).toEqual([
      ...rowsOf(THRASH_ALARMS, 'thrash alarm'),
      ...rowsOf(FAILURE_SIGNALS, 'failure signal'),
    ]);
  });
});

function code(id: string): string {
  return `\`${id}\``;
}
