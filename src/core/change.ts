import type { Day } from './day.js';
import type { Entry } from './decision.js';
import type { Heading, Unread } from './finding.js';
import type { Policy, Sli } from './policy.js';
import type { Problem } from './problem.js';

/** Where the repository lives; `url` is its page (`https://github.com/acme/shop`), `null` if unknown. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly url: string | null;
  readonly defaultBranch: string;
}

/** The page of an issue in a repository; `null` where the repository has none. */
export function issuePage({ url }: Pick<Repository, 'url'>, number: number): string | null {
  return url === null ? null : `${url}/issues/${number}`;
}

/** A file the change touches. A rename counts under both names. */
export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'modified' | 'removed' | 'renamed';
}

/** The proposal: a pull request, or on a local clone a branch with the description given. */
export interface Proposal {
  /** `null` on a local clone. */
  readonly number: number | null;
  readonly title: string;
  readonly body: string;
  readonly author: string | null;
  readonly baseBranch: string;
  /** The branch the author pushes to, and the repository it is in (a fork's, maybe). */
  readonly headBranch: string | null;
  readonly headRepositoryUrl: string | null;
  readonly headOid: string;
  /** Messages of its commits, oldest first; at most 100 are read. */
  readonly messages: readonly { readonly oid: string; readonly text: string }[];
}

/** The policy of the default branch, as it could be read. */
export type PolicyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'good'; readonly policy: Policy; readonly warnings: readonly Problem[] }
  /** Unreadable now; `policy` is the last good version in its history, of commit `oid`. */
  | {
      readonly kind: 'ancestor';
      readonly policy: Policy;
      readonly oid: string;
      readonly file: string;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'broken'; readonly file: string; readonly problems: readonly Problem[] };

/** What the change does to the policy file, if it touches one. */
export type PolicyEdit =
  | {
      readonly kind: 'written';
      readonly file: string;
      readonly policy: Policy | null;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'removed'; readonly file: string };

/** An entry that the change adds, edits or removes; `null` on the side where it does not exist. */
export interface ChangedEntry {
  readonly path: string;
  readonly before: Entry | null;
  readonly after: Entry | null;
}

/** The decision log as the change would leave it, and what it changes there. */
export interface Log {
  /** Entries at the base branch's tip. */
  readonly base: readonly Entry[];
  readonly changed: readonly ChangedEntry[];
}

/** A path in the repository that an entry points to. `added`: only this change brings it. */
export type Target =
  /** `similar`: paths that exist and are named alike. */
  | { readonly kind: 'absent'; readonly similar: readonly string[] }
  | { readonly kind: 'runbook'; readonly headings: readonly Heading[]; readonly added: boolean }
  | {
      readonly kind: 'workflow';
      readonly dispatchable: boolean | null;
      readonly added: boolean;
    }
  | { readonly kind: 'unread' };

/** A reference as the author wrote it; where it is a link into the repository, the path it links. */
export interface Reference {
  readonly text: string;
  readonly from: 'line' | 'mention';
}

/** A commit or merged pull request that the change says it reverts, checked against blobs. */
export interface Revert {
  /** As named: a short commit id or `#123`. */
  readonly names: string;
  /** Paths that were changed by what is reverted, and whose content is again that before it. */
  readonly restored: readonly string[];
}

/** One SLI of the catalogue as this change sees it. `added`: only this change brings it. */
export interface CataloguedSli extends Sli {
  readonly added: boolean;
}

/** Everything the gate judges: plain values, read whole or said to be unread. */
export interface Change {
  readonly repository: Repository;
  readonly proposal: Proposal;
  readonly today: Day;
  readonly files: readonly ChangedFile[];
  readonly policy: PolicyState;
  readonly policyEdit: PolicyEdit | null;
  readonly log: Log;
  readonly references: readonly Reference[];
  readonly slis: readonly CataloguedSli[];
  /** By repository path, for every path that a candidate entry names as rollback. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly reverts: readonly Revert[];
  readonly unread: readonly Unread[];
}
