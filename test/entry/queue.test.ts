import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MemoryQueue } from '../../src/entry/queue/memory-queue.js';
import { openRedisQueue } from '../../src/entry/queue/redis-queue.js';
import type { Limits, Outcome, Queue, Task } from '../../src/entry/queue.js';
import { hasRedis, type RedisServer, startRedis } from './redis-server.js';

interface Note {
  readonly note: string;
}

const LIMITS: Limits = { concurrency: 4, perLane: 2 };
const DONE: Outcome<Note> = { kind: 'done' };

function task(key: string, more: Partial<Task<Note>> = {}): Task<Note> {
  return { key, lane: '1', urgency: 'event', data: { note: key }, ...more };
}

/** A gate that holds whoever comes until it is opened. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

type Make = (limits?: Limits) => Promise<Queue<Note>>;

/** What every queue promises. */
function contract(name: string, make: Make): void {
  describe(name, () => {
    const queues: Queue<Note>[] = [];
    const start = async (limits: Limits = LIMITS) => {
      const queue = await make(limits);
      queues.push(queue);
      return queue;
    };
    afterEach(async () => {
      await Promise.all(queues.splice(0).map((queue) => queue.drain(2_000)));
    });

    it('runs what is added, before and after work begins', async () => {
      const queue = await start();
      const ran: string[] = [];
      await queue.add(task('a'));
      queue.work(async ({ data }) => {
        ran.push(data.note);
        return DONE;
      });
      await queue.add(task('b'));
      await vi.waitFor(() => expect(ran.sort()).toEqual(['a', 'b']));
    });

    it('runs a key once for many adds while it waits', async () => {
      const queue = await start();
      const ran: string[] = [];
      for (let n = 0; n < 5; n++) await queue.add(task('a'));
      await queue.add(task('b'));
      queue.work(async ({ key }) => {
        ran.push(key);
        return DONE;
      });
      await vi.waitFor(async () =>
        expect(await queue.counts()).toMatchObject({ waiting: 0, active: 0 }),
      );
      expect(ran.sort()).toEqual(['a', 'b']);
    });

    it('never runs a key twice at once, and runs it again for what came meanwhile', async () => {
      const queue = await start();
      const held = gate();
      const ran: string[] = [];
      let active = 0;
      let most = 0;
      queue.work(async ({ data }) => {
        most = Math.max(most, ++active);
        ran.push(data.note);
        if (ran.length === 1) await held.opened;
        active--;
        return DONE;
      });
      await queue.add(task('a', { data: { note: 'first' } }));
      await vi.waitFor(() => expect(ran).toEqual(['first']));
      for (const note of ['second', 'third', 'fourth'])
        await queue.add(task('a', { data: { note } }));
      held.open();
      await vi.waitFor(() => expect(ran).toEqual(['first', 'fourth']));
      await sleep(50);
      expect(ran).toHaveLength(2);
      expect(most).toBe(1);
    });

    it('takes a key again after it is done', async () => {
      const queue = await start();
      let ran = 0;
      queue.work(async () => {
        ran++;
        return DONE;
      });
      await queue.add(task('a'));
      await vi.waitFor(() => expect(ran).toBe(1));
      await sleep(30);
      await queue.add(task('a'));
      await vi.waitFor(() => expect(ran).toBe(2));
    });

    it('tries again later, with the data handed back', async () => {
      const queue = await start();
      const ran: { note: string; at: number }[] = [];
      queue.work(async ({ data }) => {
        ran.push({ note: data.note, at: Date.now() });
        if (ran.length === 1) return { kind: 'again', after: 150, data: { note: 'once more' } };
        return DONE;
      });
      await queue.add(task('a'));
      await vi.waitFor(() => expect(ran.map(({ note }) => note)).toEqual(['a', 'once more']));
      expect((ran[1]?.at ?? 0) - (ran[0]?.at ?? 0)).toBeGreaterThanOrEqual(140);
    });

    it('folds an add into the attempt that waits', async () => {
      const queue = await start();
      const ran: number[] = [];
      queue.work(async () => {
        ran.push(Date.now());
        return ran.length === 1 ? { kind: 'again', after: 300, data: { note: 'a' } } : DONE;
      });
      await queue.add(task('a'));
      await vi.waitFor(async () => expect((await queue.counts()).delayed).toBe(1));
      await queue.add(task('a'));
      await vi.waitFor(() => expect(ran).toHaveLength(2));
      await sleep(50);
      expect(ran).toHaveLength(2);
      expect((ran[1] ?? 0) - (ran[0] ?? 0)).toBeGreaterThanOrEqual(280);
    });

    it('loses no add that comes while an attempt runs which will be tried again', async () => {
      const queue = await start();
      const held = gate();
      const starts: number[] = [];
      let added = 0;
      queue.work(async () => {
        starts.push(Date.now());
        if (starts.length > 1) return DONE;
        await held.opened;
        return { kind: 'again', after: 60, data: { note: 'a' } };
      });
      await queue.add(task('a'));
      await vi.waitFor(() => expect(starts).toHaveLength(1));
      await queue.add(task('a', { data: { note: 'newer' } }));
      added = Date.now();
      held.open();
      await vi.waitFor(() => expect(starts.length).toBeGreaterThanOrEqual(2));
      expect(starts.at(-1)).toBeGreaterThanOrEqual(added);
    });

    it('lets events go before fan-outs, and calls up a fan-out that an event asks for', async () => {
      const queue = await start({ concurrency: 1, perLane: 1 });
      const ran: string[] = [];
      for (const key of ['f1', 'f2', 'f3']) await queue.add(task(key, { urgency: 'fan-out' }));
      await queue.add(task('e1'));
      await queue.add(task('f3'));
      queue.work(async ({ key }) => {
        ran.push(key);
        return DONE;
      });
      await vi.waitFor(() => expect(ran).toHaveLength(4));
      expect(ran.slice(0, 2).sort()).toEqual(['e1', 'f3']);
      expect(ran.slice(2)).toEqual(['f1', 'f2']);
    });

    it('lets no lane take every worker', async () => {
      const queue = await start();
      const held = gate();
      const ran: string[] = [];
      const active = new Map<string, number>();
      let most = 0;
      queue.work(async ({ key, lane }) => {
        active.set(lane, (active.get(lane) ?? 0) + 1);
        most = Math.max(most, active.get('big') ?? 0);
        ran.push(key);
        if (lane === 'big') await held.opened;
        active.set(lane, (active.get(lane) ?? 0) - 1);
        return DONE;
      });
      for (let n = 0; n < 30; n++) await queue.add(task(`big${n}`, { lane: 'big' }));
      await queue.add(task('small', { lane: 'small' }));
      await vi.waitFor(() => expect(ran).toContain('small'), { timeout: 3_000 });
      expect(most).toBe(2);
      held.open();
      await vi.waitFor(() => expect(ran).toHaveLength(31), { timeout: 8_000 });
      expect(most).toBe(2);
    });

    it('drains: what runs comes to its end, nothing new is taken', async () => {
      const queue = await start();
      let ended = false;
      const began = gate();
      queue.work(async () => {
        began.open();
        await sleep(150);
        ended = true;
        return DONE;
      });
      await queue.add(task('a'));
      await began.opened;
      await queue.drain(5_000);
      expect(ended).toBe(true);
      await expect(queue.add(task('b'))).rejects.toThrow();
    });

    it('gives a drain up after its time', async () => {
      const queue = await start();
      const began = gate();
      let ended = false;
      queue.work(async () => {
        began.open();
        await sleep(1_500);
        ended = true;
        return DONE;
      });
      await queue.add(task('a'));
      await began.opened;
      await queue.drain(100);
      expect(ended).toBe(false);
    });

    it('adds a task whenever its pattern comes round, until told otherwise', async () => {
      const queue = await start();
      const ran: string[] = [];
      queue.work(async ({ key }) => {
        ran.push(key);
        return DONE;
      });
      await queue.repeat('* * * * * *', task('round', { urgency: 'fan-out' }));
      await vi.waitFor(() => expect(ran).toEqual(['round', 'round']), { timeout: 10_000 });
      await queue.repeat(null, task('round'));
      await vi.waitFor(async () =>
        expect(await queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0 }),
      );
    });

    it('survives work that rejects', async () => {
      const queue = await start();
      const ran: string[] = [];
      queue.work(async ({ key }) => {
        ran.push(key);
        if (key === 'bad') throw new Error('a bug');
        return DONE;
      });
      await queue.add(task('bad'));
      await queue.add(task('good'));
      await vi.waitFor(() => expect(ran.sort()).toEqual(['bad', 'good']));
      await sleep(30);
      await queue.add(task('bad'));
      await vi.waitFor(() => expect(ran).toHaveLength(3));
    });
  });
}

