import { describe, expect, test } from 'vitest';
import { aFile } from '../builders/change.js';
import { aWorkflow, globs } from '../builders/policy.js';
import { codes, touched, world } from './world.js';

const QUOTE = 'services/pricing/quote.ts';
const TAX = 'services/pricing/tax.ts';
const bare = world().lines();

describe('a revert', () => {
  test('that restores every flagged file is clear without an entry', () => {
    const back = bare.with({ reverts: [{ names: '#12', restored: [QUOTE] }] });
    expect(back.verdict().kind).toBe('clear');
    expect(codes(back)).toEqual([]);
    expect(touched(back)).toMatchObject({
      satisfied: true,
      by: { kind: 'revert', names: '#12' },
      linked: null,
      decisions: [],
    });
    expect([...touched(back).requirements.values()]).toEqual(['met', 'met', 'met']);
  });

  test('that leaves one flagged file other than it was is none', () => {
    const partial = bare.touches(QUOTE, TAX);
    expect(codes(partial.with({ reverts: [{ names: '#12', restored: [QUOTE] }] }))).toEqual([
      'decision-missing',
    ]);
    const whole = partial.with({ reverts: [{ names: '#12', restored: [QUOTE, TAX] }] });
    expect(whole.verdict().kind).toBe('clear');
  });

  test('files that nothing flags do not matter', () => {
    const more = bare.touches(QUOTE, 'README.md');
    expect(more.with({ reverts: [{ names: '#12', restored: [QUOTE] }] }).verdict().kind).toBe(
      'clear',
    );
  });

  test('two half reverts do not make one', () => {
    const halves = bare.touches(QUOTE, TAX).with({
      reverts: [
        { names: '#12', restored: [QUOTE] },
        { names: '#13', restored: [TAX] },
      ],
    });
    expect(halves.verdict().kind).toBe('held');
  });

  test('it must restore the files of every touched workflow', () => {
    const two = bare
      .workflows(aWorkflow(), aWorkflow({ id: 'deploy', paths: globs('deploy/**') }))
      .touches(QUOTE, 'deploy/run.sh');
    expect(two.with({ reverts: [{ names: '#12', restored: [QUOTE] }] }).verdict().kind).toBe(
      'held',
    );
  });

  test('a rename must be taken back under both names', () => {
    const renamed = bare.touches(aFile(QUOTE, { previousPath: TAX, status: 'renamed' }));
    expect(renamed.with({ reverts: [{ names: '#12', restored: [QUOTE] }] }).verdict().kind).toBe(
      'held',
    );
    expect(
      renamed.with({ reverts: [{ names: '#12', restored: [QUOTE, TAX] }] }).verdict().kind,
    ).toBe('clear');
  });

  test('a claim that nothing proves is no revert', () => {
    expect(bare.with({ reverts: [{ names: '#12', restored: [] }] }).verdict().kind).toBe('held');
    const nothing = world()
      .touches('README.md')
      .with({ reverts: [{ names: '#12', restored: [] }] });
    expect(nothing.verdict().kind).toBe('untouched');
  });

  test('what could not be read still holds', () => {
    const back = bare.with({ reverts: [{ names: '#12', restored: [QUOTE] }] });
    expect(back.unread({ kind: 'files' }).verdict().kind).toBe('held');
  });

  test('a reference that names nothing is then only worth a look', () => {
    const back = world()
      .lines('DL-9')
      .with({ reverts: [{ names: '#12', restored: [QUOTE] }] });
    expect(back.verdict().kind).toBe('clear');
    expect(codes(back)).toEqual(['decision-unknown']);
  });
});
