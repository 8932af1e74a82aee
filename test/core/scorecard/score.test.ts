import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCORECARD_TEMPLATES } from '../../../src/core/policy.js';
import { filingOf } from '../../../src/core/scorecard/filing.js';
import { areaScore, scoreOf } from '../../../src/core/scorecard/grade.js';
import { MEASURE_IDS, share } from '../../../src/core/scorecard/measure.js';
import type {
  Memory,
  Month,
  Remembered,
  RememberedMove,
  Score,
} from '../../../src/core/scorecard/month.js';
import { memoryOf, type ScoredArea, score } from '../../../src/core/scorecard/score.js';
import { TEMPLATES } from '../../../src/core/scorecard/template.js';
import { meanOf, steadyAreas } from '../../../src/core/scorecard/trend.js';
import { anEntry, aReview, aRollback } from '../../builders/entry.js';
import {
  aHumanScore,
  aMemory,
  aMergedChange,
  aMonth,
  aRememberedArea,
  aScoredPolicy,
  entriesLike,
} from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';
import { sixScorecards } from '../../builders/six-months.js';

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

describe('the score of an area', () => {
  it('is the rounded down mean, at most one above the weakest', () => {
    expect(areaOf(5, 5, 5, 1)).toBe(2);
    expect(areaOf(5, 4)).toBe(4);
    expect(areaOf(3, 3, 5)).toBe(3);
  });

  it('leaves out what is not measured, and is none where nothing is', () => {
    expect(areaOf(5, null)).toBe(5);
    expect(areaOf(null, null)).toBeNull();
  });

  it('never falls when one more subject meets its measure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }), (met, rest) => {
        const steps = [40, 60, 80, 95] as const;
        const before = scoreOf(readingOf(met, met + rest), steps) ?? 0;
        expect(scoreOf(readingOf(met + 1, met + rest), steps) ?? 0).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('reaches a step exactly at its share', () => {
    expect(scoreOf(readingOf(4, 5), [40, 60, 80, 95])).toBe(4);
    expect(scoreOf(readingOf(19, 20), [40, 60, 80, 95])).toBe(5);
    expect(scoreOf(readingOf(0, 3), [40, 60, 80, 95])).toBe(1);
  });
});

describe('a month', () => {
  it('without any data has no score at all, and no drop', () => {
    const before = remembered(aMonth());
    const after = aMonth({
      month: '2026-12',
      entries: [],
      changes: [],
      policy: aScoredPolicy({ workflows: [] }),
      earlier: [before],
    });
    for (const area of score(after).areas) expect(area).toMatchObject({ score: null });
  });

  it('compares with the last scorecard that was filed, whenever that was', () => {
    const before = { ...remembered(aMonth({ month: '2026-08' })), month: '2026-08' };
    const card = score(aMonth({ earlier: [before] }));
    expect(area(card.areas, 'problem-framing').previous).toBe(5);
    expect(card.templateChanged).toBe(false);
  });

  it('compares with nothing when the template changed', () => {
    const before = { ...remembered(aMonth()), month: '2026-10', template: 'barbell' } as const;
    const card = score(aMonth({ earlier: [before] }));
    expect(card).toMatchObject({ previous: null, templateChanged: true });
    expect(card.areas.every(({ previous }) => previous === null)).toBe(true);
    expect(card.trend).toHaveLength(1);
  });

  it('compares a renamed area with nothing', () => {
    const before = remembered(aMonth());
    const areas = before.areas.map((one) => ({ ...one, id: `old-${one.id}` }));
    const card = score(aMonth({ earlier: [{ ...before, month: '2026-10', areas }] }));
    expect(card.areas.every(({ previous }) => previous === null)).toBe(true);
  });

  it('takes no scorecard of its own or of a later month for an earlier one', () => {
    const before = remembered(aMonth());
    const later = { ...before, month: '2026-12' };
    expect(score(aMonth({ earlier: [later, before] })).previous).toBeNull();
  });

  it('scores by the default template while scorecards are off', () => {
    const month = aMonth({ policy: aScoredPolicy({ scorecard: null }) });
    expect(score(month).template).toBe('systems-outcome');
  });
});

describe('a score by hand', () => {
  const month = aMonth({
    human: [aHumanScore(), aHumanScore({ score: 3, next: 'Ask the users' })],
  });

  it('stands in place of the measured one, which is kept; the last one counts', () => {
    expect(area(score(month).areas, 'problem-framing')).toMatchObject({
      score: 3,
      measured: 5,
      human: { score: 3 },
      move: { kind: 'words', text: 'Ask the users' },
    });
  });

  it('is the baseline of the next month, and its words are left to people', () => {
    const next = score(aMonth({ month: '2026-12', earlier: [remembered(month)] }));
    expect(area(next.areas, 'problem-framing')).toMatchObject({
      previous: 3,
      promised: { state: 'unknown' },
    });
  });

  it('of an area that is not there changes nothing', () => {
    const strange = aMonth({ human: [aHumanScore({ area: 'shared-form', score: 1 })] });
    expect(scores(strange)).toEqual(scores(aMonth()));
  });
});

describe('the next move', () => {
  const untested = aMonth();

  it('names what the weakest measure lacks, and who is to mend it', () => {
    const { move, owner } = area(score(untested).areas, 'constraint-aware-design');
    expect(move).toMatchObject({
      kind: 'lack',
      measure: 'rollbacks-exercised',
      lack: { subject: { kind: 'entry', id: 'DL-0042' } },
    });
    expect(owner).toEqual(['@acme/pricing']);
  });

  it("belongs to the area's owners where the policy names them", () => {
    const owners = new Map([['constraint-aware-design', ['@octocat']]]);
    const month = aMonth({ policy: aScoredPolicy({}, { owners }) });
    expect(area(score(month).areas, 'constraint-aware-design').owner).toEqual(['@octocat']);
  });

  it('is unowned where nobody owns the workflow', () => {
    const policy = aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] });
    expect(area(score(aMonth({ policy })).areas, 'constraint-aware-design').owner).toEqual([]);
  });

  it('is nothing where nothing falls short', () => {
    expect(area(score(untested).areas, 'problem-framing').move).toBeNull();
  });

  it('makes measurable what is not', () => {
    const month = aMonth({ changes: [] });
    expect(area(score(month).areas, 'cross-functional-communication')).toMatchObject({
      score: null,
      move: { kind: 'measurable', measure: 'evidence-one-click' },
    });
  });

  it.each<readonly [string, string, Partial<Month>]>([
    [
      'done',
      'the way back was exercised',
      { entries: [anEntry({ rollback: aRollback({ tested: '2026-12-02' }) })] },
    ],
    ['missed', 'nobody did', {}],
    ['moot', 'the decision is gone', { entries: [] }],
  ])('is %s next month when %s', (state, _, changes) => {
    const next = aMonth({ month: '2026-12', earlier: [remembered(untested)], ...changes });
    expect(area(score(next).areas, 'constraint-aware-design').promised?.state).toBe(state);
  });

  it.each<readonly [string, RememberedMove, Partial<Month>]>([
    [
      'done',
      { kind: 'measurable', measure: 'lessons' },
      {
        entries: entriesLike({
          id: 'DL-1',
          status: 'killed',
          reviews: [aReview('2026-11-03', 'kill')],
        }),
      },
    ],
    ['missed', { kind: 'measurable', measure: 'lessons' }, {}],
    ['unknown', { kind: 'measurable', measure: 'no-such-measure' }, {}],
    [
      'unknown',
      { kind: 'lack', measure: 'exceptions', subject: '*' },
      { unmeasured: [{ what: 'exceptions', why: 'local', missing: null, of: null }] },
    ],
    ['done', { kind: 'lack', measure: 'changes-cleared', subject: '*' }, {}],
    [
      'missed',
      { kind: 'lack', measure: 'changes-cleared', subject: '*' },
      { changes: [aMergedChange({ overridden: true })] },
    ],
    ['moot', { kind: 'lack', measure: 'changes-cleared', subject: '*' }, { changes: [] }],
  ])('is %s: %j', (state, move, changes) => {
    const before = aMemory({ areas: [aRememberedArea({ move })] });
    const card = score(aMonth({ earlier: [before], ...changes }));
    expect(area(card.areas, 'problem-framing').promised?.state).toBe(state);
  });

  it('of a pilot past its checkpoint is done once it is decided, however late', () => {
    const late = aMonth();
    const next = aMonth({
      month: '2026-12',
      entries: [anEntry({ status: 'killed', reviews: [aReview('2026-12-03', 'kill')] })],
      earlier: [remembered(late)],
    });
    const before = area(score(late).areas, 'evidence-driven-iteration');
    expect(before.move).toMatchObject({ measure: 'checkpoints-on-time' });
    expect(area(score(next).areas, 'evidence-driven-iteration').promised?.state).toBe('done');
  });
});

