import type { Change, Repository } from '../core/change.js';
import { withoutSlashes } from '../core/ends.js';
import { wellFormed } from './printable.js';

/** Which version of a file a link shows: what the change leaves, or what stands on a branch. */
export type Side = 'head' | 'base' | 'default-branch';

/** Addresses of pages; `null` where none is known. */
export interface Links {
  readonly file: (path: string, line: number | null, side: Side | null) => string | null;
  /** A page of the documentation, as `findings.md#rollback-anchor`. */
  readonly docs: (page: string) => string | null;
}

/** Where no page is known. */
export const NO_LINKS: Links = { file: () => null, docs: () => null };

/**
 * Links for one change. Files that it touches are shown at its head commit, all others on the base
 * branch. `docs` is the address of the documentation's folder, `null` when it has none.
 */
export function linksOf(change: Change, docs: string | null): Links {
  const { repository, proposal } = change;
  const touched = new Set(
    change.files.flatMap((file) => (file.status === 'removed' ? [] : [file.path])),
  );
  const revisions: Readonly<Record<Side, string>> = {
    head: proposal.headOid,
    base: proposal.baseBranch,
    'default-branch': repository.defaultBranch,
  };
  return {
    file: (path, line, side) => {
      if (repository.url === null) return null;
      const revision = revisions[side ?? (touched.has(path) ? 'head' : 'base')];
      return blobAddress(repository.url, revision, { path, line });
    },
    docs: (page) => docsAddress(docs, page),
  };
}

/** Where Belay speaks: on a repository's page. `docs` is the address of the documentation's folder. */
export interface PageScene {
  readonly repository: Pick<Repository, 'url' | 'defaultBranch'>;
  readonly docs: string | null;
}

/** Links to files as they stand on the default branch. */
export function pageLinks({ repository: { url, defaultBranch }, docs }: PageScene): Links {
  return {
    file: (path, line) => (url === null ? null : blobAddress(url, defaultBranch, { path, line })),
    docs: (page) => docsAddress(docs, page),
  };
}

interface Spot {
  readonly path: string;
  readonly line: number | null;
}

function blobAddress(url: string, revision: string, { path, line }: Spot): string {
  const file = `${encodePath(revision)}/${encodePath(path)}`;
  return `${withoutSlashes(url)}/blob/${file}${anchor(path, line)}`;
}

function docsAddress(docs: string | null, page: string): string | null {
  return docs === null ? null : `${withoutSlashes(docs)}/${page}`;
}

/** Each part of a path encoded for a URL. */
export function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(wellFormed(part)))
    .join('/');
}

/** GitHub shows Markdown rendered, where lines have no anchors, unless asked for the plain text. */
function anchor(path: string, line: number | null): string {
  if (line === null) return '';
  return /\.(md|markdown)$/i.test(path) ? `?plain=1#L${line}` : `#L${line}`;
}
