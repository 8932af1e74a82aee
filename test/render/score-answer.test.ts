import { describe, expect, it } from 'vitest';
import { sayingIn } from '../../src/core/pilot/marker.js';
import type { Outcome } from '../../src/core/pilot/outcome.js';
import { recordIn, recordMark } from '../../src/core/scorecard/issue/record.js';
import { type AnswerScene, answerTo } from '../../src/render/answer.js';
import { aHumanScore } from '../builders/month.js';
import { DOCS, EVIL, SHOP } from './pilot-stories.js';

const SCENE: AnswerScene = { repository: SHOP, docs: DOCS, place: 'scorecard' };
const asked = 'score';
const scored = { kind: 'scored', area: 'Problem framing', record: [12, 34] } as const;

const ANSWERS: Readonly<Record<string, Outcome>> = {
  help: { kind: 'help' },
  scored: { ...scored, given: aHumanScore() },
  'scored-with-next': { ...scored, given: aHumanScore({ next: 'ask five users' }) },
  hostile: { ...scored, given: aHumanScore({ because: EVIL, next: EVIL, by: EVIL }) },
  'no-score': { kind: 'fault', fault: { kind: 'no-score', asked } },
  'bad-score': { kind: 'fault', fault: { kind: 'bad-score', asked, value: '7' } },
  'no-reason': { kind: 'fault', fault: { kind: 'no-reason', asked } },
  'short-reason': { kind: 'fault', fault: { kind: 'short-reason', asked, words: 2 } },
  'long-reason': { kind: 'fault', fault: { kind: 'long-reason', asked, characters: 1499 } },
  'no-next': { kind: 'fault', fault: { kind: 'no-next', asked } },
  'long-next': { kind: 'fault', fault: { kind: 'long-next', asked, characters: 499 } },
  'no-such-area': { kind: 'no-such-area', area: EVIL, areas: ['clear-aim', 'safety-net'] },
  'scorecard-closed': { kind: 'scorecard-closed' },
  'not-allowed': { kind: 'not-allowed', asker: 'monalisa', who: ['@octocat'], lookUpFailed: false },
};

describe('the answer to a score', () => {
  it('says what was recorded or why not', async () => {
    const text = Object.entries(ANSWERS).map(
      ([name, outcome]) => `## ${name}\n\n${answerTo(outcome, SCENE)}\n`,
    );
    await expect(text.join('\n')).toMatchFileSnapshot('golden/scorecard-answers.md');
  });

  it.each(Object.entries(ANSWERS))('calls nobody, and is known again: %s', (_, outcome) => {
    const text = answerTo(outcome, SCENE);
    const spoken = text.replace(/(`{3,})[\s\S]*?\1|`+[^`]*`+|<!--.*?-->/g, '');
    expect(spoken).not.toMatch(/@[a-z]/i);
    expect(spoken).not.toMatch(/^\/belay/m);
    const isRecord = outcome.kind === 'scored';
    expect(sayingIn(text)).toBe(isRecord ? null : 'answer');
    expect(recordIn(text)).toEqual(isRecord ? [12, 34] : null);
  });
});

describe('a score that somebody may not give', () => {
  const refused = (lookUpFailed: boolean) =>
    answerTo(
      { kind: 'not-allowed', asker: 'monalisa', who: ['@octocat', '@acme/pricing'], lookUpFailed },
      SCENE,
    ).replaceAll(/[\u200b\u2060]/g, '');

  it('is refused by name, with those who may', () => {
    expect(refused(false)).toMatch(/^Not recorded: @monalisa may not score this area\./);
    expect(refused(false)).toContain('@octocat, @acme/pricing or anyone who may write');
    expect(refused(true)).toMatch(/^Not recorded: .* whether @monalisa may score this area/);
  });

  it('is spoken of as what it is: elsewhere something else was asked for', () => {
    const elsewhere = { ...SCENE, place: 'pilot-issue' } as const;
    const outcome = { kind: 'not-allowed', asker: 'a', who: [], lookUpFailed: false } as const;
    expect(answerTo(outcome, elsewhere)).toMatch(/^Not done: .* may not ask for this/);
  });
});

it('puts no second full stop after somebody’s own', () => {
  const given = aHumanScore({ because: 'They were copied.', next: 'Ask five users!' });
  const text = answerTo({ ...scored, given }, SCENE);
  expect(text).toContain('because *They were copied.* Next: *Ask five users!* The issue');
});

describe('the record of scores', () => {
  it('names each comment once, the newest when they are too many', () => {
    expect(recordIn(recordMark([3, 5, 3]))).toEqual([3, 5]);
    const many = Array.from({ length: 1200 }, (_, at) => 4_000_000_000 + at);
    expect(recordIn(recordMark(many))).toEqual(many.slice(200));
  });

  it('is a line of its own', () => {
    expect(recordIn(`> ${recordMark([3])}`)).toBeNull();
    expect(recordIn('<!-- belay:scored 1,2 -->')).toBeNull();
  });
});
