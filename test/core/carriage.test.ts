import { describe, expect, test } from 'vitest';
import type { Carriage } from '../../src/core/verdict.js';
import { anEntry, aReview, type EntryChanges } from '../builders/entry.js';
import { codes, errors, finding, touched, type World, warnings, world } from './world.js';

const graduated: EntryChanges = {
  status: 'graduated',
  reviews: [aReview('2026-06-01', 'graduate')],
};
const killed: EntryChanges = { status: 'killed', reviews: [aReview('2026-11-01', 'kill')] };

function carriageOf(of: World): Carriage | null {
  return touched(of).linked?.carriage ?? null;
}

describe('what may carry a change', () => {
  test.each(['proposed', 'pilot'] as const)('a %s entry carries as a trial', (status) => {
    const tried = world().entry({ status });
    expect(tried.verdict().kind).toBe('clear');
    expect(carriageOf(tried)).toBe('trial');
    expect(codes(tried)).toEqual([]);
  });

  test('a superseded entry never carries', () => {
    const superseded = world().entry({ status: 'superseded' });
    expect(superseded.verdict().kind).toBe('held');
    expect(errors(superseded)).toEqual(['decision-closed']);
    expect(finding(superseded, 'decision-closed')).toMatchObject({
      fact: { status: 'superseded', since: null },
      level: 'error',
      workflow: 'checkout-pricing',
      decision: 'DL-0042',
      field: 'status',
      place: { line: 5 },
    });
    expect(carriageOf(superseded)).toBeNull();
  });

  test('an entry without a status carries nothing, even if its reader found no fault', () => {
    const unsaid = world().entry({ status: null });
    expect(errors(unsaid)).toEqual(['decision-invalid']);
    expect(finding(unsaid, 'decision-invalid')).toMatchObject({
      fact: { problem: { fault: { kind: 'missing-key', key: 'status' } } },
      field: 'status',
    });
  });

  test('an unknown status is said once, as its reader said it', () => {
    const fault = {
      kind: 'unknown-word',
      key: 'status',
      value: 'maybe',
      known: ['pilot'],
      suggestion: null,
    } as const;
    const place = { file: 'docs/decisions/0042-read-through-cache.md', line: 5, column: 9 };
    const problems = [{ place, level: 'error', field: 'status', fault } as const];
    expect(errors(world().entry({ status: null, problems }))).toEqual(['decision-invalid']);
  });
});

describe('maintenance by a graduated entry', () => {
  test('a line carries maintenance', () => {
    const maintained = world().entry(graduated);
    expect(maintained.verdict().kind).toBe('clear');
    expect(carriageOf(maintained)).toBe('maintenance');
  });

  test.each([
    ['2027-06-01', 'clear'],
    ['2027-06-02', 'held'],
  ] as const)('365 days after the last review, on %s, it is %s', (today, kind) => {
    expect(world().entry(graduated).on(today).verdict().kind).toBe(kind);
  });

  test('a later look at it starts the year anew', () => {
    const reviews = [aReview('2026-06-01', 'graduate'), aReview('2027-05-01', 'continue')];
    expect(
      world()
        .entry({ ...graduated, reviews })
        .on('2028-04-30')
        .verdict().kind,
    ).toBe('clear');
  });

  test('without a review its date counts', () => {
    const dated = world().entry({ status: 'graduated', date: '2025-11-10' });
    expect(dated.verdict().kind).toBe('clear');
    const older = world().entry({ status: 'graduated', date: '2025-11-09' });
    expect(errors(older)).toEqual(['decision-closed']);
  });

  test('without review and date it is closed', () => {
    expect(errors(world().entry({ status: 'graduated', date: null }))).toEqual(['decision-closed']);
  });

  test('`graduated-for` sets how long', () => {
    expect(errors(world().entry(graduated).pilots({ graduatedFor: 30 }))).toEqual([
      'decision-closed',
    ]);
  });

  test('merely edited it is no link: the advice is a line', () => {
    const edited = world().lines().entry(graduated).edits({ title: 'Read-through cache' });
    expect(errors(edited)).toEqual(['decision-missing']);
    expect(finding(edited, 'decision-missing').fact).toMatchObject({ advice: ['DL-0042'] });
  });

  test('edited and named by a line it carries maintenance', () => {
    const both = world().entry(graduated).edits({ title: 'Read-through cache' });
    expect(both.verdict().kind).toBe('clear');
    expect(carriageOf(both)).toBe('maintenance');
  });

  test('merely mentioned it is no link either', () => {
    const mentioned = world().mentions('DL-0042').entry(graduated);
    expect(errors(mentioned)).toEqual(['decision-missing']);
    expect(finding(mentioned, 'decision-missing').fact).toMatchObject({ advice: ['DL-0042'] });
  });
});

