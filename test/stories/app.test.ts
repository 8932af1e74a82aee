import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pull } from '../github/world.js';
import { ENTRY_FILE, entry, openStage, POLICY, RUNBOOK, SHOP_FILES, type Stage } from './shop.js';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(async () => {
  await stage.end();
});

const FLAGGED = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };
const NO_DECISION = 'Held: checkout-pricing has no decision';
const ON_BELAY = /^Clear: checkout-pricing is on belay \(DL-0042/;

/** What the author reads in the check, once the App has nothing left to do. */
async function shown(pull: Pull) {
  await stage.settled();
  const run = pull.check('Belay');
  if (run === null) return null;
  return { status: run.status, conclusion: run.conclusion, title: run.output.title };
}

function held(title: string | RegExp = NO_DECISION) {
  return { status: 'completed', conclusion: 'failure', title: matching(title) };
}

function clear(title: string | RegExp = ON_BELAY) {
  return { status: 'completed', conclusion: 'success', title: matching(title) };
}

function matching(title: string | RegExp): unknown {
  return typeof title === 'string' ? title : expect.stringMatching(title);
}

describe('a pull request', () => {
  it('is held until its entry is pushed', async () => {
    const pull = await stage.shop.openPull({ by: 'alice', files: FLAGGED });
    expect(await shown(pull)).toEqual(held());
    await pull.push({ [ENTRY_FILE]: entry() });
    expect(await shown(pull)).toEqual(clear());
    expect(pull.checks()).toHaveLength(1);
  });

  it('has its findings annotated on their lines', async () => {
    const spoilt = entry('DL-0042', (text) =>
      text.replace('#roll-back-the-quote-cache', '#roll-back'),
    );
    const pull = await stage.shop.openPull({ files: { ...FLAGGED, [ENTRY_FILE]: spoilt } });
    expect(await shown(pull)).toEqual(held(/rollback/));
    const line = spoilt.split('\n').findIndex((text) => text.startsWith('rollback:')) + 1;
    const run = `/repos/acme/shop/check-runs/${pull.check('Belay')?.id}`;
    const { data } = await stage.gh.rest('alice', 'GET', `${run}/annotations`);
    expect(data).toEqual([
      expect.objectContaining({ path: ENTRY_FILE, start_line: line, annotation_level: 'failure' }),
    ]);
  });

  it('that touches nothing flagged is told so', async () => {
    const pull = await stage.shop.openPull({ files: { 'README.md': '# The shop\n' } });
    expect(await shown(pull)).toEqual(clear('No flagged workflow touched'));
  });

  it('from a fork is judged like any other', async () => {
    const fork = await stage.shop.fork('mallory');
    const pull = await stage.shop.openPull({ by: 'mallory', from: fork, files: FLAGGED });
    expect(await shown(pull)).toEqual(held());
    await pull.push({ [ENTRY_FILE]: entry() });
    expect(await shown(pull)).toEqual(clear());
  });

  it('is judged again when its description links an entry, and when the link goes', async () => {
    const { shop } = stage;
    await shop.commit({ files: { [ENTRY_FILE]: entry() } });
    const pull = await shop.openPull({ files: FLAGGED });
    expect(await shown(pull)).toEqual(held());
    await pull.edit({ body: 'Decision: DL-0042' });
    expect(await shown(pull)).toEqual(clear());
    await pull.edit({ body: 'Nothing to see.' });
    expect(await shown(pull)).toEqual(held());
  });

  it('is judged again at labels, reopening and readiness, without a write when nothing changed', async () => {
    const { gh, shop } = stage;
    const pull = await shop.openPull({ files: FLAGGED, draft: true });
    expect(await shown(pull)).toEqual(held());
    gh.forget();
    await pull.label('urgent');
    await stage.settled();
    await pull.unlabel('urgent');
    await stage.settled();
    await pull.ready();
    await stage.settled();
    await pull.close();
    await stage.settled();
    await pull.reopen();
    await stage.settled();
    expect(gh.count({ operation: 'BelayLook' })).toBeGreaterThanOrEqual(4);
    expect(gh.count({ path: /check-runs/ })).toBe(0);
    expect(pull.checks()).toHaveLength(1);
  });

  it('closed before it was judged is left alone', async () => {
    const { gh, shop } = stage;
    gh.latency = 60;
    const pull = await shop.openPull({ files: FLAGGED });
    await pull.close();
    gh.latency = 0;
    expect(await shown(pull)).toBeNull();
  });
});

describe('a re-run', () => {
  it.each(['check', 'suite'] as const)('of the %s gets a new run', async (what) => {
    const { shop } = stage;
    const pull = await shop.openPull({ files: FLAGGED });
    expect(await shown(pull)).toEqual(held());
    const first = pull.check('Belay')?.id;
    if (what === 'check') await pull.rerequest('Belay');
    else await pull.rerequestSuite();
    expect(await shown(pull)).toEqual(held());
    expect(pull.check('Belay')?.id).not.toBe(first);
  });

  it('works on the pull request of a fork', async () => {
    const fork = await stage.shop.fork('mallory');
    const pull = await stage.shop.openPull({ by: 'mallory', from: fork, files: FLAGGED });
    await shown(pull);
    const first = pull.check('Belay')?.id;
    await pull.rerequest('Belay');
    expect(await shown(pull)).toEqual(held());
    expect(pull.check('Belay')?.id).not.toBe(first);
  });
});

describe('two pull requests with one head', () => {
  it('show the worst verdict, and that of one alone when the other is closed', async () => {
    const { shop } = stage;
    await shop.commit({ files: { [ENTRY_FILE]: entry() } });
    await shop.branch('release');
    const one = await shop.openPull({ files: FLAGGED, body: 'Decision: DL-0042' });
    const two = await shop.openPull({ head: one.headRef, base: 'release', body: 'No link.' });
    expect(await shown(one)).toEqual(held(/\(#2\)$/));
    await two.edit({ body: 'Decision: DL-0042' });
    expect(await shown(one)).toEqual(clear(/\(#1\)$/));
    await two.edit({ body: 'No link.' });
    expect(await shown(one)).toEqual(held(/\(#2\)$/));
    await two.close();
    expect(await shown(one)).toEqual(clear());
  });
});

describe('a push to the default branch', () => {
  it('of a new policy has every open pull request judged again', async () => {
    const { shop } = stage;
    const flagged = await shop.openPull({ files: FLAGGED });
    const other = await shop.openPull({ files: { 'README.md': '# The shop\n' } });
    expect(await shown(other)).toEqual(clear('No flagged workflow touched'));
    const wider = POLICY.replace('paths: ["services/pricing/**"]', 'paths: ["README.md"]');
    await shop.commit({ files: { '.github/belay.yml': wider } });
    expect(await shown(flagged)).toEqual(clear('No flagged workflow touched'));
    expect(await shown(other)).toEqual(held());
  });

  it('of an entry has those judged again that touch a flagged workflow', async () => {
    const { gh, shop } = stage;
    await shop.commit({ files: { [ENTRY_FILE]: entry() } });
    const linked = await shop.openPull({ files: FLAGGED, body: 'Decision: DL-0042' });
    await shop.openPull({ files: { 'README.md': '# The shop\n' } });
    expect(await shown(linked)).toEqual(clear());
    gh.forget();
    const killed = entry('DL-0042', (text) => text.replace('status: pilot', 'status: superseded'));
    await shop.commit({ files: { [ENTRY_FILE]: killed } });
    expect(await shown(linked)).toEqual(held(/closed|superseded|decision/i));
    expect(gh.count({ operation: 'BelayLook' })).toBe(1);
  });

  it('of anything else asks nothing', async () => {
    const { gh, shop } = stage;
    await shop.openPull({ files: FLAGGED });
    await stage.settled();
    gh.forget();
    await shop.commit({ files: { 'src/index.ts': 'export {};\n' } });
    await stage.settled();
    expect(gh.count()).toBe(0);
  });
});

describe('policy', () => {
  it('that is nowhere leaves Belay silent', async () => {
    const quiet = await stage.gh.repo('acme/quiet', { files: { 'README.md': '# Quiet\n' } });
    const pull = await quiet.openPull({ files: FLAGGED });
    expect(await shown(pull)).toBeNull();
  });

  it('that a first pull request brings is previewed', async () => {
    const fresh = await stage.gh.repo('acme/fresh', { files: { 'README.md': '# Fresh\n' } });
    const pull = await fresh.openPull({ files: { '.github/belay.yml': POLICY } });
    expect(await shown(pull)).toEqual(clear(/^No policy on main yet/));
    await pull.push({ '.github/belay.yml': 'version: 1\nworkflow: {}\n' });
    expect(await shown(pull)).toEqual(held(/policy/i));
  });

  it('that is broken on the default branch lets nothing pass but its mending', async () => {
    const files = { ...SHOP_FILES, '.github/belay.yml': 'version: 1\nworkflows: [\n' };
    const broken = await stage.gh.repo('acme/broken', { files });
    const change = await broken.openPull({ files: FLAGGED });
    expect(await shown(change)).toEqual(held(/^Belay could not judge: the policy on main/));
    const mend = await broken.openPull({ files: { '.github/belay.yml': POLICY } });
    expect(await shown(mend)).toEqual(clear(/^Only policy and decision log touched/));
  });
});

describe('trouble', () => {
  it('that passes is not seen by anyone', async () => {
    const { gh, shop } = stage;
    gh.faults.add({ operation: 'BelayLook' }, { status: 502 });
    const pull = await shop.openPull({ files: FLAGGED });
    expect(await shown(pull)).toEqual(held());
    expect(pull.checks()).toHaveLength(1);
  });

  it('that stays is said in progress, then concluded by the verdict on the same run', async () => {
    const { gh, shop } = stage;
    const fault = gh.faults.add({ graphql: true }, { status: 502 }, Number.POSITIVE_INFINITY);
    const pull = await shop.openPull({ files: FLAGGED });
    const waiting = await gh.until(() => pull.check('Belay'));
    expect(waiting).toMatchObject({ status: 'in_progress', conclusion: null });
    expect(waiting.output.title).toMatch(/GitHub answered 502.*try again by itself$/);
    fault.remove();
    await gh.until(() => pull.check('Belay')?.status === 'completed');
    expect(await shown(pull)).toEqual(held());
    expect(pull.checks()).toHaveLength(1);
  });

  it('that does not end fails the check, as nobody’s fault', async () => {
    const { gh, shop } = stage;
    gh.faults.add({ graphql: true }, { status: 502 }, Number.POSITIVE_INFINITY);
    const pull = await shop.openPull({ files: FLAGGED });
    const run = await gh.until(() => {
      const check = pull.check('Belay');
      return check?.status === 'completed' ? check : null;
    });
    expect(run.conclusion).toBe('failure');
    expect(run.output.title).toMatch(/^Belay could not judge: GitHub answered 502/);
    expect(run.output.summary).toContain('not of this change');
    gh.faults.clear();
    await pull.rerequest('Belay');
    expect(await shown(pull)).toEqual(held());
  });

  it('on the way out is tried again too', async () => {
    const { gh, shop } = stage;
    const limit = { message: 'You have exceeded a secondary rate limit' };
    gh.faults.add(
      { path: /check-runs$/, method: 'POST' },
      { status: 403, headers: { 'retry-after': '0' }, body: limit },
      2,
    );
    const pull = await shop.openPull({ files: FLAGGED });
    await gh.until(() => pull.check('Belay')?.status === 'completed');
    expect(await shown(pull)).toEqual(held());
  });

  it.each([
    ['a broken connection', { reset: true }],
    ['an answer cut off', { cut: 100 }],
    ['an answer without data', { change: (body: object) => ({ ...body, data: null }) }],
    ['a page for people', { status: 200, body: '<html>unicorn</html>' }],
  ] as const)('such as %s never passes anything', async (_, fault) => {
    const { gh, shop } = stage;
    gh.faults.add({ graphql: true }, fault, Number.POSITIVE_INFINITY);
    const pull = await shop.openPull({ files: FLAGGED });
    const run = await gh.until(() => {
      const check = pull.check('Belay');
      return check?.status === 'completed' ? check : null;
    });
    expect(run.conclusion).toBe('failure');
    expect(run.output.title).toMatch(/^Belay could not judge: /);
  });

  it.each([403, 404])('that no waiting mends (%s) is said at once', async (status) => {
    const { gh, shop } = stage;
    gh.faults.add({ graphql: true }, { status }, Number.POSITIVE_INFINITY);
    const pull = await shop.openPull({ files: FLAGGED });
    const run = await gh.until(
      () => {
        const check = pull.check('Belay');
        return check?.status === 'completed' ? check : null;
      },
      { timeout: 10_000 },
    );
    expect(run.conclusion).toBe('failure');
  });

  it('is cancelled on a head that was superseded meanwhile', async () => {
    const { gh, shop } = stage;
    const fault = gh.faults.add({ graphql: true }, { status: 502 }, Number.POSITIVE_INFINITY);
    const pull = await shop.openPull({ files: FLAGGED });
    const first = pull.head;
    await gh.until(() => pull.check('Belay')?.status === 'in_progress');
    await pull.push({ [ENTRY_FILE]: entry() });
    fault.remove();
    await gh.until(() => pull.check('Belay')?.status === 'completed');
    expect(await shown(pull)).toEqual(clear());
    expect(shop.checks(first)[0]).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    expect(shop.checks(first)[0]?.output.title).toMatch(/^Superseded: /);
  });

  it('of one repository does not hold up another', async () => {
    const { gh, shop } = stage;
    const other = await gh.repo('acme/other', { files: SHOP_FILES });
    const sick = (request: { body: string }) => request.body.includes('"name":"shop"');
    gh.faults.add(sick, { delay: 1_500 }, 1);
    await shop.openPull({ files: FLAGGED });
    const pull = await other.openPull({ files: FLAGGED });
    const run = await gh.until(() => pull.check('Belay'), { timeout: 1_000 });
    expect(run).toMatchObject({ conclusion: 'failure' });
  });
});

describe('a burst of events', () => {
  it('is judged few times and ends with what is true', async () => {
    const { gh, shop } = stage;
    const pull = await shop.openPull({ files: FLAGGED });
    await stage.settled();
    gh.forget();
    gh.latency = 20;
    await Promise.all(Array.from({ length: 20 }, (_, at) => pull.edit({ title: `Title ${at}` })));
    await pull.push({ [ENTRY_FILE]: entry(), 'docs/runbooks/pricing.md': RUNBOOK });
    gh.latency = 0;
    expect(await shown(pull)).toEqual(clear());
    expect(gh.count({ operation: 'BelayLook' })).toBeLessThan(10);
  });
});
