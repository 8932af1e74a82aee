import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/entry/log.js';

function logged(error: unknown): string {
  const lines: string[] = [];
  createLog('info', { write: (line) => lines.push(line) }).error({ err: error }, 'it failed');
  return lines.join();
}

describe('the log', () => {
  it('reduces an error of a client to what names it', () => {
    const error = Object.assign(new Error('Bad credentials'), {
      status: 401,
      request: {
        method: 'POST',
        url: 'https://api.github.com/graphql',
        headers: { authorization: 'token ghs_0123456789abcdef' },
        body: { query: 'the whole query' },
      },
      response: { status: 401, data: { message: 'the whole answer' } },
    });
    const line = logged(error);
    expect(line).toContain('Bad credentials');
    expect(line).toContain('"status":401');
    expect(line).not.toMatch(/ghs_0123|authorization|whole/);
  });

  it('keeps no webhook that hangs on an error', () => {
    const error = Object.assign(new Error('a handler failed'), {
      event: { payload: 'the payload' },
    });
    expect(logged(error)).not.toContain('the payload');
  });

  it.each([
    ['ghp_0123456789abcdefABCDEF'],
    ['github_pat_11AAAA_bbbb'],
    ['Bearer eyJhbGciOi.JIUzI1.NiJ9'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----'],
    ['redis://:hunter2@redis:6379'],
  ])('blots out %s', (secret) => {
    const line = logged(new Error(`it was ${secret}`, { cause: new Error(`or ${secret}`) }));
    for (const part of ['0123456789', 'AAAA', 'eyJ', 'MIIE', 'hunter2']) {
      expect(line).not.toContain(part);
    }
  });

  it('takes what is no error', () => {
    expect(logged('a text')).toContain('a text');
  });
});
