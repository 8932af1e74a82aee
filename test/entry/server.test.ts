import { createHmac, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../src/entry/config.js';
import { createLog } from '../../src/entry/log.js';
import { type Running, startApp } from '../../src/entry/start.js';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

const CONFIG: Config = {
  appId: 12345,
  privateKey,
  webhookSecret: 'it is a secret',
  port: 0,
  host: '127.0.0.1',
  logLevel: 'silent',
  apiUrl: 'http://127.0.0.1:9',
  redisUrl: null,
  docsUrl: null,
  sweepAt: null,
  role: 'all',
};

let app: Running;
let url: string;

beforeAll(async () => {
  app = await startApp({ config: CONFIG, log: createLog('silent') });
  url = `http://127.0.0.1:${app.port}`;
});

afterAll(async () => {
  await app.stop();
});

const PING = JSON.stringify({ zen: 'Keep it logically awesome.' });

function sign(body: string, secret = CONFIG.webhookSecret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

interface Sent {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly method?: string;
}

async function webhook({ body = PING, headers = {}, method = 'POST' }: Sent = {}) {
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'x-github-event': 'ping',
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-hub-signature-256': sign(body),
    ...headers,
  };
  const given = Object.entries(all).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  const init = { method, headers: given, ...(method === 'POST' ? { body } : {}) };
  const answer = await fetch(`${url}/api/github/webhooks`, init);
  return { status: answer.status, text: await answer.text() };
}

describe('a webhook', () => {
  it('that is signed is taken', async () => {
    expect(await webhook()).toEqual({ status: 202, text: 'Nothing to do.\n' });
  });

  it.each([
    ['a wrong signature', 400, { headers: { 'x-hub-signature-256': sign(PING, 'guessed') } }],
    ['no signature', 400, { headers: { 'x-hub-signature-256': undefined } }],
    ['nonsense for a signature', 400, { headers: { 'x-hub-signature-256': 'sha256=?' } }],
    [
      'another body than was signed',
      400,
      { body: '{}', headers: { 'x-hub-signature-256': sign(PING) } },
    ],
    ['no body', 400, { body: '' }],
    ['no event', 400, { headers: { 'x-github-event': undefined } }],
    ['no id', 400, { headers: { 'x-github-delivery': undefined } }],
    [
      'a form for a body',
      415,
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['no content type', 415, { headers: { 'content-type': '' } }],
    ['another method', 405, { method: 'GET' }],
  ] as readonly [string, number, Sent][])('with %s is refused with %i', async (_, status, sent) => {
    expect(await webhook(sent)).toMatchObject({ status });
  });

  it('whose text is no JSON is refused although it is signed', async () => {
    const headers = { 'x-github-event': 'pull_request' };
    expect(await webhook({ body: 'not json', headers })).toMatchObject({ status: 400 });
    expect(await webhook({ body: '{}', headers })).toMatchObject({ status: 400 });
  });

  it('with a charset in its content type is taken', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect(await webhook({ headers })).toMatchObject({ status: 202 });
  });
});

describe('a webhook of 30 MB', () => {
  const LARGE = 30 * 1024 * 1024;

  it('is refused by its declared length before any of it is sent', async () => {
    const socket = connect(app.port, '127.0.0.1');
    socket.write(
      `POST /api/github/webhooks HTTP/1.1\r\nhost: belay\r\ncontent-length: ${LARGE}\r\n` +
        'content-type: application/json\r\n\r\n{',
    );
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('that does not declare its length is refused while it comes in', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'a');
    const body = Readable.toWeb(Readable.from(Array.from({ length: 30 }, () => piece)));
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'ping',
      'x-github-delivery': '1',
      'x-hub-signature-256': 'sha256=0',
    };
    const init = { method: 'POST', headers, body, duplex: 'half' } as unknown as RequestInit;
    const answer = await fetch(`${url}/api/github/webhooks`, init);
    expect(answer.status).toBe(413);
  });

  it('is refused where many of them come at once, while small ones still get in', async () => {
    const length = 25 * 1024 * 1024;
    const head =
      `POST /api/github/webhooks HTTP/1.1\r\nhost: belay\r\ncontent-length: ${length}\r\n` +
      'content-type: application/json\r\nx-github-event: ping\r\nx-github-delivery: 1\r\n' +
      'x-hub-signature-256: sha256=0\r\n\r\n';
    const unfinished = Buffer.alloc(length - 1, 'a');
    const sockets = Array.from({ length: 6 }, () => connect(app.port, '127.0.0.1'));
    const answers = sockets.map(async (socket) => String((await once(socket, 'data'))[0]));
    for (const socket of sockets) {
      socket.write(head);
      socket.write(unfinished);
    }
    expect(await Promise.any(answers)).toMatch(/^HTTP\/1\.1 503 /);
    expect(await webhook()).toMatchObject({ status: 202 });
    for (const socket of sockets) socket.destroy();
  });

  it('leaves the server in good health', async () => {
    const body = 'a'.repeat(LARGE);
    await webhook({ body }).catch(() => null);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await webhook()).toMatchObject({ status: 202 });
  });
});

describe('the other doors', () => {
  it.each([
    ['/healthz', 200],
    ['/readyz', 200],
    ['/metrics', 200],
    ['/', 404],
    ['/__proto__', 404],
    ['/probot', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await fetch(url + path)).status).toBe(status);
  });

  it('do not let strangers make up series of metrics', async () => {
    await webhook({ headers: { 'x-github-event': 'made-up', 'x-hub-signature-256': 'sha256=0' } });
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).not.toContain('made-up');
    expect(text).toMatch(/belay_webhooks_total\{event="refused",status="400"\} \d/);
  });

  it('count webhooks', async () => {
    await webhook();
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/belay_webhooks_total\{event="ping",status="202"\} \d/);
    expect(text).toMatch(/belay_queue_tasks\{state="waiting"\} 0/);
  });
});
