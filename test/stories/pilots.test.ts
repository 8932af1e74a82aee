import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  firstInRound,
  openTriage,
  pilotEntry,
  record,
  sweepAll,
  TRIAGE_POLICY,
  theIssue,
} from './pilot-shop.js';
import { ENTRY_FILE, SHOP_FILES, type Stage, TODAY } from './shop.js';

let stage: Stage;

beforeEach(async () => {
  stage = await openTriage();
  await stage.shop.collaborator('octocat', 'push');
});

afterEach(async () => {
  await stage.end();
});

/** Writes to GitHub since the log of requests was emptied. */
function writes(): readonly string[] {
  return stage.gh.requests
    .filter(({ method, graphql, mint }) => method !== 'GET' && !graphql && !mint)
    .map(({ method, path }) => `${method} ${path}`);
}

describe('the life of a pilot', () => {
  it('goes from due to past to escalated in one issue, and ends with the verdict', async () => {
    const { gh, shop } = stage;
    await record(stage, pilotEntry(10));
    expect(shop.issues()).toEqual([]);

    await record(stage, pilotEntry(2));
    const issue = theIssue(shop);
    expect(issue.title).toMatch(/^Pilot due: /);
    expect(issue).toMatchObject({
      author: 'belay[bot]',
      labels: ['pilot-due'],
      assignees: ['octocat'],
    });
    expect(issue.body).toContain('/belay kill because');

    await record(stage, pilotEntry(-2));
    expect(issue.title).toMatch(/^Pilot past its checkpoint: /);
    expect(issue.labels).toEqual(['pilot-purgatory']);
    expect(issue.comments()).toHaveLength(1);

    await record(stage, pilotEntry(-12));
    expect(issue.comments()).toHaveLength(2);

    gh.forget();
    await sweepAll(stage);
    expect(writes()).toEqual([]);

    const killed = `reviews:\n  - { date: ${TODAY}, verdict: kill, because: timeouts did not move, by: "@octocat" }\n---`;
    await record(
      stage,
      pilotEntry(-12, (text) =>
        text.replace('status: pilot', 'status: killed').replace(/\n---\n$/, `\n${killed}\n`),
      ),
    );
    expect(issue).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(theIssue(shop).comments()).toHaveLength(3);
  });

  it('begins when Belay comes to the organisation', async () => {
    const { shop } = stage;
    await shop.commit({ files: { [ENTRY_FILE]: pilotEntry(-2) }, event: false });
    expect(shop.issues()).toEqual([]);
    await sweepAll(stage);
    expect(theIssue(shop).title).toMatch(/^Pilot past/);
  });

  it('begins when a process starts, should it have missed a round', async () => {
    await stage.end();
    const files = { ...SHOP_FILES, '.github/belay.yml': TRIAGE_POLICY };
    stage = await openTriage({
      files: { ...files, [ENTRY_FILE]: pilotEntry(-2) },
      github: firstInRound(),
      sweepAt: { hour: 5, minute: 0 },
    });
    await stage.settled();
    expect(theIssue(stage.shop).title).toMatch(/^Pilot past/);
  });

  it('is not touched by pushes elsewhere', async () => {
    await record(stage, pilotEntry(-2));
    stage.gh.forget();
    await stage.shop.commit({ files: { 'docs/guide.md': '# Guide\n' } });
    await stage.settled();
    expect(stage.gh.count({ operation: 'BelayFleetPolicies' })).toBe(0);
  });
});

describe('an issue that a person handles', () => {
  it('comes back once when closed by hand without a verdict, then stays closed', async () => {
    await record(stage, pilotEntry(-2));
    const issue = theIssue(stage.shop);
    await issue.close('mallory');
    await stage.settled();
    expect(issue.state).toBe('open');
    await issue.close('mallory');
    await stage.settled();
    expect(issue.state).toBe('closed');
    await sweepAll(stage);
    expect(theIssue(stage.shop).state).toBe('closed');
  });

  it('gets its body back', async () => {
    await record(stage, pilotEntry(-2));
    const issue = theIssue(stage.shop);
    const { body } = issue;
    await issue.edit({ body: 'Nothing to see.', by: 'octocat' });
    await stage.settled();
    expect(issue.body).toBe(body);
  });
});

describe('trouble', () => {
  it('of one repository does not stop the others, and is tried again', async () => {
    const { gh, shop } = stage;
    const policy = { '.github/belay.yml': shop.read('.github/belay.yml') ?? '' };
    const books = await gh.repo('acme/books', { files: policy });
    for (const repo of [shop, books])
      await repo.commit({ files: { [ENTRY_FILE]: pilotEntry(-2) }, event: false });
    gh.faults.add({ method: 'POST', path: /shop\/issues$/ }, { status: 502 }, 2);
    await sweepAll(stage);
    expect(books.issues()).toHaveLength(1);
    expect(shop.issues()).toHaveLength(1);
  });

  it('in the middle of a run leaves nothing twice', async () => {
    const { gh, shop } = stage;
    gh.faults.add({ method: 'POST', path: /issues\/\d+\/comments$/ }, { status: 500 });
    await record(stage, pilotEntry(2));
    await record(stage, pilotEntry(-2));
    expect(theIssue(shop).title).toMatch(/^Pilot past/);
    expect(theIssue(shop).comments()).toHaveLength(1);
  });
});

describe('a checkpoint that passes', () => {
  it('has the pull requests judged again that link the entry', async () => {
    const { shop } = stage;
    await record(stage, pilotEntry(1));
    const pull = await shop.openPull({
      files: { 'services/pricing/quote.ts': 'export const quote = 2;\n' },
      body: 'Decision: DL-0042',
    });
    await stage.settled();
    expect(pull.check('Belay')?.conclusion).toBe('success');
    await shop.commit({ files: { [ENTRY_FILE]: pilotEntry(-1) }, event: false });
    await sweepAll(stage);
    expect(pull.check('Belay')?.output.title).toMatch(/^Held: /);
  });
});
