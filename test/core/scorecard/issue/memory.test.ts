import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCORECARD_TEMPLATES } from '../../../../src/core/policy.js';
import { scorecardIn, scorecardMark } from '../../../../src/core/scorecard/issue/memory.js';
import { MEASURE_IDS } from '../../../../src/core/scorecard/measures/measure.js';
import type { Memory, RememberedMove, Score } from '../../../../src/core/scorecard/month/month.js';
import { aRememberedArea } from '../../../builders/month.js';

const MEMORY: Memory = {
  repository: '1001',
  month: '2026-10',
  template: 'barbell',
  areas: [
    {
      id: 'clear-aim',
      score: 4,
      human: false,
      measured: 4,
      readings: [{ measure: 'quantified-aims', value: 7, of: 8 }],
      move: null,
    },
    {
      id: 'safety-net',
      score: 2,
      human: true,
      measured: 5,
      readings: [],
      move: { kind: 'words', text: 'Try --> it' },
    },
    {
      id: 'nimble-tests',
      score: null,
      human: false,
      measured: null,
      readings: [],
      move: { kind: 'measurable', measure: 'pilots-per-cycle' },
    },
  ],
  lessons: ['kill:dl-42'],
  whole: true,
};

const text = (maxLength: number) =>
  fc.string({ unit: 'binary', minLength: 1, maxLength }).filter((one) => !/\p{Cs}/u.test(one));
const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
const measure = fc.constantFrom(...MEASURE_IDS);
const move: fc.Arbitrary<RememberedMove> = fc.oneof(
  fc.record({ kind: fc.constant('words' as const), text: text(100) }),
  fc.record({ kind: fc.constant('measurable' as const), measure }),
  fc.record({
    kind: fc.constantFrom('lack' as const, 'next' as const),
    measure,
    subject: text(60),
  }),
  fc.constant({ kind: 'unknown' as const }),
);
const score = fc.option(fc.constantFrom<Score>(1, 2, 3, 4, 5));
const reading = fc
  .record({ measure, value: fc.nat(50), more: fc.nat(50) })
  .map(({ measure, value, more }) => ({ measure, value, of: value + more + 1 }));
