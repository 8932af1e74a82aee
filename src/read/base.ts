import type { Entry } from '../core/decision.js';
import type { Unread } from '../core/finding.js';
import { flaggedBy } from '../core/glob.js';
import type { Policy, Sli } from '../core/policy.js';
import type { Problem } from '../core/problem.js';
import { isEntryCandidate } from '../parse/decision.js';
import { foldersOf } from './catalogue.js';
import { type FoundFile, listFolders, type Parsed, parseFiles, type Reader } from './contents.js';
import type { FileId } from './source.js';

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

/** The decision log and the SLO files at a commit. */
export async function readBase(reader: Reader, at: At, policy: LogPlaces): Promise<AtBase> {
  const sloFolders = foldersOf(policy.sloFiles);
  const folders = [...new Set([...policy.decisions, ...sloFolders])];
  // A folder that the look did not find is asked for again: absence is not taken from a hint.
  const wanted = folders.map((folder) => ({ folder, id: at.ids.get(folder) ?? undefined }));
  const listings = await listFolders(reader, at.commit, wanted);
  const files = new Map(
    listings
      .flatMap((listing) =>
        listing.files.flatMap((file) => roles(file.path, policy).map((as) => ({ ...file, as }))),
      )
      .map((file) => [`${file.as} ${file.path}`, file]),
  );
  const found: readonly FoundFile[] = [...files.values()];
  const parsed = await parseFiles(reader, found);
  const cut = folders.filter((_, at) => listings[at]?.whole === false);
  return {
    entries: parsed.flatMap(entriesIn),
    slos: found.flatMap(({ path }, at) => slosIn(path, parsed[at])),
    unread: unreadFolders(cut, policy, sloFolders),
  };
}

/** What a path is read as; a file in both folders is read as both. */
export function roles(path: string, policy: LogPlaces): readonly Parsed['kind'][] {
  return [
    ...(isEntryCandidate(path, policy.decisions) ? ['entry' as const] : []),
    ...(flaggedBy(policy.sloFiles, path) === null ? [] : ['slis' as const]),
  ];
}

export function entriesIn(parsed: Parsed): readonly Entry[] {
  return parsed.kind === 'entry' && parsed.entry !== null ? [parsed.entry] : [];
}

function slosIn(path: string, parsed: Parsed | undefined): readonly SloFile[] {
  return parsed?.kind === 'slis' ? [{ ...parsed, path }] : [];
}

function unreadFolders(
  cut: readonly string[],
  policy: LogPlaces,
  sloFolders: readonly string[],
): readonly Unread[] {
  const logs = cut.filter((folder) => policy.decisions.includes(folder));
  const slos = cut.some((folder) => sloFolders.includes(folder));
  return [
    ...logs.map((folder) => ({ kind: 'log', folder }) as const),
    ...(slos ? [{ kind: 'slo-files' } as const] : []),
  ];
}
