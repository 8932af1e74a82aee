import { describe, expect, it } from 'vitest';
import { MEASURE_IDS, type MeasureId } from '../../../src/core/scorecard/measures/measure.js';
import { RUNBOOK } from '../../builders/change.js';
import { anEntry, aReview, aRollback } from '../../builders/entry.js';
import {
  aMemory,
  aMergedChange,
  aMonth,
  anException,
  aScoredPolicy,
  entriesLike,
} from '../../builders/month.js';
import { PILOT_RULES } from '../../builders/policy.js';
import {
  type Case,
  type CasesOf,
  changed,
  lacksOf,
  read,
  reviewed,
  withOne,
} from './measures/case.js';
import { CHANGES } from './measures/changes.js';
import { CHECKPOINTS } from './measures/checkpoints.js';
import { FRAMING } from './measures/framing.js';
import { LEARNING } from './measures/learning.js';
import { NET } from './measures/net.js';
import { NOVELTY } from './measures/novelty.js';
import { PEOPLE } from './measures/people.js';

/** Every measure's cases. */
const CASES: CasesOf<MeasureId> = {
  ...FRAMING,
  ...NET,
  ...PEOPLE,
  ...LEARNING,
  ...CHANGES,
  ...CHECKPOINTS,
  ...NOVELTY,
};

const UNCOUNTED = { missing: null, of: null };

describe('every measure', () => {
  for (const id of MEASURE_IDS)
    describe(id, () => {
      it.each<Case>(CASES[id])('$why: $value of $of', ({ month, value, of, missing, lack }) => {
        const reading = read(id, month);
        expect(reading).toMatchObject({ kind: 'measured', value, of });
        const [first = {}, ...more] = lacksOf(id, month);
        expect(more).toHaveLength(Math.max(0, of - value - 1));
        expect(first).toMatchObject({ ...(missing === undefined ? {} : { missing }), ...lack });
      });

      it('can be met and can fall short', () => {
        const shares = CASES[id].map(({ value, of }) => value / of);
        expect(Math.max(...shares)).toBeGreaterThan(Math.min(...shares));
      });
    });
});

describe('a measure says nothing', () => {
  const empty = aMonth({
    entries: [],
    changes: [],
    policy: aScoredPolicy({ workflows: [], pilots: { ...PILOT_RULES } }),
  });
  const perCycle: readonly MeasureId[] = ['pilots-per-cycle', 'deviations-per-cycle'];

  it.each(MEASURE_IDS.filter((id) => !perCycle.includes(id)))(
    'where there is nothing to count: %s',
    (id) => {
      expect(read(id, empty)).toMatchObject({ kind: 'not-measured', why: { kind: 'too-few' } });
    },
  );

  it.each([
    ['verdicts', 'changes-cleared', aMonth({ changes: [aMergedChange({ verdict: null })] })],
    ['links', 'changes-linked', aMonth({ changes: [aMergedChange({ decisions: null })] })],
    ['workflows', 'blast-radius', aMonth({ changes: [aMergedChange({ reach: 'partial' })] })],
    ['exceptions', 'exceptions', aMonth()],
    ['exceptions', 'repeated-exceptions', aMonth()],
    ['catalogue', 'guardrails-resolve', aMonth()],
    ['catalogue', 'stop-owners', aMonth()],
    ['before', 'deviations-settled', aMonth()],
    ['links', 'lessons', reviewed(aReview('2026-11-10', 'kill'))],
  ] as const)('without %s: %s', (what, id, month) => {
    const lost = { what, why: what === 'exceptions' ? 'not-yet' : 'local', ...UNCOUNTED } as const;
    const reading = read(id, { ...month, unmeasured: [lost] });
    expect(reading).toEqual({ kind: 'not-measured', why: { kind: 'unread', what } });
  });

  it('of a rollback whose target could not be read', () => {
    const month = aMonth({ targets: new Map([[RUNBOOK, { kind: 'unread' }]]) });
    expect(read('rollbacks-resolve', month)).toMatchObject({ kind: 'not-measured' });
  });

  it('of knowledge with fewer than three decisions', () => {
    const month = aMonth({ entries: entriesLike({ id: 'DL-1' }, { id: 'DL-2' }) });
    expect(read('knowledge-spread', month)).toEqual({
      kind: 'not-measured',
      why: { kind: 'too-few', found: 2, least: 3 },
    });
  });

  it('of cycles where none that ended in the month was wholly under the policy', () => {
    const young = aMonth({ policySince: '2026-11-17', entries: [anEntry({ date: '2026-11-19' })] });
    const early = aMonth({ month: '2026-12', asOf: '2026-12-12' });
    for (const id of ['pilots-per-cycle', 'deviations-per-cycle', 'review-cadence'] as const)
      for (const month of [young, early])
        expect(read(id, month)).toMatchObject({ kind: 'not-measured', why: { found: 0 } });
  });

  it('of the lessons of exceptions while Belay takes none', () => {
    const lost = { what: 'exceptions', why: 'not-yet', ...UNCOUNTED } as const;
    const month = aMonth({ exceptions: [anException()], unmeasured: [lost] });
    expect(read('lessons', month)).toMatchObject({ kind: 'not-measured', why: { found: 0 } });
  });

  it('of lessons that have time left', () => {
    const month = reviewed(aReview('2026-11-16', 'kill'));
    expect(read('lessons', month)).toMatchObject({ kind: 'not-measured' });
  });
});

