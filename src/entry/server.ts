import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** GitHub delivers no webhook larger than 25 MB. */
const LARGEST_BODY = 25 * 1024 * 1024;

/**
 * Whoever reaches the port can send bodies, and they are held until their signature is known. Beyond
 * so many bytes of all of them together only small ones are taken, as nearly all of GitHub's are.
 */
const MOST_HELD = 128 * 1024 * 1024;
const SMALL_BODY = 256 * 1024;

/** Where GitHub sends webhooks, Probot's usual place. */
export const WEBHOOK_PATH = '/api/github/webhooks';

/** A webhook as it came in: the body is the exact text that was signed. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly signature: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
}

/** What the server asks of the App. */
export interface Doors {
  webhook(delivery: Delivery): Promise<Answer>;
  ready(): Promise<Answer>;
  metrics(): Promise<Answer>;
  /** An error nobody expected; the client gets a bare 500. */
  failed(error: unknown): void;
}

type Route = (request: IncomingMessage) => Promise<Answer>;

/** The App's HTTP server. Nothing of a request is read before its headers are found in order. */
export function createHttpServer(doors: Doors): Server {
  const hold: Hold = { bytes: 0 };
  const routes: Readonly<Record<string, { readonly method: string; readonly route: Route }>> = {
    [WEBHOOK_PATH]: { method: 'POST', route: (request) => takeWebhook(request, doors, hold) },
    '/healthz': { method: 'GET', route: async () => ({ status: 200, text: 'ok\n' }) },
    '/readyz': { method: 'GET', route: () => doors.ready() },
    '/metrics': { method: 'GET', route: () => doors.metrics() },
  };
  return createServer({ requestTimeout: 30_000 }, (request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      send(request, response, await find(request));
    } catch (error) {
      doors.failed(error);
      send(request, response, { status: 500, text: 'Something went wrong here.\n' });
    }
  }

  async function find(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const found = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (found === undefined) return { status: 404, text: 'Nothing here.\n' };
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (method === found.method) return found.route(request);
    return { status: 405, text: `Only ${found.method} here.\n` };
  }
}

/** A body that was refused is let run out unread; the request's time limit bounds it. */
function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(answer.status, {
    'content-type': answer.type ?? 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(answer.text),
  });
  response.end(request.method === 'HEAD' ? undefined : answer.text);
  request.resume();
}

/** The bodies of all requests that are being read. */
interface Hold {
  bytes: number;
}

async function takeWebhook(request: IncomingMessage, doors: Doors, hold: Hold): Promise<Answer> {
  const refusal = refuse(request);
  if (refusal !== null) return refusal;
  const body = await readBody(request, hold);
  if (typeof body !== 'string') return body;
  return doors.webhook({
    id: header(request, 'x-github-delivery'),
    event: header(request, 'x-github-event'),
    signature: header(request, 'x-hub-signature-256'),
    body,
  });
}

const TOO_LARGE: Answer = { status: 413, text: 'A webhook has 25 MB at most.\n' };
const TOO_MUCH: Answer = { status: 503, text: 'Too much at once; deliver it again later.\n' };

function refuse(request: IncomingMessage): Answer | null {
  if (Number(header(request, 'content-length')) > LARGEST_BODY) return TOO_LARGE;
  const type = header(request, 'content-type').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    return { status: 415, text: 'Set the content type of the webhook to application/json.\n' };
  }
  const missing = ['x-github-event', 'x-github-delivery', 'x-hub-signature-256'].filter(
    (name) => header(request, name) === '',
  );
  if (missing.length === 0) return null;
  return { status: 400, text: `Missing: ${missing.join(', ')}.\n` };
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** The body as text, or the refusal as soon as it turns out to be too large. */
async function readBody(request: IncomingMessage, hold: Hold): Promise<string | Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let refusal: Answer | null = null;
  const read = new Promise<string | Answer>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      if (refusal !== null) return;
      size += chunk.length;
      hold.bytes += chunk.length;
      refusal = excess(size, hold);
      if (refusal === null) chunks.push(chunk);
      else resolve(refusal);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
  return read.finally(() => {
    hold.bytes -= size;
    chunks.length = 0;
  });
}

function excess(size: number, hold: Hold): Answer | null {
  if (size > LARGEST_BODY) return TOO_LARGE;
  return size > SMALL_BODY && hold.bytes > MOST_HELD ? TOO_MUCH : null;
}
