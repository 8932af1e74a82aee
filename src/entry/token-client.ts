import { Octokit } from '@octokit/rest';
import { patientFetch } from './fetch.js';

/** A client that acts with a token it was given. */
export function tokenClient(token: string, apiUrl: string | undefined): Octokit {
  return new Octokit({
    auth: token,
    ...(apiUrl ? { baseUrl: apiUrl } : {}),
    request: { fetch: patientFetch() },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
}
