import type { ChangedFile } from '../change.js';
import { flaggedBy, freshEffort } from '../glob.js';
import type { Policy, Workflow } from '../policy.js';
import type { FlaggedFile } from '../verdict.js';

/**
 * The files that each flagged workflow claims; workflows that claim none are left out. Matching is
 * given up where it would stall: all that is left counts as flagged.
 */
export function flaggedFiles(
  files: readonly ChangedFile[],
  policy: Policy,
): ReadonlyMap<Workflow, readonly FlaggedFile[]> {
  const paths = pathsOf(files);
  const effort = freshEffort();
  const claims = policy.workflows.map((workflow) => {
    const claimed = paths.flatMap((path) => {
      const glob = flaggedBy(workflow.paths, path, effort);
      return glob === null ? [] : [{ path, glob: glob.text }];
    });
    return [workflow, claimed] as const;
  });
  return new Map(claims.filter(([, claimed]) => claimed.length > 0));
}

/** Every path the files stand under; a rename counts under both names. */
export function pathsOf(files: readonly ChangedFile[]): readonly string[] {
  return [...new Set(files.flatMap(({ path, previousPath }) => [path, previousPath ?? path]))];
}
