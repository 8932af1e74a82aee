import { describe, expect, it } from 'vitest';
import type { Day } from '../../src/core/day.js';
import type { Entry } from '../../src/core/decision.js';
import { type Ending, endedPilots, entryOf } from '../../src/core/pilot/closing.js';
import { pilotsOf } from '../../src/core/pilot.js';
import { anEntry, anUnreadableEntry, aReview, ENTRY_PATH } from '../builders/entry.js';
import { aKnownIssue, aMark, aWantedIssue } from '../builders/pilot.js';
import { aPolicy } from '../builders/policy.js';

function ended(entries: readonly Entry[], today: Day = '2026-11-18', known = [aKnownIssue()]) {
  return endedPilots(known, entries, pilotsOf(entries, aPolicy(), today));
}

function ending(...entries: readonly Entry[]): Ending | undefined {
  return ended(entries)[0]?.ending;
}

describe('what ends the pilot of an open issue', () => {
  it('nothing, while it is past its checkpoint', () => {
    expect(ended([anEntry()])).toEqual([]);
    expect(ended([anEntry()], '2026-11-15')).toEqual([]);
  });

  it.each(['graduated', 'killed', 'superseded'] as const)('it was %s', (status) => {
    const review = aReview('2026-11-18', 'kill');
    expect(ending(anEntry({ status, reviews: [review] }))).toEqual({
      kind: 'decided',
      status,
      review,
    });
    expect(ending(anEntry({ status }))).toMatchObject({ kind: 'decided', review: null });
  });

  it('it was extended, so that it is on time again', () => {
    const review = aReview('2026-11-18', 'continue', { checkpoint: '2026-12-01' });
    expect(ending(anEntry({ reviews: [review] }))).toEqual({
      kind: 'extended',
      checkpoint: '2026-12-01',
      review,
    });
  });

  it('not an extension that is due at once', () => {
    const review = aReview('2026-11-18', 'continue', { checkpoint: '2026-11-20' });
    expect(ended([anEntry({ reviews: [review] })])).toEqual([]);
  });

  it('it names no flagged workflow any more', () => {
    expect(ending(anEntry({ workflows: ['search'] }))).toEqual({ kind: 'not-flagged' });
  });

  it('its entry is gone', () => {
    expect(ended([])).toMatchObject([
      {
        key: aMark().key,
        standing: { rung: 'past', round: '2026-11-17' },
        entry: null,
        ending: { kind: 'gone' },
      },
    ]);
  });

  it('not an entry that cannot be read, or has no status any more', () => {
    expect(ended([anUnreadableEntry()])).toEqual([]);
    expect(ended([anEntry({ status: null })])).toEqual([]);
  });

  it('nothing of issues that are closed, or lost their mark', () => {
    expect(ended([], '2026-11-18', [aKnownIssue(aWantedIssue(), { open: false })])).toEqual([]);
    expect(ended([], '2026-11-18', [aKnownIssue(aWantedIssue(), { ownBody: null })])).toEqual([]);
  });
});

describe('the entry of an issue', () => {
  const { key } = aMark();
  const same = anEntry({ path: 'docs/decisions/0043.md' });

  it('has its id and its path, however the id is written', () => {
    const entry = anEntry({ id: 'dl-42' });
    expect(entryOf(key, [same, entry], [])).toBe(entry);
  });

  it('else has its id', () => {
    const other = anEntry({ id: 'DL-0050' });
    expect(entryOf(key, [other, same], [])).toBe(same);
  });

  it('is not one that another issue is about', () => {
    const own = { key: { id: same.id, path: same.path } };
    expect(entryOf(key, [same], [own])).toBeNull();
  });

  it('else stands at its path', () => {
    const renamed = anEntry({ id: 'DL-0050' });
    expect(renamed.path).toBe(ENTRY_PATH);
    expect(entryOf(key, [renamed], [])).toBe(renamed);
    expect(
      entryOf(key, [anEntry({ id: 'DL-0050', path: 'docs/decisions/0050.md' })], []),
    ).toBeNull();
  });
});
