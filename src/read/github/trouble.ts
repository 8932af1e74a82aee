import type { Trouble } from '../../core/trouble.js';

type Headers = Readonly<Record<string, string | number | undefined>>;

/** The parts of Octokit's errors that are used; neither class is the same in every Octokit. */
interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly status?: number;
  readonly response?: { readonly headers?: Headers; readonly data?: unknown };
  readonly headers?: Headers;
  readonly errors?: readonly GraphqlFault[];
}

interface GraphqlFault {
  readonly type?: string;
  readonly message?: string;
}

/** What an error of Octokit means, or `null` when it is none of GitHub's or the network's. */
export function troubleOf(error: unknown, what: string): Trouble | null {
  if (typeof error !== 'object' || error === null) return null;
  const failure: Failure = error;
  if (failure.name === 'AbortError' || failure.name === 'TimeoutError')
    return { kind: 'network', detail: 'GitHub did not answer in time' };
  if (failure.name === 'GraphqlResponseError') return queryTrouble(failure, what);
  if (typeof failure.status !== 'number') return null;
  if (failure.response === undefined) return lineTrouble(failure);
  return answerTrouble(failure.status, failure, what);
}

/** Octokit calls it status 500 when no answer came at all. */
function lineTrouble({ message = '' }: Failure): Trouble {
  const late = /timeout|aborted/i.test(message);
  return { kind: 'network', detail: late ? 'GitHub did not answer in time' : message };
}

function answerTrouble(status: number, failure: Failure, what: string): Trouble {
  const headers = failure.response?.headers ?? {};
  const request = requestId(headers);
  if (isRateLimit(status, headers, failure.message ?? ''))
    return { kind: 'rate-limit', wait: waitOf(headers), request };
  if (status === 401 || status === 403 || status === 451)
    return { kind: 'forbidden', status, what, request };
  if (status === 404 || status === 410) return { kind: 'gone', what, request };
  return { kind: 'github', status, request };
}

function isRateLimit(status: number, headers: Headers, message: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const spent = String(headers['x-ratelimit-remaining']) === '0';
  return spent || headers['retry-after'] !== undefined || /rate limit|abuse/i.test(message);
}

/** GraphQL answers 200 even when it refuses: the errors' types say why. */
function queryTrouble({ errors = [], headers = {} }: Failure, what: string): Trouble {
  const request = requestId(headers);
  const has = (pattern: RegExp) =>
    errors.some(({ type = '', message = '' }) => pattern.test(`${type} ${message}`));
  if (has(/RATE_LIMIT|rate limit/i)) return { kind: 'rate-limit', wait: waitOf(headers), request };
  if (has(/FORBIDDEN|INSUFFICIENT_SCOPES|not accessible by/))
    return { kind: 'forbidden', status: 403, what, request };
  if (has(/NOT_FOUND/)) return { kind: 'gone', what, request };
  return { kind: 'partial', what, request };
}

function requestId(headers: Headers): string | null {
  const id = headers['x-github-request-id'];
  return id === undefined ? null : String(id);
}

/** Seconds to wait: as told, else until the limit is reset, by GitHub's own clock. */
function waitOf(headers: Headers): number | null {
  const told = Number(headers['retry-after']);
  if (Number.isFinite(told)) return Math.max(0, told);
  const reset = Number(headers['x-ratelimit-reset']);
  const now = Date.parse(String(headers.date)) / 1000;
  if (String(headers['x-ratelimit-remaining']) !== '0' || !Number.isFinite(reset - now))
    return null;
  return Math.max(0, Math.ceil(reset - now));
}
