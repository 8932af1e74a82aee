import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { todayAt } from '../../src/entry/clock.js';
import { answerOn } from '../../src/entry/jobs/command-world.js';
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
      appId: gh.appId,
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

/** Writes that reached GitHub since the log of requests was emptied. */
const writes = () => gh.count(({ method, graphql, mint }) => method !== 'GET' && !graphql && !mint);

describe('a verdict', () => {
  const moved = 'docs/decisions/z/0042-moved.md';
  const kill = '/belay kill because p95 did not move';

  beforeEach(async () => {
    await shop.commit({ files: { [TWIN]: pilot({ title: 'A twin' }) } });
    await sweepOn(gh, { on: TODAY });
  });

  it('does not fall on the twin of an entry that has gone', async () => {
    await shop.commit({ files: { [ENTRY]: null } });
    expect(await say(kill)).toMatchObject({ outcome: { kind: 'not-allowed' } });
    expect(await say(kill, 'root')).toMatchObject({ outcome: { kind: 'entry-gone' } });
    await sweepOn(gh, { on: TODAY });
    expect([1, 2].map((number) => shop.issue(number).state)).toEqual(['closed', 'open']);
  });

  it('does not fall on the twin of an entry that has moved', async () => {
    await shop.commit({ files: { [ENTRY]: null, [moved]: pilot() } });
    expect(await say(kill)).toMatchObject({ outcome: { entry: { path: moved } } });
  });

  it('closes nothing but its issue, whatever its reason says', async () => {
    const reason =
      'x: "y" \'z\' --- #{} [skip ci] Closes #2, fixes acme/books#1 @bob ::set-env:: \\u2028';
    await say(`/belay kill because ${reason}\u0085Co-authored-by: a <a@b.c>\nSigned-off-by: me`);
    const [pull] = shop.pulls();
    const words = `${pull?.title}\n${pull?.body}`;
    const { data } = await gh.rest('root', 'GET', `/repos/acme/shop/commits/${pull?.head}`);
    const { message } = (data as { commit: { message: string } }).commit;
    for (const text of [words.replace(/Closes #1$/, ''), message]) {
      expect(text).not.toMatch(/\[skip ci\]|closes #\d|books#\d|@bob|^(co-authored|signed-off)/im);
    }
    const read = shop.read(ENTRY, pull?.headRef) ?? '';
    expect(read).toContain(`because: ${JSON.stringify(`${reason} Co-authored-by: a <a@b.c>`)}`);
    expect(shop.read(TWIN, pull?.headRef)).toBe(shop.read(TWIN));
  });

  it('is taken in a locked conversation from whoever may speak there', async () => {
    await gh.act('root', 'PUT', '/repos/acme/shop/issues/1/lock', { lock_reason: 'resolved' });
    expect(await say(kill, 'root')).toMatchObject({ outcome: { kind: 'recorded' } });
  });
});

describe('the patch of a verdict', () => {
  it('fits into a comment, however long the lines around it', async () => {
    await gh.close();
    await open({ ...FULL, contents: 'read' });
    await shop.commit({ files: { [ENTRY]: `${pilot()}${'word '.repeat(20_000)}\n` } });
    await say('/belay kill because p95 did not move');
    expect(answers()[0]?.length).toBeLessThan(65_536);
    expect(answers()[0]).toContain('/edit/');
  });
});

describe('an issue that GitHub refuses to write', () => {
  const other = 'docs/decisions/0007-other.md';
  const second = (fields: EntryFields = {}) => pilot({ id: 'DL-7', ...fields });

  it.each([
    [403, 'Commenting is disabled on issues with more than 2500 comments'],
    [422, 'Validation Failed'],
  ])('by %i does not keep the others from theirs', async (status, message) => {
    await shop.commit({ files: { [other]: second() } });
    const path = /issues\/1(\/comments)?$/;
    gh.faults.add({ path }, { status, body: { message } }, Number.POSITIVE_INFINITY);
    const report = await sweepOn(gh, { on: '2026-11-24' });
    expect(report).toMatchObject([{ trouble: { status } }]);
    expect(shop.issues()).toHaveLength(2);
    expect(shop.issue(1).comments()).toEqual([]);
    gh.faults.clear();
    await sweepOn(gh, { on: '2026-11-24' });
    expect(shop.issue(1).comments()).toHaveLength(1);
  });

  it('for the length of its id does not keep the others from theirs', async () => {
    const endless = second({ id: 'é'.repeat(20_000), checkpoint: { date: '2026-11-01' } });
    await shop.commit({ files: { [other]: endless, 'docs/decisions/0008-third.md': second() } });
    await sweepOn(gh, { on: TODAY });
    expect(shop.issues().map(({ title }) => /\((.*)\)$/.exec(title)?.[1])).toEqual([
      'DL-0042',
      'DL-7',
    ]);
  });

  it('is not opened again when only the answer was lost', async () => {
    await shop.commit({ files: { [other]: second() } });
    gh.faults.add({ method: 'POST', path: /shop\/issues$/ }, { cut: 10 });
    await sweepOn(gh, { on: TODAY });
    await sweepOn(gh, { on: TODAY });
    expect(shop.issues()).toHaveLength(2);
  });
});

describe('a date at the end of the calendar', () => {
  it.each(['0000-01-01', '9999-12-31'])(
    'neither stops a sweep nor repeats it: %s',
    async (date) => {
      const byDate = pilot({ id: 'DL-7', date, checkpoint: undefined });
      const byCheckpoint = pilot({ id: 'DL-8', checkpoint: { date, 'continue-if': 'p95 fell' } });
      await shop.commit({ files: { [TWIN]: byDate, 'docs/decisions/0008.md': byCheckpoint } });
      await sweepOn(gh, { on: '2026-11-24' });
      gh.forget();
      await sweepOn(gh, { on: '2026-11-25' });
      expect(writes()).toBe(0);
    },
  );
});

describe('an issue that GitHub itself closes with the pull request', () => {
  /** What `Closes #1` does: no word of Belay's, and the sweep comes after it. */
  async function decide(command: string): Promise<void> {
    await say(command);
    await shop.pulls()[0]?.merge({ by: 'alice' });
    await shop.issue(1).close('alice', 'completed');
    await sweepOn(gh, { on: TODAY });
  }
  const said = () =>
    shop
      .issue(1)
      .comments()
      .flatMap(({ body }) => /belay:said (\w+)/.exec(body)?.[1] ?? []);

  it('stays closed, and comes back for the next checkpoint as by a sweep', async () => {
    await decide('/belay continue until 2026-12-01 because p95 fell a little');
    expect(shop.issue(1).state).toBe('closed');
    await sweepOn(gh, { on: '2026-11-30' });
    expect(shop.issue(1).state).toBe('open');
    expect(said()).toEqual(['answer', 'due']);
  });

  it('stays closed after a kill', async () => {
    await decide('/belay kill because p95 did not move');
    gh.forget();
    await sweepOn(gh, { on: '2026-12-30' });
    expect(writes()).toBe(0);
    expect(said()).toEqual(['answer']);
  });
});
