import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Repo } from './repo.js';
import { type GitHub, startGitHub } from './world.js';

let gh: GitHub;
let shop: Repo;
const FILES = { 'docs/1.md': 'one', 'docs/deep/2.md': 'two', logo: new Uint8Array([0, 1, 2]) };

beforeEach(async () => {
  gh = await startGitHub();
  shop = await gh.repo('acme/shop', { files: FILES });
});

afterEach(() => gh.close());

// biome-ignore lint/suspicious/noExplicitAny: the answer has the shape of the query
type Shape = any;

async function query(
  text: string,
  variables = {},
  token = gh.installationToken('acme'),
): Promise<Shape> {
  const response = await fetch(`${gh.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `bearer ${token}` },
    body: JSON.stringify({ query: text, variables }),
  });
  return { ...((await response.json()) as object), status: response.status };
}

describe('GraphQL', () => {
  it('refuses what the schema does not know, and lists without a size', async () => {
    const unknown = await query('{ repository(owner: "acme", name: "shop") { nonsense } }');
    expect(unknown.status).toBe(200);
    expect(unknown.errors[0].message).toContain('nonsense');
    expect(unknown.data).toBeUndefined();
    const endless = await query(
      '{ repository(owner: "acme", name: "shop") { pullRequests { totalCount } } }',
    );
    expect(endless.errors[0].type).toBe('MISSING_PAGINATION_BOUNDARIES');
    const greedy = await query(
      '{ repository(owner: "acme", name: "shop") { issues(first: 101) { totalCount } } }',
    );
    expect(greedy.errors[0].type).toBe('EXCESSIVE_PAGINATION');
    const labels = 'labels(first: $n) { nodes { id } }';
    const vast = await query(
      `query($n: Int!) { rateLimit { cost nodeCount } repository(owner: "acme", name: "shop") {
        pullRequests(first: $n) { nodes { commits(first: $n) { nodes { commit { id } } } ${labels} } }
      } }`,
      { n: 100 },
    );
    expect(vast.data.rateLimit).toEqual({ cost: 2, nodeCount: 20_100 });
    const deep =
      'pullRequests(first: 100) { nodes { comments(first: 100) { nodes { issue { labels(first: 60) { totalCount } } } } } }';
    const refused = await query(`{ repository(owner: "acme", name: "shop") { ${deep} } }`);
    expect(refused.errors[0].type).toBe('MAX_NODE_LIMIT_EXCEEDED');
  });

  it('answers other repositories when one is unknown', async () => {
    const { status, data, errors } = await query(
      '{ a: repository(owner: "acme", name: "shop") { id } b: repository(owner: "acme", name: "none") { id } }',
    );
    expect(status).toBe(200);
    expect(data).toEqual({ a: { id: shop.row.node_id }, b: null });
    expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['b'] }]);
    const byId = await query(
      'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { name } } }',
      {
        ids: [shop.row.node_id, 'x'],
      },
    );
    expect(byId.data.nodes).toEqual([{ name: 'shop' }, null]);
  });

  it('reads trees, texts and history by expression, id and path', async () => {
    await shop.commit({ files: { 'docs/1.md': 'changed' }, message: 'Change one\n\nWhy: because' });
    const { data } = await query(`{ repository(owner: "acme", name: "shop") {
      folder: object(expression: "HEAD:docs") { ... on Tree { entries { path type mode object { ... on Blob { text } } } } }
      logo: object(expression: "main:logo") { ... on Blob { text isBinary byteSize } }
      none: object(expression: "main:nothing") { id }
      defaultBranchRef { target { ... on Commit {
        messageHeadline messageBody
        file(path: "docs/deep") { type object { ... on Tree { entries { path } } } }
        history(path: "docs/1.md", first: 10) { totalCount }
        old: history(path: "docs/deep", first: 10) { totalCount nodes { oid } }
      } } }
    } }`);
    const { folder, logo, none, defaultBranchRef } = data.repository;
    expect(folder.entries).toEqual([
      { path: 'docs/1.md', type: 'blob', mode: 0o100644, object: { text: 'changed' } },
      { path: 'docs/deep', type: 'tree', mode: 0o40000, object: {} },
    ]);
    expect(logo).toEqual({ text: null, isBinary: true, byteSize: 3 });
    expect(none).toBeNull();
    expect(defaultBranchRef.target).toMatchObject({
      messageHeadline: 'Change one',
      messageBody: 'Why: because',
      file: { type: 'tree', object: { entries: [{ path: 'docs/deep/2.md' }] } },
      history: { totalCount: 2 },
      old: { totalCount: 1 },
    });
  });

  it('shows a pull request from a fork with its files, commits and check', async () => {
    const fork = await shop.fork('mallory');
    const pull = await shop.openPull({
      by: 'mallory',
      from: fork,
      renames: { 'docs/1.md': 'docs/9.md' },
    });
    const { data } = await query(
      `query($n: Int!) { repository(owner: "acme", name: "shop") {
        pullRequest(number: $n) {
          state headRefOid isCrossRepository headRepositoryOwner { login } author { __typename login }
          files(first: 1) { totalCount nodes { path changeType } pageInfo { hasNextPage } }
          commits(last: 1) { nodes { commit { oid checkSuites(first: 1, filterBy: { checkName: "Belay" }) { totalCount } } } }
        }
        pullRequests(states: OPEN, first: 5, baseRefName: "main") { nodes { number } }
        ref(qualifiedName: "main") { compare(headRef: "refs/pull/1/head") { status aheadBy } }
      } }`,
      { n: pull.number },
    );
    expect(data.repository).toEqual({
      pullRequest: {
        state: 'OPEN',
        headRefOid: pull.head,
        isCrossRepository: true,
        headRepositoryOwner: { login: 'mallory' },
        author: { __typename: 'User', login: 'mallory' },
        files: {
          totalCount: 1,
          nodes: [{ path: 'docs/9.md', changeType: 'RENAMED' }],
          pageInfo: { hasNextPage: false },
        },
        commits: { nodes: [{ commit: { oid: pull.head, checkSuites: { totalCount: 0 } } }] },
      },
      pullRequests: { nodes: [{ number: 1 }] },
      ref: { compare: { status: 'AHEAD', aheadBy: 1 } },
    });
  });

  it('hides private repositories and says who edited a comment', async () => {
    const secret = await gh.repo('acme/secret', { private: true, files: { a: 'a' } });
    const ask = '{ repository(owner: "acme", name: "secret") { id } }';
    expect((await query(ask, {}, gh.token('stranger'))).data.repository).toBeNull();
    expect((await query(ask)).data.repository.id).toBe(secret.row.node_id);
    const comment = await (await shop.openPull({ files: { x: 'x' } })).comment('/belay recheck');
    await comment.edit('/belay override because I say so', { by: 'bob' });
    const { data } = await query(
      'query($id: ID!) { node(id: $id) { ... on IssueComment { body lastEditedAt editor { login } } } }',
      { id: comment.row.node_id },
    );
    expect(data.node.editor).toEqual({ login: 'bob' });
    expect(Date.parse(data.node.lastEditedAt)).toBeGreaterThan(0);
  });

  it('cuts long texts as GitHub does and is loud about what it was not taught', async () => {
    await shop.commit({ files: { big: 'x'.repeat(512_001) } });
    const { data } = await query(
      '{ repository(owner: "acme", name: "shop") { object(expression: "HEAD:big") { ... on Blob { text isTruncated } } } }',
    );
    expect(data.repository.object.text).toHaveLength(512_000);
    expect(data.repository.object.isTruncated).toBe(true);
    const { errors } = await query(
      '{ repository(owner: "acme", name: "shop") { stargazerCount } }',
    );
    expect(errors[0].message).toContain('does not answer Repository.stargazerCount');
  });

  it('wants a token it knows', async () => {
    expect((await query('{ viewer { login } }', {}, 'ghp_nobody')).status).toBe(401);
  });
});
