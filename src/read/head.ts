import type { ChangedFile } from '../core/change.js';
import type { Unread } from '../core/finding.js';
import { flaggedBy } from '../core/glob.js';
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
  const slos = written.filter((path) => flaggedBy(policy.sloFiles, path) !== null);
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

/** The files at the head; one the change is said to write but that is not there is unread. */
export async function readHead(
  source: Source,
  { head }: FirstLook,
  paths: readonly string[],
): Promise<AtHead> {
  const read = await source.files(paths.map((path) => ({ commit: head, path })));
  const files = new Map<string, FileText>();
  const unread: Unread[] = [];
  paths.forEach((path, at) => {
    const file = read[at] ?? null;
    if (file === null) unread.push({ kind: 'file', path });
    else files.set(path, file);
  });
  return { files, unread };
}
