import type { ChangedFile, Target } from '../core/change.js';
import type { Entry } from '../core/decision.js';
import type { Heading } from '../core/finding.js';
import { nearest } from '../core/nearest.js';
import { runbookParts } from '../core/rules/rollback.js';
import { WORKFLOW_FOLDER } from '../parse/decision/repository-path.js';
import { headingsOf } from '../parse/headings.js';
import { isDispatchable } from '../parse/workflow-file.js';
import { type Memory, takingTurns } from './contents.js';
import type { FileId, FileText, Listing, Source } from './source.js';

/** What reading targets takes: files, and folders to find names that are alike. */
interface TargetReader extends Memory {
  readonly source: Pick<Source, 'files' | 'list'>;
}

/** Where the paths that entries name are looked up. */
export interface Ground {
  readonly reader: TargetReader;
  /** Where touched paths are read, and where all others are. */
  readonly head: string;
  readonly base: string;
  readonly files: readonly ChangedFile[];
  /** What is known of paths at the base. */
  readonly ids: ReadonlyMap<string, FileId | null>;
}

interface Wanted {
  readonly path: string;
  readonly as: 'runbook' | 'workflow';
  readonly at: 'head' | 'base';
  readonly added: boolean;
}

type Found = FileText | Known | null;

/** A file whose reading is remembered, so that its text need not be had again. */
interface Known {
  readonly remembered: Exclude<Target, { kind: 'absent' }>;
}

/** The longest path git can hold in a work tree. */
const LONGEST_PATH = 4_096;

/** Of so many files the texts are held at once: each may have half a megabyte. */
const TARGETS_AT_ONCE = 50;

/** How many similar paths are offered where one leads nowhere. */
const MOST_SIMILAR = 5;

/** Repository paths the entries name as their way back. */
export function targetPaths(entries: readonly Entry[]): ReadonlyMap<string, Wanted['as']> {
  const paths = new Map<string, Wanted['as']>();
  for (const { decision } of entries) {
    const { runbook = null, workflow = null } = decision?.rollback ?? {};
    if (runbook !== null) paths.set(runbookParts(runbook).path, 'runbook');
    if (workflow !== null) paths.set(workflow, 'workflow');
  }
  return paths;
}

/** What stands at each path the entries name, by that path. */
export async function readTargets(
  ground: Ground,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, Target>> {
  const wanted = [...targetPaths(entries)].map(([path, as]) => wantedOf(ground, path, as));
  const targets = new Map<string, Target>();
  const lost: Wanted[] = [];
  for (let from = 0; from < wanted.length; from += TARGETS_AT_ONCE) {
    const some = wanted.slice(from, from + TARGETS_AT_ONCE);
    const found = await findAll(ground, some);
    await takingTurns(some, (one, at) => {
      const file = found[at] ?? null;
      if (file === null) lost.push(one);
      else targets.set(one.path, targetOf(ground.reader, one, file));
    });
  }
  for (const [path, similar] of await readSimilar(ground, lost))
    targets.set(path, { kind: 'absent', similar });
  return targets;
}

function wantedOf({ files }: Ground, path: string, as: Wanted['as']): Wanted {
  const touched = files.find((file) => file.path === path || file.previousPath === path);
  const status = touched?.path === path ? touched.status : null;
  return {
    path,
    as,
    at: touched === undefined ? 'base' : 'head',
    added: status === 'added' || status === 'renamed',
  };
}

async function findAll(ground: Ground, wanted: readonly Wanted[]): Promise<readonly Found[]> {
  const known = wanted.map((one) => recall(ground, one));
  const asked = wanted.filter((_, at) => known[at] === undefined);
  const files = await ground.reader.source.files(
    asked.map(({ path, at }) => ({ path, commit: ground[at] })),
  );
  const read = new Map(asked.map((one, at) => [one, files[at] ?? null]));
  return wanted.map((one, at) => known[at] ?? read.get(one) ?? null);
}

/** What is known without asking; `undefined` where the source must be asked. */
function recall(ground: Ground, wanted: Wanted): Found | undefined {
  if (!mayExist(wanted)) return null;
  const id = wanted.at === 'base' ? ground.ids.get(wanted.path) : undefined;
  if (id === undefined || id === null) return id;
  const remembered = ground.reader.cache.find<Known['remembered']>(
    keyOf(ground.reader, wanted, id),
  );
  return remembered === undefined ? undefined : { remembered };
}

/** GitHub runs workflows from one folder only, not from those below it. */
function mayExist({ path, as }: Wanted): boolean {
  if (as === 'workflow' && `${parentOf(path)}/` !== WORKFLOW_FOLDER) return false;
  return isPlainPath(path);
}

/** Whether a path could be one of a repository. */
export function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  return isPlain && path.length <= LONGEST_PATH && !path.includes('\0');
}

