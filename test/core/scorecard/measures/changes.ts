import { aMonth, anException, aScoredPolicy } from '../../../builders/month.js';
import { aWorkflow } from '../../../builders/policy.js';
import { type CasesOf, changed } from './case.js';

/** Each measure where all is well, then with the one thing spoilt that it is there to see. */
export const CHANGES: CasesOf<
  'changes-cleared' | 'changes-linked' | 'blast-radius' | 'exceptions' | 'repeated-exceptions'
> = {
  'changes-cleared': [
    { why: 'clear', month: changed({}), value: 2, of: 2 },
    {
      why: 'held',
      month: changed({ verdict: 'held' }),
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
    {
      why: 'nothing to ask',
      month: changed({ verdict: 'untouched' }),
      value: 2,
      of: 2,
    },
    {
      why: 'held, as nobody saw before',
      month: changed({ verdict: 'held', judgedAfterwards: true }),
      value: 1,
      of: 2,
      missing: ['judged-held'],
    },
    {
      why: 'against the advice',
      month: changed({ verdict: 'advised' }),
      value: 1,
      of: 2,
      missing: ['advised'],
    },
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
    {
      why: 'a revert',
      month: changed({ decisions: [], reverting: true }),
      value: 1,
      of: 1,
    },
  ],
  'blast-radius': [
    { why: 'narrow', month: changed({}), value: 2, of: 2 },
    {
      why: 'wide',
      month: changed({ workflows: ['checkout-pricing', 'search'] }),
      value: 1,
      of: 2,
      missing: ['one-workflow'],
      lack: { workflows: ['checkout-pricing', 'search'], next: '*' },
    },
    { why: 'of unknown reach', month: changed({ reach: 'partial' }), value: 1, of: 1 },
    {
      why: 'wide at least',
      month: changed({ reach: 'partial', workflows: ['checkout-pricing', 'search'] }),
      value: 1,
      of: 2,
      missing: ['one-workflow'],
    },
  ],
  exceptions: [
    { why: 'none', month: changed({}), value: 2, of: 2 },
    { why: 'one', month: changed({ overridden: true }), value: 1, of: 2, missing: ['verdict'] },
  ],
  'repeated-exceptions': [
    { why: 'none', month: aMonth(), value: 1, of: 1 },
    { why: 'one', month: aMonth({ exceptions: [anException()] }), value: 1, of: 1 },
    {
      why: 'two',
      month: aMonth({ exceptions: [anException(), anException({ number: 20 })] }),
      value: 0,
      of: 1,
      missing: ['fix'],
      lack: { count: 2, workflows: ['checkout-pricing'] },
    },
    {
      why: 'one each of two workflows, one of which was not changed; a third is not asked',
      month: aMonth({
        policy: aScoredPolicy({
          workflows: ['checkout-pricing', 'search', 'deploy'].map((id) => aWorkflow({ id })),
        }),
        exceptions: [anException(), anException({ number: 20, workflows: ['search'] })],
      }),
      value: 2,
      of: 2,
    },
    {
      why: 'two of a workflow that was not changed',
      month: aMonth({
        changes: [],
        exceptions: [anException(), anException({ number: 20 })],
      }),
      value: 0,
      of: 1,
      missing: ['fix'],
    },
    {
      why: 'one in the month before',
      month: aMonth({ exceptions: [anException(), anException({ on: '2026-10-30' })] }),
      value: 1,
      of: 1,
    },
  ],
};
