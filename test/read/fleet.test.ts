import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pilotMark, sayingMark } from '../../src/core/pilot/marker.js';
import type { LogReading, RepositoryLog } from '../../src/core/pilot/repository-log.js';
import { todayAt } from '../../src/entry/clock.js';
import { tokenClient } from '../../src/entry/token-client.js';
import { createReadCache } from '../../src/read/cache.js';
import { readLogs } from '../../src/read/fleet/logs.js';
import { assignableIn } from '../../src/read/fleet/reach.js';
import { listRepositories } from '../../src/read/fleet/repositories.js';
import { entryText } from '../builders/entry-text.js';
import { aMark } from '../builders/pilot.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';

const POLICY = 'workflows: { checkout-pricing: { paths: ["services/pricing/**"] } }\n';
const ENTRY = 'docs/decisions/0042-read-through-cache.md';
const FILES = { '.github/belay.yml': POLICY, [ENTRY]: entryText() };

let gh: GitHub;
let shop: Repo;

beforeEach(async () => {
  gh = await startGitHub();
  shop = await gh.repo('acme/shop', { files: FILES });
});
afterEach(() => gh.close());

const fleet = () => ({ client: tokenClient(gh.installationToken('acme'), gh.url), timeout: 5_000 });

async function read(...names: readonly string[]): Promise<readonly LogReading[]> {
  const readings: LogReading[] = [];
  const repositories = names.map((name) => ({ owner: 'acme', name }));
  const options = { today: todayAt('2026-11-18'), cache: createReadCache() };
  const issuer = { login: 'belay[bot]' };
  for await (const group of readLogs(fleet(), repositories, { ...options, issuer }))
    readings.push(...group);
  return readings;
}

async function readShop(): Promise<RepositoryLog> {
  const [reading] = await read('shop');
  if (reading?.kind !== 'log') throw new Error(`no log: ${JSON.stringify(reading)}`);
  return reading.log;
}

/** What Belay itself does, past any flow. */
async function asBelay(method: string, path: string, body?: unknown) {
  const { data } = await gh.rest(gh.installationToken('acme'), method, path, body);
  return data as { number: number; id: number };
}

const ISSUES = '/repos/acme/shop/issues';
const MARKED = `Words.\n\n${pilotMark(aMark())}`;

describe('the logs of a fleet', () => {
  it('tell the pilots of each repository, and what keeps one from being read', async () => {
    await gh.repo('acme/plain', { files: { 'README.md': '# Plain\n' } });
    await gh.repo('acme/empty');
    const readings = await read('shop', 'nowhere', 'plain', 'empty');
    const told = readings.map((one) =>
      one.kind === 'log'
        ? `shop: ${one.log.pilots.map(({ entry, state }) => `${entry.id} ${state}`)}`
        : `${one.repository.name}: ${one.kind}`,
    );
    expect(told.toSorted()).toEqual([
      'empty: without-policy',
      'nowhere: trouble',
      'plain: without-policy',
      'shop: DL-0042 past',
    ]);
  });

  it('may lie in several folders, deep ones and the root too', async () => {
    const policy = `decisions: { path: [".", "adr"] }\n${POLICY}`;
    const deep = { 'adr/2026/q4/pricing/more/0043-a.md': entryText({ id: 'DL-0043' }) };
    await shop.commit({ files: { '.github/belay.yml': policy, ...deep } });
    const { pilots } = await readShop();
    expect(pilots.map(({ entry }) => entry.id).toSorted()).toEqual(['DL-0042', 'DL-0043']);
  });

  it('are fetched a hundred entries at a time', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 130 }, (_, at) => [`docs/decisions/${1000 + at}-a.md`, `# ${at}\n`]),
    );
    await shop.commit({ files });
    gh.forget();
    await readShop();
    expect(gh.count({ operation: 'BelayFleetBlobs' })).toBe(2);
  });

  it('count with their trouble where a part of the answer is refused', async () => {
    await gh.repo('acme/till', { files: FILES });
    const refuse = (body: { data: Record<string, unknown>; errors?: unknown[] }) => ({
      data: { ...body.data, r1: null },
      errors: [{ type: 'FORBIDDEN', path: ['r1', 'issues'], message: 'not accessible' }],
    });
    gh.faults.add({ operation: 'BelayFleetIssues' }, { change: refuse });
    const [shopLog, tillLog] = await read('shop', 'till');
    expect(shopLog).toMatchObject({ kind: 'log' });
    expect(tillLog).toMatchObject({ kind: 'trouble', trouble: { kind: 'forbidden' } });
  });

  it('are read again in halves after an answer that was cut off', async () => {
    await gh.repo('acme/till', { files: FILES });
    gh.faults.add({ operation: 'BelayFleetFolders' }, { cut: 20 });
    const readings = await read('shop', 'till');
    expect(readings.map(({ kind }) => kind)).toEqual(['log', 'log']);
  });
});

