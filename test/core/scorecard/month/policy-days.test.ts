import { describe, expect, it } from 'vitest';
import { policyDays, policySince } from '../../../../src/core/scorecard/month/policy-days.js';

const OCTOBER = { from: '2026-10-01', to: '2026-10-31', zone: 'UTC' };
const YML = '.github/belay.yml';
const YAML = '.github/belay.yaml';

function change(day: string, present: boolean, path = YML) {
  return { path, at: `2026-10-${day}T12:00:00Z`, present };
}

describe('the days with a policy', () => {
  it.each([
    ['all, when it was there before', [YML], [], 31, null],
    ['none, when there never was one', [], [], 0, null],
    ['from the day it came', [], [change('20', true)], 12, '2026-10-20T12:00:00Z'],
    ['until the day it went', [YML], [change('11', false)], 10, null],
    [
      'all, when one name took over from the other',
      [YML],
      [change('11', false), change('11', true, YAML)],
      31,
      null,
    ],
    ['without those in between', [YML], [change('11', false), change('21', true)], 21, null],
  ])('are %s', (_, before, changes, days, since) => {
    expect(policyDays({ before, changes }, OCTOBER)).toBe(days);
    expect(policySince({ before, changes })).toBe(since);
  });
});
