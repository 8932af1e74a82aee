import { describe, expect, it } from 'vitest';
import { samePerson } from '../../src/core/policy.js';

describe('two names', () => {
  it.each([
    ['@octocat', '@Octocat', true],
    ['@acme/pricing', '@Acme/Pricing', true],
    ['@dev1', '@dev01', false],
    ['@octocat', '@hubot', false],
    // A bare name is no login: whoever has that login is somebody else, maybe.
    ['@octocat', 'octocat', false],
  ])('%s and %s mean the same person: %s', (one, other, isSame) => {
    expect(samePerson(one, other)).toBe(isSame);
  });
});
