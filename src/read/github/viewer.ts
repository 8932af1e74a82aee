import { TroubleError } from '../../core/trouble.js';
import type { Client } from './client.js';
import { troubleOf } from './trouble.js';

export const VIEWER_QUERY = 'query BelayViewer { viewer { login } }';

/**
 * The login a token acts as, with an app's suffix. Of a person's, a workflow's and an app's token
 * alike only GraphQL tells it.
 */
export async function viewerOf(client: Client, timeout: number): Promise<string> {
  const what = 'whose token this is';
  const request = { signal: AbortSignal.timeout(timeout), retries: 0 };
  const answer = await client.graphql(VIEWER_QUERY, { request }).catch((error: unknown) => {
    const trouble = troubleOf(error, what);
    throw trouble === null ? error : new TroubleError(trouble, { cause: error });
  });
  const { viewer } = (answer ?? {}) as { readonly viewer?: { readonly login?: unknown } | null };
  if (typeof viewer?.login === 'string') return viewer.login;
  throw new TroubleError({ kind: 'partial', what, request: null });
}