describe('the issues of a log', () => {
  it('are those that Belay opened, in any state, on any page', async () => {
    for (let turn = 0; turn < 33; turn++)
      await asBelay('POST', ISSUES, { title: `${turn}`, body: MARKED });
    await asBelay('PATCH', `${ISSUES}/3`, { state: 'closed' });
    await shop.openIssue({ title: 'Mine', body: MARKED, by: 'alice' });
    const { known } = await readShop();
    expect(known).toHaveLength(33);
    expect(known.filter(({ open }) => !open).map(({ number }) => number)).toEqual([3]);
    expect(known.every(({ key }) => key?.id === 'DL-0042')).toBe(true);
  });

  it('are found by their label where GitHub does not know an app by its login', async () => {
    await asBelay('POST', ISSUES, { title: 'A', body: MARKED, labels: ['pilot-purgatory'] });
    const forget = (body: { data: { r0: { byCreator: { nodes: unknown[] } } } }) => {
      body.data.r0.byCreator.nodes = [];
      return body;
    };
    gh.faults.add({ operation: 'BelayFleetIssues' }, { change: forget });
    expect((await readShop()).known).toHaveLength(1);
  });

  it('tell what Belay said, on any page, and nothing of what others edited', async () => {
    await asBelay('POST', ISSUES, { title: 'A', body: MARKED });
    const words = (saying: 'past' | 'escalated') => `${pilotMark(aMark())}\n${sayingMark(saying)}`;
    const first = await asBelay('POST', `${ISSUES}/1/comments`, { body: words('past') });
    for (let turn = 0; turn < 100; turn++)
      await shop.issue(1).comment(words('past'), { by: 'alice' });
    await asBelay('POST', `${ISSUES}/1/comments`, { body: words('escalated') });
    const said = async () => (await readShop()).known[0]?.said.map(({ saying }) => saying);
    expect(await said()).toEqual(['past', 'escalated']);
    const edited = { body: words('escalated') };
    await gh.act('root', 'PATCH', `${ISSUES}/comments/${first.id}`, edited);
    expect(await said()).toEqual(['escalated']);
  });

  it("keep the mark of the newest body that was Belay's own", async () => {
    await asBelay('POST', ISSUES, { title: 'A', body: MARKED });
    const forged = MARKED.replaceAll('0042', '0007');
    await gh.act('root', 'PATCH', `${ISSUES}/1`, { body: forged });
    const [issue] = (await readShop()).known;
    expect(issue).toMatchObject({ key: { id: 'DL-0042' }, body: forged });
    const climbed = `Words.\n\n${pilotMark(aMark({ rung: 'escalated' }))}`;
    await asBelay('PATCH', `${ISSUES}/1`, { body: climbed });
    await gh.act('root', 'PATCH', `${ISSUES}/1`, { body: '' });
    expect((await readShop()).known[0]).toMatchObject({ standing: { rung: 'escalated' } });
  });

  it('are told with the labels that exist', async () => {
    await gh.act('root', 'POST', '/repos/acme/shop/labels', { name: 'pilot-due', color: 'ededed' });
    expect((await readShop()).labels).toEqual(['pilot-due']);
  });
});

describe('who can be assigned', () => {
  const asked = (...logins: readonly string[]) =>
    assignableIn(fleet(), [{ name: { owner: 'acme', name: 'shop' }, logins }]);

  it('is known by one query, and a no is asked for again', async () => {
    gh.forget();
    expect(await asked('alice', 'mallory')).toEqual([{ kind: 'good', value: new Set(['alice']) }]);
    expect(gh.count()).toBe(1);
    expect(await asked('mallory', 'bob')).toEqual([{ kind: 'good', value: new Set(['bob']) }]);
    expect(gh.count({ method: 'GET', path: /assignees/ })).toBe(1);
  });

  it('is unknown where GitHub does not tell', async () => {
    gh.faults.add({ path: /assignees/ }, { status: 500 });
    expect(await asked('mallory')).toMatchObject([{ kind: 'trouble' }]);
  });
});

describe('the repositories of a fleet', () => {
  it('are those of the installation, of an organisation, or of a person', async () => {
    await gh.repo('octocat/hello', { files: { 'README.md': '# Hello\n' } });
    const client = tokenClient(gh.token('octocat'), gh.url);
    const own = { client, timeout: 5_000 };
    const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
    expect(names(await listRepositories(fleet(), { kind: 'installation' }))).toEqual(['shop']);
    expect(names(await listRepositories(own, { kind: 'owner', login: 'acme' }))).toEqual(['shop']);
    expect(names(await listRepositories(own, { kind: 'owner', login: 'octocat' }))).toEqual([
      'hello',
    ]);
  });
});
