import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EntryFields, entryText } from '../builders/entry-text.js';
import { type GitHub, type Repo, startGitHub } from '../github/world.js';
import { sweepOn } from './sweeping.js';

const POLICY = `workflows:
  checkout-pricing:
    paths: ["services/pricing/**"]
    owner: "@acme/pricing"
    backup: "@bob"
    escalation: "#inc-pricing, then @acme/sre-oncall"
slis:
  quote-errors: { objective: "<= 0.1 %", stop: "@acme/sre-oncall" }
`;
const ENTRY = 'docs/decisions/0042-read-through-cache.md';

/** A pilot of alice's with its checkpoint on Tuesday, 17 November 2026. */
function pilot(fields: EntryFields = {}): string {
  return entryText({ owner: '@alice', backup: '@bob', ...fields });
}

const KILL = { date: '2026-11-25', verdict: 'kill', because: 'p95 did not move' };

let gh: GitHub;
let shop: Repo;

beforeEach(async () => {
  gh = await startGitHub();
  shop = await gh.repo('acme/shop', {
    files: { '.github/belay.yml': POLICY, [ENTRY]: pilot() },
  });
});

afterEach(() => gh.close());

/** Writes that reached GitHub since the last look. */
function writes(): readonly string[] {
  const all = gh.requests
    .filter(({ method, graphql, mint }) => method !== 'GET' && !graphql && !mint)
    .map(({ method, path }) => `${method} ${path.replace(/^\/repos\//, '')}`);
  gh.forget();
  return all;
}

/** Sweeps, and once more: a plan that was carried out leaves nothing to do. */
async function sweepsOn(on: string) {
  const report = await sweepOn(gh, { on });
  const done = writes();
  await sweepOn(gh, { on });
  expect(writes()).toEqual([]);
  return { report, writes: done };
}

const issue = (number = 1) => shop.issue(number);
const said = (number = 1) =>
  issue(number)
    .comments()
    .map(({ body }) => /belay:said (\w+)/.exec(body)?.[1] ?? 'words');

describe('a pilot', () => {
  it('lives from due to killed in one issue', async () => {
    expect((await sweepsOn('2026-11-13')).writes).toEqual([]);
    expect((await sweepsOn('2026-11-16')).writes).toEqual([
      'POST acme/shop/labels',
      'POST acme/shop/issues',
    ]);
    expect(issue()).toMatchObject({ author: 'belay[bot]', assignees: ['alice'] });
    expect(issue()).toMatchObject({ labels: ['pilot-due'] });
    expect(issue().title).toMatch(/^Pilot due: /);
    await sweepsOn('2026-11-18');
    expect(issue().title).toMatch(/^Pilot past its checkpoint: /);
    expect(issue().labels).toEqual(['pilot-purgatory']);
    expect((await sweepsOn('2026-11-20')).writes).toEqual([]);
    await sweepsOn('2026-11-24');
    expect(said()).toEqual(['past', 'escalated']);
    await shop.commit({ files: { [ENTRY]: pilot({ status: 'killed', reviews: [KILL] }) } });
    await sweepsOn('2026-11-25');
    expect(issue()).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(said()).toEqual(['past', 'escalated', 'closed']);
    expect(shop.issues()).toHaveLength(1);
  });

  it('goes on twice in the same issue, then must be decided', async () => {
    await sweepsOn('2026-11-18');
    const first = { ...KILL, date: '2026-11-18', verdict: 'continue', checkpoint: '2026-12-01' };
    await shop.commit({ files: { [ENTRY]: pilot({ reviews: [first] }) } });
    await sweepsOn('2026-11-19');
    expect(issue()).toMatchObject({ state: 'closed', stateReason: 'completed' });
    await sweepsOn('2026-11-30');
    expect(issue()).toMatchObject({ state: 'open', labels: ['pilot-due'] });
    const second = { ...first, date: '2026-12-01', verdict: 'change', checkpoint: '2026-12-15' };
    await shop.commit({ files: { [ENTRY]: pilot({ reviews: [first, second] }) } });
    await sweepsOn('2026-12-02');
    expect(issue().state).toBe('closed');
    const third = { ...first, date: '2026-12-15', checkpoint: '2026-12-29' };
    await shop.commit({ files: { [ENTRY]: pilot({ reviews: [first, second, third] }) } });
    await sweepsOn('2026-12-16');
    expect(issue()).toMatchObject({ state: 'open', labels: ['pilot-purgatory'] });
    expect(issue().body).toContain('only graduate or kill remain');
    expect(shop.issues()).toHaveLength(1);
  });

  it('comes back once when a hand closed its issue without a verdict', async () => {
    await sweepsOn('2026-11-18');
    await issue().close('alice');
    await sweepsOn('2026-11-19');
    expect(issue().state).toBe('open');
    expect(said()).toEqual(['reopened']);
    await issue().close('alice');
    expect((await sweepsOn('2026-11-25')).writes).toEqual([]);
    expect(issue().state).toBe('closed');
  });

  it('is left in peace on a quiet day, though its verdict is recorded', async () => {
    expect((await sweepsOn('2026-11-21')).writes).toEqual([]);
    await sweepsOn('2026-11-20');
    await shop.commit({ files: { [ENTRY]: pilot({ status: 'killed', reviews: [KILL] }) } });
    await sweepsOn('2026-11-28');
    expect(issue().state).toBe('closed');
  });

  it('has its day end when it ends where the team works', async () => {
    await sweepOn(gh, { on: '2026-11-13T23:30:00Z' });
    expect(writes()).toEqual([]);
    const east = `timezone: Asia/Tokyo\n${POLICY}`;
    await shop.commit({ files: { '.github/belay.yml': east } });
    await sweepOn(gh, { on: '2026-11-15T15:30:00Z' });
    expect(shop.issues()).toHaveLength(1);
  });
});

