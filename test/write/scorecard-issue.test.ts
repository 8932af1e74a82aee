import { describe, expect, it } from 'vitest';
import type { ScorecardWrite } from '../../src/core/scorecard/issue/scorecard-issue.js';
import { writeScorecard } from '../../src/write/scorecard-issue.js';

/** A repository without labels; the first request to a route that is refused answers so. */
function desk(refused: RegExp | null = null, status = 500, message = 'no') {
  const sent: string[] = [];
  const bodies: Record<string, unknown>[] = [];
  const request = async (route: string, parameters: Record<string, unknown>) => {
    const { owner: _, repo: __, ...body } = parameters;
    sent.push(route.replace('/repos/{owner}/{repo}', ''));
    bodies.push(body);
    if (refused?.test(route)) throw Object.assign(new Error(message), { status });
    return { data: { id: 900, number: 31 } };
  };
  const labels = new Set<string>();
  const desk = { client: { request }, owner: 'acme', repo: 'shop', labelled: 'Months', labels };
  const write = (one: ScorecardWrite) => writeScorecard(one, desk);
  return { sent, bodies, write };
}

const file: ScorecardWrite = {
  kind: 'file',
  issue: {
    series: 'scorecard',
    month: '2026-10',
    title: 'Scorecard 2026-10',
    body: 'Five rows.',
    labels: ['belay-scorecard'],
  },
};

describe('a monthly issue', () => {
  it('is filed with its label, which is made once', async () => {
    const { sent, bodies, write } = desk();
    expect(await write(file)).toEqual({ kind: 'done', number: 31 });
    await write(file);
    expect(sent).toEqual(['POST /labels', 'POST /issues', 'POST /issues']);
    expect(bodies[0]).toMatchObject({
      name: 'belay-scorecard',
      description: expect.not.stringContaining('pilot'),
    });
    expect(bodies[1]).toEqual({
      title: 'Scorecard 2026-10',
      body: 'Five rows.',
      labels: ['belay-scorecard'],
    });
  });

  it.each<[ScorecardWrite, string, object]>([
    [
      { kind: 'edit', number: 7, title: 'T', body: 'B' },
      'PATCH /issues/{issue_number}',
      { issue_number: 7, title: 'T', body: 'B' },
    ],
    [
      { kind: 'comment', number: 7, body: 'B' },
      'POST /issues/{issue_number}/comments',
      { issue_number: 7, body: 'B' },
    ],
    [
      { kind: 'reword', number: 7, comment: 70, body: 'B' },
      'PATCH /issues/comments/{comment_id}',
      { comment_id: 70, body: 'B' },
    ],
    [
      { kind: 'close', number: 7, reason: 'completed', duplicateOf: null },
      'PATCH /issues/{issue_number}',
      { issue_number: 7, state: 'closed', state_reason: 'completed' },
    ],
  ])('takes one request for each other write: %o', async (one, route, body) => {
    const { sent, bodies, write } = desk();
    expect(await write(one)).toMatchObject({ kind: 'done' });
    expect(sent).toEqual([route]);
    expect(bodies).toEqual([body]);
  });

  it.each([
    [/issues$/, 410, 'Issues are disabled for this repo', 'issues-disabled'],
    [/issues$/, 403, 'Repository was archived so is read-only.', 'archived'],
  ])('is not taken where %s answers %i', async (route, status, message, why) => {
    expect(await desk(route, status, message).write(file)).toEqual({ kind: 'told', why });
  });

  it('of which a comment is gone is told, and any other refusal is thrown', async () => {
    const reword: ScorecardWrite = { kind: 'reword', number: 7, comment: 70, body: 'B' };
    expect(await desk(/comments/, 404).write(reword)).toEqual({ kind: 'told', why: 'gone' });
    await expect(desk(/comments/, 502).write(reword)).rejects.toMatchObject({ status: 502 });
  });
});
