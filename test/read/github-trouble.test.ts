import { Octokit } from '@octokit/rest';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Trouble } from '../../src/core/trouble.js';
import { readChange } from '../../src/read/change.js';
import { pullRequest } from '../../src/read/github/source.js';
import type { Source } from '../../src/read/source.js';

const HEADERS = { 'x-github-request-id': '8F2A:1', 'content-type': 'application/json' };

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
  nock.enableNetConnect();
});

function pull(timeout = 10_000): Source {
  const client = new Octokit({ auth: 'token', log: SILENT });
  return pullRequest({ client, owner: 'acme', name: 'shop', number: 7, timeout });
}

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function troubleOf(source: Source): Promise<Trouble | null> {
  const reading = await readChange(source, { today: () => '2026-11-20' });
  return reading.kind === 'trouble' ? reading.trouble : null;
}

/** A pull request that changes nothing flagged, from a fork that cannot be seen. */
const PULL = {
  defaultBranchRef: { name: 'main', target: { oid: 'b', policy0: null, policy1: null } },
  pullRequest: {
    title: 'Change',
    body: '',
    state: 'OPEN',
    author: null,
    baseRefName: 'main',
    baseRef: { target: { oid: 'b' } },
    headRefName: 'topic',
    headRefOid: 'h',
    headRepository: null,
    headRef: null,
    changedFiles: 1,
    files: { nodes: [{ path: 'README.md', changeType: 'MODIFIED' }] },
    commits: { nodes: [] },
    tip: { nodes: [] },
  },
};

const graphql = () => nock('https://api.github.com').post('/graphql');
const what = 'pull request acme/shop#7';
const request = '8F2A:1';

describe('trouble on the way in', () => {
  it.each<[string, number, Record<string, string>, Trouble]>([
    ['bad credentials', 401, {}, { kind: 'forbidden', status: 401, what, request }],
    ['a missing permission', 403, {}, { kind: 'forbidden', status: 403, what, request }],
    ['a secondary limit', 403, { 'retry-after': '30' }, { kind: 'rate-limit', wait: 30, request }],
    ['too many requests', 429, { 'retry-after': '5' }, { kind: 'rate-limit', wait: 5, request }],
    [
      'a spent hour',
      403,
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1795000090',
        date: new Date(1_795_000_000_000).toUTCString(),
      },
      { kind: 'rate-limit', wait: 90, request },
    ],
    ['nothing there', 404, {}, { kind: 'gone', what, request }],
    ['a refusal', 422, {}, { kind: 'github', status: 422, request }],
    ['a bad gateway', 502, {}, { kind: 'github', status: 502, request }],
  ])('%s is said as what it is', async (_, status, headers, trouble) => {
    graphql().reply(status, { message: 'No' }, { ...HEADERS, ...headers });
    expect(await troubleOf(pull())).toEqual(trouble);
  });

  it.each<[string, { type?: string; message: string }, Trouble]>([
    [
      'a limit',
      { type: 'RATE_LIMITED', message: 'API rate limit exceeded' },
      { kind: 'rate-limit', wait: null, request },
    ],
    [
      'no such repository',
      { type: 'NOT_FOUND', message: 'Could not resolve' },
      { kind: 'gone', what, request },
    ],
    [
      'no permission',
      { type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
      { kind: 'forbidden', status: 403, what, request },
    ],
    [
      'half an answer',
      { message: 'Something went wrong while executing your query.' },
      { kind: 'partial', what, request },
    ],
  ])('%s is seen though the answer is a 200', async (_, error, trouble) => {
    graphql().reply(
      200,
      { data: { repository: null }, errors: [{ ...error, path: ['repository'] }] },
      HEADERS,
    );
    expect(await troubleOf(pull())).toEqual(trouble);
  });

  it('a fork that is hidden does no harm, anything else that is refused does', async () => {
    const repository = { databaseId: 1, name: 'shop', owner: { login: 'acme' }, url: 'u', ...PULL };
    const answer = (...path: readonly string[]) => ({
      data: { repository },
      errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible', path }],
    });
    const hidden = answer('repository', 'pullRequest', 'headRepository');
    graphql().reply(200, hidden, HEADERS);
    expect(await troubleOf(pull())).toBeNull();
    graphql().reply(200, answer('repository', 'pullRequest', 'files'), HEADERS);
    expect(await troubleOf(pull())).toMatchObject({ kind: 'forbidden' });
    const mixed = { ...hidden, errors: [...hidden.errors, { message: 'Timeout', path: [] }] };
    graphql().reply(200, mixed, HEADERS);
    expect(await troubleOf(pull())).toMatchObject({ kind: 'forbidden' });
  });

  it('a repository that is not shown is gone', async () => {
    graphql().reply(200, { data: { repository: null } }, HEADERS);
    expect(await troubleOf(pull())).toEqual({
      kind: 'gone',
      what: 'repository acme/shop',
      request: null,
    });
  });

  it('a page for people is half an answer', async () => {
    graphql().reply(200, '<html>Unicorn</html>', { 'content-type': 'text/html' });
    expect(await troubleOf(pull())).toEqual({ kind: 'partial', what, request: null });
  });

  it('an answer that breaks off is half an answer', async () => {
    graphql().reply(200, '{"data":{"repos', HEADERS);
    expect(await troubleOf(pull())).toEqual({ kind: 'partial', what, request: null });
  });

  it('a line that goes dead is the network', async () => {
    graphql().replyWithError('socket hang up');
    expect(await troubleOf(pull())).toMatchObject({ kind: 'network' });
  });

  it('silence ends when the time is over', async () => {
    graphql().delay(5_000).reply(200, {});
    expect(await troubleOf(pull(30))).toEqual({
      kind: 'network',
      detail: 'GitHub did not answer in time',
    });
  });

  it('a bug is nobody’s trouble and is thrown', async () => {
    const source = { ...pull(), look: () => Promise.reject(new TypeError('bug')) };
    await expect(readChange(source, { today: () => '2026-11-20' })).rejects.toThrow('bug');
  });
});
