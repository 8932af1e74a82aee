import {
  type Asked,
  type AskedBlob,
  type BlobText,
  type FileId,
  type FileText,
  type Kind,
  type ListedFile,
  type Listing,
  TEXT_LIMIT,
} from '../source.js';
import { type Git, gitTrouble } from './run.js';

/** How many paths one command is given: far below the shortest limit on a command line. */
const PATHS_A_COMMAND = 500;

const KINDS: Readonly<Record<string, Kind>> = {
  '040000': 'folder',
  '120000': 'link',
  '160000': 'module',
};

const NO_TEXT: BlobText = { text: null, bytes: 0, cut: false };

/** What each path is at its commit. */
export async function readIds(
  git: Git,
  asked: readonly Asked[],
): Promise<readonly (FileId | null)[]> {
  const entries = await entriesAt(git, asked);
  return entries.map((entry) => entry && { kind: entry.kind, oid: entry.oid });
}

async function entriesAt(
  git: Git,
  asked: readonly Asked[],
): Promise<readonly (ListedFile | null)[]> {
  const commits = [...new Set(asked.map(({ commit }) => commit))];
  const trees = await Promise.all(
    commits.map(async (commit) => {
      const paths = asked.filter((one) => one.commit === commit).map(({ path }) => path);
      const entries = await listed(git, ['--full-tree', commit], [...new Set(paths)]);
      return [commit, new Map(entries.map((entry) => [entry.path, entry]))] as const;
    }),
  );
  const found = new Map(trees);
  return asked.map(({ commit, path }) => found.get(commit)?.get(path) ?? null);
}

async function listed(
  git: Git,
  what: readonly string[],
  paths: readonly string[],
): Promise<readonly ListedFile[]> {
  const entries: ListedFile[] = [];
  for (let at = 0; at < paths.length; at += PATHS_A_COMMAND) {
    const some = paths.slice(at, at + PATHS_A_COMMAND);
    entries.push(...treeEntries(await git.read(['ls-tree', '-l', '-z', ...what, '--', ...some])));
  }
  return entries;
}

/** Files with their texts. */
export async function readFiles(
  git: Git,
  asked: readonly Asked[],
): Promise<readonly (FileText | null)[]> {
  const entries = await entriesAt(git, asked);
  const wanted = entries.filter((entry) => entry !== null).filter(({ kind }) => kind === 'file');
  const texts = await readBlobs(git, wanted);
  const byOid = new Map(wanted.map(({ oid }, at) => [oid, texts[at] ?? NO_TEXT]));
  return entries.map((entry) => {
    if (entry === null) return null;
    const { kind, oid } = entry;
    return { kind, oid, ...(kind === 'file' ? (byOid.get(oid) ?? NO_TEXT) : NO_TEXT) };
  });
}

/** Every file below each folder; `''` is the root. */
export async function listFolders(
  git: Git,
  commit: string,
  folders: readonly string[],
): Promise<readonly Listing[]> {
  const narrow = folders.filter((folder) => folder !== '');
  const [entries, root] = await Promise.all([
    listed(git, ['-r', '-t', '--full-tree', commit], narrow),
    folders.includes('') ? wholeTree(git, commit) : null,
  ]);
  return folders.map((folder) => (folder === '' && root ? root : folderIn(entries, folder)));
}

function folderIn(entries: readonly ListedFile[], folder: string): Listing {
  const tree = entries.find(({ path, kind }) => path === folder && kind === 'folder');
  const prefix = `${folder}/`;
  const files = entries
    .filter(({ path, kind }) => kind !== 'folder' && path.startsWith(prefix))
    .map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }));
  return { oid: tree?.oid ?? null, files, whole: true };
}

async function wholeTree(git: Git, commit: string): Promise<Listing> {
  const [tree, out] = await Promise.all([
    git.read(['rev-parse', '--verify', `${commit}^{tree}`]),
    git.read(['ls-tree', '-r', '-l', '-z', '--full-tree', commit]),
  ]);
  return { oid: tree.toString('utf8').trim(), files: treeEntries(out), whole: true };
}

/** Reads `<mode> <type> <oid> <size>\t<path>`, each ended by a NUL: a path may hold anything else. */
function treeEntries(out: Buffer): readonly ListedFile[] {
  return fields(out).map((line) => {
    const tab = line.indexOf('\t');
    const [mode = '', , oid = '', size = ''] = line.slice(0, tab).split(/ +/);
    const kind = KINDS[mode] ?? 'file';
    return { kind, oid, path: line.slice(tab + 1), bytes: size === '-' ? null : Number(size) };
  });
}

/** The fields of an output that ends each with a NUL. */
export function fields(out: Buffer): readonly string[] {
  const all = out.toString('utf8').split('\0');
  return all.at(-1) === '' ? all.slice(0, -1) : all;
}

/** The texts of blobs, by one command for all of them; only the start of a huge one is read. */
export async function readBlobs(
  git: Git,
  asked: readonly AskedBlob[],
): Promise<readonly BlobText[]> {
  if (asked.length === 0) return [];
  const sizes = await sizesOf(git, asked);
  const oids = [...sizes.keys()];
  const isHuge = (oid: string) => (sizes.get(oid) ?? 0) > TEXT_LIMIT;
  const contents = await contentsOf(
    git,
    oids.filter((oid) => !isHuge(oid)),
  );
  for (const oid of oids.filter(isHuge))
    contents.set(oid, await git.readStart(['cat-file', 'blob', oid], TEXT_LIMIT));
  const texts = new Map(
    [...contents].map(([oid, bytes]) => [oid, textOf(bytes, sizes.get(oid) ?? bytes.length)]),
  );
  return asked.map(({ oid }) => texts.get(oid) ?? NO_TEXT);
}

/** The sizes that listings told; the others are asked for. */
async function sizesOf(
  git: Git,
  asked: readonly AskedBlob[],
): Promise<ReadonlyMap<string, number>> {
  const unknown = asked.filter(({ bytes }) => bytes === null).map(({ oid }) => oid);
  const sizes = new Map(asked.map(({ oid, bytes }) => [oid, bytes ?? 0]));
  if (unknown.length === 0) return sizes;
  const out = await git.read(['cat-file', '--batch-check'], `${unknown.join('\n')}\n`);
  for (const line of out.toString('utf8').trim().split('\n')) {
    const [oid = '', type = '', size = ''] = line.split(' ');
    if (type === 'missing') throw missing(oid);
    sizes.set(oid, Number(size));
  }
  return sizes;
}

async function contentsOf(git: Git, oids: readonly string[]): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  if (oids.length === 0) return contents;
  const out = await git.read(['cat-file', '--batch'], `${oids.join('\n')}\n`);
  let at = 0;
  while (at < out.length) {
    const end = out.indexOf(NEWLINE, at);
    const [oid = '', type = '', size = ''] = out.toString('utf8', at, end).split(' ');
    if (type === 'missing') throw missing(oid);
    const start = end + 1;
    contents.set(oid, out.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}

const NEWLINE = 0x0a;

/** A partial clone lacks blobs, and fetching them would be using the network. */
function missing(oid: string): Error {
  return gitTrouble(`object ${oid} is not in this clone; run: git fetch --refetch --no-filter`);
}

/** UTF-8, or no text at all: what another program might read otherwise is not read. */
function textOf(bytes: Buffer, size: number): BlobText {
  const cut = size > TEXT_LIMIT;
  if (bytes.includes(0)) return { text: null, bytes: size, cut };
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes, { stream: cut }), bytes: size, cut };
  } catch {
    return { text: null, bytes: size, cut };
  }
}
