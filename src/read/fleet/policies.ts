import type { Repository } from '../../core/change.js';
import type { RepositoryName, Shut } from '../../core/pilot/repository-log.js';
import type { NamedRepository } from '../../core/scorecard/organisation.js';
import type { Answered } from '../../core/trouble.js';
import {
  type FileNode,
  POLICY_FIELDS,
  policiesIn,
  STATE_FIELDS,
  type StateNode,
  shutOf,
  visibilityOf,
} from '../github/fields.js';
import type { FirstLook } from '../source.js';
import { askInBatches, type Fleet, repositoryPortion } from './ask.js';

/** With two files each a query of so many repositories stays within GitHub's ten seconds. */
const REPOSITORIES_A_QUERY = 50;

/** What one look at a repository of the fleet tells. */
export interface FleetLook extends Pick<FirstLook, 'policies' | 'policyCommit'> {
  readonly repository: Repository;
  readonly repositoryId: string;
  readonly shut: Shut | null;
}

/** A look, or why there is none: no policy to go by, or trouble. */
export interface Looked {
  readonly name: RepositoryName;
  /** Its name, page and visibility; of one in trouble nothing is known. */
  readonly repository: NamedRepository | null;
  readonly answer: Answered<FleetLook | null>;
}

interface LookNode extends StateNode {
  readonly databaseId: number | null;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target: (Record<string, FileNode | null> & { readonly oid: string }) | null;
  } | null;
}

const FIELDS = `databaseId name owner { login } ${STATE_FIELDS}
  defaultBranchRef { name target { oid ... on Commit { ${POLICY_FIELDS} } } }`;

/** Looks for the policies of many repositories; `null` where there is none. */
export async function* lookAtPolicies(
  fleet: Fleet,
  names: readonly RepositoryName[],
): AsyncGenerator<readonly Looked[]> {
  const batches = askInBatches<RepositoryName, LookNode>(fleet, names, {
    operation: 'BelayFleetPolicies',
    what: ({ owner, name }) => `repository ${owner}/${name}`,
    portion: (name, at) => repositoryPortion(name, at, { fields: FIELDS }),
    size: REPOSITORIES_A_QUERY,
  });
  for await (const batch of batches)
    yield batch.map(({ item: name, answer }) => ({
      name,
      repository: answer.kind === 'trouble' ? null : namedIn(answer.value),
      answer:
        answer.kind === 'trouble' ? answer : { kind: 'good' as const, value: lookOf(answer.value) },
    }));
}

function namedIn(node: LookNode): NamedRepository {
  const { name, owner, url, databaseId } = node;
  const id = databaseId === null ? null : String(databaseId);
  return { owner: owner.login, name, id, url, visibility: visibilityOf(node) };
}

function lookOf(node: LookNode): FleetLook | null {
  const { defaultBranchRef: branch } = node;
  const policies = policiesIn(branch?.target);
  const tip = branch?.target?.oid;
  if (branch === null || tip === undefined || policies.length === 0) return null;
  const { name, url, databaseId } = node;
  const owner = node.owner.login;
  return {
    repository: { owner, name, url, defaultBranch: branch.name },
    repositoryId: String(databaseId ?? `${owner}/${name}`),
    policyCommit: tip,
    policies,
    shut: shutOf(node),
  };
}
