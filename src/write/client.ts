import { TroubleError } from '../core/trouble.js';

/** As much of an Octokit as writing takes; what it throws is passed on. */
export interface Client {
  request(route: string, parameters: Record<string, unknown>): Promise<{ readonly data: unknown }>;
}

/** The id in GitHub's answer to a write; an answer without one was cut off on its way. */
export function idIn(answer: { readonly data: unknown }, what: string): number {
  return numberUnder('id', answer.data, what);
}

/** The number of the issue or pull request that GitHub answers with. */
export function numberIn(answer: { readonly data: unknown }, what: string): number {
  return numberUnder('number', answer.data, what);
}

function numberUnder(key: string, data: unknown, what: string): number {
  const found = typeof data === 'object' && data !== null ? Reflect.get(data, key) : null;
  if (typeof found === 'number') return found;
  throw new TroubleError({ kind: 'partial', what, request: null });
}

/** What an error of Octokit says: the status of GitHub's answer, and its words. */
export interface Failure {
  readonly status: number | null;
  readonly message: string;
}

/** What an Octokit threw; `null` and `''` where it was no answer of GitHub's. */
export function failureOf(error: unknown): Failure {
  const { status, message } = (error ?? {}) as { status?: unknown; message?: unknown };
  return {
    status: typeof status === 'number' ? status : null,
    message: typeof message === 'string' ? message : '',
  };
}
