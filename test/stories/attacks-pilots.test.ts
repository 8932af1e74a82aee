import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { todayAt } from '../../src/entry/clock.js';
import { answerOn } from '../../src/entry/command-world.js';
import { tokenClient } from '../../src/entry/token-client.js';
import { createReadCache } from '../../src/read/cache.js';
import { type EntryFields, entryText } from '../builders/entry-text.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import { DOCS, sweepOn } from './sweeping.js';

const POLICY = `workflows:
  checkout-pricing:
    paths: ["services/pricing/**"]
slis:
  quote-errors: { objective: "<= 0.1 %", stop: "@acme/sre-oncall" }
`;
const ENTRY = 'docs/decisions/0042-read-through-cache.md';
const TWIN = 'docs/decisions/0042-a-twin.md';
const TODAY = '2026-11-18';
const FULL = {
  metadata: 'read',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  members: 'read',
};

let gh: GitHub;
let shop: Repo;

const pilot = (fields: EntryFields = {}) =>
  entryText({ owner: '@alice', backup: '@bob', ...fields });

/** A shop whose one pilot, alice's, is past its checkpoint and has its issue. */
async function open(permissions: Record<string, string> = FULL, fields: EntryFields = {}) {
  gh = await startGitHub({ app: { permissions } });
  const files = { '.github/belay.yml': POLICY, [ENTRY]: pilot(fields) };
  shop = await gh.repo('acme/shop', { files });
  await sweepOn(gh, { on: TODAY });
}

beforeEach(() => open());
afterEach(() => gh.close());

async function say(text: string, by = 'alice', number = 1) {
  const { id } = await shop.issue(number).comment(text, { by });
  return answer(id, number);
}

function answer(comment: number, number = 1) {
  return answerOn(
    { number, comment },
    {
      client: tokenClient(gh.installationToken('acme'), gh.url),
      owner: 'acme',
      repo: 'shop',
      issuer: 'belay[bot]',
      cache: createReadCache(),
      today: todayAt(TODAY),
      docs: DOCS,
      writes: 'github',
    },
  );
}

const answers = (number = 1) =>
  shop
    .issue(number)
    .comments()
    .filter(({ author, body }) => author === 'belay[bot]' && body.includes('belay:said answer'))
    .map(({ body }) => body);

