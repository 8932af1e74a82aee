import { describe, expect, it } from 'vitest';
import type { MeasureId } from '../../../src/core/scorecard/measures/measure.js';
import type { Month, RememberedMove } from '../../../src/core/scorecard/month/month.js';
import { memoryOf, score } from '../../../src/core/scorecard/score.js';
import { anEntry, anUnreadableEntry, aReview, aRollback } from '../../builders/entry.js';
import {
  aMemory,
  aMergedChange,
  aMonth,
  aRememberedArea,
  aScoredPolicy,
  entriesLike,
} from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';
import { areaOf, remembered } from './scored.js';

const GRADUATED = { status: 'graduated', reviews: [aReview('2026-11-16', 'graduate')] } as const;
const CONTINUED = { reviews: [aReview('2026-11-16', 'continue')] } as const;
const FAR = { checkpoint: { date: '2027-03-01', continueIf: 'p95 -25 %' } } as const;
const KILLED = { status: 'killed', reviews: [aReview('2026-11-16', 'kill')] } as const;

/** What became of a promise of October in November. */
function stateOf(move: RememberedMove, changes: Partial<Month>): string | undefined {
  const earlier = [aMemory({ areas: [aRememberedArea({ move })] })];
  return score(aMonth({ earlier, ...changes })).promises[0]?.state;
}

describe('let the next review of DL-0001 graduate or kill it', () => {
  const move = {
    kind: 'next',
    measure: 'graduations-and-kills',
    subject: 'entry:dl-1',
  } as const;

  it.each<readonly [string, string, Month['entries']]>([
    [
      'done',
      'it graduates, though another pilot is continued',
      entriesLike({ id: 'DL-0001', ...GRADUATED }, { id: 'DL-0002', ...CONTINUED }),
    ],
    [
      'missed',
      'it is continued, though another pilot is killed',
      entriesLike({ id: 'DL-0001', ...CONTINUED }, { id: 'DL-0002', ...KILLED }),
    ],
    [
      'open',
      'nobody looked at it',
      entriesLike({ id: 'DL-0001' }, { id: 'DL-0002', ...GRADUATED }),
    ],
    ['moot', 'it is gone', entriesLike({ id: 'DL-0002', ...GRADUATED })],
    ['moot', 'it was superseded', entriesLike({ id: 'DL-0001', status: 'superseded' })],
  ])('is %s when %s', (state, _, entries) => {
    expect(stateOf(move, { entries })).toBe(state);
  });

  it('goes by its next review alone', () => {
    const reviews = [aReview('2026-11-10', 'continue'), aReview('2026-11-16', 'kill')];
    const entries = entriesLike({ id: 'DL-0001', status: 'killed', reviews });
    expect(stateOf(move, { entries })).toBe('missed');
  });

  it('is what a review that went on promises', () => {
    const card = score(aMonth({ entries: [anEntry(CONTINUED)] }));
    expect(areaOf(card, 'evidence-driven-iteration').move).toMatchObject({
      measure: 'graduations-and-kills',
    });
    expect(memoryOf(card).areas.find(({ id }) => id === 'evidence-driven-iteration')?.move).toEqual(
      {
        ...move,
        subject: 'entry:dl-42',
      },
    );
  });
});

describe('decide the next checkpoint of a trial by its day', () => {
  const late = anEntry({
    reviews: [aReview('2026-11-20', 'continue', { checkpoint: '2026-12-04' })],
  });
  const move = memoryOf(score(aMonth({ entries: [late] }))).areas.find(
    ({ id }) => id === 'evidence-driven-iteration',
  )?.move;

  it('is kept by that trial, whatever another one does', () => {
    expect(move).toEqual({ kind: 'next', measure: 'checkpoints-on-time', subject: 'entry:dl-42' });
    const onTime = anEntry({
      reviews: [
        ...(late.decision?.reviews ?? []),
        aReview('2026-12-03', 'continue', { checkpoint: '2027-01-04' }),
      ],
    });
    const other = entriesLike({ id: 'DL-7', checkpoint: { date: '2026-12-10', continueIf: 'x' } });
    const earlier = [
      aMemory({ month: '2026-11', areas: [aRememberedArea({ move: move ?? null })] }),
    ];
    const card = score(aMonth({ month: '2026-12', entries: [onTime, ...other], earlier }));
    expect(card.promises[0]?.state).toBe('done');
  });
});

describe('link a decision to the next change of deploy', () => {
  const policy = aScoredPolicy({ workflows: [aWorkflow(), aWorkflow({ id: 'deploy' })] });
  const unlinked = { decisions: [] };
  const deploys = { workflows: ['deploy'] };

  it.each<readonly [string, string, Month['changes']]>([
    ['open', 'only other workflows changed', [aMergedChange()]],
    ['open', 'nothing changed', []],
    [
      'done',
      'its next change has one, and that of another workflow has none',
      [aMergedChange(unlinked), aMergedChange(deploys)],
    ],
    [
      'done',
      'its next change has one, and the one after has none',
      [aMergedChange(deploys), aMergedChange({ ...deploys, ...unlinked })],
    ],
    [
      'missed',
      'its next change has none',
      [aMergedChange({ ...deploys, ...unlinked }), aMergedChange(deploys)],
    ],
  ])('is %s when %s', (state, _, changes) => {
    const move = { kind: 'next', measure: 'changes-linked', subject: 'workflow:deploy' } as const;
    expect(stateOf(move, { policy, changes })).toBe(state);
  });

  it('is no longer asked of a workflow that is not flagged any more', () => {
    const move = { kind: 'next', measure: 'changes-linked', subject: 'workflow:gone' } as const;
    expect(stateOf(move, { policy })).toBe('moot');
  });

  it('may be asked of several workflows at once', () => {
    const subject = 'workflow:search,deploy';
    const move = { kind: 'next', measure: 'changes-linked', subject } as const;
    expect(stateOf(move, { policy, changes: [aMergedChange(deploys)] })).toBe('done');
  });
});

