import { describe, expect, it } from 'vitest';
import { MOST_NEW_IN_RUN } from '../../src/core/pilot/sweep.js';
import type { RepositoryRun } from '../../src/core/scorecard/run.js';
import type { Trouble } from '../../src/core/trouble.js';
import { type ScorecardPorts, scorecards } from '../../src/flows/scorecard.js';
import { aHumanScore, aMergedChange, aScoredPolicy } from '../builders/month.js';
import {
  aBureau,
  BAD_GATEWAY,
  type Bureau,
  opened,
  portsFor,
  QUIET,
  REFUSED,
  shelf,
} from './bureau.js';

function run(
  today: string,
  bureaus: readonly Bureau[],
  changes: Partial<ScorecardPorts> = {},
): Promise<readonly RepositoryRun[]> {
  for (const { read } of bureaus) read.length = 0;
  return scorecards(opened(bureaus, today), portsFor(bureaus, changes));
}

const trouble = (trouble: Trouble) => ({ kind: 'trouble', trouble }) as const;

describe('the months of a repository', () => {
  it('that were missed are filed as far back as the trend goes, the oldest first', async () => {
    const shop = aBureau();
    await run('2026-05-01', [shop]);
    const [report] = await run('2026-12-01', [shop]);
    expect(shelf(shop)).toEqual([
      '#1 2026-04 closed',
      '#2 2026-06 closed',
      '#3 2026-07 closed',
      '#4 2026-08 closed',
      '#5 2026-09 closed',
      '#6 2026-10 closed',
      '#7 2026-11',
    ]);
    expect(report).toMatchObject({ trouble: null, standing: [], waiting: [] });
  });

  it('are left where their issue stands, and told', async () => {
    const shop = aBureau();
    await run('2026-12-01', [shop]);
    const [report] = await run('2026-12-02', [shop]);
    expect(report).toMatchObject({ months: [], standing: ['2026-11'], done: [] });
    expect(shop.read).toEqual([]);
    const [all] = await run('2026-12-02', [shop], { settled: 'read' });
    expect(all).toMatchObject({ months: [{}], standing: [], done: [] });
  });

  it('are read again while GitHub keeps something back, and mended when it comes', async () => {
    const shop = aBureau();
    const gap = { what: 'verdicts', why: 'trouble', missing: 1, of: 1 } as const;
    shop.holds.set('2026-11', { changes: [aMergedChange({ verdict: null })], unmeasured: [gap] });
    await run('2026-12-01', [shop]);
    const [again] = await run('2026-12-02', [shop]);
    expect(again).toMatchObject({ done: [], standing: [] });
    shop.holds.clear();
    const [mended] = await run('2026-12-03', [shop]);
    expect(mended).toMatchObject({ done: [{ write: { kind: 'edit' } }] });
    await run('2026-12-04', [shop]);
    expect(shop.read).toEqual([]);
  });

  it('keep an issue that tells more than GitHub hands over now, and go on from it', async () => {
    const shop = aBureau();
    await run('2026-12-01', [shop]);
    const [before] = shop.issues;
    const gap = { what: 'verdicts', why: 'trouble', missing: 1, of: 1 } as const;
    shop.holds.set('2026-11', {
      changes: [aMergedChange({ verdict: null, decisions: null })],
      unmeasured: [gap, { ...gap, what: 'links' }],
    });
    const [poor] = await run('2026-12-02', [shop], { settled: 'read' });
    expect(poor).toMatchObject({ done: [], trouble: null });
    expect(shop.issues).toEqual([before]);
    shop.issues = shop.issues.map((one) => ({ ...one, intact: false }));
    const [rebuilt] = await run('2026-12-03', [shop]);
    expect(rebuilt).toMatchObject({ done: [{ write: { kind: 'edit' } }] });
  });

  it('tell of another account’s issues where they were scored', async () => {
    const shop = aBureau();
    const [early, late] = ['2026-01', '2026-11'].map((month) => ({
      month,
      number: 16,
      by: 'hubot',
    }));
    shop.others = [early, late].flatMap((one) => one ?? []);
    const [report] = await run('2026-12-01', [shop]);
    expect(report).toMatchObject({ others: [late] });
  });

  it('that were worth no issue are not all read again every day', async () => {
    const shop = aBureau();
    await run('2026-09-01', [shop]);
    for (const month of ['2026-09', '2026-10', '2026-11']) shop.holds.set(month, QUIET);
    await run('2026-12-01', [shop]);
    expect(shop.read.toSorted()).toEqual(['2026-09', '2026-10', '2026-11']);
    await run('2026-12-10', [shop]);
    expect(shop.read).toEqual(['2026-11']);
    expect(shelf(shop)).toEqual(['#1 2026-08']);
  });

  it('are caught up late, too, once a newer one is worth an issue', async () => {
    const shop = aBureau();
    await run('2026-10-01', [shop]);
    shop.holds.set('2026-10', QUIET);
    await run('2026-12-17', [shop]);
    expect(shelf(shop)).toEqual(['#1 2026-09 closed', '#2 2026-11']);
    expect(shop.read.toSorted()).toEqual(['2026-10', '2026-11']);
  });

  it('are not filed where the default branch turns scorecards off, whoever asks', async () => {
    const shop = aBureau();
    shop.policy = { ...aScoredPolicy(), scorecard: null };
    const [report] = await run('2026-12-01', [shop], { month: '2026-11', settled: 'read' });
    expect(report).toMatchObject({
      months: [{ filing: { filed: false, why: 'scorecard-off' } }],
      done: [],
    });
    const [daily] = await run('2026-12-01', [shop]);
    expect(daily).toMatchObject({ rest: 'scorecard-off', months: [], done: [] });
  });

  it('wait where it is a quiet day', async () => {
    const shop = aBureau();
    const quiet = { ...aScoredPolicy().pilots, quietDays: ['tue'] as const };
    shop.policy = { ...aScoredPolicy(), pilots: quiet };
    const [report] = await run('2026-12-01', [shop]);
    expect(report).toMatchObject({ rest: 'quiet-day', months: [], done: [] });
    const [next] = await run('2026-12-02', [shop]);
    expect(next).toMatchObject({ rest: null, done: [{ write: { kind: 'file' } }] });
  });
});

