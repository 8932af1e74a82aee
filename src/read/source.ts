import type { ChangedFile, Proposal, Repository } from '../core/change.js';
import type { PublishedRun } from '../core/write.js';

/** The longest text read of any file, in bytes: GitHub's GraphQL cuts a blob there. */
export const TEXT_LIMIT = 512_000;

/** What stands under a name: only a `file` has text of its own. */
export type Kind = 'file' | 'link' | 'folder' | 'module';

/** What a path is at some commit, by id; equal ids mean equal content. */
export interface FileId {
  readonly kind: Kind;
  readonly oid: string;
}

/** The text of a blob. `text` is `null` where it is no UTF-8 text; `cut` where it goes on. */
export interface BlobText {
  readonly text: string | null;
  readonly bytes: number;
  readonly cut: boolean;
}

/** A file with its text; other kinds have none. */
export interface FileText extends FileId, BlobText {}

/** A file in a listing; `path` is relative to the folder listed, `bytes` is `null` if unknown. */
export interface ListedFile extends FileId {
  readonly path: string;
  readonly bytes: number | null;
}

/** All files below a folder. `whole` is false where some may be missing from the list. */
export interface Listing {
  /** Id of the folder's tree; `null` when there is no such folder. */
  readonly oid: string | null;
  readonly files: readonly ListedFile[];
  readonly whole: boolean;
}

/** A path at a commit (or at a tree, for files not committed yet). */
export interface Asked {
  readonly commit: string;
  readonly path: string;
}

/** A blob, with its size where a listing told it, so that batches stay small. */
export interface AskedBlob {
  readonly oid: string;
  readonly bytes: number | null;
}

/** A version of the policy file; `file` is `null` where the commit removed it. */
export interface PolicyVersion {
  readonly commit: string;
  readonly file: FileText | null;
}

/** What a text says it reverts: a commit by its (short) id, or a pull request by its number. */
export type Reverted =
  | { readonly kind: 'commit'; readonly oid: string }
  | { readonly kind: 'pull'; readonly number: number };

/** The base branch's commits before and after something came in. */
export interface Entering {
  readonly before: string;
  readonly after: string;
}

/** What already stands at the head commit, beside the proposal itself. */
export interface Standing {
  /** Other open proposals with the same head commit: a check of that commit belongs to them too. */
  readonly others: readonly { readonly number: number }[];
  /** Belay's newest check run at the head. */
  readonly check: PublishedRun | null;
}

/** What one look tells; for most changes it is all that is ever read. */
export interface FirstLook {
  readonly repository: Repository;
  /** Stays the same when the repository is renamed; cached content never crosses it. */
  readonly repositoryId: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly proposal: Proposal;
  /** Where what the change touches is read, where all else is read, where the policy is read. */
  readonly head: string;
  readonly base: string;
  readonly policyCommit: string;
  /** The policy files that exist there, in the order of their precedence. */
  readonly policies: readonly { readonly path: string; readonly file: FileText }[];
  /** `whole` is false where files may be missing from the list. */
  readonly files: { readonly list: readonly ChangedFile[]; readonly whole: boolean };
  /** What the paths asked for are at `base`; `null` where there is nothing. */
  readonly ids: ReadonlyMap<string, FileId | null>;
  readonly standing: Standing;
}

/**
 * A place to read a change from. Answers come in the order of what was asked; nothing is ever left
 * out in silence. What keeps the place from answering is thrown as a `TroubleError`.
 */
export interface Source {
  /** What the place is called before anything is known of it (`acme/shop`). */
  readonly name: string;
  /** The change and its surroundings, with the ids of `paths` at the base branch's tip. */
  look(paths: readonly string[]): Promise<FirstLook>;
  /** Files with their texts; `null` where there is nothing. */
  files(asked: readonly Asked[]): Promise<readonly (FileText | null)[]>;
  /** The same without the texts. */
  ids(asked: readonly Asked[]): Promise<readonly (FileId | null)[]>;
  /** Every file below each folder, at any depth; `''` is the root. */
  list(commit: string, folders: readonly string[]): Promise<readonly Listing[]>;
  /** The texts of blobs. */
  blobs(asked: readonly AskedBlob[]): Promise<readonly BlobText[]>;
  /** Versions of a policy file in the history of a commit, newest first; at most 100. */
  policyVersions(commit: string, path: string): AsyncIterable<PolicyVersion>;
  /**
   * How what was reverted came into the base branch, or `null` unless it is part of it: a commit in
   * the history of `base`, or a pull request merged into `baseBranch`. A commit that came with
   * others is told with all of them: what stood between them never was the branch's.
   */
  entering(reverted: Reverted, look: FirstLook): Promise<Entering | null>;
}
