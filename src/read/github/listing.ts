import { TroubleError } from '../../core/trouble.js';
import type { ListedFile, Listing } from '../source.js';
import { each, type Hub, query } from './client.js';
import { aliases, kindOf } from './fields.js';
import { wholeTree } from './files.js';

/** A folder per entry and a folder per year are seen in one query; what lies deeper takes more. */
const LEVELS = 3;

interface EntryNode {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly oid: string;
  readonly size: number;
  readonly object?: TreeNode | null;
}

interface TreeNode {
  readonly entries?: readonly EntryNode[] | null;
}

/** A folder as `FOLDER_FIELDS` has it. */
export interface FolderNode extends TreeNode {
  readonly __typename: string;
  readonly oid: string;
}

const NOTHING: Listing = { oid: null, files: [], whole: true };

/** Every file below each folder: all folders in one query, a whole repository by REST. */
export async function listFolders(
  hub: Hub,
  commit: string,
  folders: readonly string[],
): Promise<readonly Listing[]> {
  const narrow = folders.filter((folder) => folder !== '');
  const [found, root] = await Promise.all([
    narrow.length > 0 ? narrowFolders(hub, commit, narrow) : [],
    folders.includes('') ? listTree(hub, commit) : NOTHING,
  ]);
  return folders.map((folder) =>
    folder === '' ? root : (found[narrow.indexOf(folder)] ?? NOTHING),
  );
}

async function narrowFolders(
  hub: Hub,
  commit: string,
  folders: readonly string[],
): Promise<readonly Listing[]> {
  const what = `folders of ${hub.owner}/${hub.name}`;
  const answer = await query<Record<string, FolderNode | null>>(hub, listQuery(folders.length), {
    variables: {
      commit,
      ...Object.fromEntries(folders.map((folder, at) => [`p${at}`, `${commit}:${folder}`])),
    },
    what,
  });
  if (answer.commit === null) throw new TroubleError({ kind: 'gone', what, request: null });
  return Promise.all(folders.map((_, at) => listingOf(hub, answer[`d${at}`] ?? null)));
}

/** What lies in a folder; what is deeper than the query reached is listed by REST. */
export async function listingOf(hub: Hub, folder: FolderNode | null): Promise<Listing> {
  if (folder === null || folder.__typename !== 'Tree') return NOTHING;
  const { files, deeper } = filesIn(folder, '');
  const below = await each(deeper, async ({ path, oid }) => {
    const { files: more, whole } = await listTree(hub, oid);
    return { files: more.map((file) => ({ ...file, path: `${path}/${file.path}` })), whole };
  });
  return {
    oid: folder.oid,
    files: [...files, ...below.flatMap((one) => one.files)],
    whole: folder.entries != null && below.every(({ whole }) => whole),
  };
}

interface Level {
  readonly files: readonly ListedFile[];
  /** Folders whose content the query did not reach. */
  readonly deeper: readonly { readonly path: string; readonly oid: string }[];
}

function filesIn(tree: TreeNode | null, prefix: string): Level {
  const levels = (tree?.entries ?? []).map((entry): Level => {
    const path = `${prefix}${entry.name}`;
    const { oid, size } = entry;
    const kind = kindOf(entry);
    if (kind !== 'folder') return { files: [{ path, kind, oid, bytes: size }], deeper: [] };
    if (entry.object?.entries == null) return { files: [], deeper: [{ path, oid }] };
    return filesIn(entry.object, `${path}/`);
  });
  return {
    files: levels.flatMap(({ files }) => files),
    deeper: levels.flatMap(({ deeper }) => deeper),
  };
}

/** The tree of a commit, or a tree by its id. */
export async function listTree(hub: Hub, oid: string): Promise<Listing> {
  const { sha, tree, truncated } = await wholeTree(hub, oid);
  const files = tree
    .filter(({ type }) => type !== 'tree')
    .map(({ path, mode, type, sha: id, size = null }) => ({
      path,
      kind: kindOf({ type, mode: Number.parseInt(mode, 8) }),
      oid: id,
      bytes: size,
    }));
  return { oid: sha, files, whole: !truncated };
}

/** So many folders at a commit, with what lies in them. */
export function listQuery(folders: number): string {
  return `query BelayFolders($owner: String!, $name: String!, $commit: GitObjectID!
  ${aliases(folders, (at) => `$p${at}: String!`)}
) {
  repository(owner: $owner, name: $name) {
    commit: object(oid: $commit) { oid }
    ${aliases(folders, (at) => `d${at}: object(expression: $p${at}) { ${FOLDER_FIELDS} }`)}
  }
}`;
}

function entries(levels: number): string {
  const below = levels > 1 ? `object { ${entries(levels - 1)} }` : '';
  return `... on Tree { entries { name type mode oid size ${below} } }`;
}

/** What of a folder is asked for. */
export const FOLDER_FIELDS = `__typename oid ${entries(LEVELS)}`;