describe('what falls short', () => {
  it('is over and done where the decision has ended, which open ones come before', () => {
    const ended = { status: 'killed', reviews: [aReview('2026-11-10', 'kill')] } as const;
    const month = aMonth({
      entries: entriesLike({ id: 'DL-1', aim: null, ...ended }, { id: 'DL-2', aim: null }),
    });
    expect(lacksOf('quantified-aims', month)).toMatchObject([
      { subject: { id: 'DL-2' }, past: false },
      { subject: { id: 'DL-1' }, past: true, next: '*' },
    ]);
  });

  it('is still to be mended in the net of what was graduated', () => {
    const status = { status: 'graduated', reviews: [aReview('2026-11-16', 'graduate')] } as const;
    const month = withOne({ ...status, aim: null, guardrails: [] });
    expect(lacksOf('guardrails-resolve', month)).toMatchObject([{ past: false }]);
    expect(lacksOf('quantified-aims', month)).toMatchObject([{ past: true }]);
  });

  it('names the day on which the way back was tried last', () => {
    const month = withOne({ rollback: aRollback({ tested: '2026-05-04' }) });
    expect(lacksOf('rollbacks-exercised', month)).toMatchObject([{ day: '2026-05-04' }]);
  });

  it('says of what the next one has to be better', () => {
    const unlinked = changed({ decisions: [], workflows: ['deploy', 'search'] });
    expect(lacksOf('changes-linked', unlinked)).toMatchObject([{ next: 'workflow:deploy,search' }]);
    const reviews = reviewed(aReview('2026-11-10', 'continue', { by: [] }));
    expect(lacksOf('graduations-and-kills', reviews)).toMatchObject([{ next: 'entry:dl-42' }]);
    expect(lacksOf('handoffs', reviews)).toMatchObject([{ next: '*' }]);
  });
});

describe('what is counted', () => {
  it('follows a decision that began in the month and ended in it without a review', () => {
    const month = withOne({ status: 'superseded' });
    expect(read('quantified-aims', month)).toMatchObject({ of: 1 });
  });

  it('begins a new round only with an extension within the allowed number', () => {
    const month = aMonth({
      entries: [
        anEntry({
          reviews: [
            aReview('2026-11-10', 'continue', { checkpoint: '2026-11-14' }),
            aReview('2026-11-14', 'continue', { checkpoint: '2026-11-18' }),
            aReview('2026-11-18', 'continue', { checkpoint: '2026-12-14' }),
          ],
        }),
      ],
    });
    expect(read('checkpoints-on-time', month)).toMatchObject({ value: 3, of: 4 });
  });

  it('dates a pilot without a checkpoint by the horizon', () => {
    const month = withOne({ date: '2026-11-01', checkpoint: { date: null, continueIf: null } });
    expect(read('checkpoints-on-time', month)).toMatchObject({ value: 0, of: 1 });
  });

  it('leaves out decisions that ended long ago, and those of other workflows', () => {
    const month = aMonth({
      entries: entriesLike(
        { id: 'DL-1' },
        {
          id: 'DL-2',
          date: '2026-01-05',
          status: 'graduated',
          reviews: [aReview('2026-01-19', 'graduate')],
        },
        { id: 'DL-3', workflows: ['search'] },
      ),
    });
    expect(read('quantified-aims', month)).toMatchObject({ of: 1 });
  });

  it('asks no net of what was killed', () => {
    expect(read('guardrails-resolve', reviewed(aReview('2026-11-17', 'kill')))).toMatchObject({
      kind: 'not-measured',
    });
  });

  it('takes up the lessons that the month before left open', () => {
    const entries = entriesLike({
      id: 'DL-1',
      date: '2026-10-05',
      status: 'killed',
      reviews: [aReview('2026-10-20', 'kill')],
    });
    const memory = aMemory({ template: 'barbell' });
    const left = aMonth({ entries, earlier: [{ ...memory, lessons: ['kill:dl-1'] }] });
    const settled = aMonth({ entries, earlier: [{ ...memory, lessons: [] }] });
    const excepted = aMonth({
      exceptions: [anException({ on: '2026-10-30' })],
      earlier: [{ ...memory, lessons: ['exception:19'] }],
    });
    expect(read('lessons', left)).toMatchObject({ value: 0, of: 1 });
    const gap = aMonth({
      entries,
      earlier: [{ ...memory, month: '2026-09', lessons: ['kill:dl-1'] }],
    });
    expect(read('lessons', settled)).toMatchObject({ kind: 'not-measured' });
    expect(read('lessons', gap)).toMatchObject({ kind: 'not-measured' });
    expect(read('lessons', excepted)).toMatchObject({ value: 0, of: 1 });
  });

  it('does not take a later confirmation of a default for an extension', () => {
    const month = reviewed(aReview('2026-11-16', 'graduate'), aReview('2026-11-25', 'continue'));
    expect(
      read('graduations-and-kills', aMonth({ ...month, entries: month.entries })),
    ).toMatchObject({
      value: 1,
      of: 1,
    });
  });
});
