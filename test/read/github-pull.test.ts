import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReadCache, type ReadCache } from '../../src/read/cache.js';
import { type Reading, readChange } from '../../src/read/change.js';
import type { Client } from '../../src/read/github/client.js';
import { pullRequest } from '../../src/read/github/source.js';
import type { Pull, Repo } from '../github/world.js';
import { type GitHub, startGitHub } from '../github/world.js';
import { BEGINNING, entry, POLICY, RUNBOOK } from './world.js';

let gh: GitHub;
let shop: Repo;
let cache: ReadCache;

beforeEach(async () => {
  gh = await startGitHub();
  shop = await gh.repo('acme/shop', { files: written(BEGINNING) });
  cache = createReadCache();
});
afterEach(() => gh.close());

function written(files: typeof BEGINNING): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, String(text)]));
}

interface Counted {
  readonly reading: Reading;
  readonly requests: number;
  /** The longest chain of requests that waited for one another, at most. */
  readonly rounds: number;
}

async function read({ number }: Pull, timeout = 10_000): Promise<Counted> {
  const octokit = new Octokit({
    baseUrl: gh.url,
    auth: gh.installationToken('acme'),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  let done = 0;
  let rounds = 0;
  const counting = async <T>(ask: () => Promise<T>): Promise<T> => {
    const depth = done + 1;
    rounds = Math.max(rounds, depth);
    try {
      return await ask();
    } finally {
      done = Math.max(done, depth);
    }
  };
  const client: Client = {
    graphql: (query, variables) => counting(() => octokit.graphql(query, variables)),
    request: (route, parameters) => counting(() => octokit.request(route, parameters)),
  };
  gh.forget();
  const source = pullRequest({
    client,
    owner: 'acme',
    name: 'shop',
    number,
    check: { name: 'Belay', appId: gh.appId },
    timeout,
  });
  const reading = await readChange(source, { today: () => '2026-11-20', cache });
  return { reading, requests: gh.count(), rounds };
}

async function change(pull: Pull) {
  const { reading } = await read(pull);
  if (reading.kind !== 'change') throw new Error(JSON.stringify(reading));
  return reading.change;
}

const complete = {
  'services/pricing/quote.ts': 'two\n',
  'docs/decisions/0002.md': entry({ id: 'DL-0002', runbook: 'docs/runbooks/pricing.md' }),
};

describe('what a reading costs', () => {
  it('is one request for a change that touches nothing flagged', async () => {
    const pull = await shop.openPull({ files: { 'README.md': 'x\n' } });
    expect(await read(pull)).toMatchObject({ requests: 1, rounds: 1 });
    expect(await read(pull)).toMatchObject({ requests: 1, rounds: 1 });
  });

  it('is five at first and two from then on for a complete one', async () => {
    const pull = await shop.openPull({ files: complete });
    expect(await read(pull)).toMatchObject({ requests: 5, rounds: 3 });
    expect(await read(pull)).toMatchObject({ requests: 2, rounds: 2 });
  });

  it('is three where an entry names a runbook nobody named before', async () => {
    await read(await shop.openPull({ files: complete }));
    await shop.commit({ files: { 'docs/runbooks/other.md': RUNBOOK } });
    const other = entry({ id: 'DL-0003', runbook: 'docs/runbooks/other.md' });
    const pull = await shop.openPull({ files: { ...complete, 'docs/decisions/0003.md': other } });
    expect(await read(pull)).toMatchObject({ requests: 3, rounds: 3 });
  });

  it('is one more with a rename', async () => {
    await read(await shop.openPull({ files: complete }));
    const renames = { 'README.md': 'services/pricing/README.md' };
    const pull = await shop.openPull({ files: complete, renames });
    expect(await read(pull)).toMatchObject({ requests: 3 });
    expect((await change(pull)).files).toContainEqual({
      path: 'services/pricing/README.md',
      previousPath: 'README.md',
      status: 'renamed',
    });
  });

  it('is three more with 300 files', async () => {
    const many = Array.from({ length: 298 }, (_, at) => [`src/${at}.ts`, `${at}\n`]);
    const pull = await shop.openPull({ files: { ...complete, ...Object.fromEntries(many) } });
    await read(pull);
    expect(await read(pull)).toMatchObject({ requests: 5, rounds: 3 });
    expect((await change(pull)).files).toHaveLength(300);
  });

  it('stays the same when somebody else has pushed, and nothing is out of date', async () => {
    const pull = await shop.openPull({ files: complete, body: 'Decision: DL-1' });
    await read(pull);
    await shop.commit({
      files: {
        '.github/belay.yml': POLICY.replace('Checkout pricing', 'Prices'),
        'docs/decisions/0001-first.md': entry({ id: 'DL-0001', status: 'killed' }),
        'docs/runbooks/pricing.md': '# All new\n',
      },
    });
    const { reading, requests } = await read(pull);
    expect(requests).toBeLessThanOrEqual(5);
    expect(reading).toMatchObject({
      change: {
        policy: { policy: { workflows: [{ title: 'Prices' }] } },
        log: { base: [{ decision: { status: 'killed' } }] },
      },
    });
    const { targets } = await change(pull);
    expect(targets.get('docs/runbooks/pricing.md')).toMatchObject({
      headings: [{ text: 'All new' }],
    });
  });

  it('reads 250 entries in few requests', async () => {
    const log = Array.from({ length: 250 }, (_, at) => [
      `docs/decisions/${1000 + at}.md`,
      entry({ id: `DL-${1000 + at}` }),
    ]);
    await shop.commit({ files: Object.fromEntries(log) });
    const pull = await shop.openPull({ files: complete });
    const { reading, requests } = await read(pull);
    expect(requests).toBe(7);
    expect(reading).toMatchObject({ kind: 'change' });
    expect((await read(pull)).requests).toBe(2);
  });
});

describe('where a change comes from', () => {
  it('may be a fork, read through the repository it goes to', async () => {
    const fork = await shop.fork('octocat');
    const pull = await shop.openPull({ from: fork, head: 'cache', files: complete, by: 'octocat' });
    const { proposal, log, unread } = await change(pull);
    expect(proposal).toMatchObject({ author: 'octocat', headBranch: 'cache' });
    expect(proposal.headRepositoryUrl).toMatch(/octocat\/shop$/);
    expect(log.changed).toMatchObject([{ after: { id: 'DL-0002' } }]);
    expect(unread).toEqual([]);
  });

  it('may be closed or merged meanwhile: nothing more is read', async () => {
    const one = await shop.openPull({ files: complete });
    await one.close();
    expect(await read(one)).toMatchObject({
      requests: 1,
      reading: { kind: 'closed', state: 'closed' },
    });
    const two = await shop.openPull({ files: complete });
    await two.merge();
    expect(await read(two)).toMatchObject({
      requests: 1,
      reading: { kind: 'closed', state: 'merged' },
    });
  });

  it('may have lost its branch: its commits are still there', async () => {
    const pull = await shop.openPull({ files: complete });
    const { head } = pull;
    await pull.deleteHead();
    const { reading } = await read(pull);
    if (reading.kind === 'closed') expect(reading.headOid).toBe(head);
    else expect(reading).toMatchObject({ change: { proposal: { headOid: head }, unread: [] } });
  });

  it('may be a commit that another pull request ends in, with a check already', async () => {
    const one = await shop.openPull({ files: complete, head: 'cache' });
    shop.branch('release');
    const two = await shop.openPull({ head: 'cache', base: 'release' });
    await shop.openPull({ files: { 'README.md': 'x\n' } });
    const { reading } = await read(one);
    expect(reading).toMatchObject({
      standing: { others: [{ number: two.number }], check: null },
    });
    const token = gh.installationToken('acme');
    const body = {
      name: 'Belay',
      head_sha: one.head,
      status: 'completed',
      conclusion: 'failure',
      external_id: 'v1',
    };
    const made = await gh.rest(token, 'POST', '/repos/acme/shop/check-runs', body);
    expect(made.status).toBe(201);
    expect((await read(one)).reading).toMatchObject({
      standing: { check: { status: 'completed', externalId: 'v1' } },
    });
  });

  it('is gone when there is no such pull request', async () => {
    const pull = await shop.openPull({ files: complete });
    const { reading } = await read(Object.assign(Object.create(pull), { number: 99 }));
    expect(reading).toMatchObject({ kind: 'trouble', trouble: { kind: 'gone' } });
  });
});

describe('what cannot be read whole', () => {
  it('is said when the list of files is shorter than their number', async () => {
    const many = Array.from({ length: 120 }, (_, at) => [`src/${at}.ts`, `${at}\n`]);
    const pull = await shop.openPull({ files: Object.fromEntries(many) });
    gh.faults.add(
      { path: /pulls\/\d+\/files$/ },
      { change: (files) => files.slice(0, 10) },
      Infinity,
    );
    expect((await change(pull)).unread).toEqual([{ kind: 'files' }]);
  });

  it('is not missed beyond 3,000 files: trees are compared', async () => {
    const many = Array.from({ length: 3_001 }, (_, at) => [`src/${at}.ts`, `${at}\n`]);
    const pull = await shop.openPull({
      files: { ...complete, ...Object.fromEntries(many), 'README.md': null },
    });
    const { reading, requests } = await read(pull);
    expect(reading).toMatchObject({ kind: 'change', change: { unread: [] } });
    const { files } = await change(pull);
    expect(files).toHaveLength(3_004);
    expect(files).toContainEqual({ path: 'README.md', previousPath: null, status: 'removed' });
    expect(requests).toBe(8);
    gh.faults.add(
      { path: /git\/trees/ },
      { change: (tree) => ({ ...tree, truncated: true }) },
      Infinity,
    );
    expect((await change(pull)).unread).toEqual([{ kind: 'files' }]);
  });

  it('is said when a folder is cut off', async () => {
    await shop.commit({ files: { 'docs/decisions/a/b/c/d/0009.md': entry({ id: 'DL-9' }) } });
    const pull = await shop.openPull({ files: complete });
    gh.faults.add(
      { path: /git\/trees/ },
      { change: (tree) => ({ ...tree, truncated: true }) },
      Infinity,
    );
    expect((await change(pull)).unread).toEqual([{ kind: 'log', folder: 'docs/decisions' }]);
    gh.faults.clear();
    expect((await change(pull)).unread).toEqual([]);
  });

  it('is said when a file that the change writes is not there', async () => {
    const pull = await shop.openPull({ files: complete });
    const empty = (body: { data: { repository: Record<string, object> } }) => ({
      data: { repository: { c0: { ...body.data.repository.c0, f0: null } } },
    });
    gh.faults.add({ operation: 'BelayFiles' }, { change: empty });
    expect((await change(pull)).unread).toEqual([{ kind: 'file', path: 'docs/decisions/0002.md' }]);
  });

  it('is asked for in halves when it is too much for one answer', async () => {
    const pull = await shop.openPull({ files: complete });
    gh.faults.add({ operation: 'BelayBlobs' }, { status: 502 });
    const { reading, requests } = await read(pull);
    expect(reading).toMatchObject({
      kind: 'change',
      change: { log: { base: [{ id: 'DL-0001' }] } },
    });
    expect(requests).toBe(7);
  });

  it('is trouble when more pull requests share the head than GitHub lists', async () => {
    const pull = await shop.openPull({ files: complete });
    gh.faults.add({ operation: 'BelayLook' }, { change: withMoreOthers });
    expect((await read(pull)).reading).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'partial' },
    });
  });

  it('is trouble after few requests when GitHub is down, with what was seen', async () => {
    const pull = await shop.openPull({ files: complete });
    gh.faults.add({ operation: 'BelayBlobs' }, { status: 502 }, Infinity);
    const { reading, requests } = await read(pull);
    expect(reading).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'github', status: 502 },
      seen: { headOid: pull.head },
    });
    expect(requests).toBeLessThanOrEqual(8);
  });

  it('is trouble when the line hangs, breaks or goes dead', async () => {
    const pull = await shop.openPull({ files: { 'README.md': 'x\n' } });
    gh.faults.add({ graphql: true }, { hang: true });
    expect((await read(pull, 100)).reading).toMatchObject({ trouble: { kind: 'network' } });
    gh.faults.add({ graphql: true }, { reset: true });
    expect((await read(pull)).reading).toMatchObject({ trouble: { kind: 'network' } });
    gh.faults.add({ graphql: true }, { cut: 100 });
    expect((await read(pull)).reading).toMatchObject({ trouble: { kind: 'partial' } });
  });
});

