import { setImmediate } from 'node:timers/promises';
import type { Entry } from '../core/decision.js';
import { numberedOf, stemOf } from '../core/identifier.js';
import type { Sli } from '../core/policy.js';
import type { Fault, Problem } from '../core/problem.js';
import { parseEntry } from '../parse/decision.js';
import { parseSlis } from '../parse/slo.js';
import type { ReadCache } from './cache.js';
import type { BlobText, FileId, FileText, ListedFile, Listing, Source } from './source.js';

/** What is remembered of one repository. */
export interface Memory {
  readonly cache: ReadCache;
  readonly repository: string;
}

/** What reading a decision log takes: folders and blobs, with what is remembered of them. */
export interface LogReader extends Memory {
  readonly source: Pick<Source, 'list' | 'blobs'>;
}

/** A source with what is remembered of one repository. */
export interface Reader extends Memory {
  readonly source: Source;
}

/** What a file of the decision log or of the SLO folders was read as. */
export type Parsed =
  | { readonly kind: 'entry'; readonly entry: Entry | null }
  | { readonly kind: 'slis'; readonly slis: readonly Sli[]; readonly problems: readonly Problem[] };

/** A file in a listing, under its path in the repository. */
export type FoundFile = ListedFile & { readonly as: Parsed['kind'] };

/** A folder at a commit; `id` is what is known of it already, `undefined` if nothing is. */
export interface WantedFolder {
  readonly folder: string;
  readonly id: FileId | null | undefined;
}

const EMPTY: Listing = { oid: null, files: [], whole: true };

/** All files below each folder, with paths from the repository's root. */
export async function listFolders(
  reader: LogReader,
  commit: string,
  wanted: readonly WantedFolder[],
): Promise<readonly Listing[]> {
  const known = wanted.map((one) => recallListing(reader, commit, one));
  const missing = wanted.filter((_, at) => known[at] === undefined).map(({ folder }) => folder);
  const read = missing.length > 0 ? await reader.source.list(commit, missing) : [];
  missing.forEach((folder, at) => {
    keepListing(reader, folder === '' ? commit : read[at]?.oid, read[at] ?? EMPTY);
  });
  const listings = new Map(missing.map((folder, at) => [folder, read[at]]));
  return wanted.map(({ folder }, at) => below(folder, known[at] ?? listings.get(folder) ?? EMPTY));
}

/** The root has no id that a first look would tell; the commit's does as well. */
function recallListing(
  reader: LogReader,
  commit: string,
  { folder, id }: WantedFolder,
): Listing | undefined {
  if (id === undefined && folder !== '') return undefined;
  if (folder !== '' && id?.kind !== 'folder') return EMPTY;
  const oid = folder === '' ? commit : (id?.oid ?? '');
  return reader.cache.find<Listing>({ repository: reader.repository, what: 'list', oid });
}

/** A listing with a gap is not remembered: the next look may find it whole. */
function keepListing(reader: LogReader, oid: string | null | undefined, listing: Listing): void {
  if (oid == null || !listing.whole) return;
  const bytes = listing.files.length * BYTES_OF_A_NAME;
  reader.cache.of({ repository: reader.repository, what: 'list', oid, bytes }, () => listing);
}

/** About what a listed file takes, compared with a byte of a text. */
const BYTES_OF_A_NAME = 64;

function below(folder: string, listing: Listing): Listing {
  if (folder === '') return listing;
  const files = listing.files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  return { ...listing, files };
}

/** Each file as what it is read as; texts are fetched for those not remembered, all together. */
export async function parseFiles(
  reader: LogReader,
  files: readonly FoundFile[],
): Promise<readonly Parsed[]> {
  const known = files.map((file) => reader.cache.find<Parsed>(keyOf(reader, file)));
  const missing = files.filter((file, at) => known[at] === undefined && file.kind === 'file');
  const texts = missing.length > 0 ? await reader.source.blobs(missing) : [];
  const parsed = await takingTurns(missing, (file, at) =>
    parseFile(reader, file, texts[at] ?? null),
  );
  const fresh = new Map(missing.map((file, at) => [file, parsed[at]]));
  return files.map((file, at) => known[at] ?? fresh.get(file) ?? parseFile(reader, file, null));
}

/**
 * Makes something of each item, and lets others have a turn after each: the worst entries take a
 * fifth of a second apiece, and whoever sends hundreds of them must not stop the whole process.
 */
export async function takingTurns<A, B>(
  items: readonly A[],
  make: (item: A, at: number) => B,
): Promise<readonly B[]> {
  const made: B[] = [];
  for (const [at, item] of items.entries()) {
    made.push(make(item, at));
    await setImmediate();
  }
  return made;
}

/** The file as an entry or as SLIs, from the memory or else from the text given. */
export function parseFile(reader: LogReader, file: FoundFile, blob: BlobText | null): Parsed {
  return reader.cache.of({ ...keyOf(reader, file), bytes: blob?.text?.length ?? 0 }, () =>
    file.as === 'entry'
      ? { kind: 'entry', entry: entryFrom(file, blob) }
      : { kind: 'slis', ...slisFrom(file, blob) },
  );
}

/** A path belongs to the key: places, and ids that the text does not state, come from it. */
function keyOf(reader: LogReader, { as, oid, kind, path }: FoundFile) {
  return { repository: reader.repository, what: `${as} ${kind} ${path}`, oid };
}

/** A cut text loses nothing but prose: an entry's fields must stand in its first 64 KiB. */
function entryFrom({ path, kind }: FoundFile, blob: BlobText | null): Entry | null {
  if (kind !== 'file' || blob === null) return unreadable(path, { kind: 'not-a-file' });
  if (blob.text === null) return unreadable(path, { kind: 'not-text' });
  return parseEntry(path, blob.text);
}

/** What cannot be read is an entry if it is named like one; a picture or an alias is none. */
function unreadable(path: string, fault: Fault): Entry | null {
  const id = stemOf(path);
  if (numberedOf(id) === null) return null;
  return { path, id, decision: null, problems: [problemOf(path, fault)] };
}

function slisFrom({ path, kind }: FoundFile, blob: BlobText | null): ReturnType<typeof parseSlis> {
  if (kind !== 'file' || blob === null) return { slis: [], problems: [] };
  if (blob.text !== null) return parseSlis(path, blob.text);
  return { slis: [], problems: [problemOf(path, { kind: 'not-text' })] };
}

/** A problem of a file as a whole. */
export function problemOf(file: string, fault: Fault): Problem {
  return { place: { file, line: 1, column: null }, level: 'error', field: null, fault };
}

/** A file read at the head, as a listing would give it. */
export function asFound(path: string, as: Parsed['kind'], file: FileText): FoundFile {
  return { path, as, oid: file.oid, kind: file.kind, bytes: file.bytes };
}