describe('pilots', () => {
  it('are counted by reviews dated in the month, and by state at its end', () => {
    const entries = entriesLike(
      { id: 'DL-1', status: 'graduated', reviews: [aReview('2026-11-30', 'graduate')] },
      { id: 'DL-2', status: 'killed', reviews: [aReview('2026-11-01', 'kill')] },
      { id: 'DL-3', status: 'killed', reviews: [aReview('2026-10-31', 'kill')] },
      { id: 'DL-4', reviews: [aReview('2026-11-17', 'change', { checkpoint: '2026-12-01' })] },
      { id: 'DL-5' },
      { id: 'DL-6', workflows: ['search'] },
    );
    const card = score(
      aMonth({ entries, undecided: [{ number: 9, url: null, decision: 'dl-05' }] }),
    );
    expect(card.pilots).toEqual({ graduated: 1, killed: 1, continued: 1, overdue: 1 });
    expect(card.undecided).toMatchObject([{ entry: { id: 'DL-5' }, closed: { number: 9 } }]);
    expect(card.decided.map(({ entry, onTime }) => [entry.id, onTime])).toEqual([
      ['DL-1', false],
      ['DL-2', true],
    ]);
  });
});

describe('a scorecard is filed', () => {
  /** The day after the month. */
  const NEXT = '2026-12-01';

  it('once its month is over', () => {
    expect(filingOf(aMonth({}), '2026-11-30')).toEqual({ filed: false, why: 'not-over' });
    expect(filingOf(aMonth({}), NEXT)).toEqual({ filed: true });
  });

  it('when the policy was there for half a month and something happened', () => {
    expect(filingOf(aMonth({ policyDays: 14 }), NEXT)).toEqual({ filed: true });
  });

  it.each<readonly [string, Partial<Month>]>([
    ['policy-too-young', { policyDays: 13 }],
    ['nothing-happened', { entries: [], changes: [] }],
    ['nothing-happened', { entries: [anEntry({ workflows: ['search'] })], changes: [] }],
    ['scorecard-off', { policy: aScoredPolicy({ scorecard: null }) }],
  ])('not: %s', (why, changes) => {
    expect(filingOf(aMonth(changes), NEXT)).toEqual({ filed: false, why });
  });

  it.each<readonly [string, Partial<Month>]>([
    ['an open pilot', { changes: [] }],
    ['a pilot at the beginning', { changes: [], entries: [], before: [anEntry()] }],
    ['a change', { entries: [] }],
    [
      'a review',
      {
        changes: [],
        entries: [anEntry({ status: 'killed', reviews: [aReview('2026-11-17', 'kill')] })],
      },
    ],
  ])('for %s alone', (_, changes) => {
    expect(filingOf(aMonth(changes), NEXT)).toEqual({ filed: true });
  });
});

