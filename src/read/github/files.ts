import type { ChangedFile } from '../../core/change.js';
import { TroubleError } from '../../core/trouble.js';
import type { FirstLook } from '../source.js';
import { each, get, type Hub } from './client.js';
import type { PullNode } from './look.js';

/** REST lists at most so many files of a pull request. */
export const MOST_LISTED = 3_000;
const PER_PAGE = 100;

/** The pull request whose files are wanted, as far as the first query told. */
export interface Asking {
  readonly hub: Hub;
  readonly number: number;
  readonly base: string;
  readonly pull: Pick<PullNode, 'headRefOid' | 'changedFiles' | 'files'>;
}

type Files = FirstLook['files'];

/**
 * The files of a pull request: from the first query, by REST's pages, or by comparing trees. That
 * there are none is not believed: nothing says that the count is as new as the head.
 */
export async function changedFiles(asking: Asking): Promise<Files> {
  const { changedFiles: count, files } = asking.pull;
  if (count === 0) return comparedTrees(asking);
  const first = (files?.nodes ?? []).filter((node) => node !== null);
  if (first.length === count && first.every(({ changeType }) => changeType !== 'RENAMED'))
    return { list: first.map(fromNode), whole: true };
  return count > MOST_LISTED ? comparedTrees(asking) : listedFiles(asking);
}

function fromNode({ path, changeType }: { path: string; changeType: string }): ChangedFile {
  return { path, previousPath: null, status: CHANGE_TYPES[changeType] ?? 'modified' };
}

const CHANGE_TYPES: Readonly<Record<string, ChangedFile['status']>> = {
  ADDED: 'added',
  COPIED: 'added',
  DELETED: 'removed',
};

interface RestFile {
  readonly filename: string;
  readonly previous_filename?: string;
  readonly status: string;
  readonly contents_url?: string;
}

async function listedFiles(asking: Asking): Promise<Files> {
  const { hub, number, pull } = asking;
  const pages = Math.max(1, Math.ceil(pull.changedFiles / PER_PAGE));
  const what = `files of pull request ${hub.owner}/${hub.name}#${number}`;
  const lists = await each(
    Array.from({ length: pages }, (_, at) => at + 1),
    (page) =>
      get<readonly RestFile[]>(hub, '/repos/{owner}/{repo}/pulls/{pull_number}/files', {
        variables: { pull_number: number, per_page: PER_PAGE, page },
        what,
      }),
  );
  const files = lists.flat();
  if (files.some((file) => isOfAnotherHead(file, pull.headRefOid)))
    throw new TroubleError({ kind: 'partial', what, request: null });
  const list = files.map(fromRest);
  const isWhole = new Set(list.map(({ path }) => path)).size === pull.changedFiles;
  return { list, whole: isWhole && !list.some(isHalfRename) };
}

/** Without its old name nobody could tell what a file was moved out of. */
function isHalfRename({ status, previousPath }: ChangedFile): boolean {
  return status === 'renamed' && previousPath === null;
}

/** A push between the two requests shows in the commit that the file's address names. */
function isOfAnotherHead({ contents_url: url = '', status }: RestFile, head: string): boolean {
  const ref = /[?&]ref=([0-9a-f]{40})\b/.exec(url)?.[1];
  return status !== 'removed' && ref !== undefined && ref !== head;
}

function fromRest({ filename, previous_filename: previous, status }: RestFile): ChangedFile {
  if (status === 'renamed')
    return { path: filename, previousPath: previous ?? null, status: 'renamed' };
  return { path: filename, previousPath: null, status: REST_STATUS[status] ?? 'modified' };
}

const REST_STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  added: 'added',
  copied: 'added',
  removed: 'removed',
};

interface TreeItem {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
  readonly type: string;
  readonly size?: number;
}

interface TreeAnswer {
  readonly truncated: boolean;
  readonly tree: readonly TreeItem[];
}

/** A rename shows as one file removed and one added: both names are there all the same. */
async function comparedTrees({ hub, base, pull }: Asking): Promise<Files> {
  const head = pull.headRefOid;
  const { merge_base_commit: start } = await compare(hub, base, head);
  const [before, after] = await Promise.all([wholeTree(hub, start.sha), wholeTree(hub, head)]);
  const then = contentsOf(before);
  const now = contentsOf(after);
  const list: ChangedFile[] = [];
  for (const [path, content] of now) {
    const was = then.get(path);
    if (was === content) continue;
    list.push({ path, previousPath: null, status: was === undefined ? 'added' : 'modified' });
  }
  for (const path of then.keys())
    if (!now.has(path)) list.push({ path, previousPath: null, status: 'removed' });
  return { list, whole: !before.truncated && !after.truncated };
}

function contentsOf({ tree }: TreeAnswer): ReadonlyMap<string, string> {
  const files = tree.filter(({ type }) => type !== 'tree');
  return new Map(files.map(({ path, mode, sha }) => [path, `${mode} ${sha}`]));
}

/** All that lies below a commit or a tree: up to 100,000 entries or 7 MB, else `truncated`. */
export function wholeTree(hub: Hub, oid: string): Promise<TreeAnswer & { readonly sha: string }> {
  return get(hub, '/repos/{owner}/{repo}/git/trees/{tree_sha}', {
    variables: { tree_sha: oid, recursive: '1' },
    what: `tree ${oid} of ${hub.owner}/${hub.name}`,
  });
}

interface Comparison {
  readonly status: 'ahead' | 'behind' | 'identical' | 'diverged';
  readonly base_commit: {
    readonly sha: string;
    readonly parents: readonly { readonly sha: string }[];
  };
  readonly merge_base_commit: { readonly sha: string };
}

/** How two commits stand to each other. Files come with the first page only, so another is asked for. */
export function compare(hub: Hub, base: string, head: string): Promise<Comparison> {
  return get(hub, '/repos/{owner}/{repo}/compare/{basehead}', {
    variables: { basehead: `${base}...${head}`, per_page: 1, page: 2 },
    what: `comparison of ${base} and ${head} in ${hub.owner}/${hub.name}`,
  });
}
