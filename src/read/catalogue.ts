import type { CataloguedSli } from '../core/change.js';
import type { GlobSet } from '../core/glob.js';
import type { Sli } from '../core/policy.js';

/** SLIs as three lists: the policy's, those of SLO files at the base, those of touched files. */
export interface SliLists {
  readonly policy: readonly Sli[];
  /** Of files the change leaves alone. */
  readonly kept: readonly Sli[];
  /** Of the files it touches, as they were at the base. */
  readonly before: readonly Sli[];
  /** Of the files it touches, as they are at the head. */
  readonly after: readonly Sli[];
}

/** The catalogue as the change would leave it; of one name the policy's counts, then the first. */
export function catalogueOf({ policy, kept, before, after }: SliLists): readonly CataloguedSli[] {
  const known = new Set([...policy, ...kept, ...before].map(({ name }) => name));
  const all = new Map<string, CataloguedSli>();
  for (const sli of [...policy, ...kept, ...after])
    if (!all.has(sli.name)) all.set(sli.name, { ...sli, added: !known.has(sli.name) });
  return [...all.values()];
}

/** The folders that hold everything the globs can match; none lies within another. */
export function foldersOf(globs: GlobSet): readonly string[] {
  const folders = globs
    .filter(({ negated }) => !negated)
    .flatMap(({ alternatives }) => alternatives.map(staticFolder));
  return [...new Set(folders)].filter(
    (folder) => !folders.some((other) => other !== folder && isWithin(folder, other)),
  );
}

function isWithin(folder: string, other: string): boolean {
  return other === '' || folder.startsWith(`${other}/`);
}

/** The parts of a pattern before the first with a wildcard; the last is a file's name. */
function staticFolder(pattern: GlobSet[number]['alternatives'][number]): string {
  const parts = pattern.map((characters) => characters.join(''));
  const wild = parts.findIndex((part) => /[*?]/.test(part));
  return parts.slice(0, wild === -1 ? -1 : Math.min(wild, parts.length - 1)).join('/');
}
