import { describe, expect, it } from 'vitest';
import type { IssueWrite } from '../../src/core/pilot/pilot-issue.js';
import { writeIssue } from '../../src/write/issue.js';
import { paper } from '../../src/write/paper.js';
import { aWantedIssue } from '../builders/pilot.js';

interface Refusal {
  readonly on: RegExp;
  readonly status: number;
  readonly message?: string;
}

/** A repository that has pilot-due already; the first request that a refusal fits is refused. */
function desk(...refusals: readonly Refusal[]) {
  const left = [...refusals];
  const sent: string[] = [];
  const bodies: Record<string, unknown>[] = [];
  const request = async (route: string, parameters: Record<string, unknown>) => {
    const { owner: _, repo: __, ...body } = parameters;
    const said = route.replace('/repos/{owner}/{repo}', '');
    sent.push(said);
    bodies.push(body);
    const at = left.findIndex(({ on }) => on.test(said));
    if (at < 0) return { data: { id: 900, number: 31 } };
    const [{ status, message = 'no' } = { status: 500 }] = left.splice(at, 1);
    throw Object.assign(new Error(message), { status });
  };
  const labels = new Set(['Pilot-due']);
  const desk = { client: { request }, owner: 'acme', repo: 'shop', labelled: 'Pilots', labels };
  const write = (one: IssueWrite) => writeIssue(one, desk);
  return { sent, bodies, write };
}

const due = aWantedIssue({ rung: 'due' });
const open: IssueWrite = { kind: 'open', issue: due };
const edit: IssueWrite = {
  kind: 'edit',
  number: 31,
  title: 'Pilot past its checkpoint: A cache (DL-0042)',
  body: 'past',
  addLabels: ['pilot-purgatory'],
  dropLabels: ['pilot-due'],
};

describe('an issue', () => {
  it('is opened with its labels and its assignee, in one write where the labels exist', async () => {
    const { sent, bodies, write } = desk();
    expect(await write(open)).toEqual({ kind: 'done', number: 31 });
    expect(sent).toEqual(['POST /issues']);
    const { title, body } = due;
    expect(bodies).toEqual([{ title, body, labels: ['pilot-due'], assignees: ['octocat'] }]);
  });

  it('has labels made that are not there yet, once', async () => {
    const { sent, bodies, write } = desk();
    const past: IssueWrite = { kind: 'open', issue: aWantedIssue() };
    await write(past);
    await write(past);
    expect(sent).toEqual(['POST /labels', 'POST /issues', 'POST /issues']);
    expect(bodies[0]).toMatchObject({ name: 'pilot-purgatory', color: expect.any(String) });
  });

  it('is opened though another run made the label first', async () => {
    const { write } = desk({ on: /labels/, status: 422 });
    expect(await write({ kind: 'open', issue: aWantedIssue() })).toMatchObject({ kind: 'done' });
  });

  it('is opened without its assignee where GitHub refuses that one', async () => {
    const { sent, bodies, write } = desk({ on: /POST .issues$/, status: 422 });
    expect(await write(open)).toMatchObject({ kind: 'done' });
    expect(sent).toEqual(['POST /issues', 'POST /issues']);
    expect(bodies[1]).not.toHaveProperty('assignees');
  });

  it('calls a team in a comment of its own', async () => {
    const { sent, write } = desk();
    await write({ kind: 'open', issue: { ...due, assignee: null, opening: '@acme/pricing' } });
    expect(sent).toEqual(['POST /issues', 'POST /issues/{issue_number}/comments']);
  });

  it('is edited labels first, body last', async () => {
    const { sent, write } = desk({ on: /DELETE/, status: 404 });
    expect(await write(edit)).toEqual({ kind: 'done', number: 31 });
    expect(sent).toEqual([
      'POST /labels',
      'POST /issues/{issue_number}/labels',
      'DELETE /issues/{issue_number}/labels/{name}',
      'PATCH /issues/{issue_number}',
    ]);
  });

  it('is closed with its reason, as a duplicate by the id of the other', async () => {
    const { sent, bodies, write } = desk();
    await write({ kind: 'close', number: 32, reason: 'duplicate', duplicateOf: 31 });
    expect(sent).toEqual(['GET /issues/{issue_number}', 'PATCH /issues/{issue_number}']);
    expect(bodies[1]).toEqual({
      issue_number: 32,
      state: 'closed',
      state_reason: 'duplicate',
      duplicate_issue_id: 900,
    });
  });

  it('is reopened', async () => {
    const { bodies, write } = desk();
    await write({ kind: 'reopen', number: 31 });
    expect(bodies).toEqual([{ issue_number: 31, state: 'open' }]);
  });
});

describe('what GitHub does not take', () => {
  it.each([
    [410, 'Issues has been disabled in this repository.', 'issues-disabled'],
    [403, 'Repository was archived so is read-only.', 'archived'],
    [403, 'Unable to create comment because issue is locked.', 'locked'],
    [410, 'This issue was deleted', 'gone'],
    [404, 'Not Found', 'gone'],
  ])('is told, not failed: %i %s', async (status, message, why) => {
    const { write } = desk({ on: /./, status, message });
    const comment = { kind: 'comment', number: 31, saying: 'past', body: 'past' } as const;
    expect(await write(comment)).toEqual({ kind: 'told', why });
  });

  it.each([
    [403, 'Resource not accessible by integration'],
    [403, 'You have exceeded a secondary rate limit'],
    [403, 'Repository access blocked'],
    [404, 'Not Found'],
    [410, 'Gone'],
    [500, 'oops'],
  ])('is thrown where something is wrong: %i %s', async (status, message) => {
    const { write } = desk({ on: /./, status, message });
    await expect(write(open)).rejects.toMatchObject({ status });
  });

  it('is thrown where the answer was cut off', async () => {
    const client = { request: async () => ({ data: '<html>' }) };
    const place = {
      client,
      owner: 'acme',
      repo: 'shop',
      labelled: 'Belay: a pilot',
      labels: new Set<string>(),
    };
    await expect(writeIssue(open, place)).rejects.toMatchObject({ trouble: { kind: 'partial' } });
  });
});

it('on paper nothing is carried out', async () => {
  const sink = paper<IssueWrite>();
  expect(await sink.write(open)).toEqual({ kind: 'done', number: null });
  expect(sink.writes).toEqual([open]);
});