describe('graduating', () => {
  const graduates = { status: 'graduated', reviews: [aReview('2026-11-10', 'graduate')] } as const;

  test.each(['proposed', 'pilot'] as const)('a %s entry graduates by editing alone', (status) => {
    const now = world().lines().entry({ status }).edits(graduates);
    expect(now.verdict().kind).toBe('clear');
    expect(touched(now).linked).toMatchObject({ kind: 'edited', carriage: 'graduation' });
  });

  test('past its checkpoint a pilot can still graduate', () => {
    const late = world()
      .lines()
      .edits({
        status: 'graduated',
        reviews: [aReview('2026-12-20', 'graduate')],
      });
    expect(late.on('2026-12-20').verdict().kind).toBe('clear');
  });

  test('without a graduate review it is born graduated', () => {
    const unreviewed = world().edits({ status: 'graduated' });
    expect(errors(unreviewed)).toEqual(['decision-status']);
    expect(finding(unreviewed, 'decision-status').fact).toMatchObject({
      status: 'graduated',
      why: 'born-graduated',
    });
  });

  test('a review that was there before does not count as this one', () => {
    const reviews = [aReview('2026-11-05', 'graduate')];
    const old = world().entry({ reviews }).edits({ status: 'graduated' });
    expect(errors(old)).toContain('decision-status');
  });

  test.each(['killed', 'superseded'] as const)('a %s entry cannot graduate', (status) => {
    const risen = world().entry({ status }).edits(graduates);
    expect(finding(risen, 'decision-status').fact).toMatchObject({ why: 'born-graduated' });
  });

  test('an entry added as graduated is refused, linked by a line or not', () => {
    const born = anEntry({ ...graduates, id: 'DL-0043', path: 'docs/decisions/0043.md' });
    for (const one of [world().log().lines(), world().log().lines('DL-0043')])
      expect(errors(one.adds(born))).toEqual(['decision-status']);
  });
});

describe('killing and clean-up', () => {
  test('the change that kills is carried, and not held by the checkpoint it answers', () => {
    const late = world()
      .lines()
      .edits({ status: 'killed', reviews: [aReview('2026-12-20', 'kill')] })
      .on('2026-12-20');
    expect(late.verdict().kind).toBe('clear');
    expect(carriageOf(late)).toBe('rolling-back');
  });

  test('a graduated entry can be killed too', () => {
    const back = world()
      .lines()
      .entry(graduated)
      .edits({
        status: 'killed',
        reviews: [aReview('2026-06-01', 'graduate'), aReview('2026-11-10', 'kill')],
      });
    expect(back.verdict().kind).toBe('clear');
    expect(carriageOf(back)).toBe('rolling-back');
  });

  test.each([
    ['2026-11-15', 'clear'],
    ['2026-11-16', 'held'],
  ] as const)('one cycle after the kill, on %s, clean-up is %s', (today, kind) => {
    const cleanUp = world().entry(killed).on(today);
    expect(cleanUp.verdict().kind).toBe(kind);
    expect(carriageOf(cleanUp)).toBe(kind === 'clear' ? 'rolling-back' : null);
    expect(errors(cleanUp)).toEqual(kind === 'clear' ? [] : ['decision-closed']);
  });

  test('without a kill review its date counts', () => {
    expect(world().entry({ status: 'killed', date: '2026-10-27' }).verdict().kind).toBe('clear');
    expect(errors(world().entry({ status: 'killed', date: '2026-10-26' }))).toEqual([
      'decision-closed',
    ]);
  });

  test('`cycle` sets how long', () => {
    expect(errors(world().entry(killed).pilots({ cycle: 7 }))).toEqual(['decision-closed']);
  });

  test('clean-up is no matter of `accept`', () => {
    expect(
      world()
        .entry(killed)
        .workflow({ accept: ['graduated'] })
        .verdict().kind,
    ).toBe('clear');
  });

  test('a mention of a killed entry is advice only', () => {
    expect(errors(world().mentions('DL-0042').entry(killed))).toEqual(['decision-missing']);
  });

  test('an entry added as killed carries nothing: nothing of it was ever tried', () => {
    const born = anEntry({ ...killed, id: 'DL-0043', path: 'docs/decisions/0043.md' });
    expect(errors(world().log().lines('DL-0043').adds(born))).toEqual(['decision-closed']);
  });

  test('a second kill review does not start the cycle of clean-up anew', () => {
    const reviews = [aReview('2026-10-01', 'kill')];
    const again = world()
      .entry({ status: 'killed', reviews })
      .edits({ reviews: [...reviews, aReview('2026-11-10', 'kill')] });
    expect(errors(again)).toEqual(['decision-closed']);
  });
});

