import { describe, expect, it } from 'vitest';
import { type Trouble, TroubleError } from '../../src/core/trouble.js';
import { type Job, type PullJob, pullJob } from '../../src/entry/jobs/job.js';
import type { Outcome } from '../../src/entry/queue.js';
import type { Reading } from '../../src/flows/gate.js';
import { aChange, aProposal } from '../builders/change.js';
import { AT, BAD_GATEWAY, bench, MINUTE } from './bench.js';

const JOB = pullJob(AT, 7, 'a'.repeat(40));

function trouble(kind: Trouble): () => Promise<Reading> {
  return async () => ({ kind: 'trouble', trouble: kind, seen: null });
}

function next(outcome: Outcome<Job>): PullJob {
  if (outcome.kind !== 'again' || outcome.data.kind !== 'pull') throw new Error('it is over');
  return outcome.data;
}

describe('trouble that may pass', () => {
  it('is borne with growing pauses for ten minutes, said once, then concluded', async () => {
    const { attempt, said, clock } = bench({ world: { read: trouble(BAD_GATEWAY) } });
    const pauses: number[] = [];
    let outcome = await attempt(JOB);
    while (outcome.kind === 'again') {
      pauses.push(outcome.after);
      clock.now += outcome.after;
      outcome = await attempt(outcome.data);
    }
    expect(pauses.slice(0, 8)).toEqual([1e3, 2e3, 4e3, 8e3, 16e3, 32e3, 60e3, 60e3]);
    expect(clock.now).toBe(10 * MINUTE);
    expect(said.map(({ conclusion }) => conclusion)).toEqual([null, 'failure']);
    expect(said[1]?.title).toMatch(/^Belay could not judge: GitHub answered 502/);
  });

  it('is waited for as long as GitHub says, and told from the first on when that is long', async () => {
    const limit: Trouble = { kind: 'rate-limit', wait: 90, request: null };
    const { attempt, said } = bench({ world: { read: trouble(limit) } });
    expect(await attempt(JOB)).toMatchObject({ kind: 'again', after: 90_000 });
    expect(said).toHaveLength(1);
  });

  it('is not waited for beyond the ten minutes', async () => {
    const limit: Trouble = { kind: 'rate-limit', wait: 3_000, request: null };
    const { attempt } = bench({ world: { read: trouble(limit) } });
    expect(await attempt(JOB)).toMatchObject({ kind: 'again', after: 10 * MINUTE });
  });

  it('of one job keeps the whole installation quiet, for a minute at most', async () => {
    const limit: Trouble = { kind: 'rate-limit', wait: 90, request: null };
    let reads = 0;
    const read = async () => {
      reads++;
      return trouble(limit)();
    };
    const { attempt, clock } = bench({ world: { read } });
    await attempt(JOB);
    const other = pullJob(AT, 8, null);
    expect(await attempt(other)).toEqual({ kind: 'again', after: MINUTE, data: other });
    await attempt(pullJob({ ...AT, installation: 2 }, 9, null));
    expect(reads).toBe(2);
    clock.now += MINUTE;
    await attempt(other);
    expect(reads).toBe(3);
  });

  it('is concluded at once when there is no other chance', async () => {
    const { attempt, said } = bench({ world: { read: trouble(BAD_GATEWAY) } });
    expect(await attempt(JOB, 'last')).toEqual({ kind: 'done' });
    expect(said.map(({ conclusion }) => conclusion)).toEqual(['failure']);
  });

  it('goes on being borne when it cannot even be said', async () => {
    const write = async () => {
      throw new TroubleError(BAD_GATEWAY);
    };
    const { attempt } = bench({ world: { read: trouble(BAD_GATEWAY), write } });
    const once = next(await attempt(JOB));
    const twice = next(await attempt(once));
    expect(twice).toMatchObject({ open: null, trouble: { attempts: 2 } });
  });
});

