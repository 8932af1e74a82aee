import type { ReviewVerdict } from '../decision.js';
import { digestOf } from '../digest.js';
import type { PilotKey } from './marker.js';

/** An entry's file as it stands on the default branch. */
export interface EntryFile {
  readonly path: string;
  /** `null` where it is no text. */
  readonly text: string | null;
  /** Id of its blob, and of the commit it was read at. */
  readonly oid: string;
  readonly tip: string;
}

/** A pull request to open: one entry, edited. */
export interface VerdictPull {
  readonly kind: 'verdict-pull';
  /** The branch to make; where it is taken, one with a number is. */
  readonly branch: string;
  readonly base: string;
  readonly file: EntryFile;
  /** The entry as it shall be. */
  readonly text: string;
  /** The commit's whole message. */
  readonly message: string;
  readonly title: string;
  readonly body: string;
}

/** An open pull request that edits an entry. */
export interface EntryEdit {
  readonly number: number;
  readonly branch: string;
  /** Whether Belay opened it, from a branch of the repository itself. */
  readonly own: boolean;
}

/** An entry's file, `null` when it is there no more, and the open pull requests that edit it. */
export interface EntryState {
  readonly file: EntryFile | null;
  readonly edits: readonly EntryEdit[];
}

/** The pull request that was opened, or that Belay may not open one there. */
export type Proposed =
  | { readonly kind: 'pull'; readonly number: number }
  | { readonly kind: 'forbidden' };

/** The branch of a verdict on an entry: by it a second request finds the first. */
export function verdictBranch(verdict: ReviewVerdict, { id, path }: PilotKey): string {
  const slug = id
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `belay/${verdict}-${slug === '' ? 'entry' : slug}-${digestOf(path).toString(16).padStart(8, '0')}`;
}

/** Belay's own pull request with this verdict on the entry, and all others that edit it. */
export function amongEdits(
  branch: string,
  edits: readonly EntryEdit[],
): { readonly same: EntryEdit | null; readonly rivals: readonly number[] } {
  const isSame = (edit: EntryEdit) =>
    edit.own && (edit.branch === branch || edit.branch.startsWith(`${branch}-`));
  return {
    same: edits.find(isSame) ?? null,
    rivals: edits.filter((edit) => !isSame(edit)).map(({ number }) => number),
  };
}
