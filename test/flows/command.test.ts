import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { todayAt } from '../../src/entry/clock.js';
import { answerOn } from '../../src/entry/jobs/command-world.js';
import { tokenClient } from '../../src/entry/token-client.js';
import { createReadCache } from '../../src/read/cache.js';
import { type EntryFields, entryText } from '../builders/entry-text.js';
import type { Comment } from '../github/issue.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import { DOCS, sweepOn } from '../stories/sweeping.js';

const POLICY = `workflows:
  checkout-pricing:
    paths: ["services/pricing/**"]
slis:
  quote-errors: { objective: "<= 0.1 %", stop: "@acme/sre-oncall" }
`;
const ENTRY = 'docs/decisions/0042-read-through-cache.md';
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

/** A shop whose one pilot, alice's, is past its checkpoint and has its issue. */
async function open(permissions: Record<string, string> = FULL, fields: EntryFields = {}) {
  gh = await startGitHub({
    orgs: [
      {
        login: 'acme',
        admins: ['root'],
        members: ['alice', 'bob', 'carol'],
        teams: { pricing: ['carol'] },
        basePermission: 'read',
      },
    ],
    app: { permissions },
  });
  const text = entryText({ owner: '@alice', backup: ['@bob', '@acme/pricing'], ...fields });
  shop = await gh.repo('acme/shop', { files: { '.github/belay.yml': POLICY, [ENTRY]: text } });
  await sweepOn(gh, { on: TODAY });
}

beforeEach(() => open());
afterEach(() => gh.close());

/** Says it in a thread and has Belay answer. */
async function say(text: string, by = 'alice', number = 1) {
  const comment = await shop.issue(number).comment(text, { by });
  return { comment, result: await answerTo(comment, number) };
}

