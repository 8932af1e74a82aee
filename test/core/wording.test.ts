import { describe, expect, test } from 'vitest';
import type { Aim } from '../../src/core/decision.js';
import { errors, finding, type World, warnings, world } from './world.js';

function aim(changes: Partial<Aim>): World {
  const none = { text: null, metric: null, from: null, to: null, segment: null, by: null };
  return world().entry({ aim: { ...none, ...changes } });
}

function mechanism(text: string): World {
  return world().entry({ mechanism: text });
}

function outcome(...outcomes: readonly string[]): World {
  const signals = { proxy: ['cache hit rate'], outcome: outcomes, leading: [] };
  return world().entry({ signals });
}

describe('weak-aim', () => {
  test('the strong example passes, the weak one is not even an aim', () => {
    const strong = aim({ text: 'activation 27 % → 35 % for segment S in 14 days' });
    expect(warnings(strong)).toEqual([]);
    expect(errors(aim({ text: 'improve engagement' }))).toEqual(['decision-incomplete']);
  });

  test.each([
    'activation 27 % to 35 % by 2026-12-01',
    'activation 27 % to 35 % within two weeks',
    'activation 27 % to 35 % by Q1',
    'activation 27 % to 35 % before 1 December',
    'activation 27 % to 35 % by December 1st',
    'activation 27 % to 35 % by the end of the month',
    'activation 27 % to 35 % after one cycle',
  ])('a sentence with a date: %s', (text) => {
    expect(warnings(aim({ text }))).toEqual([]);
  });

  test.each([
    'activation 27 % to 35 %',
    'cut timeouts by 30 %',
    'timeouts down in 3 of 4 regions',
    'p95 before checkout below 250 ms',
  ])('a sentence without a date: %s', (text) => {
    expect(warnings(aim({ text }))).toEqual(['weak-aim']);
    expect(finding(aim({ text }), 'weak-aim')).toMatchObject({
      fact: { missing: ['by'] },
      level: 'warning',
      field: 'aim',
      place: { line: 9 },
    });
  });

  test('a map says from where and by when', () => {
    const full = { metric: 'activation', from: '27 %', to: '35 %', by: '2026-12-01' };
    expect(warnings(aim(full))).toEqual([]);
    expect(finding(aim({ ...full, from: null }), 'weak-aim').fact).toMatchObject({
      missing: ['from'],
    });
    expect(finding(aim({ ...full, by: null }), 'weak-aim').fact).toMatchObject({ missing: ['by'] });
  });

  test('no aim at all is not weak but absent', () => {
    expect(warnings(world().entry({ aim: null }))).toEqual([]);
  });

  test('never holds', () => {
    expect(aim({ text: 'activation 27 % to 35 %' }).verdict().kind).toBe('clear');
  });
});

describe('weak-mechanism', () => {
  test.each([
    'Refactor the quote service because it is old.',
    'Send more mail because people like mail.',
    'We will migrate to the new cache because the old one is slow.',
  ])('a chore: %s', (text) => {
    expect(warnings(mechanism(text))).toEqual(['weak-mechanism']);
    expect(finding(mechanism(text), 'weak-mechanism')).toMatchObject({
      fact: { text },
      field: 'mechanism',
      place: { line: 10 },
    });
  });

  test.each([
    'make action X unmissable, because confusion at step N costs time-to-value',
    'A read-through cache will cut timeouts because most quotes repeat 200 inputs.',
    'Adding a cache will cut timeouts because most quotes repeat.',
    'Move quotes to a cache, which cuts timeouts because most quotes repeat.',
    'We believe a cache will move p95 because inputs repeat.',
  ])('a bet: %s', (text) => {
    expect(warnings(mechanism(text))).toEqual([]);
  });
});

describe('vanity-outcome', () => {
  test.each([
    'sessions',
    'sessions and opens',
    'Opens',
    'clicks',
    'number of clicks',
    'mails sent',
    'emails sent per week',
    'dials',
    'demos',
    'demos given',
    'tickets closed',
    'tickets closed / week',
    'story points',
    'weekly sessions, clicks',
  ])('looks: %s', (text) => {
    expect(warnings(outcome(text))).toEqual(['vanity-outcome']);
    expect(finding(outcome(text), 'vanity-outcome')).toMatchObject({
      fact: { outcome: text },
      level: 'warning',
      field: 'signals.outcome',
      place: { line: 11 },
    });
  });

  test.each([
    'support tickets per 1k sessions',
    'activation, 14-day retention',
    'accepted offers',
    'qualified opportunity rate',
    'task success',
    'time to resolution',
    'CSAT',
    'orders per session',
    'sessions that end in an order',
    'opens an account and orders',
  ])('behaviour: %s', (text) => {
    expect(warnings(outcome(text))).toEqual([]);
  });

  test('each one is named', () => {
    expect(warnings(outcome('clicks', 'activation', 'opens'))).toEqual([
      'vanity-outcome',
      'vanity-outcome',
    ]);
  });
});

describe('proxy-only', () => {
  test('an outcome that is the proxy again', () => {
    expect(warnings(outcome('Cache  hit rate'))).toEqual(['proxy-only']);
    expect(finding(outcome('cache hit rate'), 'proxy-only')).toMatchObject({
      fact: { proxy: 'cache hit rate' },
      field: 'signals.outcome',
    });
  });

  test('another outcome beside it is enough', () => {
    expect(warnings(outcome('cache hit rate', 'task success'))).toEqual([]);
  });

  test('without any outcome the entry is incomplete, not proxy-only', () => {
    expect(warnings(outcome())).toEqual([]);
    expect(errors(outcome())).toEqual(['decision-incomplete']);
  });
});

describe('no-backup', () => {
  test('nobody stands in', () => {
    const alone = world().entry({ backup: [] }).workflow({ backup: [] });
    expect(alone.verdict().kind).toBe('clear');
    expect(warnings(alone)).toEqual(['no-backup']);
    expect(finding(alone, 'no-backup')).toMatchObject({ field: 'backup', place: { line: 7 } });
  });

  test('the owner does not stand in for the owner', () => {
    const same = world().entry({ owner: ['@octocat'], backup: ['@Octocat'] });
    expect(warnings(same)).toEqual(['no-backup']);
    expect(warnings(world().entry({ backup: ['@octocat', '@hubot'] }))).toEqual([]);
  });

  test('the operator card’s backup does', () => {
    expect(warnings(world().entry({ backup: [] }))).toEqual([]);
    expect(warnings(world().workflow({ backup: [] }))).toEqual([]);
  });
});

test('hostile wording stalls nothing (or this test runs out of its time)', () => {
  const long = 50_000;
  for (const text of [
    `by ${'a'.repeat(long)}`,
    `in${' '.repeat(long)}x`,
    'because '.repeat(long / 8),
    `${' '.repeat(long)}x`,
    `clicks${' per x'.repeat(long / 6)}\n`,
    'total '.repeat(long / 6),
    'a-'.repeat(long / 2),
    'will '.repeat(long / 5),
    '1'.repeat(long),
    '1 '.repeat(long / 2),
    'and '.repeat(long / 4),
  ]) {
    aim({ text: `7 ${text}` }).verdict();
    mechanism(text).verdict();
    mechanism(`move ${text}`).verdict();
    outcome(text).verdict();
  }
});
