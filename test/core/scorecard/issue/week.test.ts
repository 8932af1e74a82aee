import { describe, expect, it } from 'vitest';
import {
  weekIn,
  weeklyFacts,
  weekMark,
  weekOf,
  weeksToTell,
} from '../../../../src/core/scorecard/issue/week.js';
import { anEntry, aReview } from '../../../builders/entry.js';
import { aScoredPolicy, entriesLike } from '../../../builders/month.js';

const policy = aScoredPolicy();

describe('an ISO week', () => {
  it.each([
    ['2026-11-02', '2026-W45', '2026-11-02', '2026-11-08'],
    ['2026-11-04', '2026-W45', '2026-11-02', '2026-11-08'],
    ['2026-11-08', '2026-W45', '2026-11-02', '2026-11-08'],
    ['2026-01-01', '2026-W01', '2025-12-29', '2026-01-04'],
    ['2027-01-01', '2026-W53', '2026-12-28', '2027-01-03'],
    ['2024-12-31', '2025-W01', '2024-12-30', '2025-01-05'],
  ])('%s lies in %s', (day, name, from, to) => {
    expect(weekOf(day)).toEqual({ name, from, to });
  });

  it('is known again by its mark', () => {
    expect(weekIn(`Text\n${weekMark('2026-W45')}\n`)).toBe('2026-W45');
    expect(weekIn(`> ${weekMark('2026-W45')}`)).toBeNull();
  });
});

describe('a week tells', () => {
  it('what was decided, what became a default, and what is due in the week after', () => {
    const entries = entriesLike(
      { id: 'DL-1', status: 'graduated', reviews: [aReview('2026-11-08', 'graduate')] },
      { id: 'DL-2', status: 'killed', reviews: [aReview('2026-11-02', 'kill')] },
      { id: 'DL-3', status: 'killed', reviews: [aReview('2026-11-01', 'kill')] },
      { id: 'DL-4', checkpoint: { date: '2026-11-09', continueIf: 'x' } },
      { id: 'DL-5', checkpoint: { date: '2026-11-16', continueIf: 'x' } },
      { id: 'DL-6', workflows: ['search'], reviews: [aReview('2026-11-04', 'kill')] },
      { id: 'DL-7', reviews: [aReview('2026-11-04', 'continue', { checkpoint: '2026-11-30' })] },
    );
    const facts = weeklyFacts({ day: '2026-11-04', policy, entries });
    expect(facts?.decided.map(({ entry }) => entry.id)).toEqual(['DL-1', 'DL-2']);
    expect(facts?.moved.map(({ entry }) => entry.id)).toEqual(['DL-1']);
    expect(facts?.defaults.map(({ entry }) => entry.id)).toEqual(['DL-1']);
    expect(facts?.due.map(({ entry }) => entry.id)).toEqual(['DL-4']);
  });

  it('no default where none is written, no outcome moved without a because', () => {
    const reviews = [aReview('2026-11-04', 'graduate', { because: null })];
    const entries = [anEntry({ status: 'graduated', graduation: null, reviews })];
    expect(weeklyFacts({ day: '2026-11-04', policy, entries })).toMatchObject({
      moved: [],
      defaults: [],
    });
  });

  it('no outcome moved where none is named', () => {
    const signals = { proxy: ['hits'], leading: [], outcome: [] };
    const reviews = [aReview('2026-11-04', 'graduate')];
    const entries = [anEntry({ status: 'graduated', signals, reviews })];
    expect(weeklyFacts({ day: '2026-11-04', policy, entries })).toMatchObject({
      decided: [{ entry: { id: 'DL-0042' } }],
      moved: [],
    });
  });

  it('nothing when nothing happened', () => {
    expect(weeklyFacts({ day: '2026-10-01', policy, entries: [anEntry()] })).toBeNull();
  });

  it('what was due when it ended, whatever was decided since', () => {
    const checkpoint = { date: '2026-11-12', continueIf: 'x' };
    const entries = entriesLike(
      { id: 'DL-1', checkpoint, status: 'killed', reviews: [aReview('2026-11-10', 'kill')] },
      {
        id: 'DL-2',
        checkpoint,
        reviews: [aReview('2026-11-11', 'continue', { checkpoint: '2026-12-01' })],
      },
      { id: 'DL-3', checkpoint, status: 'killed', reviews: [aReview('2026-11-08', 'kill')] },
      { id: 'DL-4', checkpoint, date: '2026-11-09' },
    );
    const facts = weeklyFacts({ day: '2026-11-04', policy, entries });
    expect(facts?.due.map(({ entry }) => entry.id)).toEqual(['DL-1', 'DL-2']);
  });
});

describe('on a day', () => {
  it('its week is told, and the one before if something was decided in it', () => {
    const entries = entriesLike(
      { id: 'DL-1', status: 'killed', reviews: [aReview('2026-11-07', 'kill')] },
      { id: 'DL-2', checkpoint: { date: '2026-11-19', continueIf: 'x' } },
    );
    const told = (day: string, log = entries) =>
      weeksToTell({ day, policy, entries: log }).map(({ week }) => week.name);
    expect(told('2026-11-09')).toEqual(['2026-W45', '2026-W46']);
    expect(told('2026-11-09', entries.slice(0, 1))).toEqual(['2026-W45']);
    expect(told('2026-11-16')).toEqual([]);
  });
});
