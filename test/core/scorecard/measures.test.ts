import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../src/core/scorecard/evidence.js';
import { MEASURE_IDS, type MeasureId, type Reading } from '../../../src/core/scorecard/measure.js';
import { MEASURES, measureOf } from '../../../src/core/scorecard/measures.js';
import type { Month } from '../../../src/core/scorecard/month.js';
import { RUNBOOK } from '../../builders/change.js';
import {
  aGuardrail,
  anEntry,
  anUnreadableEntry,
  aReview,
  aRollback,
  type EntryChanges,
} from '../../builders/entry.js';
import {
  aMemory,
  aMergedChange,
  aMonth,
  anException,
  aScoredPolicy,
  entriesLike,
} from '../../builders/month.js';
import { aWorkflow, PILOT_RULES } from '../../builders/policy.js';

interface Case {
  readonly why: string;
  readonly month: Month;
  readonly value: number;
  readonly of: number;
  /** What the first lack names as missing. */
  readonly missing?: readonly string[];
}

const A_DEVIATION = { from: 'a', to: 'b', because: 'c', expected: null, outcome: null };

/** A month with one decision, spoilt in one thing. */
function with1(changes: EntryChanges): Month {
  return aMonth({ entries: [anEntry(changes)] });
}

function reviewed(...reviews: readonly ReturnType<typeof aReview>[]): Month {
  const last = reviews.at(-1)?.verdict;
  const status = last === 'graduate' ? 'graduated' : last === 'kill' ? 'killed' : 'pilot';
  return with1({ status, reviews });
}

function changed(changes: Parameters<typeof aMergedChange>[0]): Month {
  return aMonth({
    changes: [aMergedChange({ number: 1 }), aMergedChange({ number: 2, ...changes })],
  });
}

function flagging(changes: Parameters<typeof aWorkflow>[0]): Month {
  return aMonth({ policy: aScoredPolicy({ workflows: [aWorkflow(changes)] }) });
}

const AIM = {
  text: null,
  metric: 'quote timeouts',
  from: '1.8 %',
  to: '0.6 %',
  segment: null,
  by: '2026-12-01',
};

