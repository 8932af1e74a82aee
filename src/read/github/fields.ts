import type { Shut } from '../../core/pilot/repository-log.js';
import { POLICY_FILES } from '../../core/policy.js';
import type { ScoredRepository } from '../../core/scorecard/month/month.js';
import type { BlobText, FileId, FileText, FirstLook, Kind } from '../source.js';

/** What of a blob is asked for; GitHub cuts `text` at 512,000 bytes and says so. */
export const BLOB_FIELDS = 'text byteSize isBinary isTruncated';

/** What of a file's place in a tree is asked for. */
export const ID_FIELDS = 'oid type mode';

/** The same with the text of a file. */
export const FILE_FIELDS = `${ID_FIELDS} object { ... on Blob { ${BLOB_FIELDS} } }`;

export interface IdNode {
  readonly oid: string;
  readonly type: string;
  readonly mode: number;
}

export interface BlobNode {
  readonly text?: string | null;
  readonly byteSize?: number;
  readonly isBinary?: boolean | null;
  readonly isTruncated?: boolean;
}

export interface FileNode extends IdNode {
  readonly object: BlobNode | null;
}

const SYMBOLIC_LINK = 0o120000;

/** What stands at a place in a tree, by git's type and mode. */
export function kindOf({ type, mode }: Omit<IdNode, 'oid'>): Kind {
  if (type === 'tree') return 'folder';
  if (type === 'commit') return 'module';
  return mode === SYMBOLIC_LINK ? 'link' : 'file';
}

/** What a path is; `null` where there is nothing. */
export function idOf(node: IdNode | null): FileId | null {
  return node === null ? null : { kind: kindOf(node), oid: node.oid };
}

/** The text of a blob; none of what is binary. */
export function blobText(node: BlobNode | null): BlobText {
  const { text = null, byteSize = 0, isBinary = null, isTruncated = false } = node ?? {};
  return { text: isBinary === true ? null : text, bytes: byteSize, cut: isTruncated };
}

/** A file with its text; `null` where there is nothing. Links, folders and modules have none. */
export function fileText(node: FileNode | null): FileText | null {
  const id = idOf(node);
  if (id === null) return null;
  return { ...id, ...blobText(id.kind === 'file' ? (node?.object ?? null) : null) };
}

/** What of a repository tells how it stands. */
export const STATE_FIELDS = 'url visibility isArchived hasIssuesEnabled';

export interface StateNode {
  readonly url: string;
  readonly visibility: string;
  readonly isArchived: boolean;
  readonly hasIssuesEnabled: boolean;
}

/** Why no issue can be written in a repository; `null` where nothing stands in the way. */
export function shutOf({ isArchived, hasIssuesEnabled }: StateNode): Shut | null {
  if (isArchived) return 'archived';
  return hasIssuesEnabled ? null : 'issues-disabled';
}

/** Who may see a repository; one of a kind that is not known counts as private. */
export function visibilityOf({ visibility }: StateNode): ScoredRepository['visibility'] {
  return VISIBILITY[visibility] ?? 'private';
}

const VISIBILITY: Readonly<Record<string, ScoredRepository['visibility']>> = {
  PUBLIC: 'public',
  INTERNAL: 'internal',
};

/** What of a commit tells its policy files. */
export const POLICY_FIELDS = POLICY_FILES.map(
  (path, at) => `policy${at}: file(path: "${path}") { ${FILE_FIELDS} }`,
).join(' ');

/** The policy files in a commit that was asked for `POLICY_FIELDS`, the one that counts first. */
export function policiesIn(
  commit: Readonly<Record<string, FileNode | null>> | null | undefined,
): FirstLook['policies'] {
  return POLICY_FILES.flatMap((path, at) => {
    const file = fileText(commit?.[`policy${at}`] ?? null);
    return file === null ? [] : [{ path, file }];
  });
}

/** `count` pieces of a query, made from their numbers. */
export function aliases(count: number, piece: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => piece(at)).join('\n');
}
