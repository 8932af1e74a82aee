import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitHubMonthStage, gitHubStage, openOn } from './stage.js';
import { BEGINNING, LONG_AGO } from './world.js';

let stage: GitHubMonthStage;
beforeEach(async () => {
  stage = await gitHubStage();
  await stage.commit(LONG_AGO, BEGINNING);
});
afterEach(() => stage.close());

describe('a repository', () => {
  it.each([
    ['PUBLIC', 'public'],
    ['INTERNAL', 'internal'],
    ['PRIVATE', 'private'],
    ['SOMETHING_NEW', 'private'],
  ])('that is %s is %s', async (told, visibility) => {
    const change = (answer: { data: { repository: object } }) => {
      Object.assign(answer.data.repository, { visibility: told });
      return answer;
    };
    stage.gh.faults.add({ operation: 'BelayScorecard' }, { change });
    expect(await openOn(stage, '2026-11-03')).toMatchObject({
      months: { repository: { owner: 'acme', name: 'shop', visibility } },
    });
  });

  it.each([
    ['takes issues', {}, null],
    ['takes none when it is archived', { archived: true }, 'archived'],
    ['takes none when they are disabled', { has_issues: false }, 'issues-disabled'],
    ['is archived first of all', { archived: true, has_issues: false }, 'archived'],
  ])('%s', async (_, settings, shut) => {
    stage.shop.change(settings);
    expect(await openOn(stage, '2026-11-03')).toMatchObject({ months: { shut } });
  });
});
