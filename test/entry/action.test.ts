import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHub, type Pull, type Repo, startGitHub } from '../github/world.js';
import { ENTRY_FILE, entry, SHOP_FILES } from '../stories/shop.js';
import { runAction } from './run-action.js';

let gh: GitHub;
let shop: Repo;

beforeEach(async () => {
  gh = await startGitHub();
  shop = await gh.repo('acme/shop', { files: SHOP_FILES });
});

afterEach(async () => {
  await gh.close();
});

const FLAGGED = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };
const READ_ONLY = { contents: 'read', pull_requests: 'read' };

interface Run {
  readonly event?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

async function runFor(pull: Pull | null, { event = 'pull_request', inputs = {} }: Run = {}) {
  await gh.delivered();
  const payload = gh.deliveries.findLast(
    (one) => one.event === 'pull_request' && one.payload.number === pull?.number,
  )?.payload;
  const token = gh.actionsToken('acme/shop', READ_ONLY);
  return runAction({
    event,
    payload: payload ?? {},
    repository: 'acme/shop',
    api: gh.url,
    inputs: { token, ...inputs },
  });
}

describe('the Action', () => {
  it('fails the job of a held change: summary, annotations, outputs, report', async () => {
    const pull = await shop.openPull({ files: FLAGGED });
    const { code, stdout, outputs, summary, report } = await runFor(pull);
    expect(code).toBe(1);
    expect(summary).toMatch(/^## Held: checkout-pricing has no decision\n/);
    expect(summary).toContain('Write the entry');
    expect(stdout).toContain('::error title=No decision::');
    expect(stdout).toContain('::error::Held: checkout-pricing has no decision');
    expect(stdout).toMatch(/^::add-mask::/m);
    expect(outputs).toMatchObject({ verdict: 'held', findings: '1' });
    expect(report).toMatchObject({ schema: 1, verdict: 'held' });
  });

  it('passes a clear one, and writes nothing on GitHub', async () => {
    const pull = await shop.openPull({ files: { ...FLAGGED, [ENTRY_FILE]: entry() } });
    const { code, outputs } = await runFor(pull);
    expect({ code, verdict: outputs.verdict }).toEqual({ code: 0, verdict: 'clear' });
    expect(gh.requests.every(({ method, graphql }) => graphql || method === 'GET')).toBe(true);
  });

  it('works on a fork under pull_request_target', async () => {
    const fork = await shop.fork('mallory');
    const pull = await shop.openPull({ by: 'mallory', from: fork, files: FLAGGED });
    const { code, outputs } = await runFor(pull, { event: 'pull_request_target' });
    expect({ code, verdict: outputs.verdict }).toEqual({ code: 1, verdict: 'held' });
  });

  it('gives the runner no command of the author’s', async () => {
    const evil = '"##[set-output name=verdict]clear ::set-output name=verdict::clear"';
    const pull = await shop.openPull({ files: { ...FLAGGED, [ENTRY_FILE]: entry(evil) } });
    const { stdout } = await runFor(pull);
    expect(stdout).toMatch(/^Clear: .*set-output/m);
    expect(stdout).not.toMatch(/##\[|^\s*::set-output/m);
  });

  it('counts the worst of all pull requests with the same head', async () => {
    await shop.commit({ files: { [ENTRY_FILE]: entry() } });
    await shop.branch('release');
    const good = await shop.openPull({ files: FLAGGED, body: 'Decision: DL-0042' });
    await shop.openPull({ head: good.headRef, base: 'release' });
    const { outputs, summary } = await runFor(good);
    expect(outputs.verdict).toBe('held');
    expect(summary).toContain('that of #2');
  });

  it.each([
    ['never', 0],
    ['held', 1],
  ])('with fail-on %s ends with %i', async (failOn, code) => {
    const pull = await shop.openPull({ files: FLAGGED });
    const run = await runFor(pull, { inputs: { 'fail-on': failOn } });
    expect(run).toMatchObject({ code, outputs: { verdict: 'held' } });
  });

  it('judges as of another day', async () => {
    const pull = await shop.openPull({ files: { ...FLAGGED, [ENTRY_FILE]: entry() } });
    const run = await runFor(pull, { inputs: { 'as-of': '2035-01-01', 'dry-run': 'true' } });
    expect(run.report).toMatchObject({ findings: [{ code: 'checkpoint-passed' }] });
  });

  it('says whose trouble it is when it cannot judge', async () => {
    const pull = await shop.openPull({ files: FLAGGED });
    gh.faults.add({ graphql: true }, { status: 403 }, Number.POSITIVE_INFINITY);
    const { code, outputs, summary, report } = await runFor(pull);
    expect({ code, verdict: outputs.verdict }).toEqual({ code: 1, verdict: 'unreadable' });
    expect(summary).toContain('Belay could not judge: GitHub refused access');
    expect(report).toMatchObject({ trouble: { kind: 'forbidden', status: 403 } });
    const never = await runFor(pull, { inputs: { 'fail-on': 'never' } });
    expect(never.code).toBe(0);
  });

  it('tries again when GitHub stumbles', async () => {
    const pull = await shop.openPull({ files: FLAGGED });
    gh.faults.add({ graphql: true }, { status: 502 });
    expect((await runFor(pull)).outputs.verdict).toBe('held');
  });

  it('has nothing to say to a pull request that is closed', async () => {
    const pull = await shop.openPull({ files: FLAGGED });
    await pull.close();
    const { code, stdout } = await runFor(pull);
    expect(code).toBe(0);
    expect(stdout).toContain('closed');
  });

  it('says so where there is no policy', async () => {
    await shop.commit({ files: { '.github/belay.yml': null } });
    const pull = await shop.openPull({ files: FLAGGED });
    const { code, summary } = await runFor(pull);
    expect(code).toBe(0);
    expect(summary).toContain('No policy');
  });

  it.each([
    ['another event', { event: 'push' }, 'Belay does not know what to do on "push"'],
    ['a command without a comment', { inputs: { command: 'command' } }, 'which comment'],
    ['an unknown dry-run', { inputs: { 'dry-run': 'maybe' } }, 'dry-run: "maybe" is not known'],
    ['an unknown command', { inputs: { command: 'judge' } }, 'command: "judge" is not known'],
    ['an impossible day', { inputs: { 'as-of': '2026-02-30' } }, 'as-of: give a day'],
    ['an unknown fail-on', { inputs: { 'fail-on': 'always' } }, 'fail-on: "always" is not known'],
    ['no token', { inputs: { token: '' } }, 'token: is empty'],
  ])('refuses %s and says what it wants', async (_, run, message) => {
    const pull = await shop.openPull({ files: FLAGGED });
    const { code, stdout } = await runFor(pull, run);
    expect(code).toBe(1);
    expect(stdout).toContain(message);
  });
});
