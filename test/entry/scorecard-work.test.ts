import { describe, expect, it } from 'vitest';
import type { Trouble } from '../../src/core/trouble.js';
import { fleetJob, scorecardJob, scorecardsJob } from '../../src/entry/jobs/job.js';
import type { FleetScorecards } from '../../src/entry/jobs/scorecard-world.js';
import { aScoredRepository } from '../builders/month.js';
import { AT, BAD_GATEWAY, bench } from './bench.js';

type One = FleetScorecards['repositories'][number];

function inTrouble(name: string, trouble: Trouble = BAD_GATEWAY): One {
  return { kind: 'trouble', repository: { owner: 'acme', name }, trouble };
}

function having(...repositories: readonly One[]) {
  return bench({
    shop: {
      scorecards: async () => ({ repositories, rollUp: null, homeless: null, trouble: null }),
    },
  });
}

describe('the scorecards of an installation', () => {
  it('follow its sweep, where somebody has a policy', async () => {
    const nobody = bench({ shop: { sweep: async () => [] } });
    await nobody.attempt(fleetJob(1));
    expect(nobody.added()).toEqual([]);
    const broken = {
      kind: 'broken-policy',
      repository: { owner: 'acme', name: 'shop' },
      file: '.github/belay.yml',
      problems: [],
    } as const;
    const { attempt, added } = bench({ shop: { sweep: async () => [broken] } });
    await attempt(fleetJob(1));
    expect(added()).toEqual(['scorecards/1']);
  });

  it('are taken up again alone where there was trouble, unless that never passes', async () => {
    const forbidden: Trouble = { kind: 'forbidden', status: 403, what: 'issues', request: null };
    const { attempt, added, lines } = having(inTrouble('shop'), inTrouble('books', forbidden));
    expect(await attempt(scorecardsJob(1))).toEqual({ kind: 'done' });
    expect(added()).toEqual(['scorecard/acme/shop']);
    expect(lines.filter((line) => line.includes('could not be scored'))).toHaveLength(2);
  });

  it('are tried again as a whole when most are in trouble, or GitHub asks to wait', async () => {
    const many = Array.from({ length: 30 }, (_, at) => inTrouble(`shop-${at}`));
    expect(await having(...many).attempt(scorecardsJob(1))).toMatchObject({ kind: 'again' });
    const limit: Trouble = { kind: 'rate-limit', wait: 90, request: null };
    const limited = having(inTrouble('shop', limit));
    expect(await limited.attempt(scorecardsJob(1))).toMatchObject({ kind: 'again', after: 90_000 });
    expect(limited.added()).toEqual([]);
  });

  it('go on an hour later where so many were filed that the rest must wait', async () => {
    const left: One = {
      ...{ kind: 'scored', repository: aScoredRepository(), today: '2026-12-01', months: [] },
      ...{
        standing: [],
        waiting: ['2026-11'],
        rest: null,
        others: [],
        imprints: new Map(),
        done: [],
      },
      ...{ told: null, trouble: null },
    };
    expect(await having(left).attempt(scorecardsJob(1))).toEqual({
      kind: 'again',
      after: 3_600_000,
      data: scorecardsJob(1),
    });
  });

  it('say in the log that the policy names another owner’s repository for the roll-up', async () => {
    const homeless = { owner: 'acme', foreign: { owner: 'rival', name: 'dump' } };
    const run = { repositories: [], rollUp: null, homeless, trouble: null };
    const { attempt, lines } = bench({ shop: { scorecards: async () => run } });
    await attempt(scorecardsJob(1));
    expect(lines.join()).toContain('"foreign":{"owner":"rival","name":"dump"}');
  });

  it('are left to the next process when this one ends', async () => {
    const { attempt, added } = having(inTrouble('shop'));
    expect(await attempt(scorecardsJob(1), 'last')).toEqual({ kind: 'done' });
    expect(added()).toEqual([]);
  });

  it('of one repository are tried again while its trouble may pass', async () => {
    const { attempt } = bench({ world: { scorecard: async () => [inTrouble('shop')] } });
    expect(await attempt(scorecardJob(AT))).toMatchObject({ kind: 'again', after: 1_000 });
  });
});
