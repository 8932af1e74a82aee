import { anEntry, aReview } from '../../../builders/entry.js';
import { aMonth, aScoredPolicy, entriesLike } from '../../../builders/month.js';
import { aWorkflow } from '../../../builders/policy.js';
import { type CasesOf, flagging, reviewed, withOne } from './case.js';

/** Each measure where all is well, then with the one thing spoilt that it is there to see. */
export const PEOPLE: CasesOf<
  'operator-cards' | 'ownership' | 'backups' | 'escalations' | 'handoffs' | 'knowledge-spread'
> = {
  'operator-cards': [
    { why: 'complete', month: aMonth(), value: 1, of: 1 },
    {
      why: 'gaps',
      month: flagging({ backup: [], metric: null }),
      value: 0,
      of: 1,
      missing: ['backup', 'metric'],
    },
    {
      why: 'one gap',
      month: flagging({ escalation: null }),
      value: 0,
      of: 1,
      missing: ['escalation'],
    },
    {
      why: 'more gaps',
      month: flagging({ owner: [], trigger: null, stopWhen: null, escalation: null }),
      value: 0,
      of: 1,
      missing: ['owner', 'trigger', 'stop-when', 'escalation'],
    },
  ],
  ownership: [
    { why: 'its own', month: aMonth(), value: 1, of: 1 },
    { why: "the card's", month: withOne({ owner: [] }), value: 1, of: 1 },
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
        entries: entriesLike({ id: 'DL-1' }, { id: 'DL-2' }, { id: 'DL-3', owner: ['@Octocat'] }),
      }),
      value: 0,
      of: 3,
    },
    {
      why: 'a team beside one person',
      month: aMonth({
        entries: entriesLike({ id: 'DL-1' }, { id: 'DL-2' }, { id: 'DL-3', owner: ['@acme/pay'] }),
      }),
      value: 1,
      of: 3,
    },
    {
      why: 'one team: its knowledge is not one person’s',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', owner: ['@acme/pay'] },
          { id: 'DL-2', owner: ['@acme/pay'] },
          { id: 'DL-3', owner: ['@acme/pay'] },
        ),
      }),
      value: 3,
      of: 3,
    },
    {
      why: 'unowned ones left out',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1' },
          { id: 'DL-2' },
          { id: 'DL-3' },
          { id: 'DL-4', owner: [] },
        ),
        policy: aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] }),
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
};
