import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayingMark } from '../../../../src/core/pilot/marker.js';
import { scorecardMark } from '../../../../src/core/scorecard/issue/memory.js';
import { rollUpMark } from '../../../../src/core/scorecard/issue/roll-up-mark.js';
import {
  endings,
  isBehind,
  isSettled,
  issueOf,
  type KnownScorecard,
  knownScorecard,
  type ScorecardWrite,
  standing,
  weekly,
} from '../../../../src/core/scorecard/issue/scorecard-issue.js';
import { weekMark } from '../../../../src/core/scorecard/issue/week.js';
import { aHumanScore, aRememberedArea } from '../../../builders/month.js';

function memory(month: string) {
  return {
    repository: '1001',
    month,
    template: 'systems-outcome',
    areas: [],
    lessons: [],
    whole: true,
  } as const;
}

/** October's issue, open, as Belay left it. */
function known(changes: Partial<KnownScorecard> = {}): KnownScorecard {
  const month = changes.month ?? '2026-10';
  return {
    series: 'scorecard',
    month,
    number: 7,
    url: 'https://github.com/acme/shop/issues/7',
    open: true,
    reopened: false,
    locked: false,
    title: `Scorecard ${month}`,
    body: 'Five rows.',
    intact: true,
    memory: memory(month),
    comments: [],
    record: null,
    scores: [],
    ...changes,
  };
}

const WANTED = {
  series: 'scorecard',
  month: '2026-10',
  title: 'Scorecard 2026-10',
  body: 'Five rows.',
  labels: ['belay-scorecard'],
} as const;

describe('an issue of Belay’s', () => {
  const text = {
    ...{ number: 7, url: null, open: true, reopened: false, locked: false },
    ...{ title: 'Scorecard 2026-10', body: 'Edited.', comments: [] },
  };

  it('is the scorecard that Belay’s own words make it', () => {
    const ownBody = `Rows.\n\n${scorecardMark(memory('2026-10'))}`;
    expect(knownScorecard({ ...text, ownBody })).toMatchObject({
      series: 'scorecard',
      month: '2026-10',
      memory: { template: 'systems-outcome' },
    });
  });

  it('is a roll-up by its mark, and remembers nothing', () => {
    expect(knownScorecard({ ...text, ownBody: rollUpMark('2026-10') })).toMatchObject({
      ...{ series: 'roll-up', month: '2026-10', memory: null },
    });
  });

  it('is neither without a mark that Belay wrote', () => {
    expect(knownScorecard({ ...text, ownBody: null })).toBeNull();
    const quoted = { ...text, body: scorecardMark(memory('2026-10')), ownBody: 'Rows.' };
    expect(knownScorecard(quoted)).toBeNull();
  });
});

describe('the month’s one issue', () => {
  it('is filed where there is none', () => {
    expect(standing(WANTED, [known({ month: '2026-09' })])).toEqual([
      { kind: 'file', issue: WANTED },
    ]);
    expect(standing(WANTED, [known({ series: 'roll-up' })])).toMatchObject([{ kind: 'file' }]);
  });

  it('is left alone where it says what is wanted, whatever its line ends', () => {
    expect(standing(WANTED, [known({ body: 'Five rows.\r\n' })])).toEqual([]);
  });

  it('is edited where its text or title changed', () => {
    const edit = { kind: 'edit', number: 7, title: WANTED.title, body: WANTED.body };
    expect(standing(WANTED, [known({ body: 'Four rows.' })])).toEqual([edit]);
    expect(standing(WANTED, [known({ title: 'My scorecard' })])).toEqual([edit]);
  });

  it('is left alone once it is closed', () => {
    expect(standing(WANTED, [known({ open: false, body: 'Four rows.' })])).toEqual([]);
  });

  it('is the oldest of several; the others are closed as duplicates', () => {
    const twice = [known({ number: 9 }), known(), known({ number: 8, open: false })];
    expect(issueOf(WANTED, twice)?.number).toBe(7);
    expect(standing(WANTED, twice)).toEqual([
      { kind: 'close', number: 9, reason: 'duplicate', duplicateOf: 7 },
    ]);
  });
});

describe('the scores of people in an issue', () => {
  const given = { ...aHumanScore(), comment: 1 };
  const showing = (score: 2 | 3) => ({
    ...memory('2026-10'),
    areas: [aRememberedArea({ score, human: true })],
  });

  it.each([
    ['shown nowhere yet', { scores: [given] }, true],
    ['shown', { scores: [given], memory: showing(2) }, false],
    ['shown otherwise', { scores: [given], memory: showing(3) }, true],
    ['taken back', { memory: showing(2) }, true],
    ['shown nowhere, of a closed issue', { scores: [given], open: false }, true],
    ['taken back, of a closed issue', { memory: showing(2), open: false }, false],
  ])('are owed when %s: %#', (_, changes, isOwed) => {
    const issue = known(changes);
    expect(isBehind(issue)).toBe(isOwed);
    if (!issue.open) expect(isSettled(WANTED, [issue])).toBe(!isOwed);
  });

  it('that a closed issue owes are put into it', () => {
    const owing = known({ open: false, scores: [given], body: 'Four rows.' });
    expect(standing(WANTED, [owing])).toMatchObject([{ kind: 'edit', number: 7 }]);
  });
});

