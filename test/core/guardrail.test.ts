import { describe, expect, test } from 'vitest';
import { aCataloguedSli } from '../builders/change.js';
import { aGuardrail } from '../builders/entry.js';
import { errors, finding, touched, warnings, world } from './world.js';

const pages = aCataloguedSli({ name: 'page-errors', objective: null, stop: [] });

describe('guardrail-missing', () => {
  test('an entry without guardrail is held, and told what there is', () => {
    const bare = world().entry({ guardrails: [] });
    expect(bare.verdict().kind).toBe('held');
    expect(errors(bare)).toEqual(['guardrail-missing']);
    expect(finding(bare, 'guardrail-missing')).toMatchObject({
      fact: { known: ['quote-errors'] },
      workflow: 'checkout-pricing',
      decision: 'DL-0042',
      field: 'guardrail',
      place: { file: 'docs/decisions/0042-read-through-cache.md', line: 1 },
    });
    expect(touched(bare).requirements.get('guardrail')).toBe('unmet');
    expect(touched(bare).requirements.get('rollback')).toBe('met');
  });

  test('a guardrail that says nothing is none', () => {
    const empty = aGuardrail({ sli: null, threshold: null, limit: null, stop: [] });
    expect(errors(world().entry({ guardrails: [empty] }))).toEqual(['guardrail-missing']);
  });

  test('is not asked for where the workflow does not require it', () => {
    const lax = world()
      .entry({ guardrails: [] })
      .workflow({ require: ['decision', 'rollback'] });
    expect(lax.verdict().kind).toBe('clear');
    expect(touched(lax).requirements.get('guardrail')).toBe('not-required');
  });
});

describe('guardrail-unknown', () => {
  test('an SLI that is not in the catalogue, with the nearest that is', () => {
    const typo = world().entry({ guardrails: [aGuardrail({ sli: 'quote-error' })] });
    expect(errors(typo)).toEqual(['guardrail-unknown']);
    expect(finding(typo, 'guardrail-unknown')).toMatchObject({
      fact: { sli: 'quote-error', why: 'not-in-catalogue', suggestion: 'quote-errors' },
      field: 'guardrail.sli',
      place: { line: 13, column: 14 },
    });
  });

  test('an SLI that may not guard this workflow', () => {
    const other = world()
      .with({ slis: [aCataloguedSli(), pages] })
      .entry({ guardrails: [aGuardrail({ sli: 'page-errors' })] });
    expect(errors(other)).toEqual([]);
    const narrow = other.workflow({ slis: ['quote-errors'] });
    expect(errors(narrow)).toEqual(['guardrail-unknown']);
    expect(finding(narrow, 'guardrail-unknown').fact).toMatchObject({
      why: 'not-allowed',
      known: ['quote-errors'],
    });
  });

  test('one allowed SLI is enough, the others may guard other workflows', () => {
    const both = world()
      .with({ slis: [aCataloguedSli(), pages] })
      .workflow({ slis: ['quote-errors'] })
      .entry({ guardrails: [aGuardrail({ sli: 'page-errors' }), aGuardrail()] });
    expect(errors(both)).toEqual([]);
  });

  test('a second SLI that does not exist is still an error', () => {
    const one = world().entry({ guardrails: [aGuardrail(), aGuardrail({ sli: 'nowhere' })] });
    expect(errors(one)).toEqual(['guardrail-unknown']);
  });

  test('names of objects are names like any other', () => {
    const odd = world().entry({ guardrails: [aGuardrail({ sli: '__proto__' })] });
    expect(errors(odd)).toEqual(['guardrail-unknown']);
  });
});

describe('guardrail-incomplete', () => {
  test('says all that is missing', () => {
    const vague = world()
      .with({ slis: [pages] })
      .entry({ guardrails: [aGuardrail({ sli: 'page-errors', threshold: null, stop: [] })] });
    expect(errors(vague)).toEqual(['guardrail-incomplete']);
    expect(finding(vague, 'guardrail-incomplete')).toMatchObject({
      fact: { missing: ['threshold', 'stop'] },
      place: { line: 13 },
    });
  });

  test('a guardrail without an SLI is incomplete', () => {
    const nameless = world().entry({ guardrails: [aGuardrail({ sli: null })] });
    expect(finding(nameless, 'guardrail-incomplete').fact).toMatchObject({ missing: ['sli'] });
  });

  test('what the catalogue knows need not be repeated', () => {
    const brief = world().entry({ guardrails: [aGuardrail({ threshold: null, stop: [] })] });
    expect(brief.verdict().kind).toBe('clear');
    expect(touched(brief).guardrails).toEqual([
      {
        sli: 'quote-errors',
        threshold: '<= 0.1 %',
        stop: ['@acme/sre-oncall'],
        limit: '10 % of Segment S behind flag quote_cache',
        fromPolicy: ['threshold', 'stop'],
      },
    ]);
    expect(touched(world()).guardrails).toMatchObject([{ fromPolicy: [] }]);
  });
});

describe('limit-missing', () => {
  test('a guardrail that does not say how far it may reach is worth a look', () => {
    const wide = world().entry({ guardrails: [aGuardrail({ limit: null })] });
    expect(wide.verdict().kind).toBe('clear');
    expect(warnings(wide)).toEqual(['limit-missing']);
    expect(finding(wide, 'limit-missing')).toMatchObject({
      fact: { sli: 'quote-errors' },
      level: 'warning',
      field: 'guardrail.limit',
      place: { line: 13 },
    });
  });

  test('one limit is enough', () => {
    const guardrails = [aGuardrail({ limit: null }), aGuardrail()];
    expect(warnings(world().entry({ guardrails }))).toEqual([]);
  });

  test('no guardrail lacks no limit', () => {
    expect(warnings(world().entry({ guardrails: [] }))).toEqual([]);
  });
});
