import { describe, expect, test } from 'vitest';
import {
  carriesUntil,
  effectiveCheckpoint,
  extensionsLeft,
  latestCheckpoint,
} from '../../src/core/calendar.js';
import type { Decision } from '../../src/core/decision.js';
import { anEntry, aReview, type EntryChanges } from '../builders/entry.js';
import { PILOT_RULES } from '../builders/policy.js';
import { codes, errors, finding, world } from './world.js';

const written = { date: '2026-11-17', continueIf: 'p95 -25 %' } as const;
const nowhere = { date: null, continueIf: 'p95 -25 %' } as const;

function decision(changes: EntryChanges): Decision {
  const made = anEntry(changes).decision;
  if (made === null) throw new Error('an entry that is read has a decision');
  return made;
}

function extension(date: string, checkpoint: string | null, verdict: 'continue' | 'change') {
  return aReview(date, verdict, { checkpoint });
}

describe('the effective checkpoint', () => {
  const first = extension('2026-11-17', '2026-12-01', 'continue');
  const second = extension('2026-12-01', '2026-12-15', 'change');
  const third = extension('2026-12-15', '2026-12-29', 'continue');
  const silent = extension('2026-12-01', null, 'continue');
  const kill = aReview('2026-12-01', 'kill', { checkpoint: '2027-01-01' });

  test.each<[string, EntryChanges, string | null]>([
    ['is the one written', {}, '2026-11-17'],
    ['is that of an extension', { reviews: [first] }, '2026-12-01'],
    ['is that of the last extension', { reviews: [first, second] }, '2026-12-15'],
    [
      'is not moved beyond the extensions allowed',
      { reviews: [first, second, third] },
      '2026-12-15',
    ],
    ['stays where an extension names none', { reviews: [first, silent] }, '2026-12-01'],
    ['stays written where no extension names one', { reviews: [silent] }, '2026-11-17'],
    ['is not moved by a kill', { reviews: [first, kill] }, '2026-12-01'],
    ['of a pilot without one is its date and the horizon', { checkpoint: nowhere }, '2026-12-01'],
    ['of a pilot without a date too is unknown', { checkpoint: nowhere, date: null }, null],
    ['of a proposal without one is unknown', { checkpoint: nowhere, status: 'proposed' }, null],
    [
      'of an extension counts where none is written',
      { checkpoint: nowhere, date: null, reviews: [first] },
      '2026-12-01',
    ],
  ])('%s', (_, changes, expected) => {
    expect(effectiveCheckpoint(decision(changes), PILOT_RULES)).toBe(expected);
  });

  test('with no extensions allowed, no review moves it', () => {
    const rules = { ...PILOT_RULES, extensions: 0 };
    expect(effectiveCheckpoint(decision({ reviews: [first] }), rules)).toBe('2026-11-17');
  });

  test.each([
    [[], 2],
    [[first], 1],
    [[first, kill], 1],
    [[first, second], 0],
    [[first, second, third], 0],
  ])('extensions left after %#', (reviews, left) => {
    expect(extensionsLeft(decision({ reviews }), PILOT_RULES)).toBe(left);
  });
});

describe('the latest checkpoint allowed', () => {
  test.each<[string, EntryChanges, string]>([
    ['counts from the date', { date: '2026-11-03' }, '2026-12-01'],
    ['counts from the last review', { reviews: [aReview('2026-11-08', 'continue')] }, '2026-12-06'],
    [
      'counts from the later of both',
      { date: '2026-11-09', reviews: [aReview('2026-11-08', 'continue')] },
      '2026-12-07',
    ],
    ['counts from today without either', { date: null }, '2026-12-08'],
    ['counts from today where the date lies ahead', { date: '2027-01-01' }, '2026-12-08'],
  ])('%s', (_, changes, expected) => {
    expect(latestCheckpoint(decision(changes), PILOT_RULES, '2026-11-10')).toBe(expected);
  });
});