describe('a lack of one decision', () => {
  it.each<readonly [string, string, RememberedMove, Month['entries']]>([
    [
      'done',
      'it was mended, and killed after that',
      promise('rollbacks-exercised'),
      [anEntry({ ...KILLED, rollback: aRollback({ tested: '2026-11-12' }) })],
    ],
    ['moot', 'it ended as it was', promise('quantified-aims'), [anEntry({ ...KILLED, aim: null })]],
    [
      'done',
      'it was mended, and superseded after that',
      promise('quantified-aims'),
      [anEntry({ status: 'superseded', date: '2026-09-01' })],
    ],
    ['missed', 'it is as it was', promise('quantified-aims'), [anEntry({ aim: null })]],
    [
      'missed',
      'it cannot be read',
      promise('quantified-aims'),
      [anUnreadableEntry({ id: 'DL-0042' })],
    ],
    [
      'done',
      'its file can be read again, and says its id',
      promise('one-schema', 'entry:42-read-through-cache'),
      [anEntry()],
    ],
    ['missed', 'nobody decided it', promise('checkpoints-on-time'), [anEntry()]],
    ['done', 'it was decided, late', promise('checkpoints-on-time'), [late('kill')]],
    ['done', 'it was ended after its extensions', promise('extensions'), [late('kill', 2)]],
    ['moot', 'it is gone', promise('quantified-aims'), []],
    ['missed', 'its checkpoint is no nearer', promise('near-checkpoints'), [anEntry(FAR)]],
    ['moot', 'it was killed', promise('near-checkpoints'), [anEntry({ ...FAR, ...KILLED })]],
    ['moot', 'it graduated', promise('near-checkpoints'), [anEntry({ ...FAR, ...GRADUATED })]],
  ])('is %s when %s', (state, _, move, entries) => {
    expect(stateOf(move, { entries })).toBe(state);
  });
});

describe('a promised move', () => {
  it.each<readonly [string, string, Partial<Month>]>([
    [
      'done',
      'the way back was exercised',
      { entries: [anEntry({ rollback: aRollback({ tested: '2026-12-02' }) })] },
    ],
    ['missed', 'nobody did', {}],
    ['moot', 'the decision is gone', { entries: [] }],
  ])('is %s next month when %s', (state, _, changes) => {
    const next = aMonth({ month: '2026-12', earlier: [remembered(aMonth())], ...changes });
    expect(areaOf(score(next), 'constraint-aware-design').promised?.state).toBe(state);
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
    ['unknown', { kind: 'unknown' }, {}],
    [
      'unknown',
      { kind: 'lack', measure: 'exceptions', subject: '*' },
      { unmeasured: [{ what: 'exceptions', why: 'local', missing: null, of: null }] },
    ],
    ['done', { kind: 'next', measure: 'changes-cleared', subject: '*' }, {}],
    [
      'missed',
      { kind: 'next', measure: 'changes-cleared', subject: '*' },
      { changes: [aMergedChange({ overridden: true })] },
    ],
    ['open', { kind: 'next', measure: 'changes-cleared', subject: '*' }, { changes: [] }],
  ])('is %s: %j', (state, move, changes) => {
    expect(stateOf(move, changes)).toBe(state);
  });

  it('of a pilot past its checkpoint is done once it is decided, however late', () => {
    const late = aMonth();
    const next = aMonth({
      month: '2026-12',
      entries: [anEntry({ status: 'killed', reviews: [aReview('2026-12-03', 'kill')] })],
      earlier: [remembered(late)],
    });
    const before = areaOf(score(late), 'evidence-driven-iteration');
    expect(before.move).toMatchObject({ measure: 'checkpoints-on-time' });
    expect(areaOf(score(next), 'evidence-driven-iteration').promised?.state).toBe('done');
  });
});

describe('after a change of the template', () => {
  it('the promises are kept, though no score compares', () => {
    const move = promise('quantified-aims');
    const areas = [
      aRememberedArea({ id: 'clear-aim', move }),
      aRememberedArea({ id: 'nimble-tests', move: { kind: 'words', text: 'ask five users' } }),
    ];
    const earlier = [aMemory({ template: 'barbell', areas })];
    const card = score(aMonth({ earlier }));
    expect(card).toMatchObject({ previous: null, last: { month: '2026-10' } });
    expect(card.promises).toEqual([
      { area: 'Clear aim', move, state: 'done' },
      { area: 'Nimble tests', move: areas[1]?.move, state: 'for-people' },
    ]);
    expect(card.areas.every(({ promised }) => promised === null)).toBe(true);
  });
});

function promise(measure: MeasureId, subject = 'entry:dl-42'): RememberedMove {
  return { kind: 'lack', measure, subject };
}

/** DL-0042, ended five days past its checkpoint, after so many extensions. */
function late(verdict: 'kill', extensions = 0): Month['entries'][number] {
  const extended = Array.from({ length: extensions }, (_, at) =>
    aReview(`2026-11-0${at + 5}`, 'continue'),
  );
  return anEntry({ status: 'killed', reviews: [...extended, aReview('2026-11-22', verdict)] });
}
