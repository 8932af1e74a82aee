import { entryText } from '../../builders/entry-text.js';

export const POLICY = `version: 1
timezone: Europe/Berlin
workflows:
  checkout-pricing:
    title: Checkout pricing
    paths: ["services/pricing/**"]
    owner: "@acme/pricing"
    backup: "@hubot"
slis:
  quote-errors: { objective: "<= 0.1 %", stop: "@acme/sre-oncall" }
slo-files: ["slo/**/*.yaml"]
`;

const RUNBOOK = '# Pricing\n\n## Roll back the quote cache\n';

export const POLICY_FILE = '.github/belay.yml';
export const QUOTE = 'services/pricing/quote.ts';
export const ENTRY_FILE = 'docs/decisions/0042-read-through-cache.md';

/** What stood there long before the months that are told of. */
export const BEGINNING = {
  [POLICY_FILE]: POLICY,
  'docs/runbooks/pricing.md': RUNBOOK,
  [QUOTE]: 'export const quote = 1;\n',
  'README.md': '# Shop\n',
};

export const LONG_AGO = '2026-08-10T09:00:00Z';

/** A pilot that runs through October. */
export function pilot(fields: Readonly<Record<string, unknown>> = {}): string {
  return entryText({
    date: '2026-10-05',
    checkpoint: { date: '2026-10-19', 'continue-if': 'p95 -25 % and timeouts -50 %' },
    ...fields,
  });
}
