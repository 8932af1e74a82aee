import type { Proposal } from '../../core/change.js';
import { TroubleError } from '../../core/trouble.js';
import type { FileId, FirstLook, Standing } from '../source.js';
import { type Hub, query } from './client.js';
import {
  aliases,
  type FileNode,
  ID_FIELDS,
  type IdNode,
  idOf,
  POLICY_FIELDS,
  policiesIn,
} from './fields.js';
import { changedFiles } from './files.js';

/** The pull request, and the check run to look for at its head. */
export interface Looking {
  readonly hub: Hub;
  readonly number: number;
  /** `null` where no check run is published (in an Action the job is the check). */
  readonly check: { readonly name: string; readonly appId: number | null } | null;
}

interface LookAnswer {
  readonly databaseId: number | null;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly url: string;
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target: (Record<string, FileNode | null> & { readonly oid: string }) | null;
  } | null;
  readonly pullRequest: PullNode | null;
}

export interface PullNode {
  readonly title: string;
  readonly body: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly author: { readonly __typename: string; readonly login: string } | null;
  readonly baseRefName: string;
  readonly baseRef: {
    readonly target: (Record<string, IdNode | null> & { readonly oid: string }) | null;
  } | null;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly headRepository: { readonly url: string } | null;
  readonly headRef: { readonly associatedPullRequests: Others } | null;
  readonly changedFiles: number;
  readonly files: Nodes<{ readonly path: string; readonly changeType: string }> | null;
  readonly commits: Nodes<{ readonly commit: { readonly oid: string; readonly message: string } }>;
  readonly tip: Nodes<{ readonly commit: TipNode }>;
}

interface Nodes<T> {
  readonly nodes: readonly (T | null)[] | null;
}

interface Others extends Nodes<OtherNode> {
  readonly pageInfo: { readonly hasNextPage: boolean };
}

interface TipNode {
  readonly oid: string;
  readonly associatedPullRequests: Others | null;
  readonly checkSuites?: Nodes<{ readonly checkRuns: Nodes<RunNode> | null }> | null;
}

interface OtherNode {
  readonly number: number;
  readonly baseRepository: { readonly databaseId: number | null } | null;
  readonly state: string;
  readonly headRefOid: string;
}

interface RunNode {
  readonly databaseId: number | null;
  readonly status: string;
  readonly externalId: string | null;
}

/**
 * One query for all that most changes take. Only of renames GitHub's GraphQL does not tell the old
 * name, and only the first 100 files come with it: these are had by REST.
 */
export async function lookAt(looking: Looking, paths: readonly string[]): Promise<FirstLook> {
  const { hub, number, check } = looking;
  const named = Object.fromEntries(paths.map((path, at) => [`p${at}`, path]));
  const what = `pull request ${hub.owner}/${hub.name}#${number}`;
  const answer = await query<LookAnswer>(hub, lookQuery(paths.length), {
    variables: {
      number,
      checks: check !== null,
      checkName: check?.name ?? '',
      app: check?.appId ?? null,
      ...named,
    },
    what,
    optional: OPTIONAL,
  });
  const pull = answer.pullRequest;
  if (pull === null) throw new TroubleError({ kind: 'gone', what, request: null });
  return lookOf(looking, { answer, pull, paths });
}

/** A private fork may be hidden from Belay; its commits are read through the base repository. */
const OPTIONAL = /^repository\.pullRequest\.(headRepository|headRef)\b/;

interface Answered {
  readonly answer: LookAnswer;
  readonly pull: PullNode;
  readonly paths: readonly string[];
}

async function lookOf(
  { hub, number }: Looking,
  { answer, pull, paths }: Answered,
): Promise<FirstLook> {
  const state = STATES[pull.state];
  const base = baseOf(hub, pull, state);
  const { name: defaultBranch, target: tip } = defaultOf(answer);
  return {
    repository: {
      owner: answer.owner.login,
      name: answer.name,
      url: answer.url,
      defaultBranch,
    },
    repositoryId: String(answer.databaseId ?? `${hub.owner}/${hub.name}`),
    state,
    proposal: proposalOf(number, pull),
    head: pull.headRefOid,
    base,
    policyCommit: tip.oid,
    policies: policiesIn(tip),
    files:
      state === 'open'
        ? await changedFiles({ hub, number, base, pull })
        : { list: [], whole: false },
    ids: new Map(
      paths.map((path, at): [string, FileId | null] => [
        path,
        idOf(pull.baseRef?.target?.[`f${at}`] ?? null),
      ]),
    ),
    standing: standingOf(number, answer, pull),
  };
}

const STATES = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;

/** Where something can be merged, there is a default branch; without it no policy would be seen. */
function defaultOf({ defaultBranchRef: branch }: LookAnswer) {
  if (branch?.target) return { name: branch.name, target: branch.target };
  throw new TroubleError({ kind: 'partial', what: 'the default branch', request: null });
}