describe('the issue of a pilot', () => {
  it('is one, though two sweeps run at the same time', async () => {
    await Promise.all([1, 2, 3].map(() => sweepOn(gh, { on: '2026-11-18' })));
    const open = shop.issues().filter(({ state }) => state === 'open');
    expect(open.map(({ number }) => number)).toEqual([1]);
    const others = shop.issues().slice(1);
    expect(others.every(({ stateReason }) => stateReason === 'duplicate')).toBe(true);
    await sweepsOn('2026-11-18');
  });

  it.each([1, 2, 3, 4, 5])('is finished by the next sweep when write %i fails', async (turn) => {
    await sweepsOn('2026-11-16');
    let count = 0;
    const isTurn = ({ method, graphql }: { method: string; graphql: unknown }) =>
      method !== 'GET' && !graphql && ++count === turn;
    gh.faults.add(isTurn, { status: 500 });
    await sweepOn(gh, { on: '2026-11-24' });
    gh.faults.clear();
    await sweepsOn('2026-11-24');
    expect(issue()).toMatchObject({ state: 'open', labels: ['pilot-purgatory'] });
    expect(said()).toEqual(['escalated']);
  });

  it('is opened by the next sweep when this one was cut off before', async () => {
    gh.faults.add({ method: 'POST', path: /issues$/ }, { status: 502 });
    const report = await sweepOn(gh, { on: '2026-11-18' });
    expect(report).toMatchObject([{ kind: 'swept', done: [], trouble: { kind: 'github' } }]);
    await sweepsOn('2026-11-18');
    expect(shop.issues()).toHaveLength(1);
  });

  it('is not one that a stranger pasted the mark into', async () => {
    await sweepsOn('2026-11-18');
    const { title, body } = issue();
    const copy = await shop.openIssue({ title, body, by: 'mallory' });
    await issue().close('root');
    await issue().comment(body, { by: 'mallory' });
    await sweepsOn('2026-11-19');
    expect(issue().state).toBe('open');
    expect(copy.state).toBe('open');
    expect(copy.comments()).toEqual([]);
  });

  it('is restored when its body was edited or emptied by hand', async () => {
    await sweepsOn('2026-11-18');
    const { body } = issue();
    await issue().edit({ body: '', by: 'alice' });
    await sweepsOn('2026-11-19');
    expect(issue().body).toBe(body);
    const forged = body.replaceAll('0042', '0007');
    await issue().edit({ body: forged, by: 'alice' });
    await sweepsOn('2026-11-19');
    expect(issue().body).toBe(body);
    expect(shop.issues()).toHaveLength(1);
    expect(said()).toEqual([]);
  });

  it('keeps what people do to it: a label taken off, somebody else assigned', async () => {
    await sweepsOn('2026-11-18');
    await issue().unlabel('pilot-purgatory', 'alice');
    expect((await sweepsOn('2026-11-19')).writes).toEqual([]);
    await gh.act('root', 'PATCH', '/repos/acme/shop/issues/1', { assignees: ['bob'] });
    await sweepsOn('2026-11-19');
    expect(issue()).toMatchObject({ labels: [], assignees: ['bob'] });
  });

  it('follows its entry to another file, and to another id', async () => {
    await sweepsOn('2026-11-18');
    const moved = 'docs/decisions/pricing/0042-cache.md';
    await shop.commit({ files: { [ENTRY]: null, [moved]: pilot() } });
    await sweepsOn('2026-11-19');
    await shop.commit({ files: { [moved]: pilot({ id: 'PR-1' }) } });
    await sweepsOn('2026-11-19');
    expect(issue()).toMatchObject({ state: 'open' });
    expect(issue().title).toContain('(PR-1)');
    expect(shop.issues()).toHaveLength(1);
  });

  it('is closed when its entry is gone, and when nothing is flagged any more', async () => {
    await sweepsOn('2026-11-18');
    await shop.commit({ files: { [ENTRY]: null } });
    await sweepsOn('2026-11-19');
    expect(issue()).toMatchObject({ state: 'closed', stateReason: 'not_planned' });
    await shop.commit({ files: { [ENTRY]: pilot() } });
    await sweepsOn('2026-11-19');
    expect(issue().state).toBe('open');
    await shop.commit({ files: { [ENTRY]: pilot({ workflows: ['search'] }) } });
    await sweepsOn('2026-11-20');
    expect(issue().state).toBe('closed');
  });

  it('stays while its entry cannot be read', async () => {
    await sweepsOn('2026-11-18');
    await shop.commit({ files: { [ENTRY]: '---\nstatus: [\n---\n' } });
    expect((await sweepsOn('2026-11-19')).writes).toEqual([]);
    expect(issue().state).toBe('open');
  });

  it("is each one's own where two entries share an id", async () => {
    await shop.commit({ files: { 'docs/decisions/0042-twin.md': pilot({ title: 'A twin' }) } });
    await sweepsOn('2026-11-18');
    expect(shop.issues()).toHaveLength(2);
    await sweepsOn('2026-11-24');
    expect(new Set(shop.issues().map(({ title }) => title)).size).toBe(2);
  });

  it('is updated without a word where its conversation is locked', async () => {
    await sweepsOn('2026-11-16');
    await gh.act('root', 'PUT', '/repos/acme/shop/issues/1/lock', { lock_reason: 'resolved' });
    await sweepsOn('2026-11-18');
    expect(issue().title).toMatch(/^Pilot past/);
    expect(said()).toEqual([]);
  });
});