test('a closed entry carries for so many days after its last review, else its date', () => {
  expect(carriesUntil(decision({ reviews: [aReview('2026-11-08', 'kill')] }), 14)).toBe(
    '2026-11-22',
  );
  expect(carriesUntil(decision({}), 14)).toBe('2026-11-17');
  expect(carriesUntil(decision({ date: null }), 14)).toBeNull();
});

describe('checkpoint-passed', () => {
  test.each(['proposed', 'pilot'] as const)('a %s entry carries on the day itself', (status) => {
    expect(world().entry({ status }).on('2026-11-17').verdict().kind).toBe('clear');
    expect(errors(world().entry({ status }).on('2026-11-18'))).toEqual(['checkpoint-passed']);
  });

  test('says where and how many extensions are left', () => {
    const reviews = [extension('2026-11-08', '2026-11-12', 'continue')];
    expect(finding(world().entry({ reviews }).on('2026-11-13'), 'checkpoint-passed')).toMatchObject(
      {
        fact: { checkpoint: '2026-11-12', extensionsLeft: 1 },
        workflow: 'checkout-pricing',
        decision: 'DL-0042',
        field: 'checkpoint.date',
        place: { line: 12 },
      },
    );
  });

  test('the change that extends it is not held', () => {
    const reviews = [extension('2026-11-20', '2026-12-01', 'continue')];
    expect(world().edits({ reviews }).on('2026-11-20').verdict().kind).toBe('clear');
  });

  test('an extension too many does not help', () => {
    const used = [
      extension('2026-11-05', '2026-11-07', 'continue'),
      extension('2026-11-07', '2026-11-09', 'change'),
    ];
    const more = [...used, extension('2026-11-10', '2026-11-20', 'continue')];
    expect(errors(world().entry({ reviews: used }).edits({ reviews: more }))).toEqual([
      'checkpoint-passed',
    ]);
  });
});

describe('checkpoint-too-far', () => {
  test.each([
    ['2026-12-01', []],
    ['2026-12-02', ['checkpoint-too-far']],
  ] as const)('a checkpoint on %s, 28 days ahead allowed', (date, expected) => {
    expect(errors(world().entry({ checkpoint: { ...written, date } }))).toEqual(expected);
  });

  test('names the latest day', () => {
    const far = world().entry({ checkpoint: { ...written, date: '2027-01-31' } });
    expect(finding(far, 'checkpoint-too-far')).toMatchObject({
      fact: { checkpoint: '2027-01-31', latest: '2026-12-01' },
      field: 'checkpoint.date',
      place: { line: 12 },
    });
  });

  test('a date in the future wins no time', () => {
    const ahead = { date: '2027-01-01', checkpoint: { ...written, date: '2026-12-09' } };
    expect(errors(world().entry(ahead))).toEqual(['checkpoint-too-far']);
  });

  test('an extension is measured from its review', () => {
    const near = [extension('2026-11-10', '2026-12-08', 'continue')];
    const far = [extension('2026-11-10', '2026-12-09', 'continue')];
    expect(errors(world().edits({ reviews: near }))).toEqual([]);
    expect(errors(world().edits({ reviews: far }))).toEqual(['checkpoint-too-far']);
  });

  test('`horizon` sets how far', () => {
    expect(errors(world().pilots({ horizon: 13 }))).toEqual(['checkpoint-too-far']);
    expect(errors(world().pilots({ horizon: 14 }))).toEqual([]);
  });
});