describe('a repository in which no issue can be written', () => {
  it('is not read day by day, only when somebody asks', async () => {
    const shop = aBureau();
    shop.shut = 'archived';
    const [report] = await run('2026-12-01', [shop]);
    expect(report).toMatchObject({ told: 'archived', months: [], done: [] });
    expect(shop.read).toEqual([]);
    const [asked] = await run('2026-12-01', [shop], { settled: 'read' });
    expect(asked).toMatchObject({ told: 'archived', months: [{ kind: 'month' }], done: [] });
  });
});

describe('a month that cannot be read', () => {
  const missed = async () => {
    const shop = aBureau();
    await run('2026-09-01', [shop]);
    return shop;
  };

  it('keeps back those after it while that may pass, for three days', async () => {
    const shop = await missed();
    shop.holds.set('2026-09', trouble(BAD_GATEWAY));
    const [report] = await run('2026-12-04', [shop]);
    expect(report).toMatchObject({
      months: [{ kind: 'trouble', asked: '2026-09' }],
      trouble: BAD_GATEWAY,
      done: [],
    });
    await run('2026-12-07', [shop]);
    expect(shelf(shop)).toEqual(['#1 2026-08', '#2 2026-10', '#3 2026-11']);
    await run('2026-12-08', [shop]);
    expect(shelf(shop)).toEqual(['#1 2026-08 closed', '#2 2026-10 closed', '#3 2026-11']);
  });

  it('for good keeps nothing back, and is told', async () => {
    const shop = await missed();
    shop.holds.set('2026-10', trouble(REFUSED));
    const [report] = await run('2026-12-01', [shop]);
    expect(report).toMatchObject({ trouble: REFUSED });
    expect(shelf(shop)).toEqual(['#1 2026-08', '#2 2026-09', '#3 2026-11']);
  });

  it('because GitHub refuses to be asked so much lets nothing else be asked', async () => {
    const shop = await missed();
    const limit = { kind: 'rate-limit', wait: 60, request: null } as const;
    shop.holds.set('2026-11', trouble(limit));
    const books = aBureau('books');
    const report = await run('2026-12-21', [shop, books]);
    expect(report).toMatchObject([{ trouble: limit, done: [] }]);
    expect([shop.read, books.read]).toEqual([['2026-11'], []]);
  });
});

