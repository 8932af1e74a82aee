import type { BlobText, FileId, FileText, Kind } from '../source.js';

/** What of a blob is asked for; GitHub cuts `text` at 512,000 bytes and says so. */
export const BLOB_FIELDS = 'text byteSize isBinary isTruncated';

/** What of a file's place in a tree is asked for. */
export const ID_FIELDS = 'oid type mode';

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

export function kindOf({ type, mode }: Omit<IdNode, 'oid'>): Kind {
  if (type === 'tree') return 'folder';
  if (type === 'commit') return 'module';
  return mode === SYMBOLIC_LINK ? 'link' : 'file';
}

export function idOf(node: IdNode | null): FileId | null {
  return node === null ? null : { kind: kindOf(node), oid: node.oid };
}

export function blobText(node: BlobNode | null): BlobText {
  const { text = null, byteSize = 0, isBinary = null, isTruncated = false } = node ?? {};
  return { text: isBinary === true ? null : text, bytes: byteSize, cut: isTruncated };
}

export function fileText(node: FileNode | null): FileText | null {
  const id = idOf(node);
  if (id === null) return null;
  return { ...id, ...blobText(id.kind === 'file' ? (node?.object ?? null) : null) };
}

/** `count` pieces of a query, made from their numbers. */
export function aliases(count: number, piece: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => piece(at)).join('\n');
}
