import { describe, expect, it } from 'vitest';
import type { VerdictPull } from '../../src/core/pilot/verdict-pull.js';
import { propose } from '../../src/write/verdict-pull.js';

const PULL: VerdictPull = {
  kind: 'verdict-pull',
  branch: 'belay/kill-dl-0042-0badcafe',
  base: 'main',
  file: { path: 'docs/decisions/0042.md', text: 'status: pilot', oid: 'b'.repeat(40), tip: 'c' },
  text: 'status: killed',
  message: 'Kill DL-0042',
  title: 'Kill DL-0042',
  body: 'Closes #31',
};

/** A repository that refuses one route; the routes that were asked for are kept. */
function place(on: RegExp, status: number, message: string) {
  const sent: string[] = [];
  const request = async (route: string) => {
    sent.push(route.replace('/repos/{owner}/{repo}', ''));
    if (on.test(route)) throw Object.assign(new Error(message), { status });
    return { data: { id: 900, number: 7 } };
  };
  return { sent, place: { client: { request }, owner: 'acme', repo: 'shop' } };
}

describe('a pull request with a verdict', () => {
  it('is opened from a branch of its own', async () => {
    const { sent, place: here } = place(/nothing/, 500, '');
    expect(await propose(PULL, here)).toEqual({ kind: 'pull', number: 7 });
    expect(sent).toEqual(['POST /git/refs', 'PUT /contents/{path}', 'POST /pulls']);
  });

  it.each([
    [/refs$/, 403, 'Resource not accessible by integration'],
    [/refs$/, 404, 'Not Found'],
    [/pulls$/, 403, 'Resource not accessible by integration'],
  ])('%s, %i: is not allowed', async (on, status, message) => {
    const { sent, place: here } = place(on, status, message);
    expect(await propose(PULL, here)).toEqual({ kind: 'forbidden' });
    expect(sent.includes('POST /pulls')).toBe(sent.includes('DELETE /git/refs/{ref}'));
  });

  it.each([
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    'API rate limit exceeded for installation ID 1.',
  ])('is not taken for forbidden when GitHub asks to wait: %s', async (message) => {
    const { place: here } = place(/refs$/, 403, message);
    await expect(propose(PULL, here)).rejects.toThrow('rate limit');
  });
});
