import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCORECARD_TEMPLATES } from '../../../src/core/policy.js';
import { scorecardIn, scorecardMark } from '../../../src/core/scorecard/memory.js';
import type { Memory, RememberedMove, Score } from '../../../src/core/scorecard/month.js';

const MEMORY: Memory = {
  month: '2026-10',
  template: 'barbell',
  areas: [
    { id: 'clear-aim', score: 4, human: false, move: null },
    { id: 'safety-net', score: 2, human: true, move: { kind: 'words', text: 'Try --> it' } },
    {
      id: 'nimble-tests',
      score: null,
      human: false,
      move: { kind: 'measurable', measure: 'pilots-per-cycle' },
    },
  ],
  lessons: ['kill:dl-42'],
};

const text = (maxLength: number) =>
  fc.string({ unit: 'binary', minLength: 1, maxLength }).filter((one) => !/\p{Cs}/u.test(one));
const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
const move: fc.Arbitrary<RememberedMove> = fc.oneof(
  fc.record({ kind: fc.constant('words' as const), text: text(100) }),
  fc.record({ kind: fc.constant('measurable' as const), measure: id }),
  fc.record({ kind: fc.constant('lack' as const), measure: id, subject: text(60) }),
);
const memory: fc.Arbitrary<Memory> = fc.record({
  month: fc.constantFrom('2026-01', '1999-12', '0000-01'),
  template: fc.constantFrom(...SCORECARD_TEMPLATES),
  areas: fc.uniqueArray(
    fc.record({
      id,
      score: fc.option(fc.constantFrom<Score>(1, 2, 3, 4, 5)),
      human: fc.boolean(),
      move: fc.option(move),
    }),
    { selector: (area) => area.id, maxLength: 5 },
  ),
  lessons: fc.array(text(40), { maxLength: 5 }),
});

describe('the hidden memory of a scorecard', () => {
  it('is read again as it was written, wherever it stands', () => {
    fc.assert(
      fc.property(memory, (one) => {
        expect(scorecardIn(`A body.\n\n${scorecardMark(one)}\r\n`)).toEqual(one);
      }),
    );
  });

  it('holds nothing that could end the comment or begin another line', () => {
    fc.assert(
      fc.property(memory, (one) => {
        const mark = scorecardMark(one);
        expect(mark.slice(4, -3)).not.toMatch(/--|[<>\n]/);
      }),
    );
  });

  it('is the last of several', () => {
    const older = scorecardMark({ ...MEMORY, month: '2026-09' });
    expect(scorecardIn(`${older}\n${scorecardMark(MEMORY)}`)?.month).toBe('2026-10');
  });

  it('is not read out of a line that somebody else began', () => {
    expect(scorecardIn(`> ${scorecardMark(MEMORY)}`)).toBeNull();
    expect(scorecardIn(`Quoting ${scorecardMark(MEMORY)}`)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['another version', scorecardMark(MEMORY).replace('scorecard 1', 'scorecard 2')],
    ['half of it', scorecardMark(MEMORY).replace(/%5D -->$/, ' -->')],
    ['no percent encoding', '<!-- belay:scorecard 1 %ZZ -->'],
    ['another form', payload({ month: '2026-10' })],
    ['a month that is none', payload(['2026-13', 'barbell', [], []])],
    ['an unknown template', payload(['2026-10', 'waltz', [], []])],
    ['a score out of range', payload(['2026-10', 'barbell', [['a', 6, 0]], []])],
    ['half a score', payload(['2026-10', 'barbell', [['a', 2.5, 0]], []])],
    [
      'an area twice',
      payload([
        '2026-10',
        'barbell',
        [
          ['a', 1, 0],
          ['a', 2, 0],
        ],
        [],
      ]),
    ],
    ['a hostile id', payload(['2026-10', 'barbell', [['<b>', 1, 0]], []])],
    ['a strange move', payload(['2026-10', 'barbell', [['a', 1, 0, 'sing']], []])],
    ['lessons that are no list', payload(['2026-10', 'barbell', [], 'kill:dl-42'])],
    ['more than there is', payload(['2026-10', 'barbell', [], [], []])],
  ])('is nothing when it is %s', (_, body) => {
    expect(scorecardIn(body)).toBeNull();
  });

  it('stays short: it forgets lessons, then moves, never scores', () => {
    const text = '\u{1f9d7}'.repeat(300);
    const areas = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
      id,
      score: 4 as const,
      human: true,
      move: { kind: 'words' as const, text },
    }));
    const lessons = Array.from({ length: 400 }, (_, at) => `kill:${at}${'é'.repeat(150)}`);
    const mark = scorecardMark({ ...MEMORY, areas, lessons });
    expect(mark.length).toBeLessThan(16_100);
    const kept = areas.map((area) => ({ ...area, move: null }));
    expect(scorecardIn(mark)).toEqual({ ...MEMORY, areas: kept, lessons: [] });
  });
});

function payload(value: unknown): string {
  return `<!-- belay:scorecard 1 ${encodeURIComponent(JSON.stringify(value)).replaceAll('-', '%2D')} -->`;
}
