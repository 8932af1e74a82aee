import { TroubleError } from '../core/trouble.js';

/** As much of an Octokit as writing takes; what it throws is passed on. */
export interface Client {
  request(route: string, parameters: Record<string, unknown>): Promise<{ readonly data: unknown }>;
}

/** The id in GitHub's answer to a write; an answer without one was cut off on its way. */
export function idIn({ data }: { readonly data: unknown }): number {
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
  if (typeof id === 'number') return id;
  throw new TroubleError({ kind: 'partial', what: 'the check run', request: null });
}
