import { isAfter } from '../../../core/instant.js';
import { type EditNode, PAGE_INFO, type Paged, present } from '../../fleet/issue-nodes.js';
import { type Hub, halving, query } from '../../github/client.js';
import { aliases } from '../../github/fields.js';
import type { MergedNode } from './merged-pulls.js';

/** What a pull request's description was when it was merged; `null`: nobody can tell. */
export type Descriptions = ReadonlyMap<MergedNode, string | null>;

type Edit = Pick<EditNode, 'editedAt' | 'diff'>;

type EditsAnswer = Readonly<
  Record<`p${number}`, { readonly userContentEdits: Paged<Edit> | null } | null>
>;

/**
 * Those whose description was edited after the merge, with what it was then. GitHub tells whole
 * seconds: an edit in the very second of the merge counts as one that came after it.
 */
export async function rewrittenSince(
  hub: Hub,
  pulls: readonly MergedNode[],
): Promise<Descriptions> {
  const edited = pulls.filter(
    ({ lastEditedAt, mergedAt }) => lastEditedAt !== null && !isAfter(mergedAt, lastEditedAt),
  );
  if (edited.length === 0) return new Map();
  const found = await halving(edited, (some) => askDescriptions(hub, some));
  return new Map(edited.map((pull, at) => [pull, found[at] ?? null]));
}

async function askDescriptions(
  hub: Hub,
  pulls: readonly MergedNode[],
): Promise<readonly (string | null)[]> {
  const answer = await query<EditsAnswer>(hub, descriptionsQuery(pulls.length), {
    variables: Object.fromEntries(pulls.map(({ number }, at) => [`n${at}`, number])),
    what: `descriptions in ${hub.owner}/${hub.name}`,
  });
  return pulls.map(({ mergedAt }, at) => {
    const edits = answer[`p${at}`]?.userContentEdits ?? null;
    // The order of versions is not documented: of some of them nobody knows which is missing.
    if (edits === null || edits.pageInfo.hasNextPage) return null;
    const [newest] = present(edits)
      .filter(({ editedAt }) => isAfter(mergedAt, editedAt))
      .toSorted((a, b) => Date.parse(b.editedAt) - Date.parse(a.editedAt));
    return newest?.diff ?? null;
  });
}

/** The versions of so many descriptions; each is told whole as its `diff`. */
export function descriptionsQuery(count: number): string {
  return `query BelayDescriptions(
  $owner: String!, $name: String!
  ${aliases(count, (at) => `$n${at}: Int!`)}
) {
  repository(owner: $owner, name: $name) {
    ${aliases(
      count,
      (at) => `p${at}: pullRequest(number: $n${at}) {
      userContentEdits(first: 100) { ${PAGE_INFO} nodes { editedAt diff } }
    }`,
    )}
  }
}`;
}
