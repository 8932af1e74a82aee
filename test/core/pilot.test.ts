import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/core/day.js';
import { escalationDay, type PilotState, pilotState, pilotsOf } from '../../src/core/pilot.js';
import { anEntry, anUnreadableEntry, aReview } from '../builders/entry.js';
import { aPilot } from '../builders/pilot.js';
import { aPolicy, aWorkflow, PILOT_RULES } from '../builders/policy.js';

const CHECKPOINT = '2026-11-17';

describe('the state of a pilot', () => {
  const rows: readonly [string, string, Partial<typeof PILOT_RULES>, PilotState][] = [
    ['long before', '2026-10-01', {}, 'on-time'],
    ['the day before the reminder', '2026-11-13', {}, 'on-time'],
    ['the day of the reminder', '2026-11-14', {}, 'due'],
    ['the checkpoint itself', '2026-11-17', {}, 'due'],
    ['the day after', '2026-11-18', {}, 'past'],
    ['the last day before escalation', '2026-11-23', {}, 'past'],
    ['the day of escalation', '2026-11-24', {}, 'escalated'],
    ['long after', '2027-11-17', {}, 'escalated'],
    ['the checkpoint, without a reminder', '2026-11-17', { remind: 0 }, 'on-time'],
    ['the day after, without a reminder', '2026-11-18', { remind: 0 }, 'past'],
    ['the day after, escalated at once', '2026-11-18', { escalate: 0 }, 'escalated'],
    ['the checkpoint, escalated at once', '2026-11-17', { escalate: 0 }, 'due'],
    ['the day after, escalated after a day', '2026-11-18', { escalate: 1 }, 'escalated'],
  ];

  it.each(rows)('%s (%s)', (_, today, rules, state) => {
    expect(pilotState(CHECKPOINT, { ...PILOT_RULES, ...rules }, today)).toBe(state);
  });

  it('is past where nothing tells when it ends, and never escalates', () => {
    expect(pilotState(null, PILOT_RULES, '2026-01-01')).toBe('past');
    expect(pilotState(null, PILOT_RULES, '9999-12-31')).toBe('past');
  });

  it('knows the day of escalation, at least a day after the checkpoint', () => {
    expect(escalationDay(CHECKPOINT, PILOT_RULES)).toBe('2026-11-24');
    expect(escalationDay(CHECKPOINT, { ...PILOT_RULES, escalate: 0 })).toBe('2026-11-18');
  });

  it.each([
    ['2026-11-17T22:59:59Z', 'Europe/Berlin', 'due'],
    ['2026-11-17T23:00:00Z', 'Europe/Berlin', 'past'],
    ['2026-11-18T04:59:59Z', 'America/New_York', 'due'],
    ['2026-11-18T05:00:00Z', 'America/New_York', 'past'],
    ['2026-11-17T10:00:00Z', 'Pacific/Kiritimati', 'past'],
    ['2026-11-18T10:59:59Z', 'Pacific/Pago_Pago', 'due'],
  ] as const)('turns at midnight of the policy’s zone: %s in %s', (moment, zone, state) => {
    expect(pilotState(CHECKPOINT, PILOT_RULES, dayOf(moment, zone) ?? '')).toBe(state);
  });

  it.each([
    // Berlin leaves summer time on 25 October 2026 at 01:00 UTC: the day has 25 hours.
    ['2026-10-24', '2026-10-24T21:59:59Z', 'due'],
    ['2026-10-24', '2026-10-24T22:00:00Z', 'past'],
    ['2026-10-25', '2026-10-25T22:59:59Z', 'due'],
    ['2026-10-25', '2026-10-25T23:00:00Z', 'past'],
    // It enters it on 29 March 2026: the day has 23 hours.
    ['2026-03-28', '2026-03-28T23:00:00Z', 'past'],
    ['2026-03-29', '2026-03-29T21:59:59Z', 'due'],
    ['2026-03-29', '2026-03-29T22:00:00Z', 'past'],
  ] as const)('turns at midnight around a change of the clock: %s at %s', (day, moment, state) => {
    expect(pilotState(day, PILOT_RULES, dayOf(moment, 'Europe/Berlin') ?? '')).toBe(state);
  });

  it('counts calendar days across a change of the clock', () => {
    expect(pilotState('2026-10-27', PILOT_RULES, '2026-10-23')).toBe('on-time');
    expect(pilotState('2026-10-27', PILOT_RULES, '2026-10-24')).toBe('due');
    expect(pilotState('2026-10-20', PILOT_RULES, '2026-10-26')).toBe('past');
    expect(pilotState('2026-10-20', PILOT_RULES, '2026-10-27')).toBe('escalated');
  });
});