describe('the trend', () => {
  it('looks six months back on one template, and takes the mean of what was always measured', () => {
    const cards = sixScorecards('systems-outcome');
    const { trend } = cards[5] ?? { trend: [] };
    expect(trend.map(({ month }) => month)).toEqual([
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
    ]);
    const steady = steadyAreas(trend);
    expect(steady).toHaveLength(4);
    expect(steady).not.toContain('cross-functional-communication');
    const [first] = trend;
    if (first === undefined) throw new Error('six months make a trend');
    const known = steady.map((id) => first.scores.get(id) ?? 0);
    expect(meanOf(first, steady)).toBeCloseTo(
      known.reduce((sum: number, one) => sum + one, 0) / known.length,
      1,
    );
  });

  it('forgets a seventh month', () => {
    const old = { ...remembered(aMonth()), month: '2026-05' };
    expect(score(aMonth({ earlier: [old] })).trend).toHaveLength(1);
    expect(score(aMonth({ earlier: [{ ...old, month: '2026-06' }] })).trend).toHaveLength(2);
  });
});

describe('scoring', () => {
  it('is the same twice, and does not depend on the order of the log', () => {
    const entries = entriesLike(
      { id: 'DL-1' },
      { id: 'DL-2', aim: null },
      { id: 'DL-3', owner: [] },
    );
    const one = score(aMonth({ entries }));
    const other = score(aMonth({ entries: entries.toReversed() }));
    expect(memoryOf(other)).toEqual(memoryOf(one));
  });

  it('of 500 entries and 1,000 changes takes the processor less than 100 ms', () => {
    const entries = entriesLike(
      ...Array.from({ length: 500 }, (_, at) => ({
        id: `DL-${at + 1}`,
        owner: [`@person-${at % 20}`],
        follows: at === 0 ? [] : [`DL-${at}`],
        status: at % 3 === 0 ? ('killed' as const) : ('pilot' as const),
        reviews: [aReview('2026-11-10', at % 3 === 0 ? 'kill' : 'continue')],
      })),
    );
    const changes = Array.from({ length: 1_000 }, (_, at) =>
      aMergedChange({ number: at + 1, decisions: [`DL-${(at % 500) + 1}`] }),
    );
    const month = aMonth({ entries, before: entries, changes });
    score(month);
    const times = Array.from({ length: 5 }, () => {
      const begun = process.cpuUsage();
      score(month);
      return process.cpuUsage(begun).user / 1_000;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });
});

function areaOf(...given: readonly (number | null)[]): Score | null {
  return areaScore(
    given.map((one) => ({
      measure: 'lessons',
      reading: readingOf(1, 1),
      score: one as Score | null,
    })),
  );
}

function readingOf(value: number, of: number) {
  return share(
    Array.from({ length: of }, (_, at) => ({
      subject: { kind: 'workflow', id: String(at), title: '' },
      lack: at < value ? null : {},
    })),
  );
}

/** What the month after would read of a month's scorecard. */
function remembered(month: Month): Remembered {
  const memory: Memory = memoryOf(score(month));
  return { ...memory, url: null };
}

function scores(month: Month): readonly (Score | null)[] {
  return score(month).areas.map((one) => one.score);
}

function area(areas: readonly ScoredArea[], id: string): ScoredArea {
  const found = areas.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no area ${id}`);
  return found;
}