/** Each measure where all is well, then with the one thing spoilt that it is there to see. */
const CASES: Readonly<Record<MeasureId, readonly Case[]>> = {
  'quantified-aims': [
    { why: 'says from, to and by', month: aMonth(), value: 1, of: 1 },
    {
      why: 'no baseline',
      month: with1({ aim: { ...AIM, from: null } }),
      value: 0,
      of: 1,
      missing: ['from'],
    },
    {
      why: 'no date',
      month: with1({ aim: { ...AIM, by: null } }),
      value: 0,
      of: 1,
      missing: ['by'],
    },
    {
      why: 'no figure',
      month: with1({ aim: { ...AIM, to: null } }),
      value: 0,
      of: 1,
      missing: ['to'],
    },
    { why: 'no aim', month: with1({ aim: null }), value: 0, of: 1, missing: ['aim'] },
    {
      why: 'looks',
      month: with1({ aim: { ...AIM, metric: 'clicks' } }),
      value: 0,
      of: 1,
      missing: ['behaviour'],
    },
  ],
  'causal-mechanisms': [
    { why: 'says because', month: aMonth(), value: 1, of: 1 },
    {
      why: 'a task',
      month: with1({ mechanism: 'Add a cache because we can.' }),
      value: 0,
      of: 1,
      missing: ['because'],
    },
    {
      why: 'no cause',
      month: with1({ mechanism: 'A cache will help.' }),
      value: 0,
      of: 1,
      missing: ['because'],
    },
  ],
  'paired-signals': [
    { why: 'both', month: aMonth(), value: 1, of: 1 },
    {
      why: 'no outcome',
      month: with1({ signals: { proxy: ['hits'], leading: [], outcome: [] } }),
      value: 0,
      of: 1,
      missing: ['signals.outcome'],
    },
    {
      why: 'vanity',
      month: with1({ signals: { proxy: ['hits'], leading: [], outcome: ['clicks'] } }),
      value: 0,
      of: 1,
      missing: ['vanity-outcome'],
    },
    {
      why: 'the proxy again',
      month: with1({ signals: { proxy: ['hits'], leading: [], outcome: ['Hits'] } }),
      value: 0,
      of: 1,
      missing: ['proxy-only'],
    },
  ],
  'one-schema': [
    { why: 'complete', month: aMonth(), value: 1, of: 1 },
    { why: 'a gap', month: with1({ mechanism: null }), value: 0, of: 1, missing: ['mechanism'] },
    {
      why: 'contradiction',
      month: with1({ status: 'killed', reviews: [aReview('2026-11-16', 'graduate')] }),
      value: 0,
      of: 1,
      missing: ['status'],
    },
    {
      why: 'unreadable',
      month: aMonth({
        entries: [anEntry(), anUnreadableEntry({ path: 'docs/decisions/0043.md' })],
      }),
      value: 1,
      of: 2,
      missing: ['file'],
    },
    {
      why: 'an id twice',
      month: aMonth({ entries: [anEntry(), anEntry({ path: 'docs/decisions/z.md' })] }),
      value: 1,
      of: 2,
      missing: ['id'],
    },
  ],
  'guardrails-resolve': [
    { why: 'resolves', month: aMonth(), value: 1, of: 1 },
    {
      why: 'none',
      month: with1({ guardrails: [] }),
      value: 0,
      of: 1,
      missing: ['guardrail-missing'],
    },
    {
      why: 'not in the catalogue',
      month: aMonth({ slis: [] }),
      value: 0,
      of: 1,
      missing: ['guardrail-unknown'],
    },
  ],
  'stop-owners': [
    { why: 'somebody', month: aMonth(), value: 1, of: 1 },
    {
      why: 'nobody',
      month: aMonth({ slis: [], entries: [anEntry({ guardrails: [aGuardrail({ stop: [] })] })] }),
      value: 0,
      of: 1,
      missing: ['stop'],
    },
  ],
  'limited-reach': [
    { why: 'limited', month: aMonth(), value: 1, of: 1 },
    {
      why: 'no limit',
      month: with1({ guardrails: [aGuardrail({ limit: null })] }),
      value: 0,
      of: 1,
      missing: ['limit'],
    },
    {
      why: 'no guardrail',
      month: with1({ guardrails: [] }),
      value: 0,
      of: 1,
      missing: ['guardrail'],
    },
  ],
  'rollbacks-resolve': [
    { why: 'resolves', month: aMonth(), value: 1, of: 1 },
    {
      why: 'none',
      month: with1({ rollback: null }),
      value: 0,
      of: 1,
      missing: ['rollback-missing'],
    },
    {
      why: 'not there',
      month: aMonth({ targets: new Map([[RUNBOOK, { kind: 'absent', similar: [] }]]) }),
      value: 0,
      of: 1,
      missing: ['rollback-not-found'],
    },
  ],
  'rollbacks-exercised': [
    {
      why: 'lately',
      month: with1({ rollback: aRollback({ tested: '2026-09-01' }) }),
      value: 1,
      of: 1,
    },
    {
      why: '91 days ago',
      month: with1({ rollback: aRollback({ tested: '2026-08-31' }) }),
      value: 0,
      of: 1,
      missing: ['tested'],
    },
    {
      why: 'not yet',
      month: with1({ rollback: aRollback({ tested: '2026-12-01' }) }),
      value: 0,
      of: 1,
      missing: ['tested'],
    },
    { why: 'never', month: aMonth(), value: 0, of: 1, missing: ['tested'] },
  ],
  'off-switches': [
    { why: 'a flag', month: aMonth(), value: 1, of: 1 },
    {
      why: 'none',
      month: with1({ rollback: aRollback({ flag: null }) }),
      value: 0,
      of: 1,
      missing: ['flag'],
    },
  ],
  'operator-cards': [
    { why: 'complete', month: aMonth(), value: 1, of: 1 },
    {
      why: 'gaps',
      month: flagging({ backup: [], metric: null }),
      value: 0,
      of: 1,
      missing: ['backup', 'metric'],
    },
  ],
  ownership: [
    { why: 'its own', month: aMonth(), value: 1, of: 1 },
    { why: "the card's", month: with1({ owner: [] }), value: 1, of: 1 },
    {
      why: 'nobody',
      month: aMonth({
        entries: [anEntry({ owner: [] })],
        policy: aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] }),
      }),
      value: 0,
      of: 1,
      missing: ['owner'],
    },
  ],
  backups: [
    { why: 'somebody', month: aMonth(), value: 1, of: 1 },
    {
      why: 'nobody',
      month: aMonth({
        entries: [anEntry({ backup: [] })],
        policy: aScoredPolicy({ workflows: [aWorkflow({ backup: [] })] }),
      }),
      value: 0,
      of: 1,
      missing: ['backup'],
    },
  ],
  escalations: [
    { why: 'named', month: aMonth(), value: 1, of: 1 },
    {
      why: 'none',
      month: flagging({ escalation: null }),
      value: 0,
      of: 1,
      missing: ['escalation'],
    },
  ],
  handoffs: [
    { why: 'signed', month: reviewed(aReview('2026-11-16', 'graduate')), value: 1, of: 1 },
    {
      why: 'unsigned',
      month: reviewed(aReview('2026-11-16', 'graduate', { by: [] })),
      value: 0,
      of: 1,
    },
  ],
  'knowledge-spread': [
    {
      why: 'two owners',
      month: aMonth({
        entries: entriesLike({ id: 'DL-1' }, { id: 'DL-2' }, { id: 'DL-3', owner: ['@hubot'] }),
      }),
      value: 1,
      of: 3,
    },
    {
      why: 'one owner',
      month: aMonth({
        entries: entriesLike({ id: 'DL-1' }, { id: 'DL-2' }, { id: 'DL-3', owner: ['octocat'] }),
      }),
      value: 0,
      of: 3,
    },
    {
      why: 'a second owner beside the first',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1' },
          { id: 'DL-2' },
          { id: 'DL-3', owner: ['@octocat', '@hubot'] },
        ),
      }),
      value: 1,
      of: 3,
    },
  ],
  'evidence-one-click': [
    { why: 'a link', month: reviewed(aReview('2026-11-16', 'graduate')), value: 1, of: 1 },
    {
      why: 'a path',
      month: reviewed(aReview('2026-11-16', 'graduate', { evidence: ['docs/results.md#p95'] })),
      value: 1,
      of: 1,
    },
    {
      why: 'hearsay',
      month: reviewed(aReview('2026-11-16', 'graduate', { evidence: ['ask octocat. He knows'] })),
      value: 0,
      of: 1,
    },
    {
      why: 'none',
      month: reviewed(aReview('2026-11-16', 'graduate', { evidence: [] })),
      value: 0,
      of: 1,
    },
  ],
  'changes-cleared': [
    { why: 'clear', month: changed({}), value: 2, of: 2 },
    {
      why: 'held',
      month: changed({ verdict: { kind: 'held', errors: null } }),
      value: 1,
      of: 2,
      missing: ['held'],
    },
    {
      why: 'overridden',
      month: changed({ overridden: true }),
      value: 1,
      of: 2,
      missing: ['overridden'],
    },
    { why: 'unknown', month: changed({ verdict: null }), value: 1, of: 1 },
  ],
  'changes-linked': [
    { why: 'linked', month: changed({}), value: 2, of: 2 },
    {
      why: 'not linked',
      month: changed({ decisions: [] }),
      value: 1,
      of: 2,
      missing: ['decision'],
    },
    { why: 'unknown', month: changed({ decisions: null }), value: 1, of: 1 },
  ],
  'blast-radius': [
    { why: 'narrow', month: changed({}), value: 2, of: 2 },
    {
      why: 'wide',
      month: changed({ workflows: ['checkout-pricing', 'search'] }),
      value: 1,
      of: 2,
      missing: ['checkout-pricing', 'search'],
    },
  ],
  exceptions: [
    { why: 'none', month: changed({}), value: 2, of: 2 },
    { why: 'one', month: changed({ overridden: true }), value: 1, of: 2, missing: ['override'] },
  ],
  'repeated-exceptions': [
    { why: 'one', month: aMonth({ exceptions: [anException()] }), value: 1, of: 1 },
    {
      why: 'two',
      month: aMonth({ exceptions: [anException(), anException({ number: 20 })] }),
      value: 0,
      of: 1,
      missing: ['2'],
    },
    {
      why: 'one in the month before',
      month: aMonth({ exceptions: [anException(), anException({ on: '2026-10-30' })] }),
      value: 1,
      of: 1,
    },
  ],
  'checkpoints-on-time': [
    { why: 'on its day', month: reviewed(aReview('2026-11-17', 'kill')), value: 1, of: 1 },
    { why: 'a day late', month: reviewed(aReview('2026-11-18', 'kill')), value: 0, of: 1 },
    { why: 'not at all', month: aMonth(), value: 0, of: 1 },
    {
      why: 'extended, then past',
      month: reviewed(aReview('2026-11-10', 'continue', { checkpoint: '2026-11-24' })),
      value: 1,
      of: 2,
    },
  ],
  'near-checkpoints': [
    { why: 'near', month: aMonth(), value: 1, of: 1 },
    {
      why: 'too far',
      month: with1({ checkpoint: { date: '2027-03-01', continueIf: 'x' } }),
      value: 0,
      of: 1,
      missing: ['too-far'],
    },
    {
      why: 'none',
      month: with1({ status: 'proposed', checkpoint: { date: null, continueIf: null } }),
      value: 0,
      of: 1,
      missing: ['checkpoint'],
    },
  ],
  extensions: [
    { why: 'one', month: reviewed(aReview('2026-11-10', 'continue')), value: 1, of: 1 },
    {
      why: 'two',
      month: reviewed(aReview('2026-11-10', 'continue'), aReview('2026-11-20', 'change')),
      value: 0,
      of: 1,
      missing: ['2'],
    },
  ],
  'graduations-and-kills': [
    { why: 'killed', month: reviewed(aReview('2026-11-10', 'kill')), value: 1, of: 1 },
    { why: 'went on', month: reviewed(aReview('2026-11-10', 'continue')), value: 0, of: 1 },
  ],
  'kills-honoured': [
    { why: 'by its day', month: reviewed(aReview('2026-11-17', 'kill')), value: 1, of: 1 },
    { why: 'late', month: reviewed(aReview('2026-11-18', 'kill')), value: 0, of: 1 },
    {
      why: 'without a reason',
      month: reviewed(aReview('2026-11-17', 'kill', { because: null })),
      value: 0,
      of: 1,
    },
  ],
  'review-cadence': [
    {
      why: 'each cycle',
      month: reviewed(
        aReview('2026-11-10', 'continue', { checkpoint: '2026-11-24' }),
        aReview('2026-11-24', 'continue'),
      ),
      value: 2,
      of: 2,
    },
    { why: 'one of two', month: reviewed(aReview('2026-11-10', 'continue')), value: 1, of: 2 },
  ],
  'pilots-per-cycle': [
    { why: 'one of two', month: aMonth(), value: 1, of: 2 },
    { why: 'none', month: with1({ date: '2026-10-01' }), value: 0, of: 2 },
  ],
  'deviations-per-cycle': [
    { why: 'one of two', month: with1({ deviation: A_DEVIATION }), value: 1, of: 2 },
    { why: 'none', month: aMonth(), value: 0, of: 2 },
  ],
  'novelty-quota': [
    { why: 'within', month: with1({ deviation: A_DEVIATION }), value: 1, of: 1 },
    {
      why: 'two by one owner',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', deviation: A_DEVIATION },
          { id: 'DL-2', deviation: A_DEVIATION },
        ),
      }),
      value: 0,
      of: 1,
      missing: ['2'],
    },
    {
      why: 'two by two owners',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', deviation: A_DEVIATION },
          { id: 'DL-2', deviation: A_DEVIATION, owner: ['@hubot'] },
        ),
      }),
      value: 1,
      of: 1,
    },
  ],
  'deviations-settled': [
    {
      why: 'promoted',
      month: aMonth({
        before: [anEntry({ deviation: A_DEVIATION })],
        entries: [
          anEntry({
            status: 'graduated',
            deviation: A_DEVIATION,
            reviews: [aReview('2026-11-16', 'graduate')],
          }),
        ],
      }),
      value: 1,
      of: 1,
    },
    {
      why: 'still open',
      month: aMonth({
        before: [anEntry({ deviation: A_DEVIATION })],
        entries: [anEntry({ deviation: A_DEVIATION })],
      }),
      value: 0,
      of: 1,
    },
  ],
  lessons: [
    {
      why: 'followed',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', status: 'killed', reviews: [aReview('2026-11-10', 'kill')] },
          { id: 'DL-2', date: '2026-11-24', follows: ['dl-01'] },
        ),
      }),
      value: 1,
      of: 1,
    },
    {
      why: 'followed a day late',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', status: 'killed', reviews: [aReview('2026-11-10', 'kill')] },
          { id: 'DL-2', date: '2026-11-25', follows: ['dl-01'] },
        ),
      }),
      value: 0,
      of: 1,
    },
    {
      why: 'cleaned up',
      month: aMonth({
        entries: entriesLike({
          id: 'DL-1',
          status: 'killed',
          reviews: [aReview('2026-11-10', 'kill')],
        }),
        changes: [aMergedChange({ mergedOn: '2026-11-12', decisions: ['DL-1'] })],
      }),
      value: 1,
      of: 1,
    },
    {
      why: 'an exception mended, one not',
      month: aMonth({
        exceptions: [
          anException({ followUp: { number: 3, url: null, closedOn: '2026-11-20' } }),
          anException({ number: 20, followUp: { number: 4, url: null, closedOn: '2026-11-28' } }),
        ],
      }),
      value: 1,
      of: 2,
    },
  ],
};

