import { anEntry, aReview } from '../../../builders/entry.js';
import { aMonth, aScoredPolicy, entriesLike } from '../../../builders/month.js';
import { aWorkflow } from '../../../builders/policy.js';
import { A_DEVIATION, type CasesOf, withOne } from './case.js';

const GRADUATED = { status: 'graduated', reviews: [aReview('2026-10-30', 'graduate')] } as const;

/** Each measure where all is well, then with the one thing spoilt that it is there to see. */
export const NOVELTY: CasesOf<
  'pilots-per-cycle' | 'deviations-per-cycle' | 'novelty-quota' | 'deviations-settled'
> = {
  'pilots-per-cycle': [
    { why: 'one of three', month: aMonth(), value: 1, of: 3 },
    { why: 'none', month: withOne({ date: '2026-10-01' }), value: 0, of: 3 },
    {
      why: 'in the cycle that ends on the first',
      month: withOne({ date: '2026-10-19' }),
      value: 1,
      of: 3,
    },
    {
      why: 'none that has a checkpoint',
      month: withOne({ status: 'proposed', checkpoint: { date: null, continueIf: null } }),
      value: 0,
      of: 3,
    },
    { why: 'since the policy', month: aMonth({ policySince: '2026-11-03' }), value: 0, of: 1 },
  ],
  'deviations-per-cycle': [
    { why: 'one of three', month: withOne({ deviation: A_DEVIATION }), value: 1, of: 3 },
    { why: 'none', month: aMonth(), value: 0, of: 3 },
  ],
  'novelty-quota': [
    { why: 'within', month: withOne({ deviation: A_DEVIATION }), value: 1, of: 1 },
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
      missing: ['quota'],
      lack: { count: 2 },
    },
    {
      why: 'two by one owner, one of them with another',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', deviation: A_DEVIATION },
          { id: 'DL-2', deviation: A_DEVIATION, owner: ['@octocat', '@hubot'] },
        ),
      }),
      value: 0,
      of: 1,
      lack: { count: 2 },
    },
    {
      why: 'two that nobody owns',
      month: aMonth({
        policy: aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] }),
        entries: entriesLike(
          { id: 'DL-1', deviation: A_DEVIATION, owner: [] },
          { id: 'DL-2', deviation: A_DEVIATION, owner: [] },
        ),
      }),
      value: 1,
      of: 1,
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
      missing: ['verdict'],
      lack: { day: '2026-11-17' },
    },
    {
      why: 'not asked of what was settled before, of what is new, and of what is no deviation',
      month: aMonth({
        before: entriesLike(
          { id: 'DL-1', deviation: A_DEVIATION },
          { id: 'DL-2', deviation: A_DEVIATION, ...GRADUATED },
          { id: 'DL-3' },
        ),
        entries: entriesLike(
          { id: 'DL-1', deviation: A_DEVIATION },
          { id: 'DL-2', deviation: A_DEVIATION, ...GRADUATED },
          { id: 'DL-3' },
          { id: 'DL-4', deviation: A_DEVIATION },
        ),
      }),
      value: 0,
      of: 1,
    },
  ],
};