describe('the pilots of a log', () => {
  const ids = (...entries: Parameters<typeof pilotsOf>[0]) =>
    pilotsOf(entries, aPolicy(), '2026-11-18').map(({ entry }) => entry.id);

  it('are pilots and proposals of flagged workflows', () => {
    const proposed = anEntry({ id: 'DL-0043', status: 'proposed', path: 'docs/decisions/0043.md' });
    expect(ids(anEntry(), proposed)).toEqual(['DL-0042', 'DL-0043']);
  });

  it.each(['graduated', 'killed', 'superseded', null] as const)('are not %s', (status) => {
    expect(ids(anEntry({ status }))).toEqual([]);
  });

  it('name a flagged workflow', () => {
    expect(ids(anEntry({ workflows: ['search'] }))).toEqual([]);
    expect(ids(anEntry({ workflows: [] }))).toEqual([]);
    expect(ids(anEntry({ workflows: ['search', 'checkout-pricing'] }))).toEqual(['DL-0042']);
  });

  it('leave out what cannot be read', () => {
    expect(ids(anUnreadableEntry())).toEqual([]);
  });

  it('are proposals only with a checkpoint', () => {
    const checkpoint = { date: null, continueIf: 'it works' };
    expect(ids(anEntry({ status: 'proposed', checkpoint }))).toEqual([]);
    expect(ids(anEntry({ status: 'pilot', checkpoint }))).toEqual(['DL-0042']);
  });

  it('have the horizon as checkpoint when only their date is known, and none without', () => {
    const checkpoint = { date: null, continueIf: null };
    expect(aPilot('2026-11-18', anEntry({ checkpoint })).checkpoint).toBe('2026-12-01');
    const dateless = aPilot('2026-11-18', anEntry({ checkpoint, date: null }));
    expect(dateless).toMatchObject({ checkpoint: null, state: 'past' });
  });

  it('are extended by their reviews, as often as is allowed', () => {
    const reviews = [
      aReview('2026-11-17', 'continue', { checkpoint: '2026-12-01' }),
      aReview('2026-12-01', 'change', { checkpoint: '2026-12-15' }),
      aReview('2026-12-15', 'continue', { checkpoint: '2027-01-05' }),
    ];
    const extended = (count: number, today: string) =>
      aPilot(today, anEntry({ reviews: reviews.slice(0, count) }));
    expect(extended(1, '2026-11-20')).toMatchObject({ state: 'on-time', extensions: 1 });
    expect(extended(2, '2026-12-10')).toMatchObject({ checkpoint: '2026-12-15', extensions: 2 });
    expect(extended(3, '2026-12-20')).toMatchObject({
      checkpoint: '2026-12-15',
      state: 'past',
      extensions: 3,
    });
  });

  it('have the people of the entry, else those of the operator cards, each once', () => {
    expect(aPilot()).toMatchObject({ owner: ['@octocat'], backup: ['@hubot'] });
    const policy = aPolicy({
      workflows: [
        aWorkflow(),
        aWorkflow({ id: 'search', owner: ['@acme/search', '@acme/pricing'] }),
      ],
    });
    const entry = anEntry({ owner: [], backup: [], workflows: ['checkout-pricing', 'search'] });
    expect(aPilot('2026-11-18', entry, policy)).toMatchObject({
      owner: ['@acme/pricing', '@acme/search'],
      backup: ['@hubot'],
    });
  });
});
