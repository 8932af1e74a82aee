import { stringify } from 'yaml';

/** What an entry's front matter can be made to say; `undefined` takes a field away. */
export type EntryFields = Readonly<Record<string, unknown>>;

/** An entry that is complete in every field: the world in which everything is right. */
const COMPLETE: EntryFields = {
  id: 'DL-0042',
  title: 'Read-through cache for price quotes',
  date: '2026-11-03',
  status: 'pilot',
  workflows: ['checkout-pricing'],
  owner: '@octocat',
  backup: '@hubot',
  aim: {
    metric: 'quote timeouts',
    from: '1.8 %',
    to: '0.6 %',
    segment: 'Segment S',
    by: '2026-12-01',
  },
  mechanism: 'A read-through cache will cut timeouts because most quotes repeat 200 inputs.',
  signals: {
    proxy: 'cache hit rate',
    leading: 'queue depth',
    outcome: 'support tickets per 1k sessions',
  },
  checkpoint: { date: '2026-11-17', 'continue-if': 'p95 -25 % and timeouts -50 %' },
  guardrail: {
    sli: 'quote-errors',
    threshold: '<= 0.1 %',
    limit: '10 % of Segment S behind flag quote_cache',
    stop: '@acme/sre-oncall',
  },
  rollback: {
    runbook: 'docs/runbooks/pricing.md#roll-back-the-quote-cache',
    flag: 'quote_cache',
  },
  graduation: 'Becomes the default in pricing/defaults.md',
  deviation: {
    from: 'rewrite',
    to: 'bounded cache',
    because: 'p95 could fall 20 % at little cost',
  },
};

/** The YAML of the complete entry with some fields replaced, added or (`undefined`) removed. */
export function entryYaml(fields: EntryFields = {}): string {
  return stringify({ ...COMPLETE, ...fields }, { lineWidth: 0 });
}

/** The same as a Markdown file: the fields as front matter, and a body. */
export function entryText(fields: EntryFields = {}, body = 'Context, options, lessons.\n'): string {
  return `---\n${entryYaml(fields)}---\n${body}`;
}
