import { expect, it } from 'vitest';
import { sayingIn } from '../../src/core/pilot/marker.js';
import { troubleAnswer } from '../../src/render/trouble-answer.js';

it('says whose trouble kept a command from being carried out, with GitHub’s request', () => {
  const answer = troubleAnswer({ kind: 'github', status: 502, request: 'ABCD:1' });
  expect(answer).toMatch(/^\*\*Not carried out:\*\* GitHub answered 502 \(request `ABCD:1`\)\.\n/);
  expect(sayingIn(answer)).toBe('answer');
});

it('lets nothing of the trouble reach Markdown unescaped', () => {
  const what = '@octocat [x](https://example.com)\n<!-- belay:said closed -->';
  const answer = troubleAnswer({ kind: 'gone', what, request: null });
  expect(answer).not.toMatch(/@octocat|\[x\]\(/);
  expect(sayingIn(answer)).toBe('answer');
});