describe('every measure', () => {
  it('is in the list, once, in the order of the ids', () => {
    expect(MEASURES.map(({ id }) => id)).toEqual(MEASURE_IDS);
  });

  for (const id of MEASURE_IDS)
    describe(id, () => {
      it.each(CASES[id])('$why: $value of $of', ({ month, value, of, missing }) => {
        const reading = read(id, month);
        expect(reading).toMatchObject({ kind: 'measured', value, of });
        if (reading.kind === 'not-measured') return;
        expect(reading.lacks).toHaveLength(of - value);
        expect(reading.met).toHaveLength(value);
        if (missing !== undefined) expect(reading.lacks[0]?.missing).toEqual(missing);
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
    ['verdicts', 'changes-linked', aMonth({ changes: [aMergedChange({ decisions: null })] })],
    ['exceptions', 'exceptions', aMonth()],
    ['exceptions', 'repeated-exceptions', aMonth()],
    ['catalogue', 'guardrails-resolve', aMonth()],
    ['catalogue', 'stop-owners', aMonth()],
    ['before', 'deviations-settled', aMonth()],
  ] as const)('without %s: %s', (what, id, month) => {
    const lost = { what, why: 'local', missing: null, of: null } as const;
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

  it('of lessons that have time left', () => {
    const month = reviewed(aReview('2026-11-17', 'kill'));
    expect(read('lessons', month)).toMatchObject({ kind: 'not-measured' });
  });
});

describe('what is counted', () => {
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
    expect(read('lessons', left)).toMatchObject({ value: 0, of: 1 });
    expect(read('lessons', settled)).toMatchObject({ kind: 'not-measured' });
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

function read(id: MeasureId, month: Month): Reading {
  const measure = measureOf(id);
  if (measure === undefined) throw new Error(`no measure ${id}`);
  return measure.read(evidenceOf(month));
}
