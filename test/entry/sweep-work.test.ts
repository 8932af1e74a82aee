import { describe, expect, it } from 'vitest';
import { type Trouble, TroubleError } from '../../src/core/trouble.js';
import { fleetJob, type Job, sweepJob } from '../../src/entry/jobs/job.js';
import { turnOf } from '../../src/entry/jobs/sweep-work.js';
import type { SweepReport } from '../../src/flows/sweep.js';
import { AT, BAD_GATEWAY, bench, MINUTE } from './bench.js';

const ROUND: Job = { kind: 'round', trouble: null };

function inTrouble(name: string, trouble: Trouble = BAD_GATEWAY): SweepReport[number] {
  return { kind: 'trouble', repository: { owner: 'acme', name }, trouble };
}

describe('a round', () => {
  it('gives every installation its turn within the hour, the same every day', async () => {
    const { attempt, tasks } = bench({
      shop: { installations: async () => [100, 101, 7_654_321] },
    });
    expect(await attempt(ROUND)).toEqual({ kind: 'done' });
    expect(tasks.map(({ key, urgency }) => [key, urgency])).toEqual([
      ['fleet/100', 'fan-out'],
      ['fleet/101', 'fan-out'],
      ['fleet/7654321', 'fan-out'],
    ]);
    const waits = tasks.map(({ data }) => (data.kind === 'fleet' ? data.wait / MINUTE : -1));
    expect(waits).toEqual([turnOf(100), turnOf(101), turnOf(7_654_321)]);
    expect(waits.every((wait) => Number.isInteger(wait) && wait >= 0 && wait < 60)).toBe(true);
  });

  it('spreads neighbours over the minutes', () => {
    const minutes = new Set(Array.from({ length: 600 }, (_, at) => turnOf(5_000_000 + at)));
    expect(minutes.size).toBe(60);
  });

  it('is tried again when GitHub stumbles', async () => {
    const installations = async () => {
      throw new TroubleError(BAD_GATEWAY);
    };
    const { attempt } = bench({ shop: { installations } });
    expect(await attempt(ROUND)).toMatchObject({ kind: 'again', after: 1_000 });
  });
});

describe('the sweep of an installation', () => {
  it('waits for its turn', async () => {
    const swept: number[] = [];
    const sweep = async (installation: number) => {
      swept.push(installation);
      return [];
    };
    const { attempt } = bench({ shop: { sweep } });
    const outcome = await attempt(fleetJob(1, 5 * MINUTE));
    expect(outcome).toMatchObject({ kind: 'again', after: 5 * MINUTE, data: { wait: 0 } });
    expect(swept).toEqual([]);
    if (outcome.kind === 'again') await attempt(outcome.data);
    expect(swept).toEqual([1]);
  });

  it('is left to the next process when this one ends', async () => {
    const { attempt } = bench({ shop: { sweep: async () => [inTrouble('shop')] } });
    expect(await attempt(fleetJob(1), 'last')).toEqual({ kind: 'done' });
  });

  it('hands those in trouble on, each alone, unless that never passes', async () => {
    const forbidden: Trouble = { kind: 'forbidden', status: 403, what: 'issues', request: null };
    const report = [inTrouble('shop'), inTrouble('books', forbidden)];
    const { attempt, added, lines } = bench({ shop: { sweep: async () => report } });
    expect(await attempt(fleetJob(1))).toEqual({ kind: 'done' });
    expect(added()).toEqual(['scorecards/1', 'sweep/acme/shop']);
    expect(lines.filter((line) => line.includes('could not be swept'))).toHaveLength(2);
  });

  it('is tried again as a whole when most are in trouble, or GitHub asks to wait', async () => {
    const many = Array.from({ length: 30 }, (_, at) => inTrouble(`shop-${at}`));
    const outage = bench({ shop: { sweep: async () => many } });
    expect(await outage.attempt(fleetJob(1))).toMatchObject({ kind: 'again', after: 1_000 });
    const limit: Trouble = { kind: 'rate-limit', wait: 90, request: null };
    const limited = bench({ shop: { sweep: async () => [inTrouble('shop', limit)] } });
    expect(await limited.attempt(fleetJob(1))).toMatchObject({ kind: 'again', after: 90_000 });
    expect(limited.added()).toEqual(['scorecards/1']);
  });
});

describe('the sweep of a repository', () => {
  it('is tried again until the ten minutes are over', async () => {
    const { attempt, clock, lines } = bench({ world: { sweep: async () => [inTrouble('shop')] } });
    let outcome = await attempt(sweepJob(AT));
    while (outcome.kind === 'again') {
      clock.now += outcome.after;
      outcome = await attempt(outcome.data);
    }
    expect(clock.now).toBe(10 * MINUTE);
    expect(lines.at(-1)).toContain('given up');
  });

  it('follows a push that touched the log', async () => {
    const concerned = async () => ({
      pulls: [{ number: 7, headOid: 'abc', paths: null }],
      pilots: true,
    });
    const { attempt, added } = bench({ world: { concerned } });
    const push = { kind: 'push', ...AT, trouble: null, after: 'def', paths: null } as const;
    await attempt({ ...push, why: 'push' });
    expect(added()).toEqual(['sweep/acme/shop', 'pull/acme/shop/7']);
    await attempt({ ...push, why: 'checkpoint' });
    expect(added().slice(2)).toEqual(['pull/acme/shop/7']);
  });
});

describe('a command', () => {
  const COMMAND = { kind: 'command', ...AT, trouble: null, number: 5, comment: 99 } as const;

  it('has a pull request judged again', async () => {
    const answer = async () => ({ kind: 'recheck', pull: 5 }) as const;
    const { attempt, tasks } = bench({ world: { answer } });
    expect(await attempt(COMMAND)).toEqual({ kind: 'done' });
    expect(tasks).toMatchObject([{ key: 'pull/acme/shop/5', urgency: 'event' }]);
  });

  it('that could not be carried out is said to be so, once', async () => {
    const apologies: Trouble[] = [];
    const { attempt, clock } = bench({
      world: {
        answer: async () => ({ kind: 'trouble', trouble: BAD_GATEWAY }),
        apologise: async (_, trouble) => {
          apologies.push(trouble);
        },
      },
    });
    let outcome = await attempt(COMMAND);
    while (outcome.kind === 'again') {
      expect(apologies).toEqual([]);
      clock.now += outcome.after;
      outcome = await attempt(outcome.data);
    }
    expect(apologies).toEqual([BAD_GATEWAY]);
  });
});
