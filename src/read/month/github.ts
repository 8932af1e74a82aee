import { type Client, type Hub, REQUEST_TIMEOUT } from '../github/client.js';
import { readBlobs, readFiles } from '../github/contents.js';
import { policyVersions } from '../github/history.js';
import { listFolders } from '../github/listing.js';
import { registerOf } from '../github/people.js';
import { branchStates } from './github/branch-states.js';
import { publisherOf } from './github/checks.js';
import { readKnownIssues } from './github/issues.js';
import { looksAt } from './github/looks.js';
import { mergedChanges } from './github/merged-changes.js';
import { lookAtRepository } from './github/repository.js';
import type { MonthPlace } from './place.js';

/** Which repository to read, and who reads it. */
export interface GitHubMonthsOptions {
  readonly client: Client;
  readonly owner: string;
  readonly name: string;
  /** The account whose issues count as Belay's, as REST has it: `belay[bot]`. */
  readonly issuer: string;
  /** What is said of a label that Belay makes for them. */
  readonly labelled: string;
  /** The check run that tells verdicts, and the App's number where it is known. */
  readonly check: { readonly name: string; readonly appId: number | null };
  /** How many are judged again for want of a check, and how many are looked into. Default 100. */
  readonly mostJudged?: number;
  /** Milliseconds until a request is given up. Default 10 s. */
  readonly timeout?: number;
}

/** Judging one again takes several requests, and all of an installation have 5,000 an hour. */
const MOST_JUDGED = 100;

/** A repository on GitHub as a place to read months from. */
export function gitHubMonths(options: GitHubMonthsOptions): MonthPlace {
  const { client, owner, name, issuer, labelled, check } = options;
  const { mostJudged = MOST_JUDGED, timeout = REQUEST_TIMEOUT } = options;
  const hub: Hub = { client, owner, name, timeout };
  const by = publisherOf(check.appId, issuer);
  const place = { hub, check: { name: check.name, by }, mostJudged };
  return {
    source: {
      list: (commit, folders) => listFolders(hub, commit, folders),
      blobs: (asked) => readBlobs(hub, asked),
      files: (asked) => readFiles(hub, asked),
      policyVersions: (commit, path) => policyVersions(hub, commit, path),
    },
    look: () => lookAtRepository(hub),
    states: (look, span) => branchStates(hub, look, span),
    looksAt: (commits, folders) => looksAt(hub, commits, folders),
    merged: (month) => mergedChanges(place, month),
    register: registerOf(hub),
    issues: ({ repository: { id: repository, url } }, { scorecard, timezone: zone }) => {
      const labels = scorecard?.labels ?? [];
      return readKnownIssues({ hub, issuer, repository, url, labels, labelled, zone });
    },
  };
}
