import { describe, expect, it } from 'vitest';
import { SCORECARD_TEMPLATES } from '../../../src/core/policy.js';
import { MEASURE_IDS } from '../../../src/core/scorecard/measures/measure.js';
import { TEMPLATES } from '../../../src/core/scorecard/template.js';

describe('the templates', () => {
  it.each(SCORECARD_TEMPLATES)('%s: ids are the names in kebab-case', (template) => {
    for (const { id, name } of TEMPLATES[template])
      expect(id).toBe(name.toLowerCase().replaceAll(' ', '-'));
    expect(TEMPLATES[template]).toHaveLength(5);
  });

  it('ask every measure somewhere, and with rising steps', () => {
    const graded = Object.values(TEMPLATES).flatMap((areas) =>
      areas.flatMap(({ measures }) => measures),
    );
    expect(new Set(graded.map(([id]) => id))).toEqual(new Set(MEASURE_IDS));
    for (const [, steps] of graded)
      expect([...new Set(steps)].toSorted((a, b) => a - b)).toEqual(steps);
  });
});
