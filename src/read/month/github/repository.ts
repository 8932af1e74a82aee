import { TroubleError } from '../../../core/trouble.js';
import { type Hub, query } from '../../github/client.js';
import {
  type FileNode,
  POLICY_FIELDS,
  policiesIn,
  STATE_FIELDS,
  type StateNode,
  shutOf,
  visibilityOf,
} from '../../github/fields.js';
import type { RepositoryLook } from '../place.js';

interface LookAnswer extends StateNode {
  readonly databaseId: number | null;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target: (Record<string, FileNode | null> & { readonly oid: string }) | null;
  } | null;
}

/** The repository with its policy now; one without any commit is none that could be scored. */
export async function lookAtRepository(hub: Hub): Promise<RepositoryLook> {
  const what = `repository ${hub.owner}/${hub.name}`;
  const answer = await query<LookAnswer>(hub, REPOSITORY_QUERY, { what });
  const { name, url, databaseId } = answer;
  const owner = answer.owner.login;
  const branch = answer.defaultBranchRef;
  const tip = branch?.target?.oid;
  if (branch === null || tip === undefined)
    throw new TroubleError({ kind: 'gone', what: `the default branch of ${what}`, request: null });
  return {
    repository: {
      id: databaseId === null ? null : String(databaseId),
      owner,
      name,
      url,
      defaultBranch: branch.name,
      visibility: visibilityOf(answer),
    },
    repositoryId: String(databaseId ?? `${owner}/${name}`),
    tip,
    policies: policiesIn(branch.target),
    shut: shutOf(answer),
  };
}

export const REPOSITORY_QUERY = `query BelayScorecard($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    databaseId name owner { login } ${STATE_FIELDS}
    defaultBranchRef { name target { oid ... on Commit { ${POLICY_FIELDS} } } }
  }
}`;
