import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedRequest, Pull } from '../github/world.js';
import { ENTRY_FILE, entry, openStage, SHOP_FILES, type Stage } from './shop.js';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage({ files: { ...SHOP_FILES, 'docs/decisions/0001.md': entry('DL-0001') } });
});

afterEach(async () => {
  await stage.end();
});

const FLAGGED = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };
const COMPLETE = { ...FLAGGED, [ENTRY_FILE]: entry() };

interface Asked {
  readonly reads: number;
  readonly writes: number;
}

/** What GitHub was asked for until the App was done, token mints apart, and how it ended. */
async function asked(act: () => Promise<Pull>): Promise<Asked & { conclusion: string | null }> {
  const { gh } = stage;
  await stage.settled();
  gh.forget();
  const pull = await act();
  await stage.settled();
  const requests = gh.requests.filter(({ mint }) => !mint);
  const writes = requests.filter(isWrite).length;
  const conclusion = pull.check('Belay')?.conclusion ?? null;
  return { reads: requests.length - writes, writes, conclusion };
}

function isWrite({ method, graphql }: LoggedRequest): boolean {
  return method !== 'GET' && !graphql;
}

/** A complete pull request judged before: the log and the runbook are remembered. */
async function warmUp(): Promise<Pull> {
  const pull = await stage.shop.openPull({
    files: { ...FLAGGED, 'docs/decisions/0041.md': entry('DL-0041') },
  });
  await stage.settled();
  return pull;
}

describe('what GitHub is asked for', () => {
  it('is two requests where nothing flagged is touched, even for the first time', async () => {
    const open = (text: string) => () => stage.shop.openPull({ files: { 'README.md': text } });
    const once = { reads: 1, writes: 1, conclusion: 'success' };
    expect(await asked(open('# One\n'))).toEqual(once);
    expect(await asked(open('# Two\n'))).toEqual(once);
  });

  it('is at most six requests for a complete pull request in a repository never seen', async () => {
    const { reads, writes, conclusion } = await asked(() =>
      stage.shop.openPull({ files: COMPLETE }),
    );
    expect({ writes, conclusion }).toEqual({ writes: 1, conclusion: 'success' });
    expect(reads + writes).toBeLessThanOrEqual(6);
  });

  it('is at most four once the log is known', async () => {
    await warmUp();
    const { reads, writes, conclusion } = await asked(() =>
      stage.shop.openPull({ files: COMPLETE }),
    );
    expect({ writes, conclusion }).toEqual({ writes: 1, conclusion: 'success' });
    expect(reads + writes).toBeLessThanOrEqual(4);
  });

  it('is as much with hundreds of entries', async () => {
    const numbers = Array.from({ length: 500 }, (_, at) => 1000 + at);
    const log = numbers.map((number) => [`docs/decisions/${number}.md`, entry(`DL-${number}`)]);
    await stage.shop.commit({ files: Object.fromEntries(log) });
    await warmUp();
    const { reads, writes } = await asked(() => stage.shop.openPull({ files: COMPLETE }));
    expect(reads + writes).toBeLessThanOrEqual(4);
  });

  it('is one more with a rename', async () => {
    await warmUp();
    const { reads, writes, conclusion } = await asked(() =>
      stage.shop.openPull({
        files: COMPLETE,
        renames: { 'README.md': 'services/pricing/README.md' },
      }),
    );
    expect({ writes, conclusion }).toEqual({ writes: 1, conclusion: 'success' });
    expect(reads + writes).toBeLessThanOrEqual(5);
  });

  it('is at most three more with 300 files', async () => {
    await warmUp();
    const more = Array.from({ length: 298 }, (_, at) => [`src/${at}.ts`, `${at}\n`]);
    const { reads, writes, conclusion } = await asked(() =>
      stage.shop.openPull({ files: { ...COMPLETE, ...Object.fromEntries(more) } }),
    );
    expect({ writes, conclusion }).toEqual({ writes: 1, conclusion: 'success' });
    expect(reads + writes).toBeLessThanOrEqual(7);
  });

  it('is no write where the verdict is what it was', async () => {
    const pull = await warmUp();
    const again = await asked(async () => {
      await pull.label('urgent');
      return pull;
    });
    expect(again).toMatchObject({ writes: 0, conclusion: 'success' });
    expect(again.reads).toBeLessThanOrEqual(3);
  });
});
