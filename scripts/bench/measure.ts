import type { Delivery, GitHub, LoggedRequest } from '../../test/github/world.js';
import type { AppProcess } from './app-process.js';

/** What one webhook led to, up to the last answer of GitHub's; token mints are apart. */
export interface Measured {
  /** From the webhook's leaving to the answer to the check's write, or to the last read. */
  readonly ms: number;
  readonly reads: number;
  readonly writes: number;
  readonly mints: number;
  /** The longest chain of requests of which each began after the one before had its answer. */
  readonly chain: number;
}

/** How long after the last answer nothing must come for the work to be over; in ms. */
const SILENCE = 15;

/** Sends a webhook to the app and waits for the check, or for silence where none is to come. */
export async function measure(
  gh: GitHub,
  { app, opened, ends }: { app: AppProcess; opened: Delivery; ends: 'written' | 'silent' },
): Promise<Measured> {
  gh.forget();
  gh.webhookUrl = app.webhookUrl;
  const sent = performance.now();
  const delivering = gh.deliver(opened.event, opened.payload);
  if (ends === 'written') await gh.until(() => gh.requests.some(isAnsweredWrite));
  else await gh.until(() => gh.requests.length > 0);
  await delivering;
  await gh.quiet(ends === 'written' ? SILENCE : 3 * SILENCE);
  gh.webhookUrl = null;
  const requests = gh.requests.filter(({ mint }) => !mint);
  return {
    ms: Math.max(...requests.map(endOf)) - sent,
    reads: requests.filter((request) => !isWrite(request)).length,
    writes: requests.filter(isWrite).length,
    mints: gh.mints,
    chain: chainOf(requests),
  };
}

function isWrite({ method, graphql }: LoggedRequest): boolean {
  return method !== 'GET' && !graphql;
}

export function isAnsweredWrite(request: LoggedRequest): boolean {
  return isWrite(request) && !request.mint && request.status !== null;
}

function endOf({ at, ms }: LoggedRequest): number {
  return at + ms;
}

function chainOf(requests: readonly LoggedRequest[]): number {
  const links: { readonly end: number; readonly length: number }[] = [];
  for (const request of requests) {
    const before = links.filter(({ end }) => end <= request.at).map(({ length }) => length);
    links.push({ end: endOf(request), length: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...links.map(({ length }) => length));
}

/** The middle one of the numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
