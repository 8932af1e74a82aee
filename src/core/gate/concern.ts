import { flaggedBy } from '../glob.js';
import { isPolicyFile, type Policy } from '../policy.js';

/** An open pull request from afar. `paths: null` means that not all it touches is known. */
export interface OpenPull {
  readonly number: number;
  readonly headOid: string;
  readonly paths: readonly string[] | null;
}

/** The policy on the default branch; while it is unreadable an older one judges. */
export type JudgedBy = Policy | 'none' | 'unreadable';

/**
 * The open pull requests whose verdict may differ after a push to the default branch: all, when it
 * touched the policy (or nobody knows what it touched or which policy judges); those that touch a
 * flagged workflow, when it touched an entry or an SLO file, since only these need one.
 */
export function concernedBy(
  paths: readonly string[] | null,
  policy: JudgedBy,
  pulls: readonly OpenPull[],
): readonly OpenPull[] {
  if (paths === null || paths.some(isPolicyFile) || policy === 'unreadable') return pulls;
  if (policy === 'none' || !paths.some((path) => mayCount(path, policy))) return [];
  return pulls.filter(
    (pull) => pull.paths === null || pull.paths.some((path) => isFlagged(path, policy)),
  );
}

/** Whether a push to these paths may have changed which pilots there are, or how they stand. */
export function concernsPilots(paths: readonly string[] | null, policy: JudgedBy): boolean {
  if (paths === null || paths.some(isPolicyFile)) return true;
  if (policy === 'none') return false;
  return policy === 'unreadable' || paths.some((path) => isInLog(path, policy));
}

/** Whether a push to these paths may concern any pull request at all. */
function mayCount(path: string, policy: Policy): boolean {
  return isInLog(path, policy) || flaggedBy(policy.sloFiles, path) !== null;
}

function isInLog(path: string, { decisions }: Policy): boolean {
  return decisions.some((folder) => folder === '' || path.startsWith(`${folder}/`));
}

function isFlagged(path: string, policy: Policy): boolean {
  return policy.workflows.some((workflow) => flaggedBy(workflow.paths, path) !== null);
}
