import type { EntryEdit, EntryFile, EntryState } from '../../core/pilot/verdict-pull.js';
import { TroubleError } from '../../core/trouble.js';
import { type ActorNode, PAGE_INFO, type Paged, present } from '../fleet/issue-nodes.js';
import { isBy } from '../fleet/trust.js';
import { type Hub, query } from './client.js';
import { FILE_FIELDS, type FileNode, fileText } from './fields.js';

/** Which entry, and whose pull requests are Belay's own. */
export interface AskedEntry {
  readonly path: string;
  readonly issuer: string;
}

interface PullNode {
  readonly number: number;
  readonly headRefName: string;
  readonly isCrossRepository: boolean;
  readonly author: ActorNode | null;
  readonly files: {
    readonly nodes: readonly ({ readonly path: string } | null)[] | null;
  } | null;
}

interface EntryAnswer {
  readonly defaultBranchRef: {
    readonly target: { readonly oid: string; readonly file?: FileNode | null } | null;
  } | null;
  readonly pullRequests: Paged<PullNode>;
}

const PULLS_A_PAGE = 50;

/** The file on the default branch now, and every open pull request whose first 100 files have it. */
export async function readEntryState(hub: Hub, { path, issuer }: AskedEntry): Promise<EntryState> {
  const edits: EntryEdit[] = [];
  let file: EntryFile | null = null;
  let after: string | null = null;
  do {
    const page: EntryAnswer = await query<EntryAnswer>(hub, ENTRY_QUERY, {
      variables: { path, after },
      what: `entry ${path} of ${hub.owner}/${hub.name}`,
    });
    file ??= fileOf(hub, path, page);
    edits.push(...present(page.pullRequests).flatMap((pull) => editOf(pull, path, issuer)));
    const { hasNextPage, endCursor } = page.pullRequests.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
  return { file, edits };
}

function fileOf(hub: Hub, path: string, { defaultBranchRef }: EntryAnswer): EntryFile | null {
  const target = defaultBranchRef?.target ?? null;
  const what = `the default branch of ${hub.owner}/${hub.name}`;
  if (target === null) throw new TroubleError({ kind: 'gone', what, request: null });
  const file = fileText(target.file ?? null);
  if (file === null || file.kind !== 'file') return null;
  // A text that is cut off must not be written back.
  const text = file.cut ? null : file.text;
  return { path, text, oid: file.oid, tip: target.oid };
}

function editOf(pull: PullNode, path: string, issuer: string): readonly EntryEdit[] {
  const { number, headRefName: branch, isCrossRepository, author } = pull;
  if (!present(pull.files).some((file) => file.path === path)) return [];
  return [{ number, branch, own: !isCrossRepository && isBy(author, issuer) }];
}

export const ENTRY_QUERY = `query BelayEntry(
  $owner: String!, $name: String!, $path: String!, $after: String
) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { oid ... on Commit { file(path: $path) { ${FILE_FIELDS} } } } }
    pullRequests(states: OPEN, first: ${PULLS_A_PAGE}, after: $after) {
      ${PAGE_INFO}
      nodes {
        number headRefName isCrossRepository author { __typename login }
        files(first: 100) { nodes { path } }
      }
    }
  }
}`;