interface Looked {
  data: { repository: { pullRequest: { tip: { nodes: { commit: object }[] } } } };
}

/** The answer with one page of many pull requests that end in this commit. */
function withMoreOthers(body: Looked): Looked {
  const [tip] = body.data.repository.pullRequest.tip.nodes;
  const others = { pageInfo: { hasNextPage: true }, nodes: [] };
  if (tip !== undefined) tip.commit = { ...tip.commit, associatedPullRequests: others };
  return body;
}

interface Merged {
  data: { repository: { pullRequest: { mergeCommit: { history: { nodes: object[] } } } } };
}

/** The answer with the newest two commits linked to the pull request. */
function linked(body: Merged, number: number): Merged {
  const { history } = body.data.repository.pullRequest.mergeCommit;
  const links = { associatedPullRequests: { nodes: [{ number }] } };
  history.nodes = history.nodes.map((node, at) => (at < 2 ? { ...node, ...links } : node));
  return body;
}

describe('a revert on GitHub', () => {
  it.each(['merge', 'squash', 'rebase'] as const)(
    'is proven after a merge by %s',
    async (method) => {
      const flagged = 'services/pricing/quote.ts';
      const bad = await shop.openPull({ files: { [flagged]: 'bad\n' } });
      await bad.push({ 'services/pricing/more.ts': 'more\n' });
      await bad.merge({ method });
      // GitHub links every rebased commit to its pull request, the embedded one only the last.
      if (method === 'rebase')
        gh.faults.add({ operation: 'BelayMerged' }, { change: (body) => linked(body, bad.number) });
      const before = String(BEGINNING[flagged]);
      const pull = await shop.openPull({
        files: { [flagged]: before, 'services/pricing/more.ts': null },
        body: `Reverts acme/shop#${bad.number}`,
      });
      const [revert] = (await change(pull)).reverts;
      expect([...(revert?.restored ?? [])].sort()).toEqual(['services/pricing/more.ts', flagged]);
    },
  );

  it('is none of a pull request merged elsewhere', async () => {
    shop.branch('release');
    const bad = await shop.openPull({
      files: { 'services/pricing/quote.ts': 'bad\n' },
      base: 'release',
    });
    await bad.merge();
    const pull = await shop.openPull({ files: complete, body: `Reverts acme/shop#${bad.number}` });
    expect((await change(pull)).reverts).toEqual([{ names: `#${bad.number}`, restored: [] }]);
  });
});
