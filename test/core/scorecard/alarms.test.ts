import { describe, expect, it } from 'vitest';
import { ALARM_CODES, type AlarmCode } from '../../../src/core/scorecard/alarms.js';
import type { Subject } from '../../../src/core/scorecard/measures/measure.js';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { score } from '../../../src/core/scorecard/score.js';
import { aGuardrail, anEntry, aProblem, aReview } from '../../builders/entry.js';
import { aMonth, anException, aScoredPolicy, entriesLike } from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';

const A_DEVIATION = { from: 'a', to: 'b', because: 'c', expected: null, outcome: null };
const LATER = { date: '2026-12-10', continueIf: 'p95 -25 %' };
const NO_RECEIPT = { evidence: [] };

/** A month that raises nothing: something new was tried, something was killed, with receipts. */
const CALM = aMonth({
  entries: entriesLike(
    { id: 'DL-1', deviation: A_DEVIATION },
    { id: 'DL-2', status: 'killed', reviews: [aReview('2026-11-10', 'kill')] },
  ),
});

const NOT_A_VERDICT = aProblem(
  { kind: 'missing-key', key: 'reviews.0.verdict' },
  { field: 'reviews.0.verdict' },
);

interface Case {
  readonly raised: Month;
  /** Whom it names. */
  readonly names?: readonly string[];
  readonly people?: readonly string[];
  /** Months that are near it and do not raise it. */
  readonly calm: Readonly<Record<string, Month>>;
}

const SEARCH = aWorkflow({ id: 'search', title: 'Search' });
const OTHER_REVIEW = [aReview('2026-11-10', 'continue')];

