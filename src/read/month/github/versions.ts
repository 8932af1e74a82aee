import { TroubleError } from '../../../core/trouble.js';
import { askFleet } from '../../fleet/ask.js';
import { EDITS, type IssueNode } from '../../fleet/issue-nodes.js';
import type { IssueDetails } from '../../fleet/trust.js';
import type { Hub } from '../../github/client.js';

/** Each comes with up to twenty versions of a body. */
const ISSUES_A_QUERY = 20;

/** Earlier versions of an issue's body. */
export type Versions = Omit<IssueDetails, 'comments'>;

/** Earlier versions of each issue's body, by its id. */
export async function versionsOf(
  hub: Hub,
  issues: readonly IssueNode[],
): Promise<ReadonlyMap<string, Versions>> {
  const answers = await askFleet<IssueNode, Versions>(hub, issues, {
    operation: 'BelayIssueVersions',
    what: ({ number }) => `issue ${hub.owner}/${hub.name}#${number}`,
    portion: ({ id }, at) => ({
      field: `node(id: $i${at}) { ... on Issue { ${EDITS} } }`,
      variables: { [`i${at}`]: { type: 'ID!', value: id } },
    }),
    size: ISSUES_A_QUERY,
  });
  return new Map(
    issues.map((issue, at) => {
      const answer = answers[at];
      if (answer?.kind === 'good') return [issue.id, answer.value];
      const what = `issue ${hub.owner}/${hub.name}#${issue.number}`;
      throw new TroubleError(answer?.trouble ?? { kind: 'partial', what, request: null });
    }),
  );
}
