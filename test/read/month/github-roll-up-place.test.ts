import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReadCache } from '../../../src/read/cache.js';
import { openSite } from '../../../src/read/month/github/roll-up-place.js';
import type { Repo } from '../../github/world.js';
import { type GitHubMonthStage, gitHubStage } from './stage.js';
import { LONG_AGO, POLICY, POLICY_FILE } from './world.js';

let stage: GitHubMonthStage;
beforeEach(async () => {
  stage = await gitHubStage();
});
afterEach(() => stage.close());

const RULES = `${POLICY}scorecard: { roll-up: acme/governance, labels: [board], day: 3 }\n`;

async function organisation(): Promise<Repo> {
  await stage.gh.repo('acme/governance', { files: { 'README.md': '# How we work\n' } });
  return stage.gh.repo('acme/.github', { files: {} });
}

async function commit(repo: Repo, at: string, policy: string): Promise<void> {
  stage.gh.clock.set(at);
  await repo.commit({ files: { [POLICY_FILE]: policy }, event: false });
}

function site(today = '2026-11-03') {
  const { octokit: client } = stage;
  const options = { client, owner: 'acme', issuer: 'belay[bot]', today: () => today };
  return openSite({ ...options, labelled: 'Belay', cache: createReadCache() });
}

const GOVERNANCE = {
  kind: 'site',
  site: { repository: { name: 'governance' }, day: 3, issueLabels: ['board'] },
};

describe('the place of an organisation’s issue', () => {
  it('is where its policy says', async () => {
    await commit(await organisation(), LONG_AGO, RULES);
    expect(await site()).toMatchObject(GOVERNANCE);
  });

  it('does not move because of a slip in the policy', async () => {
    const home = await organisation();
    await commit(home, LONG_AGO, RULES);
    await commit(home, '2026-10-04T09:00:00Z', RULES.replace('labels:', 'lables:'));
    expect(await site()).toMatchObject(GOVERNANCE);
  });

  it('is nowhere while no version of the policy can be read, which is said', async () => {
    await commit(await organisation(), LONG_AGO, 'version: [\n');
    expect(await site()).toMatchObject({
      kind: 'broken-policy',
      repository: { owner: 'acme', name: '.github' },
      file: POLICY_FILE,
      problems: [{ level: 'error' }],
    });
  });

  it('is the organisation’s own repository without a policy', async () => {
    const home = await organisation();
    await home.commit({ files: { 'README.md': '# acme\n' }, event: false });
    const there = { repository: { name: '.github' }, quiet: false };
    expect(await site()).toMatchObject({ kind: 'site', site: there });
    expect(await site('2026-11-07')).toMatchObject({ kind: 'site', site: { quiet: true } });
  });

  it('is none where there is no such repository, or scorecards are turned off', async () => {
    expect(await site()).toEqual({ kind: 'none' });
    await commit(await organisation(), LONG_AGO, `${POLICY}scorecard: false\n`);
    expect(await site()).toEqual({ kind: 'none' });
  });
});
