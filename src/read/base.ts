import type { Entry } from '../core/decision.js';
import type { Unread } from '../core/finding.js';
import { flaggedBy, freshEffort } from '../core/glob.js';
import type { Policy, Sli } from '../core/policy.js';
import type { Problem } from '../core/problem.js';
import { isEntryCandidate } from '../parse/decision.js';
import { foldersOf } from './catalogue.js';
import {
  type FoundFile,
  type LogReader,
  listFolders,
  type Parsed,
  parseFiles,
} from './contents.js';
import { type FileId, TEXT_LIMIT } from './source.js';

/** What of a policy says where log and SLO files are. */
export type LogPlaces = Pick<Policy, 'decisions' | 'sloFiles'>;

/** A commit, and what is known of its paths already. */
export interface At {
  readonly commit: string;
  readonly ids: ReadonlyMap<string, FileId | null>;
}

/** A file of the SLO folders. */
export interface SloFile {
  readonly path: string;
  readonly slis: readonly Sli[];
  readonly problems: readonly Problem[];
}

/** The decision log and the SLO files that a change is judged against. */
export interface AtBase {
  readonly entries: readonly Entry[];
  readonly slos: readonly SloFile[];
  readonly unread: readonly Unread[];
}

/**
 * The decision log and the SLO files at a commit. Where the look told what the folders are, and they
 * were read before, nothing is gone through again: a log may hold hundreds of entries.
 */
export async function readBase(reader: LogReader, at: At, policy: LogPlaces): Promise<AtBase> {
  const key = keyOf(reader, at, policy);
  const known = key === null ? undefined : reader.cache.find<AtBase>(key);
  if (known !== undefined) return known;
  const { base, bytes } = await readFolders(reader, at, policy);
  if (key === null || base.unread.length > 0) return base;
  return reader.cache.of({ ...key, bytes }, () => base);
}

function foldersIn(policy: LogPlaces): readonly string[] {
  return [...new Set([...policy.decisions, ...foldersOf(policy.sloFiles)])];
}

/** Names all that the folders hold; `null` unless each of them is known by its id. */
function keyOf({ repository }: LogReader, { ids }: At, policy: LogPlaces) {
  const known = foldersIn(policy).map((folder) => ids.get(folder));
  if (known.some((id) => id?.kind !== 'folder')) return null;
  const what = `base ${JSON.stringify([policy.decisions, policy.sloFiles])}`;
  return { repository, what, oid: known.map((id) => id?.oid).join(' ') };
}

/**
 * More text than a log of thousands of entries has: beyond it nothing of the folders is read, for no
 * repository may fill the memory that all of them share.
 */
const MOST_BYTES = 64 * 1024 * 1024;

/** All that the folders hold, and the bytes of the files it was read from. */
async function readFolders(
  reader: LogReader,
  at: At,
  policy: LogPlaces,
): Promise<{ base: AtBase; bytes: number }> {
  const folders = foldersIn(policy);
  // A folder that the look did not find is asked for again: absence is not taken from a hint.
  const wanted = folders.map((folder) => ({ folder, id: at.ids.get(folder) ?? undefined }));
  const listings = await listFolders(reader, at.commit, wanted);
  const effort = freshEffort();
  const files = new Map(
    listings
      .flatMap((listing) =>
        listing.files.flatMap((file) =>
          roles(file.path, policy, effort).map((as) => ({ ...file, as })),
        ),
      )
      .map((file) => [`${file.as} ${file.path}`, file]),
  );
  const all: readonly FoundFile[] = [...files.values()];
  const bytes = all.reduce((sum, file) => sum + Math.min(file.bytes ?? 0, TEXT_LIMIT), 0);
  const isTooMuch = bytes > MOST_BYTES;
  const found = isTooMuch ? [] : all;
  const parsed = await parseFiles(reader, found);
  const cut = folders.filter((_, at) => isTooMuch || listings[at]?.whole === false);
  const base = {
    entries: parsed.flatMap(entriesIn),
    slos: found.flatMap(({ path }, at) => slosIn(path, parsed[at])),
    unread: unreadFolders(cut, policy),
  };
  return { base, bytes };
}

/** What a path is read as; a file in both folders is read as both. */
export function roles(
  path: string,
  policy: LogPlaces,
  effort = freshEffort(),
): readonly Parsed['kind'][] {
  return [
    ...(isEntryCandidate(path, policy.decisions) ? ['entry' as const] : []),
    ...(flaggedBy(policy.sloFiles, path, effort) === null ? [] : ['slis' as const]),
  ];
}

/** The entry that a file was read as, if it is one. */
export function entriesIn(parsed: Parsed): readonly Entry[] {
  return parsed.kind === 'entry' && parsed.entry !== null ? [parsed.entry] : [];
}

function slosIn(path: string, parsed: Parsed | undefined): readonly SloFile[] {
  return parsed?.kind === 'slis' ? [{ ...parsed, path }] : [];
}

function unreadFolders(cut: readonly string[], policy: LogPlaces): readonly Unread[] {
  const logs = cut.filter((folder) => policy.decisions.includes(folder));
  const slos = foldersOf(policy.sloFiles).some((folder) => cut.includes(folder));
  return [
    ...logs.map((folder) => ({ kind: 'log', folder }) as const),
    ...(slos ? [{ kind: 'slo-files' } as const] : []),
  ];
}