describe('checkpoint-moved', () => {
  const first = extension('2026-11-08', '2026-11-20', 'continue');
  const later = { ...written, date: '2026-11-24' };

  test('later without a review is an error with both days', () => {
    const moved = world().edits({ checkpoint: later });
    expect(errors(moved)).toEqual(['checkpoint-moved']);
    expect(finding(moved, 'checkpoint-moved')).toMatchObject({
      fact: { what: 'checkpoint-later', from: '2026-11-17', to: '2026-11-24' },
      field: 'checkpoint.date',
      place: { line: 12 },
    });
  });

  test('earlier is fine', () => {
    expect(errors(world().edits({ checkpoint: { ...written, date: '2026-11-12' } }))).toEqual([]);
  });

  test('later with a new extension is fine', () => {
    expect(errors(world().edits({ checkpoint: later, reviews: [first] }))).toEqual([]);
  });

  test('a new extension beyond those allowed excuses nothing', () => {
    const used = [first, extension('2026-11-09', '2026-11-17', 'change')];
    const stretched = [first, extension('2026-11-09', '2026-11-24', 'change')];
    const third = extension('2026-11-10', '2026-11-30', 'continue');
    const moved = world()
      .entry({ reviews: used })
      .edits({ reviews: [...stretched, third] });
    expect(errors(moved)).toEqual(['checkpoint-moved']);
  });

  test('the checkpoint of an old review moved later is found', () => {
    const moved = world()
      .entry({ reviews: [first] })
      .edits({ reviews: [{ ...first, checkpoint: '2026-11-30' }] });
    expect(finding(moved, 'checkpoint-moved').fact).toMatchObject({
      what: 'checkpoint-later',
      from: '2026-11-20',
      to: '2026-11-30',
    });
  });

  test('a date moved later is found', () => {
    const moved = world().edits({ date: '2026-11-09' });
    expect(finding(moved, 'checkpoint-moved')).toMatchObject({
      fact: { what: 'date-later', from: '2026-11-03', to: '2026-11-09' },
      field: 'date',
      place: { line: 4 },
    });
    expect(errors(world().edits({ date: '2026-11-02' }))).toEqual([]);
  });

  test('turning a proposal into a pilot may set both anew', () => {
    const started = world()
      .entry({ status: 'proposed' })
      .edits({ status: 'pilot', date: '2026-11-10', checkpoint: later });
    expect(errors(started)).toEqual([]);
    const waiting = world()
      .entry({ status: 'proposed' })
      .edits({ date: '2026-11-10', checkpoint: later });
    expect(errors(waiting)).toEqual(['checkpoint-moved', 'checkpoint-moved']);
  });

  test('a review once written stays', () => {
    const removed = world()
      .entry({ reviews: [first] })
      .edits({ reviews: [] });
    expect(errors(removed)).toEqual(['checkpoint-moved']);
    expect(finding(removed, 'checkpoint-moved')).toMatchObject({
      fact: { what: 'review-removed', from: '2026-11-08', to: null },
      field: 'reviews',
    });
  });

  test('a review whose verdict is changed is a review removed', () => {
    const turned = world()
      .entry({ reviews: [first] })
      .edits({ reviews: [{ ...first, verdict: 'change' }] });
    expect(finding(turned, 'checkpoint-moved').fact).toMatchObject({ what: 'review-removed' });
  });

  test('a review removed is found even beside a new one', () => {
    const swapped = world()
      .entry({ reviews: [first] })
      .edits({ reviews: [extension('2026-11-09', '2026-11-20', 'continue')] });
    expect(codes(swapped)).toContain('checkpoint-moved');
  });

  test('of two alike reviews one removed is found', () => {
    const removed = world()
      .entry({ reviews: [first, first] })
      .edits({ reviews: [first] });
    expect(errors(removed)).toEqual(['checkpoint-moved']);
  });

  test('rewording a review is fine', () => {
    const reworded = world()
      .entry({ reviews: [first] })
      .edits({ reviews: [{ ...first, because: 'timeouts -52 %' }] });
    expect(errors(reworded)).toEqual([]);
  });

  test('a new entry was never anywhere else', () => {
    const added = anEntry({ id: 'DL-0043', path: 'docs/decisions/0043.md', checkpoint: later });
    expect(errors(world().log().lines('DL-0043').adds(added))).toEqual([]);
  });
});

test('without `decision` required the checkpoint codes fall away', () => {
  const lax = world().workflow({ require: ['guardrail', 'rollback'] });
  expect(errors(lax.on('2026-12-24'))).toEqual([]);
  expect(errors(lax.entry({ checkpoint: { ...written, date: '2027-06-01' } }))).toEqual([]);
  expect(errors(lax.edits({ checkpoint: { ...written, date: '2026-11-24' } }))).toEqual([]);
});
