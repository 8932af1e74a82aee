import type { Code, Fact, RequiredField } from '../../src/core/finding.js';
import { RUNBOOK } from '../builders/change.js';
import { aProblem, ENTRY_PATH } from '../builders/entry.js';

const FIELDS: readonly RequiredField[] = [
  'workflows',
  'owner',
  'aim',
  'mechanism',
  'signals.proxy',
  'signals.outcome',
  'checkpoint.date',
  'checkpoint.continue-if',
];

const POLICY_PROBLEM = aProblem(
  { kind: 'unknown-key', key: 'pilot', suggestion: 'pilots', known: ['pilots'] },
  { place: { file: '.github/belay.yml', line: 22, column: 1 } },
);

const HEADINGS = [
  { text: 'Scale up', anchor: 'scale-up' },
  { text: 'Roll back the quote cache', anchor: 'roll-back-the-quote-cache' },
];

/** Every code with every way in which its words may differ. */
export const FACTS: { readonly [C in Code]: readonly Extract<Fact, { code: C }>[] } = {
  'decision-missing': [
    { code: 'decision-missing', advice: [] },
    { code: 'decision-missing', advice: ['DL-0042'] },
    { code: 'decision-missing', advice: ['DL-0042', 'DL-0043'] },
  ],
  'decision-unknown': [
    { code: 'decision-unknown', reference: 'DL-0099', suggestion: null },
    { code: 'decision-unknown', reference: 'DL-0024', suggestion: 'DL-0042' },
  ],
  'decision-ambiguous': [
    {
      code: 'decision-ambiguous',
      reference: '42',
      matches: [
        { id: 'DL-0042', path: ENTRY_PATH },
        { id: 'ADR-0042', path: 'docs/decisions/adr-0042.md' },
      ],
    },
  ],
  'decision-invalid': [
    {
      code: 'decision-invalid',
      problem: aProblem({ kind: 'bad-day', key: 'date', value: '2026-02-30' }),
    },
  ],
  'decision-incomplete': [
    ...FIELDS.map((field) => ({ code: 'decision-incomplete', field, why: 'absent' }) as const),
    { code: 'decision-incomplete', field: 'aim', why: 'no-measure' },
    { code: 'decision-incomplete', field: 'mechanism', why: 'no-because' },
  ],
  'decision-other-workflow': [
    { code: 'decision-other-workflow', names: ['search'] },
    { code: 'decision-other-workflow', names: [] },
  ],
  'decision-closed': [
    { code: 'decision-closed', status: 'graduated', since: '2026-08-17' },
    { code: 'decision-closed', status: 'graduated', since: null },
    { code: 'decision-closed', status: 'killed', since: '2026-10-01' },
    { code: 'decision-closed', status: 'superseded', since: null },
  ],
  'decision-status': [
    {
      code: 'decision-status',
      status: 'proposed',
      why: 'not-accepted',
      accept: ['pilot', 'graduated'],
    },
    { code: 'decision-status', status: 'graduated', why: 'born-graduated', accept: ['graduated'] },
  ],
  'checkpoint-passed': [
    { code: 'checkpoint-passed', checkpoint: '2026-11-03', extensionsLeft: 1 },
    { code: 'checkpoint-passed', checkpoint: '2026-11-03', extensionsLeft: 0 },
  ],
  'checkpoint-too-far': [
    { code: 'checkpoint-too-far', checkpoint: '2027-03-01', latest: '2026-12-08' },
  ],
  'checkpoint-moved': [
    { code: 'checkpoint-moved', what: 'review-removed', from: '2026-11-03', to: null },
    { code: 'checkpoint-moved', what: 'checkpoint-later', from: '2026-11-17', to: '2026-12-01' },
    { code: 'checkpoint-moved', what: 'date-later', from: '2026-11-03', to: '2026-11-10' },
  ],
  'guardrail-missing': [
    { code: 'guardrail-missing', known: [] },
    { code: 'guardrail-missing', known: ['quote-errors'] },
    { code: 'guardrail-missing', known: ['quote-errors', 'quote-latency'] },
  ],
  'guardrail-unknown': [
    {
      code: 'guardrail-unknown',
      sli: 'quote-error',
      why: 'not-in-catalogue',
      known: ['quote-errors'],
      suggestion: 'quote-errors',
    },
    {
      code: 'guardrail-unknown',
      sli: 'search-errors',
      why: 'not-allowed',
      known: ['quote-errors', 'quote-latency'],
      suggestion: null,
    },
    {
      code: 'guardrail-unknown',
      sli: 'errors',
      why: 'not-in-catalogue',
      known: [],
      suggestion: null,
    },
  ],
  'guardrail-incomplete': [
    { code: 'guardrail-incomplete', missing: ['sli', 'threshold', 'stop'] },
    { code: 'guardrail-incomplete', missing: ['stop'] },
  ],
  'rollback-missing': [{ code: 'rollback-missing' }],
  'rollback-not-found': [
    { code: 'rollback-not-found', kind: 'runbook', path: 'docs/pricing.md', suggestion: RUNBOOK },
    {
      code: 'rollback-not-found',
      kind: 'workflow',
      path: '.github/workflows/roll-back.yml',
      suggestion: null,
    },
  ],
  'rollback-anchor': [
    {
      code: 'rollback-anchor',
      path: RUNBOOK,
      anchor: 'roll-back',
      headings: HEADINGS,
      suggestion: HEADINGS[1] ?? null,
    },
    { code: 'rollback-anchor', path: RUNBOOK, anchor: 'x', headings: HEADINGS, suggestion: null },
    { code: 'rollback-anchor', path: RUNBOOK, anchor: 'x', headings: [], suggestion: null },
  ],
  'rollback-not-dispatchable': [
    {
      code: 'rollback-not-dispatchable',
      path: '.github/workflows/roll-back.yml',
      why: 'no-trigger',
    },
    {
      code: 'rollback-not-dispatchable',
      path: '.github/workflows/roll-back.yml',
      why: 'unreadable',
    },
  ],
  'pilot-overdue': [
    { code: 'pilot-overdue', checkpoint: '2026-11-03', extensionsLeft: 1 },
    { code: 'pilot-overdue', checkpoint: '2026-11-03', extensionsLeft: 0 },
    { code: 'pilot-overdue', checkpoint: null, extensionsLeft: 2 },
  ],
  'policy-invalid': [
    { code: 'policy-invalid', problem: POLICY_PROBLEM, side: 'head' },
    { code: 'policy-invalid', problem: POLICY_PROBLEM, side: 'default-branch' },
  ],
  'incomplete-read': [
    { code: 'incomplete-read', what: { kind: 'files' } },
    { code: 'incomplete-read', what: { kind: 'log', folder: 'docs/decisions' } },
    { code: 'incomplete-read', what: { kind: 'slo-files' } },
    { code: 'incomplete-read', what: { kind: 'file', path: RUNBOOK } },
  ],
  'weak-aim': [{ code: 'weak-aim', missing: ['from', 'by'] }],
  'weak-mechanism': [{ code: 'weak-mechanism', text: 'Refactor the quote service' }],
  'vanity-outcome': [{ code: 'vanity-outcome', outcome: 'clicks' }],
  'proxy-only': [{ code: 'proxy-only', proxy: 'cache hit rate' }],
  'no-backup': [{ code: 'no-backup' }],
  'limit-missing': [{ code: 'limit-missing', sli: 'quote-errors' }],
  'entry-weakened': [
    { code: 'entry-weakened', field: 'guardrail.threshold', from: '<= 0.1 %', to: '<= 0.5 %' },
    { code: 'entry-weakened', field: 'rollback.flag', from: 'quote_cache', to: null },
  ],
  'deviation-forbidden': [
    { code: 'deviation-forbidden', path: 'security/rules.ts', glob: 'security/**' },
  ],
  'new-reference': [
    { code: 'new-reference', kind: 'sli', name: 'quote-errors' },
    { code: 'new-reference', kind: 'runbook', name: RUNBOOK },
  ],
};
