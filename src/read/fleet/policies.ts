import type { Repository } from '../../core/change.js';
import type { RepositoryName, Shut } from '../../core/pilot/repository-log.js';
import { POLICY_FILES } from '../../core/policy.js';
import type { Answered } from '../../core/trouble.js';
import { FILE_FIELDS, type FileNode, fileText } from '../github/fields.js';
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
  readonly answer: Answered<FleetLook | null>;
}

interface LookNode {
  readonly databaseId: number | null;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly url: string;
  readonly isArchived: boolean;
  readonly hasIssuesEnabled: boolean;
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target: (Record<string, FileNode | null> & { readonly oid: string }) | null;
  } | null;
}

const FIELDS = `databaseId name owner { login } url isArchived hasIssuesEnabled
  defaultBranchRef { name target { oid ... on Commit {
    ${POLICY_FILES.map((path, at) => `policy${at}: file(path: "${path}") { ${FILE_FIELDS} }`).join(' ')}
  } } }`;

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
      answer:
        answer.kind === 'trouble' ? answer : { kind: 'good' as const, value: lookOf(answer.value) },
    }));
}

function lookOf(node: LookNode): FleetLook | null {
  const { defaultBranchRef: branch } = node;
  const policies = POLICY_FILES.flatMap((path, at) => {
    const file = fileText(branch?.target?.[`policy${at}`] ?? null);
    return file === null ? [] : [{ path, file }];
  });
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

function shutOf({ isArchived, hasIssuesEnabled }: LookNode): Shut | null {
  if (isArchived) return 'archived';
  return hasIssuesEnabled ? null : 'issues-disabled';
}
