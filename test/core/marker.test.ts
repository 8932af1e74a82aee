import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pilotMark,
  pilotMarkIn,
  RUNGS,
  SAYINGS,
  sayingIn,
  sayingMark,
  sayingsIn,
} from '../../src/core/pilot/marker.js';
import { aMark } from '../builders/pilot.js';

const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.constantFrom('-->', '<!--', '--', 'DL-0042 -->', '\r\n', 'a b', '%2D', 'docs/décision.md'),
);

describe('the mark of a pilot', () => {
  it('gives back what was put into it, whatever a person wrote', () => {
    const marks = fc.record({
      key: fc.record({ id: text, path: text }),
      rung: fc.constantFrom(...RUNGS),
      round: fc.constantFrom('2026-11-17', '9999-12-31', null),
    });
    fc.assert(
      fc.property(marks, (mark) => {
        const written = pilotMark(mark);
        expect(written).toMatch(/^<!-- [^\n]* -->$/);
        expect(written.slice(4, -3)).not.toContain('--');
        expect(pilotMarkIn(`Words.\n\n${written}\n`)).toEqual(mark);
      }),
    );
  });

  it('is found with either line end, and where people added text below', () => {
    const mark = aMark();
    expect(pilotMarkIn(`Words.\r\n\r\n${pilotMark(mark)}\r\n`)).toEqual(mark);
    expect(pilotMarkIn(`${pilotMark(mark)}\n\nMy own note.`)).toEqual(mark);
  });

  it('does not count in the middle of a line, where a person’s words may stand', () => {
    const forged = pilotMark(aMark({ key: { id: 'DL-1', path: 'x.md' } }));
    expect(pilotMarkIn(`The bet: \\${forged}`)).toBeNull();
    expect(pilotMarkIn(`\`${forged}\``)).toBeNull();
    expect(pilotMarkIn(`+${forged}\n`)).toBeNull();
    expect(pilotMarkIn(`The bet: ${forged}\n${pilotMark(aMark())}`)).toEqual(aMark());
  });

  it.each([
    '',
    'Words.',
    '<!-- belay:pilot id=a path=b -->',
    '<!-- belay:pilot id=%E0 path=b rung=due round=none -->',
    '<!-- belay:pilot id=a path=b rung=late round=none -->',
    '<!-- belay:pilot id=a path=b rung=due round=soon -->',
  ])('is not in %j', (body) => {
    expect(pilotMarkIn(body)).toBeNull();
  });
});

describe('the mark of what was said', () => {
  it.each(SAYINGS)('tells %s', (saying) => {
    expect(sayingIn(`Words.\n\n${pilotMark(aMark())}\n${sayingMark(saying)}`)).toBe(saying);
  });

  it('tells all that one comment says', () => {
    const both = `Words.\n\n${sayingMark('opening')}\n\nMore.\n\n${sayingMark('escalated')}`;
    expect(sayingsIn(both)).toEqual(['opening', 'escalated']);
    expect(sayingIn(both)).toBe('escalated');
  });

  it('is not in other comments', () => {
    expect(sayingIn('Thanks')).toBeNull();
    expect(sayingIn('<!-- belay:said hello -->')).toBeNull();
    expect(sayingIn(`> ${sayingMark('closed')}`)).toBeNull();
  });
});
