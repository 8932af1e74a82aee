import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/core/day.js';
import type { Pull } from '../github/world.js';
import { openTriage, pilotEntry, record, theIssue } from './pilot-shop.js';
import { ENTRY_FILE, type Stage, TODAY } from './shop.js';

let stage: Stage;

beforeEach(async () => {
  stage = await openTriage();
  await stage.shop.collaborator('octocat', 'push');
  await record(stage, pilotEntry(-2));
});

afterEach(async () => {
  await stage.end();
});

/** Comments in the pilot's issue; gives the reactions and Belay's answer in the thread. */
async function say(text: string, by = 'octocat') {
  const comment = await theIssue(stage.shop).comment(text, { by });
  await stage.settled();
  return { reactions: comment.reactions().map(({ content }) => content), answer: answers().at(-1) };
}

function answers(): readonly string[] {
  return theIssue(stage.shop)
    .comments()
    .filter(({ author, body }) => author === 'belay[bot]' && body.includes('belay:said answer'))
    .map(({ body }) => body);
}

function thePull(): Pull {
  const [pull, ...others] = stage.shop.pulls();
  if (pull === undefined || others.length > 0) throw new Error('not one pull request');
  return pull;
}

describe('a verdict by comment', () => {
  it('becomes a pull request, which closes the issue when it is merged', async () => {
    const { shop } = stage;
    const { reactions, answer } = await say('/belay kill because timeouts did not move');
    expect(reactions).toContain('eyes');
    const pull = thePull();
    expect(answer).toContain(`#${pull.number}`);
    expect(shop.read(ENTRY_FILE, pull.headRef)).toContain('status: killed');
    expect(shop.read(ENTRY_FILE)).toContain('status: pilot');
    expect(pull.check('Belay')).toMatchObject({ status: 'completed', conclusion: 'success' });
    await pull.merge({ by: 'octocat' });
    await stage.settled();
    expect(theIssue(shop)).toMatchObject({ state: 'closed', stateReason: 'completed' });
  });

  it('given twice opens one pull request', async () => {
    await say('/belay graduate because support tickets fell by half');
    const { answer } = await say('/belay graduate because support tickets fell by half');
    expect(answer).toContain(`#${thePull().number}`);
    expect(answers()).toHaveLength(1);
  });

  it('moves the checkpoint, as often as the policy allows', async () => {
    const { shop } = stage;
    const until = addDays(TODAY, 14);
    for (const reason of ['the first numbers are good', 'the second numbers are, too']) {
      await say(`/belay continue until ${until} because ${reason}`);
      const [pull] = shop.pulls().filter(({ state }) => state === 'open');
      await pull?.merge({ by: 'octocat' });
      await pull?.deleteHead();
      await stage.settled();
    }
    expect(theIssue(shop).state).toBe('closed');
    const { answer } = await say(`/belay continue until ${until} because we like it`);
    expect(answer).toMatch(/2 of 2|graduate|kill/);
    expect(shop.pulls().filter(({ state }) => state === 'open')).toEqual([]);
  });

  it('is refused to whoever may not, and says who may', async () => {
    const { reactions, answer } = await say('/belay kill because I do not like it', 'mallory');
    expect(reactions).not.toContain('+1');
    expect(answer).toContain('octocat');
    expect(stage.shop.pulls()).toEqual([]);
  });

  it('needs a reason', async () => {
    const { reactions, answer } = await say('/belay kill');
    expect(reactions).toContain('confused');
    expect(answer).toContain('because');
  });
});

describe('without the permission to write', () => {
  it('a verdict comes as a patch to apply', async () => {
    await stage.end();
    stage = await openTriage({ github: { app: { permissions: LEAST } } });
    await stage.shop.collaborator('octocat', 'push');
    await record(stage, pilotEntry(-2));
    const { answer } = await say('/belay kill because timeouts did not move');
    expect(answer).toContain('+status: killed');
    expect(answer).toContain('/edit/');
    expect(stage.shop.pulls()).toEqual([]);
  });
});

const LEAST = {
  metadata: 'read',
  contents: 'read',
  pull_requests: 'read',
  checks: 'write',
  issues: 'write',
  members: 'read',
};

describe('what is no command', () => {
  it.each([
    ['quoted', '> /belay kill because timeouts did not move'],
    ['in a fence', '```\n/belay kill because timeouts did not move\n```'],
    ['below other words', 'Look:\n/belay kill because timeouts did not move'],
    ['of another bot', '/belayer kill because timeouts did not move'],
  ])('is passed over: %s', async (_, text) => {
    expect(await say(text)).toEqual({ reactions: [], answer: undefined });
  });

  it('is an edited comment', async () => {
    const comment = await theIssue(stage.shop).comment('I think:', { by: 'octocat' });
    await comment.edit('/belay kill because timeouts did not move');
    await stage.settled();
    expect(comment.reactions()).toEqual([]);
    expect(stage.shop.pulls()).toEqual([]);
  });
});

describe('in a pull request', () => {
  const FLAGGED = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };

  it('recheck has it judged again, answered by a reaction alone', async () => {
    const pull = await stage.shop.openPull({ files: FLAGGED, by: 'alice' });
    await stage.settled();
    stage.gh.forget();
    const comment = await pull.comment('/belay recheck', { by: 'alice' });
    await stage.settled();
    expect(stage.gh.count({ operation: 'BelayLook' })).toBe(1);
    expect(comment.reactions().map(({ content }) => content)).toEqual(['+1']);
    expect(pull.comments()).toHaveLength(1);
  });

  it('recheck is for its author and who may triage', async () => {
    const pull = await stage.shop.openPull({ files: FLAGGED, by: 'alice' });
    await stage.settled();
    stage.gh.forget();
    await pull.comment('/belay recheck', { by: 'mallory' });
    await stage.settled();
    expect(stage.gh.count({ operation: 'BelayLook' })).toBe(0);
  });

  it('help tells what may be said', async () => {
    const pull = await stage.shop.openPull({ files: FLAGGED, by: 'alice' });
    await pull.comment('/belay help', { by: 'mallory' });
    await stage.settled();
    expect(pull.comments().at(-1)?.body).toContain('/belay recheck');
  });
});

describe('trouble', () => {
  it('that passes costs nothing but time', async () => {
    stage.gh.faults.add({ operation: 'BelayEntry' }, { status: 502 }, 2);
    await say('/belay kill because timeouts did not move');
    expect(thePull().state).toBe('open');
    expect(answers()).toHaveLength(1);
  });

  it('that stays is said', async () => {
    stage.gh.faults.add({ operation: 'BelayEntry' }, { status: 502 }, Number.POSITIVE_INFINITY);
    const { answer } = await say('/belay kill because timeouts did not move');
    expect(answer).toContain('502');
    expect(stage.shop.pulls()).toEqual([]);
  });
});