/** For each alarm a month that raises it, and what is near it and does not. */
const CASES: Readonly<Record<AlarmCode, Case>> = {
  'no-deviations': {
    raised: aMonth(),
    calm: {
      'one began in the second cycle': aMonth({
        entries: entriesLike(
          { id: 'DL-1' },
          { id: 'DL-2', date: '2026-11-29', deviation: A_DEVIATION },
        ),
      }),
    },
  },
  'no-kills': {
    raised: aMonth(),
    calm: {
      'nothing was on trial in the first': aMonth({ entries: [anEntry({ date: '2026-11-20' })] }),
      'one was killed in the first': aMonth({
        entries: entriesLike(
          { id: 'DL-1' },
          { id: 'DL-2', status: 'killed', reviews: [aReview('2026-11-02', 'kill')] },
        ),
      }),
    },
  },
  'proxies-alone': {
    raised: aMonth({
      entries: entriesLike(
        { id: 'DL-1', reviews: OTHER_REVIEW, signals: signals(['hits'], []) },
        { id: 'DL-2', reviews: OTHER_REVIEW, signals: signals(['hits'], ['Hits']) },
        { id: 'DL-3', reviews: [aReview('2026-11-10', 'continue', { because: null })] },
        { id: 'DL-4', reviews: OTHER_REVIEW },
      ),
    }),
    names: ['DL-1', 'DL-2', 'DL-3'],
    calm: {
      'it has an outcome, and a reason': reviewed({}),
      'nobody reviewed it': aMonth({ entries: [anEntry({ signals: signals(['hits'], []) })] }),
      'it has no proxy': reviewed({ signals: signals([], []) }),
    },
  },
  'no-verdict': {
    raised: aMonth({
      before: entriesLike({ id: 'DL-1' }, { id: 'DL-2' }, { id: 'DL-3' }),
      entries: entriesLike(
        { id: 'DL-1', problems: [NOT_A_VERDICT] },
        { id: 'DL-2', status: 'graduated' },
        { id: 'DL-3', status: 'superseded' },
        { id: 'DL-4', status: 'killed' },
      ),
    }),
    names: ['DL-1', 'DL-2'],
    calm: {
      'it was so before': aMonth({
        before: [anEntry({ problems: [NOT_A_VERDICT] })],
        entries: [anEntry({ problems: [NOT_A_VERDICT] })],
      }),
      'a review ended it': aMonth({
        before: [anEntry()],
        entries: [anEntry({ status: 'killed', reviews: [aReview('2026-11-10', 'kill')] })],
      }),
      'it had ended before': aMonth({
        before: [anEntry({ status: 'graduated' })],
        entries: [anEntry({ status: 'graduated' })],
      }),
    },
  },
  'silent-extension': {
    raised: aMonth({
      before: entriesLike({ id: 'DL-1' }, { id: 'DL-2' }),
      entries: entriesLike({ id: 'DL-1', checkpoint: LATER }, { id: 'DL-2' }),
    }),
    names: ['DL-1'],
    calm: {
      'a review put it off': aMonth({
        before: [anEntry()],
        entries: [
          anEntry({
            checkpoint: LATER,
            reviews: [aReview('2026-11-16', 'continue', { checkpoint: '2026-12-10' })],
          }),
        ],
      }),
      'it was proposed and became a pilot': aMonth({
        before: [anEntry({ status: 'proposed' })],
        entries: [anEntry({ checkpoint: LATER })],
      }),
      'the policy came in the same month': aMonth({
        policySince: '2026-11-02',
        before: [anEntry()],
        entries: [anEntry({ checkpoint: LATER })],
      }),
      'it was brought nearer': aMonth({
        before: [anEntry({ checkpoint: LATER })],
        entries: [anEntry()],
      }),
      'it ended': aMonth({
        before: [anEntry()],
        entries: [
          anEntry({
            checkpoint: LATER,
            status: 'killed',
            reviews: [aReview('2026-11-16', 'kill')],
          }),
        ],
      }),
    },
  },
  'pilot-vanished': {
    raised: aMonth({
      before: entriesLike({ id: 'DL-1' }, { id: 'DL-2' }),
      entries: entriesLike({ id: 'DL-2' }),
    }),
    names: ['DL-1'],
    calm: {
      'it has another file': aMonth({
        before: [anEntry({ path: 'docs/adr/0042.md' })],
        entries: [anEntry()],
      }),
      'it has another id': aMonth({ before: [anEntry({ id: 'DL-7' })], entries: [anEntry()] }),
      'another supersedes it': aMonth({
        before: entriesLike({ id: 'DL-1' }),
        entries: entriesLike({ id: 'DL-2', supersedes: ['dl-0001'] }),
      }),
      'the policy came in the same month': aMonth({
        policySince: '2026-11-02',
        before: entriesLike({ id: 'DL-1' }),
      }),
      'it had ended': aMonth({ before: entriesLike({ id: 'DL-1', status: 'killed' }) }),
      'it named no flagged workflow': aMonth({
        before: entriesLike({ id: 'DL-1', workflows: [] }),
      }),
    },
  },
  'nobody-can-stop': {
    raised: aMonth({
      slis: [],
      entries: entriesLike(
        { id: 'DL-1', guardrails: [aGuardrail({ stop: [] })] },
        { id: 'DL-2' },
        { id: 'DL-3', guardrails: [aGuardrail({ stop: [] })], status: 'graduated' },
      ),
    }),
    names: ['DL-1'],
    calm: {
      'the catalogue names one': aMonth({
        entries: [anEntry({ guardrails: [aGuardrail({ stop: [] })] })],
      }),
    },
  },
  'owner-unclear-again': {
    raised: ownerless(
      entriesLike({ id: 'DL-1', owner: [] }, { id: 'DL-2' }),
      entriesLike({ id: 'DL-1', owner: [] }, { id: 'DL-2', owner: [] }, { id: 'DL-3', owner: [] }),
    ),
    names: ['DL-1'],
    calm: {
      'somebody is named now': ownerless([anEntry({ owner: [] })], [anEntry()]),
    },
  },
  'exceptions-repeated': {
    raised: aMonth({
      policy: aScoredPolicy({ workflows: [aWorkflow(), SEARCH] }),
      exceptions: [
        anException(),
        anException({ number: 20, workflows: ['checkout-pricing', 'search'] }),
      ],
    }),
    names: ['checkout-pricing'],
    calm: {
      'a follow-up was closed': aMonth({
        exceptions: [
          anException({ followUp: { number: 3, url: null, closedOn: '2026-11-12' } }),
          anException({ number: 20 }),
        ],
      }),
      'each has its own workflow': aMonth({
        policy: aScoredPolicy({ workflows: [aWorkflow(), SEARCH] }),
        exceptions: [anException(), anException({ number: 20, workflows: ['search'] })],
      }),
    },
  },
  'one-memory': {
    raised: told('@octocat', '@Octocat'),
    names: ['DL-1', 'DL-2'],
    people: ['@octocat'],
    calm: {
      'two people tell': told('@octocat', '@hubot'),
      'their names differ in zeros': told('@dev1', '@dev01'),
      'it is one review': told('@octocat'),
      'others can open the evidence': continued('continue', 'change'),
    },
  },
  'notes-without-change': {
    raised: continued('continue', 'continue'),
    names: ['DL-0042'],
    calm: {
      'the second changed the mechanism': continued('continue', 'change'),
      'the first changed the mechanism': continued('change', 'continue'),
    },
  },
};

