import { describe, expect, it } from 'vitest';
import { createReadCache } from '../../src/read/cache.js';
import { readChange } from '../../src/read/change.js';
import { memoryRepository } from './memory.js';
import { BEGINNING, entry } from './world.js';

const TOUCH = { 'services/pricing/quote.ts': 'two\n' };

function shop() {
  const repository = memoryRepository();
  repository.commit({ branch: 'main', files: BEGINNING });
  return repository;
}

describe('reading no more than is needed', () => {
  const callsFor = async (files: Record<string, string>, base = 'main') => {
    const repository = shop();
    repository.commit({ branch: 'release', files: {} });
    repository.commit({ branch: 'topic', files });
    const source = repository.source({ head: 'topic', base });
    await readChange(source, { today: () => '2026-11-20' });
    return repository.calls;
  };

  it('stops after the first look when nothing flagged is touched', async () => {
    expect(await callsFor({ 'README.md': 'x\n' })).toEqual(['look']);
  });

  it('stops there for entries alone, too', async () => {
    expect(await callsFor({ 'docs/decisions/0002.md': entry() })).toEqual(['look']);
  });

  it('reads a new policy and nothing else', async () => {
    expect(await callsFor({ '.github/belay.yml': 'version: 1\n' })).toEqual(['look', 'files']);
  });

  it('looks up reverts only where some are named', async () => {
    expect(await callsFor(TOUCH)).not.toContain('entering');
  });
});

describe('fail closed', () => {
  it('leaves hundreds of touched entries unread and says so', async () => {
    const repository = shop();
    const many = Array.from({ length: 301 }, (_, at) => [`docs/decisions/${at}.md`, entry()]);
    repository.commit({ branch: 'topic', files: { ...TOUCH, ...Object.fromEntries(many) } });
    const source = repository.source({ head: 'topic' });
    const reading = await readChange(source, { today: () => '2026-11-20' });
    expect(reading).toMatchObject({
      change: { unread: [{ kind: 'log', folder: 'docs/decisions' }] },
    });
  });
});

describe('a hostile repository', () => {
  const dear = (at: number) => `---\nstatus: pilot\nguardrail: [${'a,'.repeat(9_000)}${at}]\n---\n`;
  const TODAY = { today: () => '2026-11-20' };

  it('does not stop the process while its entries are read', async () => {
    const repository = shop();
    const many = (from: number) =>
      Object.fromEntries(
        Array.from({ length: 6 }, (_, at) => [`docs/decisions/${from + at}.md`, dear(from + at)]),
      );
    repository.commit({ branch: 'main', files: many(100) });
    repository.commit({ branch: 'topic', files: { ...TOUCH, ...many(200) } });
    const reading = readChange(repository.source({ head: 'topic' }), TODAY);
    let turns = 0;
    const count = () => {
      turns += 1;
      clock = setImmediate(count);
    };
    let clock = setImmediate(count);
    await reading;
    clearImmediate(clock);
    // Six entries of the log and six of the change, side by side.
    expect(turns).toBeGreaterThanOrEqual(6);
  });

  it('cannot fill the memory with its log', async () => {
    const repository = shop();
    const huge = Object.fromEntries(
      Array.from({ length: 140 }, (_, at) => [
        `docs/decisions/${at}.md`,
        `# ${at}\n${' '.repeat(500_000)}`,
      ]),
    );
    repository.commit({ branch: 'main', files: huge });
    repository.commit({ branch: 'topic', files: TOUCH });
    const reading = await readChange(repository.source({ head: 'topic' }), TODAY);
    expect(reading).toMatchObject({
      change: { log: { base: [] }, unread: [{ kind: 'log', folder: 'docs/decisions' }, {}] },
    });
    expect(repository.calls).not.toContain('blobs');
  });

  it('cannot fill the memory with the entries of a change', async () => {
    const repository = shop();
    const huge = Object.fromEntries(
      Array.from({ length: 120 }, (_, at) => [
        `docs/decisions/${at}.md`,
        `# ${at}\n${' '.repeat(500_000)}`,
      ]),
    );
    repository.commit({ branch: 'topic', files: { ...TOUCH, ...huge } });
    const reading = await readChange(repository.source({ head: 'topic' }), TODAY);
    if (reading.kind !== 'change') throw new Error(reading.kind);
    expect(reading.change.unread).toHaveLength(70);
    expect(reading.change.log.changed).toHaveLength(50);
  });
});

describe('the day', () => {
  it('is that of the policy’s time zone', async () => {
    const repository = shop();
    const policy = `timezone: Asia/Tokyo\n${BEGINNING['.github/belay.yml']}`;
    repository.commit({ branch: 'main', files: { '.github/belay.yml': policy } });
    repository.commit({ branch: 'topic', files: { 'README.md': 'x\n' } });
    const zones: string[] = [];
    await readChange(repository.source({ head: 'topic' }), {
      today: (zone) => {
        zones.push(zone);
        return '2026-11-20';
      },
    });
    expect(zones).toEqual(['Asia/Tokyo']);
  });
});

describe('what is remembered', () => {
  it('is made once for one content of one repository', () => {
    const cache = createReadCache();
    const key = { repository: '1', what: 'entry', oid: 'abc', bytes: 10 };
    const made = cache.of(key, () => ({ made: 1 }));
    expect(cache.of(key, () => ({ made: 2 }))).toBe(made);
    expect(cache.find({ ...key, repository: '2' })).toBeUndefined();
    expect(cache.find({ ...key, what: 'runbook' })).toBeUndefined();
  });

  it('has a bound', () => {
    const cache = createReadCache(10_000);
    const key = (at: number) => ({ repository: '1', what: 'entry', oid: String(at), bytes: 1_000 });
    for (let at = 0; at < 100; at++) cache.of(key(at), () => ({ at }));
    expect(cache.find(key(0))).toBeUndefined();
    expect(cache.find(key(99))).toEqual({ at: 99 });
    cache.of({ ...key(200), bytes: 1_000_000 }, () => ({ at: 200 }));
    expect(cache.find(key(99))).toEqual({ at: 99 });
  });
});
