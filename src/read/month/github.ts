import { type Client, type Hub, REQUEST_TIMEOUT } from '../github/client.js';
import { readBlobs, readFiles } from '../github/contents.js';
import { policyVersions } from '../github/history.js';
import { listFolders } from '../github/listing.js';
import { registerOf } from '../github/people.js';
import type { CheckName } from './github/checks.js';
import { readShelf } from './github/issues.js';
import { branchStates, lookAtRepository } from './github/states.js';
import { mergedWork } from './github/work.js';
import type { MonthPlace } from './place.js';

/** Which repository to read, and who reads it. */
export interface GitHubMonthsOptions {
  readonly client: Client;
  readonly owner: string;
  readonly name: string;
  /** The account whose issues count as Belay's, as REST has it: `belay[bot]`. */
  readonly issuer: string;
  readonly check: CheckName;
  /** How many pull requests without a check are judged again at most. Default 100. */
  readonly mostJudged?: number;
  /** Milliseconds until a request is given up. Default 10 s. */
  readonly timeout?: number;
}

/** Judging one again takes several requests, and all of an installation have 5,000 an hour. */
const MOST_JUDGED = 100;

/** A repository on GitHub as a place to read months from. */
export function gitHubMonths(options: GitHubMonthsOptions): MonthPlace {
  const { client, owner, name, issuer, check } = options;
  const { mostJudged = MOST_JUDGED, timeout = REQUEST_TIMEOUT } = options;
  const hub: Hub = { client, owner, name, timeout };
  return {
    source: {
      list: (commit, folders) => listFolders(hub, commit, folders),
      blobs: (asked) => readBlobs(hub, asked),
      files: (asked) => readFiles(hub, asked),
      policyVersions: (commit, path) => policyVersions(hub, commit, path),
    },
    look: () => lookAtRepository(hub),
    states: (look, span) => branchStates(hub, look, span),
    merged: (month) => mergedWork({ hub, check, mostJudged }, month),
    register: registerOf(hub),
    issues: ({ repository: { url } }, { scorecard, timezone: zone }) =>
      readShelf({ hub, issuer, url, labels: scorecard?.labels ?? [], zone }),
  };
}
