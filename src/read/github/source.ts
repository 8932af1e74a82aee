import type { Source } from '../source.js';
import { type Client, REQUEST_TIMEOUT } from './client.js';
import { readBlobs, readFiles, readIds } from './contents.js';
import { entering, policyVersions } from './history.js';
import { listFolders } from './listing.js';
import { type Looking, lookAt } from './look.js';

/** The pull request to read, and who reads it. */
export interface PullOptions {
  readonly client: Client;
  readonly owner: string;
  readonly name: string;
  readonly number: number;
  /** The check run that Belay itself publishes, where it does. */
  readonly check?: Looking['check'];
  /** Milliseconds until a request is given up. Default 10 s. */
  readonly timeout?: number;
}

/** A pull request on GitHub. A fork's commits are read through the repository it is opened in. */
export function pullRequest(options: PullOptions): Source {
  const { client, owner, name, number, check = null, timeout = REQUEST_TIMEOUT } = options;
  const hub = { client, owner, name, timeout };
  return {
    name: `${owner}/${name}`.toLowerCase(),
    look: (paths) => lookAt({ hub, number, check }, paths),
    files: (asked) => readFiles(hub, asked),
    ids: (asked) => readIds(hub, asked),
    list: (commit, folders) => listFolders(hub, commit, folders),
    blobs: (asked) => readBlobs(hub, asked),
    policyVersions: (commit, path) => policyVersions(hub, commit, path),
    entering: (reverted, look) => entering(hub, reverted, look),
  };
}