describe('a verdict', () => {
  it('does not fall on a twin of an entry that has been taken away', async () => {
    await shop.commit({ files: { [TWIN]: pilot({ title: 'A twin' }) } });
    await sweepOn(gh, { on: TODAY });
    await shop.commit({ files: { [ENTRY]: null } });
    const result = await say('/belay kill because p95 did not move');
    expect(result).toMatchObject({ outcome: { kind: 'entry-gone' } });
    await sweepOn(gh, { on: TODAY });
    expect(shop.issues().map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('does not fall on a twin when the entry moves', async () => {
    await shop.commit({ files: { [TWIN]: pilot({ title: 'A twin' }) } });
    await sweepOn(gh, { on: TODAY });
    await shop.commit({ files: { [ENTRY]: null, 'docs/decisions/z/0042-moved.md': pilot() } });
    const result = await say('/belay kill because p95 did not move');
    expect(result).toMatchObject({ outcome: { entry: { path: 'docs/decisions/z/0042-moved.md' } } });
  });

  it('comes as a patch also for lines as long as a comment', async () => {
    await gh.close();
    await open({ ...FULL, contents: 'read' }, { mechanism: `It will ${'do '.repeat(15000)}` });
    const text = pilot({ status: undefined, deviation: undefined });
    const long = text.replace('---\n', `---\nnote: ${'x'.repeat(60_000)}\nstatus: pilot\n`);
    await shop.commit({ files: { [ENTRY]: long } });
    await say('/belay kill because p95 did not move');
    expect(answers()[0]?.length).toBeLessThan(65_536);
    expect(answers()[0]).toContain('status');
  });

  it('is under way once, though asked twice at the same moment with different reasons', async () => {
    const one = await shop.issue(1).comment('/belay kill because p95 did not move', { by: 'alice' });
    const two = await shop.issue(1).comment('/belay kill because nobody uses it', { by: 'bob' });
    await Promise.all([answer(one.id), answer(two.id)]);
    console.log(shop.pulls().map((p) => [p.title, p.headRef, p.body]), answers());
  });

  it('is given in a locked conversation', async () => {
    await gh.act('root', 'PUT', '/repos/acme/shop/issues/1/lock', { lock_reason: 'resolved' });
    const result = await say('/belay kill because p95 did not move', 'root');
    expect(result).toMatchObject({ outcome: { kind: 'recorded' } });
  });

  it('extension to the same day', async () => {
    await gh.close();
    await open(FULL, { checkpoint: { date: '2026-11-20', 'continue-if': 'x y z' } });
    const result = await say('/belay continue until 2026-11-20 because p95 did not move');
    console.log(JSON.stringify(result).slice(0, 300));
  });
});

describe('one issue in trouble', () => {
  it('does not keep the others from being swept', async () => {
    await gh.close();
    await open(FULL, { checkpoint: { date: '2026-11-10', 'continue-if': 'x y z' } });
    const second = pilot({ id: 'DL-7', checkpoint: { date: '2026-11-17', 'continue-if': 'x' } });
    await shop.commit({ files: { 'docs/decisions/0007-other.md': second } });
    gh.faults.add(
      { method: 'PATCH', path: /issues\/1$/ },
      { status: 403, body: { message: 'Commenting is disabled on issues with more than 2500 comments' } },
      Number.POSITIVE_INFINITY,
    );
    await shop.issue(1).edit({ title: 'x', by: 'root' });
    const report = await sweepOn(gh, { on: TODAY });
    expect(report).toMatchObject([{ trouble: { } }]);
    expect(shop.issues()).toHaveLength(2);
  });

  it('with an id as long as a body', async () => {
    const second = pilot({ id: 'é'.repeat(20_000), checkpoint: { date: '2026-11-01', 'continue-if': 'x' } });
    await shop.commit({ files: { 'docs/decisions/0007-other.md': second } });
    const report = await sweepOn(gh, { on: TODAY });
    console.log(report.map((one) => 'trouble' in one && one.trouble), shop.issues().map(({ body }) => body.length));
    await sweepOn(gh, { on: TODAY });
    expect(shop.issues()).toHaveLength(2);
  });

  it.each(['0000-01-01', '9999-12-31'])('dates %s', async (date) => {
    const others = {
      'docs/decisions/0007-other.md': pilot({ id: 'DL-7', date, checkpoint: undefined }),
      'docs/decisions/0008-other.md': pilot({ id: 'DL-8', checkpoint: { date, 'continue-if': 'x' } }),
    };
    await shop.commit({ files: others });
    await sweepOn(gh, { on: TODAY });
    const n = shop.issues().length;
    await sweepOn(gh, { on: '2026-11-24' });
    gh.forget();
    await sweepOn(gh, { on: '2026-11-25' });
    expect(shop.issues()).toHaveLength(n);
    expect(gh.count(({ method, graphql, mint }) => method !== 'GET' && !graphql && !mint)).toBe(0);
  });
});

describe('GitHub closes the issue with the pull request', () => {
  it('extension', async () => {
    await say('/belay continue until 2026-12-01 because p95 did move');
    await shop.pulls()[0]?.merge({ by: 'alice' });
    await shop.issue(1).close('alice', 'completed');
    await sweepOn(gh, { on: TODAY });
    expect(shop.issue(1).state).toBe('closed');
    await sweepOn(gh, { on: '2026-11-30' });
    expect(shop.issue(1).state).toBe('open');
    console.log(shop.issue(1).comments().map(({ body }) => body));
  });
  it('kill, then reverted', async () => {
    await say('/belay kill because p95 did not move');
    await shop.pulls()[0]?.merge({ by: 'alice' });
    await shop.issue(1).close('alice', 'completed');
    await sweepOn(gh, { on: TODAY });
    await shop.commit({ files: { [ENTRY]: pilot() } });
    await sweepOn(gh, { on: '2026-11-19' });
    console.log(shop.issue(1).state, shop.issue(1).comments().map(({ body }) => body));
  });
  it('created but answer lost', async () => {
    await shop.commit({ files: { 'docs/decisions/0007-other.md': pilot({ id: 'DL-7' }) } });
    gh.faults.add({ method: 'POST', path: /shop\/issues$/ }, { cut: 10 });
    const r = await sweepOn(gh, { on: TODAY });
    console.log(JSON.stringify(r).match(/"trouble":.{0,200}/)?.[0]);
    await sweepOn(gh, { on: TODAY });
    expect(shop.issues()).toHaveLength(2);
  });
});
