import { describe, expect, test } from 'vitest';
import { anEntry, anUnreadableEntry, aProblem } from '../builders/entry.js';
import { codes, errors, finding, touched, world } from './world.js';

const OTHER = 'docs/decisions/0042-another.md';
const newcomer = anEntry({ id: 'dl-42', path: OTHER });

describe('two entries with one id', () => {
  test('the entry at the base keeps it: the newcomer is invalid and changes nothing for it', () => {
    const both = world().adds(newcomer);
    expect(both.verdict().kind).toBe('clear');
    expect(touched(both).linked?.entry.path).toBe('docs/decisions/0042-read-through-cache.md');
  });

  test('linked alone, the newcomer is refused with the one that keeps the id', () => {
    const alone = world().lines().adds(newcomer);
    expect(errors(alone)).toEqual(['decision-invalid']);
    expect(finding(alone, 'decision-invalid')).toMatchObject({
      fact: {
        problem: {
          fault: {
            kind: 'duplicate-id',
            id: 'dl-42',
            other: 'docs/decisions/0042-read-through-cache.md',
          },
        },
      },
      level: 'error',
      decision: 'dl-42',
      field: 'id',
      place: { file: OTHER, line: 2 },
    });
  });

  test('named by its path it is refused as well', () => {
    expect(errors(world().lines(OTHER).adds(newcomer))).toEqual(['decision-invalid']);
  });

  test('an entry edited to take an id is a newcomer', () => {
    const second = anEntry({ id: 'DL-0043', path: OTHER });
    const renamed = world().log(second, anEntry()).lines().edits({ id: 'DL-0042' });
    expect(errors(renamed)).toEqual(['decision-invalid']);
  });

  test('of two newcomers the first path keeps it', () => {
    const first = anEntry({ path: 'docs/decisions/0042-a.md' });
    const second = anEntry({ path: 'docs/decisions/0042-b.md' });
    for (const [one, two] of [
      [first, second],
      [second, first],
    ] as const) {
      const both = world().log().adds(one).adds(two);
      expect(both.verdict().kind).toBe('clear');
      expect(touched(both).linked?.entry.path).toBe('docs/decisions/0042-a.md');
    }
  });

  test('an id is free again once its entry is gone or has moved', () => {
    const [old] = world().change.log.base;
    const removed = { path: old?.path ?? '', before: old ?? null, after: null };
    const replaced = world().lines().adds(newcomer);
    const log = { ...replaced.change.log, changed: [...replaced.change.log.changed, removed] };
    expect(replaced.with({ log }).verdict().kind).toBe('clear');
    const moved = world().lines().edits({ path: OTHER });
    expect(moved.verdict().kind).toBe('clear');
  });

  test('two at the base that the change both edits: the first path is shown', () => {
    const pair = [newcomer, anEntry()].map((before) => {
      const after = anEntry({ path: before.path, title: 'Cache', mechanism: null });
      return { path: before.path, before, after };
    });
    for (const changed of [pair, pair.toReversed()]) {
      const twice = world()
        .lines()
        .with({ log: { base: [anEntry(), newcomer], changed } });
      expect(touched(twice).linked?.entry.path).toBe(OTHER);
    }
  });

  test('two at the base are nobody’s fault here, but a line that means both is ambiguous', () => {
    const twice = world().log(anEntry(), newcomer);
    expect(errors(twice)).toEqual(['decision-ambiguous']);
    expect(errors(twice.lines(OTHER))).toEqual([]);
  });
});

describe('an entry that cannot be read', () => {
  test('linked, it is invalid with the place of each problem', () => {
    const broken = world().log(anUnreadableEntry()).lines('0042-read-through-cache');
    expect(broken.verdict().kind).toBe('held');
    expect(finding(broken, 'decision-invalid')).toMatchObject({
      level: 'error',
      workflow: 'checkout-pricing',
      decision: '0042-read-through-cache',
      place: { line: 3, column: 1 },
    });
    expect(touched(broken).linked?.carriage).toBeNull();
  });

  test('added or broken by this change, it is shown without a line too', () => {
    expect(errors(world().log().lines().adds(anUnreadableEntry()))).toEqual(['decision-invalid']);
    const [before = null] = world().change.log.base;
    const after = anUnreadableEntry();
    const log = { base: [anEntry()], changed: [{ path: after.path, before, after }] };
    expect(errors(world().lines().with({ log }))).toEqual(['decision-invalid']);
  });

  test('it never carries, even if its reader found no fault, or only something to warn of', () => {
    const warning = aProblem({ kind: 'empty' }, { level: 'warning' });
    for (const problems of [[], [warning]]) {
      const silent = world().log(anUnreadableEntry({ id: 'DL-0042', problems }));
      expect(silent.verdict().kind).toBe('held');
      expect(errors(silent)).toEqual(['decision-invalid']);
    }
  });

  test('elsewhere in the log it is nobody’s fault', () => {
    const other = anUnreadableEntry({ path: OTHER, id: '0043' });
    expect(codes(world().log(anEntry(), other))).toEqual([]);
  });
});
