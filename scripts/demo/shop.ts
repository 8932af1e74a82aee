import { addDays } from '../../src/core/day.js';

export const today = new Date().toISOString().slice(0, 10);

export const FILES = {
  'README.md': '# Shop\n\nThe shop of acme.\n',
  '.github/belay.yml': `version: 1
workflows:
  checkout-pricing:
    title: Checkout pricing
    paths: ["services/pricing/**", "!**/*.md"]
    owner: "@octocat"
    backup: "@hubot"
    trigger: a pricing change reaches more than 1 % of traffic
    stop-when: quote errors above 0.1 % for 5 minutes
    metric: quote success rate
    escalation: "#inc-pricing, then @acme/sre-oncall"
slis:
  quote-errors:
    objective: "<= 0.1 %"
    source: https://grafana.example/d/quotes
    stop: "@acme/sre-oncall"
pilots:
  quiet-days: []
`,
  'docs/runbooks/pricing.md': `# Pricing

## Scale up

Raise the replica count of the quote service.

## Roll back the quote cache

Turn the flag \`quote_cache\` off; quotes are computed again within a minute.
`,
  'services/pricing/quote.ts': 'export const quote = (input: string) => compute(input);\n',
};

/** The entry, with the one slip that a hurried author makes: the heading is called otherwise. */
export const ENTRY = `---
id: DL-0042
title: Read-through cache for price quotes
date: ${today}
status: pilot
workflows: [checkout-pricing]
aim: { metric: quote timeouts, from: 1.8 %, to: 0.6 %, segment: Segment S, by: ${addDays(today, 28)} }
mechanism: A read-through cache will cut timeouts because most quotes repeat 200 inputs.
signals: { proxy: cache hit rate, leading: queue depth, outcome: support tickets per 1k sessions }
checkpoint: { date: ${addDays(today, 14)}, continue-if: p95 -25 % and timeouts -50 % }
guardrail: { sli: quote-errors, limit: 10 % of Segment S behind flag quote_cache }
rollback: { runbook: docs/runbooks/pricing.md#roll-back, flag: quote_cache }
graduation: Becomes the default in services/pricing/defaults.ts
---
Most quotes repeat. We try the smallest thing that could show it.
`;

export const ENTRY_FILE = 'docs/decisions/0042-read-through-cache.md';
export const CACHED =
  'export const quote = (input: string) => cache.get(input) ?? compute(input);\n';
