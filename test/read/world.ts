import type { Content } from './memory.js';

/** A policy, a log, a runbook, a workflow file and SLO files: a world in which changes pass. */
export const POLICY = `version: 1
workflows:
  checkout-pricing:
    title: Checkout pricing
    paths: ["services/pricing/**"]
    owner: "@octocat"
slis:
  quote-errors: { objective: "<= 0.1 %" }
slo-files: ["slo/**/*.yaml"]
`;

export interface EntryWords {
  readonly id?: string;
  readonly status?: string;
  readonly runbook?: string;
  readonly workflow?: string;
  readonly more?: string;
}

/** An entry of the decision log that names the flagged workflow. */
export function entry({ id, status = 'pilot', runbook, workflow, more = '' }: EntryWords = {}) {
  const rollback = [
    ...(runbook === undefined ? [] : [`runbook: ${runbook}`]),
    ...(workflow === undefined ? [] : [`workflow: ${workflow}`]),
  ];
  return [
    '---',
    ...(id === undefined ? [] : [`id: ${id}`]),
    `status: ${status}`,
    'title: Read-through cache for price quotes',
    'workflows: [checkout-pricing]',
    ...(rollback.length > 0 ? [`rollback: { ${rollback.join(', ')} }`] : []),
    '---',
    more,
    '',
  ].join('\n');
}

export const RUNBOOK = '# Pricing\n\n## Roll back the quote cache\n\nTurn it off.\n';

export const DISPATCHABLE = 'on: workflow_dispatch\njobs: {}\n';

/** An OpenSLO document with one SLI. */
export function slo(name: string): string {
  return `apiVersion: openslo/v1\nkind: SLI\nmetadata: { name: ${name} }\nspec: {}\n`;
}

/** What the default branch holds in the beginning. */
export const BEGINNING: Readonly<Record<string, Content>> = {
  '.github/belay.yml': POLICY,
  'README.md': '# Shop\n',
  'services/pricing/quote.ts': 'export const quote = 1;\n',
  'docs/runbooks/pricing.md': RUNBOOK,
  '.github/workflows/rollback.yml': DISPATCHABLE,
  'docs/decisions/0001-first.md': entry({ id: 'DL-0001', runbook: 'docs/runbooks/pricing.md' }),
  'slo/checkout/errors.yaml': slo('checkout-errors'),
};
