import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configFrom } from '../../src/entry/config.js';

const pair = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const privateKey = pair.privateKey.trim();

const WHOLE = {
  NODE_ENV: 'production',
  APP_ID: '12345',
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: 'it is a secret',
};

function problems(env: Record<string, string | undefined>): readonly string[] {
  const configured = configFrom({ ...WHOLE, ...env });
  return configured.kind === 'bad' ? configured.problems : [];
}

const folder = mkdtempSync(join(tmpdir(), 'belay-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the configuration', () => {
  it('has defaults for all but the credentials', () => {
    expect(configFrom(WHOLE)).toEqual({
      kind: 'good',
      config: {
        appId: 12345,
        privateKey,
        webhookSecret: 'it is a secret',
        port: 3000,
        host: 'localhost',
        logLevel: 'info',
        apiUrl: 'https://api.github.com',
        redisUrl: null,
        docsUrl: null,
        sweepAt: { hour: 5, minute: 0 },
        role: 'all',
      },
    });
  });

  it('says all that is missing at once', () => {
    expect(configFrom({ NODE_ENV: 'production' })).toEqual({
      kind: 'bad',
      problems: [
        'APP_ID is missing',
        'PRIVATE_KEY (or PRIVATE_KEY_PATH) is missing',
        'WEBHOOK_SECRET is missing',
      ],
    });
  });

  it.each([
    ['APP_ID', '', 'APP_ID is empty'],
    ['APP_ID', 'belay', 'APP_ID must be the App’s number'],
    ['PRIVATE_KEY', ' ', 'PRIVATE_KEY (or PRIVATE_KEY_PATH) is empty'],
    ['PRIVATE_KEY', 'nonsense', 'PRIVATE_KEY does not hold a private key'],
    ['WEBHOOK_SECRET', '  ', 'WEBHOOK_SECRET is empty'],
    ['PORT', '99999', 'PORT must be a number'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of'],
    ['GITHUB_API_URL', 'github.example', 'GITHUB_API_URL must be a URL'],
    ['REDIS_URL', 'https://redis.example', 'REDIS_URL must be a URL'],
    ['BELAY_ROLE', 'boss', 'BELAY_ROLE must be one of'],
    ['BELAY_ROLE', 'worker', 'BELAY_ROLE=worker needs REDIS_URL'],
  ])('refuses %s=%j', (name, value, problem) => {
    expect(problems({ [name]: value })).toEqual([
      expect.stringContaining(problem.replace('’', "'")),
    ]);
  });

  it('never shows a key', () => {
    const cut = privateKey.slice(0, 200);
    expect(problems({ PRIVATE_KEY: cut }).join()).not.toContain(cut.slice(40, 80));
  });

  it.each([
    ['with \\n for its line ends', privateKey.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(privateKey).toString('base64')],
  ])('takes the key %s', (_, value) => {
    const configured = configFrom({ ...WHOLE, PRIVATE_KEY: value });
    expect(configured).toMatchObject({ kind: 'good', config: { privateKey } });
  });

  it('takes the key from a file', () => {
    const path = join(folder, 'key.pem');
    writeFileSync(path, privateKey);
    const env = { ...WHOLE, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path };
    expect(configFrom(env)).toMatchObject({ kind: 'good', config: { privateKey } });
    expect(problems({ PRIVATE_KEY: '', PRIVATE_KEY_PATH: join(folder, 'none.pem') })).toEqual([
      expect.stringContaining('cannot be read'),
    ]);
  });

  it('takes a server of one’s own and Redis', () => {
    const env = {
      ...WHOLE,
      GITHUB_API_URL: 'https://github.example.com/api/v3/',
      REDIS_URL: 'rediss://:pass@redis.example:6379/1',
      BELAY_ROLE: 'web',
    };
    expect(configFrom(env)).toMatchObject({
      kind: 'good',
      config: { apiUrl: 'https://github.example.com/api/v3', role: 'web' },
    });
  });

  it('offers the setup page only in development and without any credential', () => {
    expect(configFrom({ PORT: '4000' })).toEqual({ kind: 'setup', port: 4000 });
    expect(configFrom({ APP_ID: '1' }).kind).toBe('bad');
    expect(configFrom({ WEBHOOK_SECRET: 'x' }).kind).toBe('bad');
    expect(configFrom({ NODE_ENV: 'production' }).kind).toBe('bad');
  });

  it.each([
    ['04:30', { hour: 4, minute: 30 }],
    ['9:05', { hour: 9, minute: 5 }],
    ['off', null],
  ])('sweeps at %s', (text, sweepAt) => {
    const configured = configFrom({ ...WHOLE, BELAY_SWEEP_AT: text });
    expect(configured).toMatchObject({ kind: 'good', config: { sweepAt } });
  });

  it.each(['24:00', 'noon', '5'])('refuses to sweep at %s', (text) => {
    expect(problems({ BELAY_SWEEP_AT: text })).toEqual([
      `BELAY_SWEEP_AT must be a time of day in UTC such as 05:00, or off, not "${text}"`,
    ]);
  });
});
