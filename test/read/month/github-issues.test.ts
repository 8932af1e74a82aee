import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pilotMark, sayingMark } from '../../../src/core/pilot/marker.js';
import { scorecardMark } from '../../../src/core/scorecard/memory.js';
import type { Month } from '../../../src/core/scorecard/month.js';
import { aMemory, aRememberedArea } from '../../builders/month.js';
import type { Repo } from '../../github/world.js';
import { type GitHubMonthStage, gitHubStage, openOn, readMonthOn } from './stage.js';
import { BEGINNING, ENTRY_FILE, LONG_AGO, pilot } from './world.js';

let stage: GitHubMonthStage;
let shop: Repo;
beforeEach(async () => {
  stage = await gitHubStage();
  shop = stage.shop;
  await stage.commit(LONG_AGO, { ...BEGINNING, [ENTRY_FILE]: pilot() });
});
afterEach(() => stage.close());

async function october(): Promise<Month> {
  const reading = await readMonthOn(stage, '2026-11-03', '2026-10');
  if (reading.kind !== 'month') throw new Error(JSON.stringify(reading));
  return reading.month;
}

/** An issue that Belay opened. */
async function own(body: string, title = 'Scorecard 2026-09') {
  const token = stage.gh.installationToken('acme');
  const made = await stage.gh.rest(token, 'POST', '/repos/acme/shop/issues', { title, body });
  return shop.issue(Number((made.data as { number: number }).number));
}

async function say(number: number, body: string): Promise<void> {
  const token = stage.gh.installationToken('acme');
  await stage.gh.rest(token, 'POST', `/repos/acme/shop/issues/${number}/comments`, { body });
}

function scorecard(month: string): string {
  const areas = [aRememberedArea()];
  return `Rows.\n\n${scorecardMark(aMemory({ month, areas }))}`;
}

describe('earlier scorecards', () => {
  it('are remembered, the newest first, with their pages', async () => {
    for (const month of ['2026-08', '2026-09', '2026-10']) await own(scorecard(month));
    const { earlier, unmeasured } = await october();
    expect(earlier).toMatchObject([
      { month: '2026-09', areas: [{ id: 'problem-framing', score: 3 }] },
      { month: '2026-08' },
    ]);
    expect(earlier[0]?.url).toMatch(/\/acme\/shop\/issues\/2$/);
    expect(unmeasured).toEqual([]);
  });

  it('are not what somebody else wrote', async () => {
    await shop.openIssue({ title: 'Scorecard 2026-09', body: scorecard('2026-09'), by: 'alice' });
    const issue = await own('An ordinary issue.', 'Hello');
    await issue.edit({ body: scorecard('2026-09'), by: 'alice' });
    expect((await october()).earlier).toEqual([]);
  });

  it('count as Belay wrote them last, whatever another hand made of them since', async () => {
    const issue = await own(scorecard('2026-09'));
    await issue.edit({ body: scorecard('2026-09').replace('%2C3%2C', '%2C5%2C'), by: 'alice' });
    const { earlier, unmeasured } = await october();
    expect(earlier).toMatchObject([{ month: '2026-09', areas: [{ score: 3 }] }]);
    expect(unmeasured).toEqual([]);
  });

  it('of which nobody can tell any more what Belay wrote are said to be lost', async () => {
    const issue = await own(scorecard('2026-09'));
    await issue.edit({ body: 'All fives!', by: 'alice' });
    stage.gh.faults.add(
      { operation: 'BelayScorecardComments' },
      {
        change: (body) =>
          JSON.parse(JSON.stringify(body).replace(/"diff":"[^"]*"/g, '"diff":null')),
      },
      Number.POSITIVE_INFINITY,
    );
    const { earlier, unmeasured } = await october();
    expect(earlier).toEqual([]);
    expect(unmeasured).toEqual([{ what: 'earlier', why: 'changed', missing: 1, of: null }]);
  });

  it('come with Belay’s own comments where they are open', async () => {
    const issue = await own(scorecard('2026-09'));
    await say(issue.number, 'Week.');
    await issue.comment('Nice!', { by: 'alice' });
    const opened = await openOn(stage, '2026-11-03');
    expect(opened).toMatchObject({ months: { known: [{ comments: [{ body: 'Week.' }] }] } });
  });
});

describe('an undecided pilot', () => {
  const key = { id: 'DL-0042', path: ENTRY_FILE };
  const mark = pilotMark({ key, rung: 'past', round: '2026-10-19' });

  it('is one whose issue a hand closed again after Belay had reopened it', async () => {
    const issue = await own(`Promise.\n\n${mark}`, 'Pilot past its checkpoint');
    await say(issue.number, `Back again.\n\n${sayingMark('reopened')}\n${mark}`);
    expect((await october()).undecided).toEqual([]);
    await issue.close('alice');
    expect((await october()).undecided).toMatchObject([
      { number: issue.number, decision: 'DL-0042' },
    ]);
  });

  it('is none that was closed once, in an earlier round, or that is decided', async () => {
    const once = await own(`Promise.\n\n${mark}`, 'Pilot past its checkpoint');
    await once.close('alice');
    const earlier = pilotMark({ key, rung: 'past', round: '2026-09-19' });
    const round = await own(`Promise.\n\n${earlier}`, 'Pilot past its checkpoint');
    await say(round.number, `Back again.\n\n${sayingMark('reopened')}\n${earlier}`);
    await round.close('alice');
    expect((await october()).undecided).toEqual([]);
  });
});