const quiet = () => {};

contract('the queue in memory', async (limits = LIMITS) => new MemoryQueue<Note>(limits, quiet));

describe('the queue in memory, being drained', () => {
  it('runs what waits and what was put off, saying it is the last chance', async () => {
    const queue = new MemoryQueue<Note>({ concurrency: 1, perLane: 1 }, quiet);
    const ran: [string, string][] = [];
    queue.work(async ({ key }, chance) => {
      ran.push([key, chance]);
      return { kind: 'again', after: 60_000, data: { note: key } };
    });
    await queue.add(task('a'));
    await vi.waitFor(async () => expect(await queue.counts()).toMatchObject({ delayed: 1 }));
    await queue.drain(1_000);
    expect(ran).toEqual([
      ['a', 'more'],
      ['a', 'last'],
    ]);
  });
});

describe('the queue in memory, drained while something runs', () => {
  it('gives what would be tried again its last chance at once', async () => {
    const queue = new MemoryQueue<Note>(LIMITS, quiet);
    const [began, held] = [gate(), gate()];
    const ran: [string, string][] = [];
    queue.work(async ({ data }, chance) => {
      ran.push([data.note, chance]);
      began.open();
      await held.opened;
      return { kind: 'again', after: 60_000, data: { note: 'once more' } };
    });
    await queue.add(task('a'));
    await began.opened;
    const drained = queue.drain(5_000);
    held.open();
    await drained;
    expect(ran).toEqual([
      ['a', 'more'],
      ['once more', 'last'],
    ]);
  });
});