function targetOf(reader: TargetReader, wanted: Wanted, found: FileText | Known): Target {
  if ('remembered' in found) return found.remembered;
  const bytes = found.text?.length ?? 0;
  return reader.cache.of({ ...keyOf(reader, wanted, found), bytes }, () => read(wanted, found));
}

/** Whether a target is `added` is part of the key, so that what is remembered is the whole answer. */
function keyOf(reader: TargetReader, { path, as, added }: Wanted, { oid, kind }: FileId) {
  const what = `${as} ${kind} ${added ? 'added' : 'there'} ${path}`;
  return { repository: reader.repository, what, oid };
}

function read({ path, as, added }: Wanted, file: FileText): Known['remembered'] {
  const { kind, text, cut } = file;
  if (kind === 'link' || kind === 'module') return { kind: 'unread' };
  if (as === 'workflow') {
    const dispatchable = text === null || cut ? null : isDispatchable(path, text);
    return { kind: 'workflow', dispatchable, added };
  }
  if (cut) return { kind: 'unread' };
  return { kind: 'runbook', headings: headingsIn(text), added };
}

function headingsIn(text: string | null): readonly Heading[] {
  return text === null ? [] : headingsOf(text);
}

/** Paths named like those that lead nowhere: in the same folder, else in the folder above. */
async function readSimilar(
  ground: Ground,
  lost: readonly Wanted[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const near = await listAll(ground, lost.map(folderOf));
  const above = await listAll(
    ground,
    lost
      .map(folderOf)
      .filter((folder) => near.get(folder)?.oid === null)
      .map(parentOf),
  );
  return new Map(
    lost.map((one) => {
      const folder = folderOf(one);
      const isThere = near.get(folder)?.oid != null;
      const parent = isThere ? folder : parentOf(folder);
      const listing = (isThere ? near : above).get(parent);
      return [one.path, similarTo(one.path, pathsAtHead(ground, parent, listing))];
    }),
  );
}

function folderOf({ path, as }: Wanted): string {
  return as === 'workflow' ? parentOf(WORKFLOW_FOLDER) : parentOf(path);
}

/** The root is not listed: a whole repository is too much for a hint. */
async function listAll(
  { reader, base }: Ground,
  folders: readonly string[],
): Promise<ReadonlyMap<string, Listing>> {
  const wanted = [...new Set(folders)].filter((folder) => folder !== '');
  if (wanted.length === 0) return new Map();
  const listings = await reader.source.list(base, wanted);
  return new Map(wanted.flatMap((folder, at) => (listings[at] ? [[folder, listings[at]]] : [])));
}

function pathsAtHead(
  { files }: Ground,
  folder: string,
  listing: Listing | undefined,
): readonly string[] {
  const listed = (listing?.files ?? []).map(({ path }) => `${folder}/${path}`);
  const gone = files.flatMap(({ path, previousPath, status }) =>
    status === 'removed' ? [path] : [previousPath ?? ''],
  );
  const written = files.filter(({ status }) => status !== 'removed').map(({ path }) => path);
  return [...new Set([...listed, ...written])].filter((path) => !gone.includes(path));
}

function similarTo(path: string, known: readonly string[]): readonly string[] {
  const near = nearest(path, known);
  const namesakes = known.filter((one) => stem(one) === stem(path));
  return [...new Set([...(near === null ? [] : [near]), ...namesakes])].slice(0, MOST_SIMILAR);
}

function stem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return name.replace(/\.[^.]+$/, '');
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
