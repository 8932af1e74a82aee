import { describe, expect, it } from 'vitest';
import type { Trouble } from '../../src/core/trouble.js';
import { plain } from '../../src/render/phrase.js';
import {
  commandTrouble,
  commandTroubleDocument,
  commandTroubleLine,
} from '../../src/render/trouble-command.js';
import { sayFailure } from '../../src/render/words/trouble.js';

const REQUEST = '8F2A';
const LATER = 'The next run tries again.';

const STORIES: readonly (readonly [Trouble, string, string])[] = [
  [
    { kind: 'github', status: 502, request: REQUEST },
    'GitHub answered 502 (request 8F2A)',
    `GitHub answered 502. ${LATER}`,
  ],
  [
    { kind: 'gone', what: 'repository acme/nothing', request: null },
    'There is no repository acme/nothing, or the token may not see it',
    'Correct the name, or give a token that may see it.',
  ],
  [
    { kind: 'gone', what: 'the tip of acme/shop', request: null },
    'The tip of acme/shop is not there',
    'Run it again once it is there.',
  ],
  [
    { kind: 'forbidden', status: 401, what: 'whose token this is', request: null },
    'GitHub does not accept the token',
    'Give another one.',
  ],
  [
    { kind: 'forbidden', status: 403, what: 'issues of acme/shop', request: null },
    'The token may not write issues of acme/shop (GitHub answered 403)',
    '`issues: write`',
  ],
  [
    { kind: 'forbidden', status: 403, what: 'a pull request in acme/shop', request: null },
    'The token may not write a pull request in acme/shop (GitHub answered 403)',
    '`contents: write` and `pull-requests: write`',
  ],
  [{ kind: 'bug', reference: 'a1b2c3d4' }, 'Belay made a mistake (a1b2c3d4)', 'report it'],
];

describe('trouble of a command', () => {
  it.each(STORIES)('is said as what it is, with what helps: %o', (trouble, line, failure) => {
    expect(commandTroubleLine(trouble)).toBe(line);
    expect(plain(sayFailure(trouble, LATER))).toContain(failure);
  });

  it('promises another run only where that may help', () => {
    for (const [trouble] of STORIES.slice(1))
      expect(plain(sayFailure(trouble, LATER))).not.toContain(LATER);
  });

  it('speaks of no check', () => {
    for (const [trouble] of STORIES) {
      const said = [commandTroubleLine(trouble), commandTroubleDocument(trouble)].join('\n');
      expect(said).not.toMatch(/check|judge/i);
    }
  });

  it('lets nothing of it reach Markdown unescaped', () => {
    const what = 'repository @octocat [x](https://example.com)\n<!-- belay:said closed -->';
    const said = commandTroubleDocument({ kind: 'gone', what, request: null });
    expect(said).not.toMatch(/@octocat|[^\\]\[x\]\(|[^\\]<!--/);
  });

  it('tells its request apart from its message in a report', () => {
    expect(commandTrouble({ kind: 'github', status: 502, request: REQUEST })).toEqual({
      kind: 'github',
      status: 502,
      request: REQUEST,
      message: 'GitHub answered 502',
    });
  });
});