/** GitHub closes a pull request when its base branch is deleted; in between there is no base. */
function baseOf(hub: Hub, pull: PullNode, state: FirstLook['state']): string {
  const oid = pull.baseRef?.target?.oid;
  if (oid !== undefined) return oid;
  if (state !== 'open') return pull.headRefOid;
  const what = `branch ${pull.baseRefName} of ${hub.owner}/${hub.name}`;
  throw new TroubleError({ kind: 'gone', what, request: null });
}

function proposalOf(number: number, pull: PullNode): Proposal {
  const { author } = pull;
  return {
    number,
    title: pull.title,
    body: pull.body,
    // GraphQL leaves out the suffix by which people and REST know an app's account.
    author: author === null ? null : author.login + (author.__typename === 'Bot' ? '[bot]' : ''),
    baseBranch: pull.baseRefName,
    headBranch: pull.headRefName,
    headRepositoryUrl: pull.headRepository?.url ?? null,
    headOid: pull.headRefOid,
    messages: present(pull.commits).map(({ commit }) => ({
      oid: commit.oid,
      text: commit.message,
    })),
  };
}

const OTHER_PULLS = 'the other pull requests with this head commit';

function standingOf(number: number, { databaseId }: LookAnswer, pull: PullNode): Standing {
  const tip = present(pull.tip)[0]?.commit;
  const isTip = tip?.oid === pull.headRefOid;
  const lists = [tip?.associatedPullRequests, pull.headRef?.associatedPullRequests];
  // One that is not seen might be held, and the check of this commit is its check as well.
  if (lists.some((list) => list?.pageInfo.hasNextPage))
    throw new TroubleError({ kind: 'partial', what: OTHER_PULLS, request: null });
  const others = lists
    .flatMap(present)
    .filter((other) => other.state === 'OPEN' && other.headRefOid === pull.headRefOid)
    // A fork's branch may be proposed to other repositories, too; their numbers mean nothing here.
    .filter((other) => other.baseRepository?.databaseId === databaseId && other.number !== number)
    .map((other) => other.number);
  const runs = isTip ? present(tip.checkSuites).flatMap(({ checkRuns }) => present(checkRuns)) : [];
  return {
    others: [...new Set(others)].map((other) => ({ number: other })),
    check: newest(runs),
  };
}

/** Ids grow: of runs with one name the newest counts. */
function newest(runs: readonly RunNode[]): Standing['check'] {
  const known = runs.flatMap(({ databaseId, status, externalId }) =>
    databaseId === null ? [] : [{ id: databaseId, status: status.toLowerCase(), externalId }],
  );
  return known.sort((a, b) => b.id - a.id)[0] ?? null;
}

function present<T>(connection: Nodes<T> | null | undefined): readonly T[] {
  return (connection?.nodes ?? []).filter((node) => node !== null);
}

/** A page of GitHub's has at most 100 nodes. */
const MOST_OTHERS = 100;
const OTHERS = `pageInfo { hasNextPage } nodes { number state headRefOid baseRepository { databaseId } }`;

/** The first look, with the ids of so many paths. */
export function lookQuery(paths: number): string {
  const ids = aliases(paths, (at) => `f${at}: file(path: $p${at}) { ${ID_FIELDS} }`);
  return `query BelayLook(
  $owner: String!, $name: String!, $number: Int!
  $checks: Boolean!, $checkName: String, $app: Int
  ${aliases(paths, (at) => `$p${at}: String!`)}
) {
  repository(owner: $owner, name: $name) {
    databaseId
    name
    owner { login }
    url
    defaultBranchRef {
      name
      target {
        oid
        ... on Commit {
          ${POLICY_FIELDS}
        }
      }
    }
    pullRequest(number: $number) {
      title
      body
      state
      author { __typename login }
      baseRefName
      baseRef { target { oid ${paths > 0 ? `... on Commit { ${ids} }` : ''} } }
      headRefName
      headRefOid
      headRepository { url }
      headRef { associatedPullRequests(first: ${MOST_OTHERS}, states: OPEN) { ${OTHERS} } }
      changedFiles
      files(first: 100) { nodes { path changeType } }
      commits(first: 100) { nodes { commit { oid message } } }
      tip: commits(last: 1) {
        nodes {
          commit {
            oid
            associatedPullRequests(first: ${MOST_OTHERS}) { ${OTHERS} }
            checkSuites(first: 20, filterBy: { appId: $app, checkName: $checkName }) @include(if: $checks) {
              nodes {
                checkRuns(first: 20, filterBy: { appId: $app, checkName: $checkName, checkType: LATEST }) {
                  nodes { databaseId status externalId }
                }
              }
            }
          }
        }
      }
    }
  }
}`;
}
