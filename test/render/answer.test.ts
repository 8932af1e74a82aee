import { describe, expect, it } from 'vitest';
import { sayingIn } from '../../src/core/pilot/marker.js';
import { verdictPull } from '../../src/render/answer/verdict-pull.js';
import { type AnswerScene, answerTo } from '../../src/render/answer.js';
import { code } from '../../src/render/markdown.js';
import { ANSWERS, DOCS, RECORDS, SHOP } from './pilot-stories.js';

const SCENE: AnswerScene = { repository: SHOP, docs: DOCS, place: 'pilot-issue' };
const NAMES = Object.keys(ANSWERS);

describe('the answer to a command', () => {
  it('says what was done or why not, and who may', async () => {
    const text = Object.entries(ANSWERS).map(
      ([name, outcome]) => `## ${name}\n\n${answerTo(outcome, SCENE)}\n`,
    );
    await expect(text.join('\n')).toMatchFileSnapshot('golden/pilot/answers.md');
  });

  it('lists what can be asked where it was asked', async () => {
    const help = answerTo({ kind: 'help' }, { repository: null, docs: null, place: 'elsewhere' });
    await expect(help).toMatchFileSnapshot('golden/pilot/help-elsewhere.md');
  });

  it.each(NAMES)('is known again, and calls nobody: %s', (name) => {
    const outcome = ANSWERS[name];
    if (outcome === undefined) throw new Error(name);
    const text = answerTo(outcome, SCENE);
    expect(sayingIn(text)).toBe('answer');
    const spoken = text.replace(/(`{3,})[\s\S]*?\1|`+[^`]*`+|<!--.*?-->/g, '');
    expect(spoken).not.toMatch(/@[a-z]/i);
    expect(spoken).not.toMatch(/^\/belay/m);
  });
});

describe('the pull request of a verdict', () => {
  const pulls = Object.entries(RECORDS)
    .filter(([, { how }]) => how.kind === 'pull')
    .map(([name, record]) => ({
      name,
      pull: verdictPull(record, { repository: SHOP, docs: DOCS, issue: 31 }),
    }));

  it('says what it changes and what follows', async () => {
    const text = pulls.map(
      ({ name, pull: { title, body, message } }) =>
        `## ${name}\n\n${code(title)}\n\n${body}\n\n\`\`\`\`text\n${message}\`\`\`\`\n`,
    );
    await expect(text.join('\n')).toMatchFileSnapshot('golden/pilot/verdict-pulls.md');
  });

  it.each(pulls)('credits the asker in a trailer: $name', ({ pull }) => {
    expect(pull.message.trimEnd().split('\n\n').at(-1)).toBe('Requested-by: @octocat');
    expect(pull.message.split('\n')[0]?.length).toBeLessThanOrEqual(120);
  });

  it.each(pulls)('closes its own issue and no other: $name', ({ pull }) => {
    const CLOSING =
      /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:[\w./-]*#\d|https?:\/\/)\S*/gi;
    expect(pull.body.match(CLOSING)).toEqual(['Closes #31']);
    expect(`${pull.title}\n${pull.message}`.match(CLOSING)).toBeNull();
  });

  it.each(pulls)('skips no workflow: $name', ({ pull }) => {
    const SKIP = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks:/im;
    expect(`${pull.title}\n${pull.message}\n${pull.body}`).not.toMatch(SKIP);
  });
});
