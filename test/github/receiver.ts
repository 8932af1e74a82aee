/** Stands where an app would stand: takes webhooks, checks signatures, remembers. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  /** `pull_request.opened`, `push`. */
  name: string;
  guid: string;
  genuine: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: payloads are as various as GitHub's events
  payload: any;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** The first event of that name, if it has come. */
  find(name: string): Received | undefined;
  close(): Promise<void>;
}

export async function startReceiver(secret: string, status = 200): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const given = String(request.headers['x-hub-signature-256']);
    const genuine =
      given.length === expected.length &&
      timingSafeEqual(Buffer.from(given), Buffer.from(expected));
    const payload = JSON.parse(body.toString());
    const event = String(request.headers['x-github-event']);
    const name = payload.action ? `${event}.${payload.action}` : event;
    received.push({ name, guid: String(request.headers['x-github-delivery']), genuine, payload });
    response.writeHead(genuine ? status : 400).end(genuine ? 'taken' : 'bad signature');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    find: (name) => received.find((one) => one.name === name),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
