import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { askFleet, type Fleet, repositoryPortion } from './ask.js';
import { type Nodes, present } from './issue-nodes.js';

const REPOSITORIES_A_QUERY = 50;

/** Among so many of an account's newest issues one of this month is found, pilots' or not. */
const NEWEST = 20;

/** What the issue looked for is called, and who opens it. */
export interface CardName {
  readonly title: string;
  /** The account's login, as REST has it: `belay[bot]`. */
  readonly issuer: string;
}

interface CardNode {
  readonly issues: Nodes<{ readonly title: string }>;
}

/**
 * Which of many repositories seem to have an issue of this name: a hint where to begin, by which
 * nothing is decided. Where GitHub does not tell, there is none.
 */
export async function namesWithCard(
  fleet: Fleet,
  names: readonly RepositoryName[],
  { title, issuer }: CardName,
): Promise<ReadonlySet<RepositoryName>> {
  const answers = await askFleet<RepositoryName, CardNode>(fleet, names, {
    operation: 'BelayFleetCards',
    what: ({ owner, name }) => `issues of ${owner}/${name}`,
    portion: (name, at) =>
      repositoryPortion(name, at, {
        fields: `issues(
          first: ${NEWEST}, filterBy: { createdBy: $i${at} }
          orderBy: { field: CREATED_AT, direction: DESC }
        ) { nodes { title } }`,
        variables: { [`i${at}`]: { type: 'String!', value: issuer } },
      }),
    size: REPOSITORIES_A_QUERY,
  });
  return new Set(
    names.filter((_, at) => {
      const answer = answers[at];
      return (
        answer?.kind === 'good' && present(answer.value.issues).some((one) => one.title === title)
      );
    }),
  );
}
