import { aCataloguedSli, RUNBOOK } from '../../../builders/change.js';
import { aGuardrail, anEntry, aRollback } from '../../../builders/entry.js';
import { aMonth } from '../../../builders/month.js';
import { besides, type CasesOf, withOne } from './case.js';

const SUPERSEDED = { status: 'superseded' } as const;

/** Each measure where all is well, then with the one thing spoilt that it is there to see. */
export const NET: CasesOf<
  | 'guardrails-resolve'
  | 'stop-owners'
  | 'limited-reach'
  | 'rollbacks-resolve'
  | 'rollbacks-exercised'
  | 'off-switches'
> = {
  'guardrails-resolve': [
    { why: 'resolves', month: aMonth(), value: 1, of: 1 },
    {
      why: 'none',
      month: withOne({ guardrails: [] }),
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
    {
      why: 'half of it',
      month: aMonth({
        slis: [aCataloguedSli({ objective: null })],
        entries: [anEntry({ guardrails: [aGuardrail({ threshold: null })] })],
      }),
      value: 0,
      of: 1,
      missing: ['guardrail-incomplete'],
    },
    {
      why: 'not asked of what was superseded',
      month: besides({ ...SUPERSEDED, guardrails: [] }),
      value: 1,
      of: 1,
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
    {
      why: 'nobody on one of two',
      month: aMonth({
        slis: [],
        entries: [anEntry({ guardrails: [aGuardrail(), aGuardrail({ stop: [] })] })],
      }),
      value: 0,
      of: 1,
      missing: ['stop'],
    },
    { why: 'not asked without a guardrail', month: besides({ guardrails: [] }), value: 1, of: 1 },
    {
      why: 'not asked of what was superseded',
      month: besides({ ...SUPERSEDED, guardrails: [aGuardrail({ sli: 'gone', stop: [] })] }),
      value: 1,
      of: 1,
    },
  ],
  'limited-reach': [
    {
      why: 'not asked of what was superseded',
      month: besides({ ...SUPERSEDED, guardrails: [] }),
      value: 1,
      of: 1,
    },
    { why: 'limited', month: aMonth(), value: 1, of: 1 },
    {
      why: 'no limit',
      month: withOne({ guardrails: [aGuardrail({ limit: null })] }),
      value: 0,
      of: 1,
      missing: ['limit'],
    },
    {
      why: 'no guardrail',
      month: withOne({ guardrails: [] }),
      value: 0,
      of: 1,
      missing: ['guardrail'],
    },
  ],
  'rollbacks-resolve': [
    {
      why: 'not asked of what was superseded',
      month: besides({ ...SUPERSEDED, rollback: null }),
      value: 1,
      of: 1,
    },
    { why: 'resolves', month: aMonth(), value: 1, of: 1 },
    {
      why: 'none',
      month: withOne({ rollback: null }),
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
      why: 'not asked of what was superseded',
      month: besides({ ...SUPERSEDED, rollback: aRollback({ tested: '2026-11-09' }) }),
      value: 0,
      of: 1,
    },
    {
      why: 'lately',
      month: withOne({ rollback: aRollback({ tested: '2026-09-01' }) }),
      value: 1,
      of: 1,
    },
    {
      why: 'not asked of one that leads nowhere',
      month: besides({ rollback: aRollback({ runbook: 'docs/gone.md', tested: '2026-11-09' }) }),
      value: 0,
      of: 1,
    },
    {
      why: '91 days ago',
      month: withOne({ rollback: aRollback({ tested: '2026-08-31' }) }),
      value: 0,
      of: 1,
      missing: ['tested'],
    },
    {
      why: 'not yet',
      month: withOne({ rollback: aRollback({ tested: '2026-12-01' }) }),
      value: 0,
      of: 1,
      missing: ['tested'],
    },
    { why: 'never', month: aMonth(), value: 0, of: 1, missing: ['tested'] },
    {
      why: 'not asked without a rollback',
      month: besides({ rollback: null }),
      value: 0,
      of: 1,
    },
  ],
  'off-switches': [
    {
      why: 'not asked of what was superseded',
      month: besides({ ...SUPERSEDED, rollback: aRollback({ flag: null }) }),
      value: 1,
      of: 1,
    },
    { why: 'a flag', month: aMonth(), value: 1, of: 1 },
    {
      why: 'none',
      month: withOne({ rollback: aRollback({ flag: null }) }),
      value: 0,
      of: 1,
      missing: ['flag'],
    },
  ],
};
