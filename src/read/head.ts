import type { ChangedFile } from '../core/change.js';
import type { Unread } from '../core/finding.js';
import { flaggedBy, freshEffort } from '../core/glob.js';
import type { Policy } from '../core/policy.js';
import { isEntryCandidate } from '../parse/decision.js';
import { writtenPolicy } from './policy-state.js';
import type { FileText, FirstLook, Source } from './source.js';

/** How many touched entries and SLO files are read at the head; more is `unread`. */
const MOST_AT_HEAD = 300;

/** What a change touches that must be read at its head, as far as the limit goes. */
export function headInterest(
  files: readonly ChangedFile[],
  policy: Policy,
): { paths: readonly string[]; unread: readonly Unread[] } {
  const written = files.filter(({ status }) => status !== 'removed').map(({ path }) => path);
  const policyFile = writtenPolicy(files);
  const entries = written.filter((path) => isEntryCandidate(path, policy.decisions));
  const effort = freshEffort();
  const slos = written.filter((path) => flaggedBy(policy.sloFiles, path, effort) !== null);
  const cutLog = entries.length > MOST_AT_HEAD ? policy.decisions : [];
  return {
    paths: [
      ...new Set([
        ...(policyFile === null ? [] : [policyFile]),
        ...entries.slice(0, MOST_AT_HEAD),
        ...slos.slice(0, MOST_AT_HEAD),
      ]),
    ],
    unread: [
      ...cutLog.map((folder) => ({ kind: 'log', folder }) as const),
      ...(slos.length > MOST_AT_HEAD ? [{ kind: 'slo-files' } as const] : []),
    ],
  };
}

/** What the change leaves at its head. */
export interface AtHead {
  readonly files: ReadonlyMap<string, FileText>;
  readonly unread: readonly Unread[];
}

/** So many files are asked for at once, until so many bytes of text have come. */
const FILES_AT_ONCE = 50;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * The files at the head; one the change is said to write but that is not there is unread, and so is
 * what would be more text than all entries of any honest change together.
 */
export async function readHead(
  source: Source,
  { head }: FirstLook,
  paths: readonly string[],
): Promise<AtHead> {
  const files = new Map<string, FileText>();
  const unread: Unread[] = [];
  let bytes = 0;
  for (let from = 0; from < paths.length; from += FILES_AT_ONCE) {
    const some = paths.slice(from, from + FILES_AT_ONCE);
    const asked = bytes > MOST_BYTES ? [] : some.map((path) => ({ commit: head, path }));
    const read = await source.files(asked);
    some.forEach((path, at) => {
      const file = read[at] ?? null;
      if (file === null) unread.push({ kind: 'file', path });
      else files.set(path, file);
      bytes += file?.text?.length ?? 0;
    });
  }
  return { files, unread };
}