function answerTo({ id }: Pick<Comment, 'id'>, number = 1) {
  return answerOn(
    { number, comment: id },
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
const reactions = (comment: Comment) => comment.reactions().map(({ content }) => content);

describe('a verdict', () => {
  it('opens a pull request that edits the entry and credits who asked', async () => {
    const { comment } = await say('/belay kill because p95 did not move');
    expect(reactions(comment)).toEqual(['eyes']);
    const [pull] = shop.pulls();
    expect(pull).toMatchObject({ author: 'belay[bot]', state: 'open' });
    expect(pull?.body).toMatch(/Closes #1\b/);
    const before = shop.read(ENTRY)?.split('\n') ?? [];
    const after = shop.read(ENTRY, pull?.headRef)?.split('\n') ?? [];
    expect(before.filter((line) => !after.includes(line))).toEqual(['status: pilot']);
    expect(after.filter((line) => !before.includes(line))).toEqual([
      'status: killed',
      'reviews:',
      '  - date: 2026-11-18',
      '    verdict: kill',
      '    because: "p95 did not move"',
      '    by: "@alice"',
    ]);
    const { data } = await gh.rest('root', 'GET', `/repos/acme/shop/commits/${pull?.head}`);
    expect(JSON.stringify(data)).toMatch(/Requested-by: .*alice/);
    expect(answers()).toHaveLength(1);
    expect(answers()[0]).toContain(`#${pull?.number}`);
  });

  it('ends the pilot when it is merged', async () => {
    await say('/belay kill because p95 did not move');
    await shop.pulls()[0]?.merge();
    await sweepOn(gh, { on: TODAY });
    expect(shop.issue(1)).toMatchObject({ state: 'closed', stateReason: 'completed' });
  });

  it('is not opened twice', async () => {
    const { comment } = await say('/belay graduate because timeouts fell by half');
    await answerTo(comment);
    await say('/belay graduate because it really works well', 'bob');
    expect(shop.pulls()).toHaveLength(1);
    expect(answers()).toHaveLength(1);
    expect(answers()[0]).toContain('Under way');
  });

  it('is opened anew when the first one was closed', async () => {
    await say('/belay kill because p95 did not move');
    await shop.pulls()[0]?.close();
    await shop.commit({ files: { 'README.md': '# Shop\n' } });
    await say('/belay kill because p95 still does not move');
    expect(shop.pulls().map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('finishes what was cut off before its pull request was opened', async () => {
    gh.faults.add({ method: 'POST', path: /pulls$/ }, { status: 500 });
    gh.faults.add({ method: 'DELETE', path: /refs/ }, { status: 500 });
    const text = '/belay kill because p95 did not move';
    const comment = await shop.issue(1).comment(text, { by: 'bob' });
    await expect(answerTo(comment)).rejects.toThrow();
    await answerTo(comment);
    expect(shop.pulls()).toMatchObject([{ state: 'open' }]);
    expect(shop.pulls()[0]?.headRef).toMatch(/^belay\/kill-dl-0042-[0-9a-f]{8}$/);
  });

  it('names the pull requests that edit the same entry', async () => {
    const edited = `${shop.read(ENTRY)}More.\n`;
    const rival = await shop.openPull({ files: { [ENTRY]: edited } });
    await say('/belay kill because p95 did not move');
    expect(answers()[0]).toContain(`#${rival.number}`);
    expect(shop.pulls()).toHaveLength(2);
  });

  it('sets a new checkpoint as long as extensions are left', async () => {
    await say('/belay continue until 2026-12-02 because p95 fell by a third');
    const after = shop.read(ENTRY, shop.pulls()[0]?.headRef);
    expect(after).toContain('    checkpoint: 2026-12-02\n');
    expect(after).toContain('status: pilot\n');
  });

  it.each([
    ['/belay continue until 2027-12-02 because p95 fell by a third', 'too-far'],
    ['/belay change until 2026-11-18 because p95 fell by a third', 'not-ahead'],
  ])('is refused with its reason: %s', async (text, kind) => {
    const { result } = await say(text);
    expect(result).toMatchObject({ outcome: { kind: 'refused', refusal: { kind } } });
    expect(shop.pulls()).toEqual([]);
    expect(answers()).toHaveLength(1);
  });

  it('gives a plain record front matter', async () => {
    const plain = '# 7. Use a queue\n\nDate: 2026-10-01\n\nStatus: experimental\n';
    await shop.commit({ files: { [ENTRY]: plain } });
    const { result } = await say('/belay kill because p95 did not move', 'root');
    expect(result).toMatchObject({ outcome: { kind: 'recorded' } });
    expect(shop.read(ENTRY, shop.pulls()[0]?.headRef)).toMatch(/^---\nstatus: killed\nreviews:\n/);
  });
});

describe('without the permission to write', () => {
  it('the answer carries the patch and a link to edit the entry', async () => {
    await gh.close();
    await open({ metadata: 'read', contents: 'read', issues: 'write', pull_requests: 'read' });
    await say('/belay kill because p95 did not move');
    expect(answers()[0]).toContain(`${gh.url}/acme/shop/edit/main/${ENTRY}`);
    expect(answers()[0]).toContain('-status: pilot\n+status: killed');
    expect(shop.pulls()).toEqual([]);
  });

  it('no branch stays behind where only pull requests are forbidden', async () => {
    await gh.close();
    await open({ ...FULL, pull_requests: 'read' });
    const { result } = await say('/belay kill because p95 did not move');
    expect(result).toMatchObject({ outcome: { how: { kind: 'patch' } } });
    const { data } = await gh.rest('root', 'GET', '/repos/acme/shop/branches');
    expect(data).toHaveLength(1);
  });
});

describe('who may', () => {
  it.each(['alice', 'bob', 'carol', 'root'])(
    '%s, of the entry or with write access',
    async (by) => {
      const { result } = await say('/belay kill because p95 did not move', by);
      expect(result).toMatchObject({ outcome: { kind: 'recorded' } });
    },
  );

  it('not a stranger, who is told who may', async () => {
    const { result } = await say('/belay kill because p95 did not move', 'mallory');
    const who = ['@alice', '@bob', '@acme/pricing'];
    expect(result).toMatchObject({ outcome: { kind: 'not-allowed', lookUpFailed: false, who } });
    expect(answers()[0]).toContain('alice');
    expect(shop.pulls()).toEqual([]);
  });

  it('nobody by a look-up that failed, and the answer says so', async () => {
    gh.faults.add({ path: /memberships/ }, { status: 500 });
    const { result } = await say('/belay kill because p95 did not move', 'carol');
    expect(result).toMatchObject({ outcome: { kind: 'not-allowed', lookUpFailed: true } });
  });
});

describe('what is no command', () => {
  const ignored = { kind: 'ignored' };

  it('is an edited comment', async () => {
    const comment = await shop.issue(1).comment('Looks bad.', { by: 'alice' });
    await comment.edit('/belay kill because p95 did not move');
    expect(await answerTo(comment)).toEqual(ignored);
  });

  it('is a line further down, or quoted', async () => {
    expect((await say('Hm.\n/belay kill because p95 did not move')).result).toEqual(ignored);
    expect((await say('> /belay kill because p95 did not move')).result).toEqual(ignored);
  });

  it('is what a bot says', async () => {
    const path = '/repos/acme/shop/issues/1/comments';
    const body = '/belay kill because p95 did not move';
    const { data } = await gh.rest(gh.installationToken('acme'), 'POST', path, { body });
    expect(await answerTo(data as { id: number })).toEqual(ignored);
    expect(shop.pulls()).toEqual([]);
  });

  it('is a comment that is gone', async () => {
    const comment = await shop.issue(1).comment('/belay help', { by: 'alice' });
    await comment.delete();
    expect(await answerTo(comment)).toEqual(ignored);
  });
});

describe('in other threads', () => {
  it('an issue with a pasted mark is no issue of a pilot', async () => {
    const { title, body } = shop.issue(1);
    const { number } = await shop.openIssue({ title, body, by: 'alice' });
    const { result } = await say('/belay kill because p95 did not move', 'alice', number);
    expect(result).toMatchObject({ outcome: { kind: 'help' } });
    expect(shop.pulls()).toEqual([]);
  });

  it('a pull request is judged again for its author, by reaction only', async () => {
    const { number } = await shop.openPull({ by: 'alice', files: { 'a.md': 'a\n' } });
    const own = await say('/belay recheck', 'alice', number);
    expect(own.result).toEqual({ kind: 'recheck', pull: number });
    expect(reactions(own.comment)).toEqual(['+1']);
    const other = await say('/belay recheck', 'mallory', number);
    expect(other.result).toEqual({ kind: 'ignored' });
    expect(reactions(other.comment)).toEqual(['confused']);
    expect(answers(number)).toEqual([]);
  });
});

describe('an answer', () => {
  it('is one for each thread, edited in place', async () => {
    const wrong = await say('/belay kill because no');
    expect(reactions(wrong.comment)).toEqual(['confused']);
    const [first] = answers();
    await say('/belay help');
    expect(answers()).toHaveLength(1);
    expect(answers()[0]).not.toBe(first);
  });

  it('is found though a hundred comments follow it', async () => {
    await say('/belay help');
    for (let turn = 0; turn < 100; turn++) await shop.issue(1).comment(`${turn}`, { by: 'bob' });
    await say('/belay help');
    expect(answers()).toHaveLength(1);
  });

  it('says who took the issue, or that they cannot', async () => {
    await say('/belay assign @bob');
    expect(shop.issue(1).assignees).toEqual(['bob']);
    const { result } = await say('/belay assign @mallory');
    expect(result).toMatchObject({ outcome: { kind: 'not-assignable', login: 'mallory' } });
    await sweepOn(gh, { on: TODAY });
    expect(shop.issue(1).assignees).toEqual(['bob']);
  });

  it('says that the entry is gone, or cannot be read', async () => {
    await shop.commit({ files: { [ENTRY]: '---\nstatus: [\n---\n' } });
    const broken = await say('/belay kill because p95 did not move', 'root');
    expect(broken.result).toMatchObject({ outcome: { kind: 'entry-unreadable' } });
    await shop.commit({ files: { [ENTRY]: null } });
    const gone = await say('/belay kill because p95 did not move', 'root');
    expect(gone.result).toMatchObject({ outcome: { kind: 'entry-gone', id: 'DL-0042' } });
  });
});