describe('the issues of earlier months', () => {
  const key = { series: 'scorecard', month: '2026-11' } as const;
  const close = { kind: 'close', number: 7, reason: 'completed', duplicateOf: null };

  it('are closed with a word about the new one', () => {
    expect(endings(key, [known()], 'Go on there.')).toEqual([
      { kind: 'comment', number: 7, body: 'Go on there.' },
      close,
    ]);
  });

  it('are closed in silence where the conversation is locked', () => {
    expect(endings(key, [known({ locked: true })], 'Go on there.')).toEqual([close]);
  });

  it('are closed where that failed after the word was said, without saying it again', () => {
    const said = { id: 1, body: `Go on there.\n\n${sayingMark('closed')}` };
    const close = { kind: 'close', number: 7, reason: 'completed', duplicateOf: null };
    expect(endings(key, [known({ comments: [said] })], 'Go on there.')).toEqual([close]);
  });

  it('stay as they are when closed, opened again, newer, or of another series', () => {
    const said = { id: 1, body: `Go on there.\n\n${sayingMark('closed')}` };
    const others = [
      known({ open: false }),
      known({ comments: [said], reopened: true }),
      known({ month: '2026-12' }),
      known({ series: 'roll-up' }),
    ];
    expect(endings(key, others, 'Go on there.')).toEqual([]);
  });
});

describe('a plan', () => {
  /** The issues after a write was carried out. */
  function doing(issues: readonly KnownScorecard[], write: ScorecardWrite): KnownScorecard[] {
    if (write.kind === 'file') {
      const number = 1 + Math.max(0, ...issues.map((one) => one.number));
      return [...issues, known({ ...write.issue, number })];
    }
    return issues.map((one) => (one.number === write.number ? changed(one, write) : one));
  }

  function changed(one: KnownScorecard, write: ScorecardWrite): KnownScorecard {
    if (write.kind === 'edit') return { ...one, title: write.title, body: write.body };
    if (write.kind === 'close') return { ...one, open: false };
    if (write.kind !== 'comment') return one;
    return { ...one, comments: [...one.comments, { id: 1, body: write.body }] };
  }

  const issue = fc.record({
    month: fc.constantFrom('2026-08', '2026-09', '2026-10'),
    open: fc.boolean(),
    locked: fc.boolean(),
    body: fc.constantFrom('Five rows.', 'Four rows.', 'Five rows.\r\n'),
    series: fc.constantFrom('scorecard' as const, 'roll-up' as const),
  });

  it('that was carried out leaves one issue for the month, and nothing to do', () => {
    fc.assert(
      fc.property(fc.array(issue, { maxLength: 6 }), (found) => {
        let issues = found.map((one, at) => known({ ...one, number: at + 1 }));
        for (const write of standing(WANTED, issues)) issues = doing(issues, write);
        const closing = `On there.\n\n${sayingMark('closed')}`;
        for (const write of endings(WANTED, issues, closing)) issues = doing(issues, write);
        expect([...standing(WANTED, issues), ...endings(WANTED, issues, closing)]).toEqual([]);
        const open = issues.filter((one) => one.open && one.series === 'scorecard');
        expect(open.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the week', () => {
  const words = { week: '2026-W45', body: `It was good.\n\n${weekMark('2026-W45')}` };
  const comment = { id: 3, body: words.body };

  it('is told on the newest open scorecard', () => {
    const issues = [known({ month: '2026-09', number: 5 }), known()];
    expect(weekly(words, issues)).toEqual([{ kind: 'comment', number: 7, body: words.body }]);
  });

  it('is told once, and said anew in its place when it changes', () => {
    const told = known({ comments: [{ id: 2, body: weekMark('2026-W44') }, comment] });
    expect(weekly(words, [told])).toEqual([]);
    const more = { ...words, body: `It was very good.\n\n${weekMark('2026-W45')}` };
    expect(weekly(more, [told])).toEqual([
      { kind: 'reword', number: 7, comment: 3, body: more.body },
    ]);
  });

  it('that began on the issue before is not told again on a newer one', () => {
    const before = known({ open: false, comments: [comment] });
    expect(weekly(words, [known({ month: '2026-11', number: 9 }), before])).toEqual([]);
  });

  it('is not told twice where its comment stands in a locked issue', () => {
    const locked = known({ locked: true, comments: [{ ...comment, body: `${comment.body}\n` }] });
    const more = { ...words, body: `More.\n\n${weekMark('2026-W45')}` };
    expect(weekly(more, [known({ month: '2026-11', number: 9 }), locked])).toEqual([]);
  });

  it('is not told where there is nothing to say, nor anywhere to say it', () => {
    expect(weekly({ ...words, body: null }, [known()])).toEqual([]);
    const deaf = [known({ open: false }), known({ locked: true }), known({ series: 'roll-up' })];
    expect(weekly(words, deaf)).toEqual([]);
  });
});