describe('who is called', () => {
  const ownedBy = (owner: string, backup?: string) =>
    shop.commit({ files: { [ENTRY]: pilot({ owner, backup }) } });

  it('is the backup, when the owner cannot be assigned', async () => {
    await ownedBy('@mallory', '@bob');
    await sweepsOn('2026-11-18');
    expect(issue().assignees).toEqual(['bob']);
  });

  it('is a team, by one mention', async () => {
    await ownedBy('@acme/pricing', '@acme/sre-oncall');
    await sweepsOn('2026-11-18');
    expect(issue().assignees).toEqual([]);
    expect(said()).toEqual(['opening']);
    expect(issue().comments()[0]?.body).toContain('@acme/pricing');
    await sweepsOn('2026-11-19');
    expect(said()).toEqual(['opening']);
  });

  it('is nobody, and the body says so', async () => {
    await ownedBy('@mallory', '@trudy');
    await sweepsOn('2026-11-18');
    expect(issue().assignees).toEqual([]);
    expect(issue().body).toMatch(/nobody/i);
  });
});

describe('a repository', () => {
  it('without issues is told, not failed', async () => {
    await shop.change({ has_issues: false });
    const { report, writes: done } = await sweepsOn('2026-11-18');
    expect(report).toMatchObject([{ told: 'issues-disabled', trouble: null, done: [] }]);
    expect(done).toEqual([]);
  });

  it('in the archive is told, not failed', async () => {
    await shop.change({ archived: true });
    expect((await sweepsOn('2026-11-18')).report).toMatchObject([{ told: 'archived', done: [] }]);
  });

  it('gets five new issues in a run, the most overdue first, the rest in the next', async () => {
    const late = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((turn) => [
        `docs/decisions/000${turn}-pilot.md`,
        pilot({ id: `DL-${turn}`, checkpoint: { date: `2026-11-0${turn}`, 'continue-if': 'x' } }),
      ]),
    );
    await shop.commit({ files: late });
    const report = await sweepOn(gh, { on: '2026-11-18' });
    expect(report).toMatchObject([{ waiting: 2 }]);
    expect(shop.issues().map(({ title }) => /\((.*)\)$/.exec(title)?.[1])).toEqual([
      'DL-1',
      'DL-2',
      'DL-3',
      'DL-4',
      'DL-5',
    ]);
    await sweepOn(gh, { on: '2026-11-19' });
    expect(shop.issues()).toHaveLength(7);
  });

  it('with a broken policy goes by the last good one', async () => {
    await shop.commit({ files: { '.github/belay.yml': 'workflows: [' } });
    const { report } = await sweepsOn('2026-11-18');
    expect(report).toMatchObject([
      { kind: 'swept', log: { policyProblems: [{ level: 'error' }] } },
    ]);
    expect(shop.issues()).toHaveLength(1);
  });

  it('whose policy was never good is reported, beside the others', async () => {
    await gh.repo('acme/broken', { files: { '.github/belay.yml': 'workflows: [' } });
    await gh.repo('acme/plain', { files: { 'README.md': '# Plain\n' } });
    const report = await sweepOn(gh, { on: '2026-11-18' });
    expect(report.map(({ kind }) => kind).toSorted()).toEqual([
      'broken-policy',
      'swept',
      'without-policy',
    ]);
  });

  it('in trouble does not stop the others', async () => {
    await gh.repo('acme/till', { files: { '.github/belay.yml': POLICY, [ENTRY]: pilot() } });
    gh.faults.add(
      ({ path, method }) => method === 'POST' && path === '/repos/acme/shop/issues',
      { status: 500 },
      Number.POSITIVE_INFINITY,
    );
    const report = await sweepOn(gh, { on: '2026-11-18' });
    expect(report.map((one) => one.kind === 'swept' && one.trouble?.kind)).toEqual([
      'github',
      undefined,
    ]);
  });
});
