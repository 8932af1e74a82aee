import { describe, expect, it } from 'vitest';
import { ALARM_CODES, type AlarmCode } from '../../../src/core/scorecard/alarms.js';
import type { Month } from '../../../src/core/scorecard/month.js';
import { score } from '../../../src/core/scorecard/score.js';
import { aGuardrail, anEntry, aProblem, aReview } from '../../builders/entry.js';
import { aMonth, anException, aScoredPolicy, entriesLike } from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';

const A_DEVIATION = { from: 'a', to: 'b', because: 'c', expected: null, outcome: null };
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

/** For each alarm a month that raises it, and one that is near it and does not. */
const CASES: Readonly<Record<AlarmCode, { readonly raised: Month; readonly calm: Month }>> = {
  'no-deviations': {
    raised: aMonth(),
    calm: aMonth({ entries: entriesLike({ id: 'DL-1' }, { id: 'DL-2', deviation: A_DEVIATION }) }),
  },
  'no-kills': { raised: aMonth(), calm: aMonth({ entries: [anEntry({ date: '2026-11-20' })] }) },
  'proxies-alone': {
    raised: reviewed({ signals: { proxy: ['hits'], leading: [], outcome: [] } }),
    calm: reviewed({}),
  },
  'no-verdict': {
    raised: aMonth({ before: [anEntry()], entries: [anEntry({ problems: [NOT_A_VERDICT] })] }),
    calm: aMonth({
      before: [anEntry({ problems: [NOT_A_VERDICT] })],
      entries: [anEntry({ problems: [NOT_A_VERDICT] })],
    }),
  },
  'nobody-can-stop': {
    raised: aMonth({ slis: [], entries: [anEntry({ guardrails: [aGuardrail({ stop: [] })] })] }),
    calm: aMonth({ entries: [anEntry({ guardrails: [aGuardrail({ stop: [] })] })] }),
  },
  'owner-unclear-again': {
    raised: ownerless([anEntry({ owner: [] })]),
    calm: ownerless([]),
  },
  'exceptions-repeated': {
    raised: aMonth({ exceptions: [anException(), anException({ number: 20 })] }),
    calm: aMonth({
      exceptions: [
        anException({ followUp: { number: 3, url: null, closedOn: '2026-11-12' } }),
        anException({ number: 20 }),
      ],
    }),
  },
  'one-memory': {
    raised: told('@octocat', 'octocat'),
    calm: told('@octocat', '@hubot'),
  },
  'notes-without-change': {
    raised: continued('continue'),
    calm: continued('change'),
  },
};

describe('alarms', () => {
  it('are silent in a calm month', () => {
    expect(codes(CALM)).toEqual([]);
  });

  for (const code of ALARM_CODES) {
    it(`raises ${code} for its facts`, () => {
      const alarm = score(CASES[code].raised).alarms.find((one) => one.code === code);
      expect(alarm).toBeDefined();
      expect((alarm?.subjects.length ?? 0) + (alarm?.cycles.length ?? 0)).toBeGreaterThan(0);
    });

    it(`does not raise ${code} without them`, () => {
      expect(codes(CASES[code].calm)).not.toContain(code);
    });
  }

  it('takes a trial that ended without a review for a status without a verdict', () => {
    const month = aMonth({ before: [anEntry()], entries: [anEntry({ status: 'graduated' })] });
    expect(codes(month)).toContain('no-verdict');
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

function ownerless(before: Month['before']): Month {
  const policy = aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] });
  return aMonth({ policy, before, entries: [anEntry({ owner: [] })] });
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

function continued(last: 'continue' | 'change'): Month {
  const reviews = [aReview('2026-11-10', 'continue'), aReview('2026-11-20', last)];
  return aMonth({ entries: [anEntry({ reviews })] });
}
