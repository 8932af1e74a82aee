import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pilotMark, sayingMark } from '../../../src/core/pilot/marker.js';
import { scorecardMark } from '../../../src/core/scorecard/issue/memory.js';
import { recordMark } from '../../../src/core/scorecard/issue/record.js';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { aMemory, aRememberedArea } from '../../builders/month.js';
import type { LoggedRequest, Repo } from '../../github/world.js';
import { type GitHubMonthStage, gapsIn, gitHubStage, openOn, readMonthOn } from './stage.js';
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
async function own(body: string, title = 'Scorecard 2026-09', labels: readonly string[] = []) {
  const issue = { title, body, labels };
  const token = stage.gh.installationToken('acme');
  const made = await stage.gh.rest(token, 'POST', '/repos/acme/shop/issues', issue);
  return shop.issue(Number((made.data as { number: number }).number));
}

/** A comment of Belay's. */
async function say(number: number, body: string) {
  const token = stage.gh.installationToken('acme');
  await stage.gh.rest(token, 'POST', `/repos/acme/shop/issues/${number}/comments`, { body });
  const [last] = shop.issue(number).comments().slice(-1);
  if (last === undefined) throw new Error('no comment was made');
  return last;
}

/** GitHub tells no version of any body that was edited. */
function withoutVersions(): void {
  const change = (body: unknown) =>
    JSON.parse(JSON.stringify(body).replace(/"diff":"[^"]*"/g, '"diff":null'));
  stage.gh.faults.add({ operation: 'BelayIssueVersions' }, { change }, Number.POSITIVE_INFINITY);
}

function scorecard(month: string, repository = String(shop.row.id)): string {
  const areas = [aRememberedArea()];
  return `Rows.\n\n${scorecardMark(aMemory({ month, areas, repository }))}`;
}

describe('earlier scorecards', () => {
  it('are remembered, the newest first, with their pages', async () => {
    for (const month of ['2026-08', '2026-09', '2026-10']) await own(scorecard(month));
    const month = await october();
    const { earlier } = month;
    expect(earlier).toMatchObject([
      { month: '2026-09', areas: [{ id: 'problem-framing', score: 3 }] },
      { month: '2026-08' },
    ]);
    expect(earlier[0]?.url).toMatch(/\/acme\/shop\/issues\/2$/);
    expect(gapsIn(month)).toEqual([]);
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
    const month = await october();
    const { earlier } = month;
    expect(earlier).toMatchObject([{ month: '2026-09', areas: [{ score: 3 }] }]);
    expect(gapsIn(month)).toEqual([]);
  });

  it('count so even where another hand changed title, body and label', async () => {
    const issue = await own(scorecard('2026-09'), 'Scorecard 2026-09', ['belay-scorecard']);
    await issue.close('root');
    await own(scorecard('2026-10'), 'Scorecard 2026-10');
    await issue.edit({ title: 'Notes', body: 'All fives!', by: 'root' });
    await issue.unlabel('belay-scorecard', 'root');
    const month = await october();
    expect(month.earlier).toMatchObject([{ month: '2026-09', areas: [{ score: 3 }] }]);
    expect(gapsIn(month)).toEqual([]);
  });

  it.each(['Scorecard 2026-09', 'Notes'])(
    'of which nobody can tell any more what Belay wrote are said to be lost: %s',
    async (title) => {
      const issue = await own(scorecard('2026-09'));
      await issue.edit({ title, body: 'All fives!', by: 'root' });
      withoutVersions();
      const month = await october();
      expect(month.earlier).toEqual([]);
      expect(gapsIn(month)).toEqual([{ what: 'earlier', why: 'changed', missing: 1, of: null }]);
    },
  );

  it('are not lost where a hand edited what never was one', async () => {
    const issue = await own('A pilot that waits.', 'Scorecard 2026-09');
    await issue.edit({ body: 'Done.', by: 'root' });
    const month = await october();
    expect([month.earlier, gapsIn(month)]).toEqual([[], []]);
  });

  it('come with Belay’s own comments where they are open', async () => {
    const issue = await own(scorecard('2026-09'));
    await say(issue.number, 'Week.');
    await issue.comment('Nice!', { by: 'alice' });
    const opened = await openOn(stage, '2026-11-03');
    expect(opened).toMatchObject({ months: { known: [{ comments: [{ body: 'Week.' }] }] } });
  });
});

describe('a comment of Belay’s that another hand edited', () => {
  it('says nothing any more', async () => {
    const issue = await own(scorecard('2026-10'));
    const answer = await say(issue.number, 'Noted.');
    await answer.edit(`${answer.body}\n\n${sayingMark('closed')}`, { by: 'root' });
    expect(await openOn(stage, '2026-11-03')).toMatchObject({
      months: { known: [{ comments: [] }] },
    });
  });
});

describe('an issue that was moved here from another repository', () => {
  it('is no scorecard of this one, nor one that was lost', async () => {
    await own(scorecard('2026-09', '4711'));
    const moved = await own(scorecard('2026-08', '4711'), 'Scorecard 2026-08');
    await moved.edit({ body: 'All fives!', by: 'alice' });
    expect(await openOn(stage, '2026-11-03')).toMatchObject({ months: { known: [], others: [] } });
    const month = await october();
    expect(month.earlier).toEqual([]);
    expect(gapsIn(month)).toEqual([]);
  });
});

describe('a scorecard by another account', () => {
  it('is told with its month and its author, where it has the label and is of this repository', async () => {
    const permissions = { issues: 'write', contents: 'read' } as const;
    const token = stage.gh.actionsToken('acme/shop', permissions);
    const labels = ['belay-scorecard'];
    const bodies = [
      scorecard('2026-10'),
      scorecard('2026-10', '4711'),
      'An issue that only has the label.',
    ];
    for (const body of bodies) {
      const issue = { title: 'Scorecard 2026-10', body, labels };
      await stage.gh.rest(token, 'POST', '/repos/acme/shop/issues', issue);
    }
    await shop.openIssue({ title: 'Mine', body: scorecard('2026-10'), by: 'alice' });
    await own(scorecard('2026-10'));
    expect(await openOn(stage, '2026-11-03')).toMatchObject({
      months: {
        known: [{ number: 5 }],
        others: [{ month: '2026-10', number: 1, by: 'github-actions[bot]' }],
      },
    });
  });
});

describe('scores that were given at the same moment', () => {
  it('count all of them, with an answer each', async () => {
    const issue = await own(scorecard('2026-10'));
    const given = [];
    for (const area of ['problem-framing', 'operating-model-design', 'evidence-driven-iteration'])
      given.push(
        await issue.comment(`/belay score ${area} 2 because we know better`, { by: 'root' }),
      );
    for (const { id } of given) await say(issue.number, `Noted.\n\n${recordMark([id])}`);
    expect(await openOn(stage, '2026-11-03')).toMatchObject({
      months: { known: [{ scores: given.map(({ id }) => ({ comment: id, score: 2 })) }] },
    });
  });

  it('do not count by an answer that another hand edited', async () => {
    const issue = await own(scorecard('2026-10'));
    const comments = [];
    for (const area of ['problem-framing', 'operating-model-design'])
      comments.push(
        await issue.comment(`/belay score ${area} 2 because we know better`, { by: 'root' }),
      );
    const [first, second] = comments.map(({ id }) => id);
    await say(issue.number, `Noted.\n\n${recordMark([first ?? 0])}`);
    const forged = await say(issue.number, `Noted.\n\n${recordMark([first ?? 0])}`);
    await forged.edit(`Noted.\n\n${recordMark([first ?? 0, second ?? 0])}`, { by: 'root' });
    expect(await openOn(stage, '2026-11-03')).toMatchObject({
      months: { known: [{ record: { id: forged.id }, scores: [{ comment: first }] }] },
    });
  });
});

describe('scores in a long thread', () => {
  async function threadOf(chatter: number) {
    const issue = await own(scorecard('2026-10'));
    const score = '/belay score problem-framing 2 because aims were copied';
    const { id } = await issue.comment(score, { by: 'alice' });
    await say(issue.number, `Noted.\n\n${recordMark([id])}`);
    for (let turn = 0; turn < chatter; turn++) await issue.comment(`${turn}`, { by: 'mallory' });
    return issue;
  }

  it('are found however much was said since', async () => {
    await threadOf(250);
    expect(await openOn(stage, '2026-11-03')).toMatchObject({
      months: { known: [{ record: {}, scores: [{ area: 'problem-framing', score: 2 }] }] },
    });
  });

  it('are found where a person closed it before they were written down', async () => {
    const issue = await threadOf(110);
    await issue.close('root');
    expect(await openOn(stage, '2026-11-03')).toMatchObject({
      months: { known: [{ record: {}, scores: [{ area: 'problem-framing', score: 2 }] }] },
    });
    expect(stage.gh.count({ operation: 'BelayScorecardComments' })).toBe(2);
  });

  it('are looked for in no closed issue but the newest', async () => {
    const issue = await threadOf(110);
    await issue.close('root');
    const newer = await own(scorecard('2026-11'), 'Scorecard 2026-11');
    await newer.close('root');
    await openOn(stage, '2026-11-03');
    expect(stage.gh.count({ operation: 'BelayScorecardComments' })).toBe(1);
  });

  it('are never lost to an answer that did not come', async () => {
    await threadOf(110);
    const isSecondPage = ({ operation, body }: LoggedRequest) =>
      operation === 'BelayScorecardComments' && JSON.parse(String(body)).variables.b0 !== null;
    stage.gh.faults.add(isSecondPage, { status: 502 });
    expect(await openOn(stage, '2026-11-03')).toMatchObject({
      kind: 'trouble',
      trouble: { kind: 'github', status: 502 },
    });
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