describe.skipIf(!hasRedis())('with Redis', () => {
  let server: RedisServer;
  let count = 0;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    await server.stop();
  });

  const make = (limits: Limits = LIMITS) =>
    openRedisQueue<Note>({ ...limits, url: server.url, name: `test-${count++}`, report: quiet });

  contract('the queue in Redis', make);

  it('refuses at once while Redis is away, and takes tasks again when it is back', async () => {
    const own = await startRedis();
    const options = { ...LIMITS, url: own.url, name: 'away', report: quiet };
    const queue = await openRedisQueue<Note>(options);
    await queue.add(task('a'));
    await own.stop();
    await expect(queue.add(task('b'))).rejects.toThrow();
    const again = await startRedis(Number(new URL(own.url).port));
    await vi.waitFor(() => queue.add(task('c')), { timeout: 5_000, interval: 100 });
    await queue.drain(1_000);
    await again.stop();
  });

  it('repeats a task once, however many processes ask for it', async () => {
    const name = `repeated-${count++}`;
    const options = { ...LIMITS, url: server.url, name, report: quiet };
    const queues = [await openRedisQueue<Note>(options), await openRedisQueue<Note>(options)];
    for (const queue of queues) await queue.repeat('0 5 * * *', task('round'));
    expect(await queues[0]?.counts()).toMatchObject({ delayed: 1 });
    for (const queue of queues) await queue.repeat('30 6 * * *', task('round'));
    expect(await queues[0]?.counts()).toMatchObject({ delayed: 1 });
    await Promise.all(queues.map((queue) => queue.drain(1_000)));
  });

  it('works in one process on what another took in', async () => {
    const name = `shared-${count++}`;
    const options = { ...LIMITS, url: server.url, name, report: quiet };
    const web = await openRedisQueue<Note>(options);
    const worker = await openRedisQueue<Note>(options);
    const ran: string[] = [];
    await web.add(task('a'));
    worker.work(async ({ key }) => {
      ran.push(key);
      return DONE;
    });
    await vi.waitFor(() => expect(ran).toEqual(['a']));
    await Promise.all([web.drain(1_000), worker.drain(1_000)]);
  });
});

it.runIf(!hasRedis())('did not test the queue in Redis: no redis-server on this machine', () => {
  expect(process.env.BELAY_TEST_NOTHING_SKIPPED).toBeUndefined();
});