describe('alarms', () => {
  it('are silent in a calm month', () => {
    expect(codes(CALM)).toEqual([]);
  });

  for (const code of ALARM_CODES) {
    it(`raises ${code} for its facts`, () => {
      const { raised, names = [], people = [] } = CASES[code];
      const alarm = score(raised).alarms.find((one) => one.code === code);
      expect(alarm).toMatchObject({ people });
      expect(alarm?.subjects.map(nameOf)).toEqual(names);
      expect(alarm?.cycles).toHaveLength(names.length === 0 ? 2 : 0);
    });

    it.each(Object.entries(CASES[code].calm))(`does not raise ${code} where %s`, (_, calm) => {
      expect(codes(calm)).not.toContain(code);
    });
  }

  it('goes by the last two cycles that are over, from one Monday to another', () => {
    const cycles = [
      { from: '2026-11-02', to: '2026-11-15' },
      { from: '2026-11-16', to: '2026-11-29' },
    ];
    const month = aMonth({ entries: [anEntry({ date: '2026-11-02' })] });
    expect(score(month).alarms.find(({ code }) => code === 'no-kills')).toMatchObject({ cycles });
  });

  it('is silent about kills where one came after those cycles', () => {
    const kill = { status: 'killed', reviews: [aReview('2026-11-30', 'kill')] } as const;
    const [open, killed] = entriesLike(
      { id: 'DL-1', date: '2026-11-02' },
      { id: 'DL-2', date: '2026-11-02', ...kill },
    );
    expect(codes(aMonth({ entries: [open ?? anEntry()] }))).toContain('no-kills');
    expect(codes(aMonth({ entries: [open ?? anEntry(), killed ?? anEntry()] }))).not.toContain(
      'no-kills',
    );
  });

  it('does not ask for deviations and kills before the policy came', () => {
    const raised = codes(aMonth({ policySince: '2026-11-02' }));
    expect(raised).toEqual(expect.arrayContaining(['no-deviations', 'no-kills']));
    expect(codes(aMonth({ policySince: '2026-11-03' }))).toEqual([]);
  });

  it('asks what got away since the first day, if the policy was there by then', () => {
    const month = { before: [anEntry()], entries: [anEntry({ checkpoint: LATER })] };
    expect(codes(aMonth({ ...month, policySince: '2026-11-01' }))).toContain('silent-extension');
  });

  it('asks for no kill while nothing was left on trial', () => {
    const ended = { status: 'graduated', reviews: [aReview('2026-11-10', 'graduate')] } as const;
    expect(codes(aMonth({ entries: [anEntry(ended)] }))).toEqual([]);
  });

  it('does not repeat next month that two reviews changed nothing', () => {
    const old = [aReview('2026-10-10', 'continue'), aReview('2026-10-20', 'continue')];
    const entries = [anEntry({ date: '2026-10-01', reviews: old })];
    expect(codes(aMonth({ before: entries, entries }))).not.toContain('notes-without-change');
  });
});

function codes(month: Month): readonly AlarmCode[] {
  return score(month).alarms.map(({ code }) => code);
}

function reviewed(changes: Parameters<typeof anEntry>[0]): Month {
  return aMonth({
    entries: [anEntry({ reviews: [aReview('2026-11-10', 'continue')], ...changes })],
  });
}

function ownerless(before: Month['before'], entries: Month['entries']): Month {
  return aMonth({
    policy: aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] }),
    before,
    entries,
  });
}

function told(...tellers: readonly string[]): Month {
  return aMonth({
    entries: entriesLike(
      ...tellers.map((by, at) => ({
        id: `DL-${at + 1}`,
        reviews: [aReview('2026-11-10', 'continue', { by: [by], ...NO_RECEIPT })],
      })),
    ),
  });
}

function continued(...verdicts: readonly ('continue' | 'change')[]): Month {
  const reviews = verdicts.map((verdict, at) => aReview(`2026-11-${at + 1}0`, verdict));
  return aMonth({ entries: [anEntry({ reviews })] });
}

function signals(proxy: readonly string[], outcome: readonly string[]) {
  return { proxy, outcome, leading: [] };
}

function nameOf(subject: Subject): string {
  return 'id' in subject ? subject.id : '';
}