describe('what the workflow accepts', () => {
  test.each([
    ['proposed', ['pilot', 'graduated']],
    ['pilot', ['proposed', 'graduated']],
  ] as const)('a %s entry is refused where it is not accepted', (status, accept) => {
    const refused = world().entry({ status }).workflow({ accept });
    expect(errors(refused)).toEqual(['decision-status']);
    expect(finding(refused, 'decision-status')).toMatchObject({
      fact: { status, why: 'not-accepted', accept },
      field: 'status',
      place: { line: 5 },
    });
  });

  test('maintenance and graduation need `graduated`', () => {
    const accept = ['proposed', 'pilot'] as const;
    expect(errors(world().entry(graduated).workflow({ accept }))).toEqual(['decision-status']);
    const graduates = {
      status: 'graduated',
      reviews: [aReview('2026-11-10', 'graduate')],
    } as const;
    expect(errors(world().edits(graduates).workflow({ accept }))).toEqual(['decision-status']);
  });

  test('without `decision` required the status still counts', () => {
    const require = ['rollback'] as const;
    expect(errors(world().entry({ status: 'superseded' }).workflow({ require }))).toEqual([
      'decision-closed',
    ]);
  });
});

describe('a text that contradicts itself', () => {
  test('does not carry, whatever the workflow requires', () => {
    const lax = world().workflow({ require: ['rollback'] });
    const reviews = [aReview('2026-11-08', 'kill')];
    expect(errors(lax.entry({ reviews }))).toEqual(['decision-invalid']);
  });

  test.each([
    ['pilot', 'kill', false],
    ['pilot', 'graduate', false],
    ['proposed', 'kill', false],
    ['killed', 'graduate', false],
    ['killed', 'continue', false],
    ['graduated', 'kill', false],
    ['pilot', 'continue', true],
    ['pilot', 'change', true],
    ['killed', 'kill', true],
    ['graduated', 'graduate', true],
    ['superseded', 'kill', true],
  ] as const)('status %s after a %s review agrees: %s', (status, verdict, agrees) => {
    const reviews = [aReview('2026-11-08', verdict)];
    const invalid = codes(world().entry({ status, reviews })).includes('decision-invalid');
    expect(invalid).toBe(!agrees);
  });

  test('only the last review counts', () => {
    const reviews = [aReview('2026-11-05', 'continue'), aReview('2026-11-08', 'kill')];
    expect(world().entry({ status: 'killed', reviews }).verdict().kind).toBe('clear');
    const held = finding(world().entry({ status: 'pilot', reviews }), 'decision-invalid');
    expect(held).toMatchObject({
      fact: {
        problem: { fault: { kind: 'contradicts-review', status: 'pilot', verdict: 'kill' } },
      },
      field: 'status',
      place: { line: 5 },
    });
  });

  test.each([
    ['2026-11-10', []],
    ['2026-11-11', ['decision-invalid']],
  ] as const)('a review of %s, seen on 10 November', (date, expected) => {
    const reviews = [aReview(date, 'continue', { checkpoint: '2026-11-20' })];
    expect(errors(world().entry({ reviews }))).toEqual(expected);
  });

  test('a warning in the text of an entry never holds', () => {
    const fault = { kind: 'unknown-key', key: 'pirority', suggestion: null, known: [] } as const;
    const place = { file: 'docs/decisions/0042-read-through-cache.md', line: 6, column: 1 };
    const problems = [{ place, level: 'warning', field: null, fault } as const];
    expect(world().entry({ problems }).verdict().kind).toBe('clear');
    expect(errors(world().entry({ problems }))).toEqual([]);
    expect(warnings(world().entry({ problems }))).toEqual([]);
  });
});