const memory: fc.Arbitrary<Memory> = fc.record({
  repository: fc.constantFrom('1', '123456789'),
  month: fc.constantFrom('2026-01', '1999-12', '1970-01'),
  template: fc.constantFrom(...SCORECARD_TEMPLATES),
  areas: fc.uniqueArray(
    fc.record({
      id,
      score,
      human: fc.boolean(),
      measured: score,
      readings: fc.array(reading, { maxLength: 5 }),
      move: fc.option(move),
    }),
    { selector: (area) => area.id, maxLength: 5 },
  ),
  lessons: fc.array(text(40), { maxLength: 5 }),
  whole: fc.boolean(),
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
    ['of no repository', whole({ repository: 'acme/shop' })],
    ['a month that is none', whole({ month: '2026-13' })],
    ['an unknown template', whole({ template: 'waltz' })],
    ['a score out of range', whole({ areas: [['a', 6, 0, 1, []]] })],
    ['half a score', whole({ areas: [['a', 2.5, 0, 1, []]] })],
    ['a measured score out of range', whole({ areas: [['a', 1, 0, 6, []]] })],
    ['an area twice', whole({ areas: [AREA, AREA] })],
    ['a hostile id', whole({ areas: [['<b>', 1, 0, 1, []]] })],
    ['without readings', whole({ areas: [['a', 1, 0, 1]] })],
    ['more met than counted', whole({ areas: [['a', 1, 0, 1, [['lessons', 3, 2]]]] })],
    ['counted none', whole({ areas: [['a', 1, 0, 1, [['lessons', 0, 0]]]] })],
    ['a strange move', whole({ areas: [[...AREA, 'sing']] })],
    ['a move with more than it has', whole({ areas: [[...AREA, 'lack', 'lessons', '*', '*']] })],
    ['a move of no measure', whole({ areas: [[...AREA, 'measurable']] })],
    ['a move of nothing', whole({ areas: [[...AREA, 'lack', 'lessons']] })],
    ['a move with half a word', whole({ areas: [[...AREA, 'words']] })],
    ['a hostile measure', whole({ areas: [['a', 1, 0, 1, [['<b>', 1, 2]]]] })],
    ['neither whole nor not', whole({ whole: 2 })],
    ['lessons that are no list', whole({ lessons: 'kill:dl-42' })],
    ['more than there is', payload(['1001', '2026-10', 'barbell', [], [], 1, 1])],
  ])('is nothing when it is %s', (_, body) => {
    expect(scorecardIn(body)).toBeNull();
  });

  it('knows what it can of a version with other measures', () => {
    const readings = [
      ['charm', 1, 2],
      ['lessons', 1, 2],
    ];
    const areas = [
      ['a', 1, 0, 1, readings, 'lack', 'charm', 'entry:dl-42'],
      ['b', 1, 0, 1, [], 'next', 'charm', '*'],
      ['c', 1, 0, 1, [], 'measurable', 'charm'],
    ];
    expect(scorecardIn(whole({ areas }))?.areas).toMatchObject([
      { readings: [{ measure: 'lessons', value: 1, of: 2 }], move: { kind: 'unknown' } },
      { move: { kind: 'unknown' } },
      { move: { kind: 'unknown' } },
    ]);
  });

  it('holds twenty areas and fifty lessons, and no more', () => {
    const areas = Array.from({ length: 21 }, (_, at) => aRememberedArea({ id: `area-${at}` }));
    const lessons = Array.from({ length: 51 }, (_, at) => `kill:dl-${at}`);
    const kept = scorecardIn(scorecardMark({ ...MEMORY, areas, lessons }));
    expect(kept?.areas.map(({ id }) => id)).toEqual(areas.slice(0, 20).map(({ id }) => id));
    expect(kept?.lessons).toEqual(lessons.slice(0, 50));
    expect(scorecardIn(whole({ lessons: lessons.slice(0, 50) }))?.lessons).toHaveLength(50);
    expect(scorecardIn(whole({ lessons }))).toBeNull();
  });

  it('is something when nothing is spoiled', () => {
    expect(scorecardIn(whole({}))?.areas).toMatchObject([{ id: 'a', score: 1 }]);
  });

  it('stays short: it forgets lessons, then moves, never scores', () => {
    const text = '\u{1f9d7}'.repeat(300);
    const areas = ['a', 'b', 'c', 'd', 'e'].map((id) => ({
      id,
      score: 4 as const,
      human: true,
      measured: 3 as const,
      readings: [],
      move: { kind: 'words' as const, text },
    }));
    const lessons = Array.from({ length: 400 }, (_, at) => `kill:${at}${'é'.repeat(150)}`);
    const mark = scorecardMark({ ...MEMORY, areas, lessons });
    expect(mark.length).toBeLessThan(16_100);
    const kept = areas.map((area) => ({ ...area, move: null }));
    expect(scorecardIn(mark)).toEqual({ ...MEMORY, areas: kept, lessons: [] });
  });
});

/** One area: id, score, whether by hand, measured score, readings. */
const AREA = ['a', 1, 0, 1, [['lessons', 1, 2]]];

/** A payload in which nothing is wrong but what is given. */
function whole(spoiled: Readonly<Record<string, unknown>>): string {
  const good = { repository: '1001', month: '2026-10', template: 'barbell', areas: [AREA] };
  return payload(Object.values({ ...good, lessons: [], whole: 1, ...spoiled }));
}

function payload(value: unknown): string {
  return `<!-- belay:scorecard 1 ${encodeURIComponent(JSON.stringify(value)).replaceAll('-', '%2D')} -->`;
}
