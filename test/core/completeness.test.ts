import { describe, expect, test } from 'vitest';
import type { Aim } from '../../src/core/decision.js';
import type { RequiredField } from '../../src/core/finding.js';
import { anEntry, aProblem, type EntryChanges } from '../builders/entry.js';
import { errors, finding, findings, touched, world } from './world.js';

const NO_AIM: Aim = { text: null, metric: null, from: null, to: null, segment: null, by: null };
const SIGNALS = {
  proxy: ['cache hit rate'],
  outcome: ['support tickets per 1k sessions'],
  leading: [],
};

function gapsOf(changes: EntryChanges): readonly (readonly [RequiredField, string])[] {
  return findings(world().entry(changes)).flatMap(({ fact, level }) =>
    fact.code === 'decision-incomplete' && level === 'error' ? [[fact.field, fact.why]] : [],
  );
}

describe('decision-incomplete', () => {
  test.each<[RequiredField, string, EntryChanges]>([
    ['workflows', 'absent', { workflows: [] }],
    ['aim', 'absent', { aim: null }],
    ['aim', 'no-measure', { aim: { ...NO_AIM, text: 'improve engagement' } }],
    ['aim', 'no-measure', { aim: { ...NO_AIM, metric: 'activation' } }],
    ['aim', 'no-measure', { aim: { ...NO_AIM, to: '35 %' } }],
    ['mechanism', 'absent', { mechanism: null }],
    ['mechanism', 'no-because', { mechanism: 'We will send more mail.' }],
    ['mechanism', 'no-because', { mechanism: 'It will work because' }],
    ['mechanism', 'no-because', { mechanism: 'It will work because …' }],
    ['signals.proxy', 'absent', { signals: { ...SIGNALS, proxy: [] } }],
    ['signals.outcome', 'absent', { signals: { ...SIGNALS, outcome: [] } }],
    ['checkpoint.date', 'absent', { checkpoint: { date: null, continueIf: 'p95 -25 %' } }],
    ['checkpoint.continue-if', 'absent', { checkpoint: { date: '2026-11-17', continueIf: null } }],
  ])('%s is %s', (field, why, changes) => {
    expect(gapsOf(changes)).toEqual([[field, why]]);
    expect(world().entry(changes).verdict().kind).toBe('held');
  });

  test.each<[string, EntryChanges]>([
    ['an aim as a sentence with a number', { aim: { ...NO_AIM, text: 'activation 27 % to 35 %' } }],
    ['an aim as a metric and where to', { aim: { ...NO_AIM, metric: 'activation', to: '35 %' } }],
    ['a because in capitals', { mechanism: 'A cache will help BECAUSE inputs repeat.' }],
    ['a because on the next line', { mechanism: 'A cache will help\nbecause\ninputs repeat.' }],
    ['a because set in bold', { mechanism: 'A cache will help **because** inputs repeat.' }],
    ['a because and then a colon', { mechanism: 'A cache will help because: inputs repeat.' }],
    ['no leading signal', { signals: SIGNALS }],
  ])('%s is complete', (_, changes) => {
    expect(gapsOf(changes)).toEqual([]);
  });

  test('the owner may be the operator card’s', () => {
    expect(gapsOf({ owner: [] })).toEqual([]);
    const nobody = world().entry({ owner: [] }).workflow({ owner: [] });
    expect(finding(nobody, 'decision-incomplete')).toMatchObject({
      fact: { field: 'owner', why: 'absent' },
      level: 'error',
      workflow: 'checkout-pricing',
      decision: 'DL-0042',
      field: 'owner',
      place: { line: 1 },
    });
  });

  test('points to the field, or to what should hold it, or to the top of the file', () => {
    const place = (changes: EntryChanges) =>
      finding(world().entry(changes), 'decision-incomplete').place?.line;
    expect(place({ aim: { ...NO_AIM, text: 'improve engagement' } })).toBe(9);
    expect(place({ signals: { ...SIGNALS, outcome: [] } })).toBe(11);
    expect(place({ mechanism: null })).toBe(1);
  });

  test('only a trial needs a checkpoint', () => {
    const checkpoint = { date: null, continueIf: null };
    expect(gapsOf({ status: 'proposed', checkpoint })).toHaveLength(2);
    expect(gapsOf({ status: 'graduated', checkpoint })).toEqual([]);
  });

  test('a plain record that a line names lacks all that makes it a decision', () => {
    const plain: EntryChanges = {
      status: 'proposed',
      workflows: [],
      owner: [],
      aim: null,
      mechanism: null,
      signals: { proxy: [], outcome: [], leading: [] },
      checkpoint: { date: null, continueIf: null },
    };
    expect(gapsOf(plain).map(([field]) => field)).toEqual([
      'workflows',
      'aim',
      'mechanism',
      'signals.proxy',
      'signals.outcome',
      'checkpoint.date',
      'checkpoint.continue-if',
    ]);
  });

  test('falls away where no decision is required', () => {
    const lax = world().workflow({ require: ['guardrail', 'rollback'] });
    const bare = lax.entry({ aim: null, mechanism: null });
    expect(errors(bare)).toEqual([]);
    expect(touched(bare).requirements.get('decision')).toBe('not-required');
  });
});

describe('requirements met and unmet', () => {
  test('each family by its own findings', () => {
    const one = world().entry({ mechanism: null, guardrails: [] });
    expect([...touched(one).requirements]).toEqual([
      ['decision', 'unmet'],
      ['guardrail', 'unmet'],
      ['rollback', 'met'],
    ]);
  });

  test('what is wrong with the text of a field counts for its family', () => {
    const fault = {
      kind: 'wrong-type',
      key: 'guardrail.stop',
      wanted: 'text',
      got: 'a map',
    } as const;
    const one = world().entry({ problems: [aProblem(fault, { field: 'guardrail.stop' })] });
    expect([...touched(one).requirements]).toEqual([
      ['decision', 'met'],
      ['guardrail', 'unmet'],
      ['rollback', 'met'],
    ]);
  });

  test('without a link nothing is met', () => {
    expect([...touched(world().lines()).requirements.values()]).toEqual([
      'unmet',
      'unmet',
      'unmet',
    ]);
  });

  test('of an entry that cannot be read nothing is met', () => {
    const path = 'docs/decisions/0042.md';
    const unread = { path, id: 'DL-0042', decision: null, problems: [] };
    expect([...touched(world().log(unread)).requirements.values()]).toEqual([
      'unmet',
      'unmet',
      'unmet',
    ]);
  });

  test('all met in the passing world', () => {
    expect([...touched(world().log(anEntry())).requirements.values()]).toEqual([
      'met',
      'met',
      'met',
    ]);
  });
});
