import { describe, expect, it } from 'vitest';
import { documentationIn } from '../../src/entry/documentation.js';

const TAKEN = { GITHUB_ACTION_REPOSITORY: 'acme/belay', GITHUB_ACTION_REF: 'v1' };

describe('the documentation that checks link to', () => {
  it('is nowhere unless somebody said', () => {
    expect(documentationIn({})).toBeNull();
  });

  it('is where BELAY_DOCS_URL says', () => {
    const env = { ...TAKEN, BELAY_DOCS_URL: 'https://docs.example/belay/' };
    expect(documentationIn(env)).toBe('https://docs.example/belay');
  });

  it('is never an address that could run something', () => {
    expect(documentationIn({ BELAY_DOCS_URL: 'javascript:alert(1)' })).toBeNull();
  });

  it('is in the repository and at the version an Action was taken from', () => {
    expect(documentationIn(TAKEN)).toBe('https://github.com/acme/belay/blob/v1/docs');
    const own = { ...TAKEN, GITHUB_SERVER_URL: 'https://github.acme.example' };
    expect(documentationIn(own)).toBe('https://github.acme.example/acme/belay/blob/v1/docs');
  });
});