describe('trouble that does not pass', () => {
  it('is concluded at once', async () => {
    const forbidden: Trouble = { kind: 'forbidden', status: 403, what: 'checks', request: null };
    const { attempt, said } = bench({ world: { read: trouble(forbidden) } });
    expect(await attempt(JOB)).toEqual({ kind: 'done' });
    expect(said.map(({ conclusion }) => conclusion)).toEqual(['failure']);
  });

  it('is looked at once more when something is gone: the head may have moved', async () => {
    const gone: Trouble = { kind: 'gone', what: 'the commit', request: null };
    const { attempt } = bench({ world: { read: trouble(gone) } });
    const again = next(await attempt(JOB));
    expect(await attempt(again)).toEqual({ kind: 'done' });
  });

  it('that is a bug carries a reference that is in the log', async () => {
    const read = async () => {
      throw new TypeError('undefined is not a function');
    };
    const { attempt, said, lines } = bench({ world: { read } });
    expect(await attempt(JOB)).toEqual({ kind: 'done' });
    const reference = /\(([0-9a-f]{8})\)/.exec(said[0]?.title ?? '')?.[1] ?? 'none';
    expect(said[0]?.conclusion).toBe('failure');
    expect(lines.join()).toContain(reference);
    expect(lines.join()).toContain('undefined is not a function');
  });
});

describe('a run left in progress', () => {
  const open = { id: 99, headOid: 'b'.repeat(40) };

  it('is cancelled when its commit is the head no longer', async () => {
    const reading: Reading = {
      kind: 'change',
      change: aChange(),
      standing: { others: [], check: null },
    };
    const { attempt, said } = bench({ world: { read: async () => reading } });
    await attempt({ ...JOB, open });
    expect(said.at(-1)).toMatchObject({ headOid: open.headOid, conclusion: 'cancelled' });
  });

  it('is cancelled when the pull request was closed meanwhile', async () => {
    const { attempt, said } = bench({
      world: { read: async () => ({ kind: 'closed', headOid: open.headOid }) },
    });
    await attempt({ ...JOB, open });
    expect(said).toMatchObject([{ headOid: open.headOid, conclusion: 'cancelled' }]);
  });
});

describe('a commit that several pull requests share', () => {
  const reading: Reading = {
    kind: 'change',
    change: aChange(),
    standing: { others: [{ number: 3 }], check: null },
  };

  it('is spoken for by the one with the lowest number', async () => {
    const { attempt, said, added } = bench({ world: { read: async () => reading } });
    expect(await attempt(JOB)).toEqual({ kind: 'done' });
    expect(added()).toEqual(['pull/acme/shop/3']);
    expect(said).toEqual([]);
  });

  it.each<[string, Reading]>([
    ['was closed', { kind: 'closed', headOid: 'c'.repeat(40) }],
    [
      'has moved on',
      { ...reading, change: aChange({ proposal: aProposal({ headOid: 'c'.repeat(40) }) }) },
    ],
  ])('is judged without one that %s meanwhile', async (_, other) => {
    const read = async (pull: number) => (pull === 3 ? other : reading);
    const { attempt, said, added } = bench({ world: { read } });
    expect(await attempt(JOB)).toEqual({ kind: 'done' });
    expect(added()).toEqual([]);
    expect(said).toMatchObject([{ headOid: aChange().proposal.headOid, conclusion: 'success' }]);
  });

  it('leaves no run in progress on the commit before it', async () => {
    const open = { id: 99, headOid: 'b'.repeat(40) };
    const { attempt, said } = bench({ world: { read: async () => reading } });
    await attempt({ ...JOB, open });
    expect(said).toMatchObject([{ headOid: open.headOid, conclusion: 'cancelled' }]);
  });

  it('is judged on the spot when there is no other chance', async () => {
    const alone: Reading = { ...reading, standing: { others: [], check: null } };
    const read = async (pull: number) => (pull === 3 ? alone : reading);
    const { attempt, said } = bench({ world: { read } });
    await attempt(JOB, 'last');
    expect(said).toHaveLength(1);
  });
});