describe('a score by hand', () => {
  const given = { ...aHumanScore(), comment: 1 };
  const scored = async (changes: object = {}) => {
    const shop = aBureau();
    await run('2026-12-01', [shop]);
    shop.issues = shop.issues.map((one) => ({ ...one, scores: [given], ...changes }));
    return shop;
  };
  const byHand = ({ issues }: Bureau) =>
    issues.map(({ memory }) => memory?.areas.find(({ human }) => human)?.score ?? null);

  it('is not lost because nobody could be asked who gave it', async () => {
    const shop = await scored();
    await run('2026-12-02', [shop]);
    shop.register = { ...shop.register, role: async () => trouble(BAD_GATEWAY) };
    const [report] = await run('2026-12-03', [shop]);
    expect(report).toMatchObject({ trouble: BAD_GATEWAY, done: [] });
    expect(byHand(shop)).toEqual([2]);
  });

  it('that is shown nowhere yet is waited for on the first days, though trouble lasts', async () => {
    const shop = await scored();
    shop.holds.set('2026-11', trouble(REFUSED));
    const [report] = await run('2027-01-04', [shop]);
    expect(report).toMatchObject({ trouble: REFUSED, done: [] });
    await run('2027-01-05', [shop]);
    expect(shelf(shop)).toEqual(['#1 2026-11', '#2 2026-12']);
    shop.holds.clear();
    await run('2027-01-06', [shop]);
    expect(byHand(shop)).toEqual([null, 2]);
    expect(shelf(shop)).toEqual(['#1 2026-11 closed', '#2 2026-12']);
  });

  it('that is shown nowhere yet is waited for, however long, before the next month is filed', async () => {
    const shop = await scored();
    const { register } = shop;
    shop.register = { ...register, role: async () => trouble(BAD_GATEWAY) };
    for (const today of ['2027-01-04', '2027-01-20']) {
      const [report] = await run(today, [shop]);
      expect(report).toMatchObject({ trouble: BAD_GATEWAY, done: [] });
    }
    shop.register = register;
    await run('2027-01-21', [shop]);
    expect(byHand(shop)).toEqual([null, 2]);
    expect(shop.issues[0]?.body).toMatch(/\| Problem framing \| \d\s▲/);
  });

  it('stands where nobody may ask at all, and is what the next month is compared with', async () => {
    const shop = await scored();
    await run('2026-12-02', [shop]);
    shop.register = { ...shop.register, role: async () => trouble(REFUSED) };
    await run('2027-01-04', [shop]);
    expect(byHand(shop)).toEqual([null, 2]);
    expect(shop.issues[0]?.body).toMatch(/\| Problem framing \| \d\s▲/);
  });

  it('that stands, as does who gave it, is no reason to read the month again', async () => {
    const shop = await scored();
    await run('2026-12-02', [shop]);
    expect(shop.read).toEqual(['2026-11']);
    const [report] = await run('2026-12-03', [shop]);
    expect(shop.read).toEqual([]);
    expect(report).toMatchObject({ standing: ['2026-11'], done: [] });
  });

  it('is taken back by a known no', async () => {
    const shop = await scored();
    await run('2026-12-02', [shop]);
    shop.register = { ...shop.register, role: async () => ({ kind: 'good', value: 'read' }) };
    await run('2026-12-03', [shop]);
    expect(byHand(shop)).toEqual([null]);
    await run('2026-12-04', [shop]);
    expect(shop.read).toEqual([]);
  });

  it('taken back by a known no makes room for the one before it', async () => {
    const later = { ...given, score: 4, by: '@hubot', comment: 2 } as const;
    const shop = await scored({ scores: [given, later] });
    await run('2026-12-02', [shop]);
    expect(byHand(shop)).toEqual([4]);
    const role = async (login: string) =>
      ({ kind: 'good', value: login === 'hubot' ? 'read' : 'write' }) as const;
    shop.register = { ...shop.register, role };
    await run('2026-12-03', [shop]);
    expect(byHand(shop)).toEqual([2]);
    const [report] = await run('2026-12-04', [shop]);
    expect(report).toMatchObject({ standing: ['2026-11'], done: [] });
  });

  it('that its issue was closed before showing is shown and remembered all the same', async () => {
    const shop = await scored({ open: false });
    await run('2026-12-05', [shop]);
    expect(byHand(shop)).toEqual([2]);
    expect(shelf(shop)).toEqual(['#1 2026-11 closed']);
    await run('2026-12-07', [shop]);
    expect(shop.read).toEqual([]);
    await run('2027-01-04', [shop]);
    expect(shop.issues[0]?.body).toMatch(/\| Problem framing \| \d\s▲/);
  });

  it('of an issue whose edit GitHub refuses keeps nothing else back', async () => {
    const shop = await scored();
    const refusal = { kind: 'github', status: 422, request: null } as const;
    shop.refuse = ({ kind }) => (kind === 'edit' ? trouble(refusal) : null);
    const [report] = await run('2027-01-04', [shop]);
    expect(report).toMatchObject({ trouble: refusal });
    expect(shelf(shop)).toEqual(['#1 2026-11', '#2 2026-12']);
  });

  it('of an issue that takes no edit keeps that issue open', async () => {
    const shop = await scored();
    shop.refuse = ({ kind }) => (kind === 'edit' ? { kind: 'told', why: 'locked' } : null);
    const [report] = await run('2027-01-04', [shop]);
    expect(report).toMatchObject({ told: 'locked' });
    expect(shelf(shop)).toEqual(['#1 2026-11', '#2 2026-12']);
  });
});

