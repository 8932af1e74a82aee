import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Entry } from '../../src/core/decision.js';
import { stubFor } from '../../src/render/stub.js';
import { aProposal } from '../builders/change.js';
import { anEntry } from '../builders/entry.js';
import { anSli, aWorkflow } from '../builders/policy.js';
import { type World, world } from '../core/world.js';

function stubOf(of: World, workflow = aWorkflow()) {
  return stubFor(of.change, [workflow]);
}

function frontMatter(text: string): Record<string, unknown> {
  return parse(text.split('---\n')[1] ?? '');
}

function logOf(...named: readonly (readonly [id: string, path: string])[]): readonly Entry[] {
  return named.map(([id, path]) => anEntry({ id, path }));
}

describe('the first entry for a change', () => {
  it('is filled with what Belay knows and leaves the rest empty', () => {
    const fields = frontMatter(stubOf(world()).text);
    expect(fields).toMatchObject({
      id: 'DL-0017',
      title: 'Cache price quotes',
      date: '2026-11-10',
      status: 'proposed',
      workflows: ['checkout-pricing'],
      mechanism: null,
      checkpoint: { date: '2026-11-24', 'continue-if': null },
      guardrail: { sli: 'quote-errors', limit: null },
      rollback: { runbook: null, workflow: null, flag: null },
    });
    expect(fields).not.toHaveProperty('owner');
  });

  it('asks for owner and backup where the policy has none', () => {
    const fields = frontMatter(stubOf(world(), aWorkflow({ owner: [], backup: [] })).text);
    expect(fields).toMatchObject({ owner: null, backup: null });
  });

  it('asks only for what the workflow requires', () => {
    const fields = frontMatter(stubOf(world(), aWorkflow({ require: ['rollback'] })).text);
    expect(fields).not.toHaveProperty('guardrail');
    expect(fields).not.toHaveProperty('mechanism');
    expect(fields).toHaveProperty('rollback');
  });

  it('offers the SLIs that may guard the workflow where there are several', () => {
    const many = world().policy({ slis: [anSli(), anSli({ name: 'quote-latency' })] });
    expect(stubOf(many).text).toContain('# one of: quote-errors, quote-latency');
    const only = stubOf(many, aWorkflow({ slis: ['quote-latency'] }));
    expect(frontMatter(only.text)).toMatchObject({ guardrail: { sli: 'quote-latency' } });
  });

  it.each([
    [[], 'DL-0017', 'docs/decisions/0017-cache-price-quotes.md'],
    [
      [['ADR-007', 'docs/decisions/adr-007-x.md']],
      'ADR-017',
      'docs/decisions/adr-017-cache-price-quotes.md',
    ],
    [
      [['0009-x', 'docs/decisions/0009-x.md']],
      'DL-0017',
      'docs/decisions/0017-cache-price-quotes.md',
    ],
    [
      [
        ['DL-9', 'docs/decisions/9-x.md'],
        ['DL-10', 'docs/decisions/10-y.md'],
      ],
      'DL-17',
      'docs/decisions/17-cache-price-quotes.md',
    ],
    [
      [['DL-0017', 'docs/decisions/0017-x.md']],
      'DL-0018',
      'docs/decisions/0018-cache-price-quotes.md',
    ],
  ] as const)('is named as the log names its entries: %j', (named, id, path) => {
    const stub = stubOf(world().log(...logOf(...named)));
    expect(frontMatter(stub.text).id).toBe(id);
    expect(stub.path).toBe(path);
  });

  it('opens on the branch of the author, also on a fork', () => {
    const url = 'https://github.com/hubot/shop/';
    const proposal = aProposal({ headBranch: 'fix/a b', headRepositoryUrl: url });
    const stub = stubOf(world().with({ proposal }));
    const opened = new URL(stub.url ?? '');
    expect(opened.origin + opened.pathname).toBe('https://github.com/hubot/shop/new/fix/a%20b');
    expect(opened.searchParams.get('filename')).toBe(stub.path);
    expect(opened.searchParams.get('value')).toBe(stub.text);
  });

  it('has no link where no branch is known or the address grows too long', () => {
    for (const gone of [{ headBranch: null }, { headRepositoryUrl: null }])
      expect(stubOf(world().with({ proposal: aProposal(gone) })).url).toBeNull();
    const many = Array.from({ length: 400 }, (_, at) => aWorkflow({ id: `workflow-number-${at}` }));
    expect(stubFor(world().change, many).url).toBeNull();
  });

  it('is valid YAML whatever the pull request is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (title) => {
        const stub = stubOf(world().with({ proposal: aProposal({ title }) }));
        expect(frontMatter(stub.text)).toMatchObject({ status: 'proposed', mechanism: null });
        expect(stub.url).not.toBeNull();
      }),
    );
  });
});
