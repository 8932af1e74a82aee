/** Between HTTP and calls: reading requests, writing answers. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoggedRequest } from './faults.js';
import type { Actor, Answer, Call } from './hub.js';

const NOBODY: Actor = { kind: 'anonymous', login: '', token: '' };

export async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://localhost');
  // Enterprise servers have the API below `/api`.
  const path = url.pathname.replace(/^\/api\/v3(?=\/)/, '').replace(/^\/api\/graphql$/, '/graphql');
  const headers = Object.entries(request.headers).map(([key, value]) => [key, String(value)]);
  return {
    method: request.method ?? 'GET',
    path,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString(),
    actor: NOBODY,
  };
}

export function logEntry(call: Call, at: number): LoggedRequest {
  const graphql = call.path === '/graphql';
  const named = graphql ? /\b(?:query|mutation)\s+(\w+)/.exec(call.body) : null;
  return {
    method: call.method,
    path: call.path,
    query: call.query.toString(),
    operation: named?.[1] ?? null,
    graphql,
    mint: call.path.endsWith('/access_tokens'),
    actor: '',
    installation: null,
    body: call.body,
    status: null,
    at,
    ms: 0,
  };
}

/** An answer ready to be sent; one the reader already has is a 304 without a body. */
export function finish(call: Call, answer: Answer, limits: Record<string, string>) {
  const { body, type } = encode(answer.data);
  const headers: Record<string, string> = {
    ...type,
    'x-github-request-id': randomUUID().slice(0, 18).toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    ...limits,
    ...answer.headers,
  };
  const cached = call.method === 'GET' && answer.status === 200;
  if (cached) headers.etag = `W/"${createHash('sha1').update(body).digest('hex')}"`;
  const known = cached && call.headers['if-none-match'] === headers.etag;
  const status = known ? 304 : answer.status;
  return { status, headers, body: known || status === 204 ? Buffer.alloc(0) : body };
}

function encode(data: unknown): { body: Buffer; type: Record<string, string> } {
  if (data === undefined) return { body: Buffer.alloc(0), type: {} };
  if (data instanceof Uint8Array) return { body: Buffer.from(data), type: {} };
  const text = typeof data === 'string';
  const type = text ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  return { body: Buffer.from(text ? data : JSON.stringify(data)), type: { 'content-type': type } };
}

/** Writes an answer; with `cut` so many bytes of it, and then the line goes dead. */
export function send(
  response: ServerResponse,
  { status, headers, body }: ReturnType<typeof finish>,
  cut: number | null,
): void {
  response.writeHead(status, { ...headers, 'content-length': `${body.byteLength}` });
  if (cut === null) return void response.end(body);
  response.write(body.subarray(0, cut));
  // Given time to leave, the first bytes arrive before.
  setTimeout(() => response.destroy(), 10);
}