describe('the issue before', () => {
  it('is closed on paper, too', async () => {
    const shop = aBureau();
    await run('2026-11-02', [shop]);
    const write = async () => ({ kind: 'done', number: null }) as const;
    const [report] = await run('2026-12-01', [shop], { write });
    const done = report?.kind === 'scored' ? report.done : [];
    expect(done.map((one) => one.write.kind)).toEqual(['file', 'comment', 'close']);
  });

  it.each(['gone', 'issues-disabled'] as const)(
    'stays open where the new one was not taken: %s',
    async (why) => {
      const shop = aBureau();
      await run('2026-11-02', [shop]);
      shop.refuse = ({ kind }) => (kind === 'file' ? { kind: 'told', why } : null);
      const [report] = await run('2026-12-01', [shop]);
      expect(report).toMatchObject({ told: why, done: [] });
      expect(shelf(shop)).toEqual(['#1 2026-10']);
    },
  );
});

describe('many repositories', () => {
  const many = Array.from({ length: MOST_NEW_IN_RUN + 2 }, (_, at) => aBureau(`shop-${at}`));

  it('get their issues by and by, the rest with the next run', async () => {
    const first = await run('2026-12-01', many);
    const filed = () => many.filter(({ issues }) => issues.length > 0).length;
    expect(filed()).toBe(MOST_NEW_IN_RUN);
    expect(first.at(-1)).toMatchObject({ months: [], waiting: ['2026-11'], done: [] });
    expect(many.at(-1)?.read).toEqual([]);
    await run('2026-12-02', many);
    expect(filed()).toBe(many.length);
  });
});
