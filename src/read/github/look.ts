import type { Proposal } from '../../core/change.js';
import { POLICY_FILES } from '../../core/policy.js';
import { TroubleError } from '../../core/trouble.js';
import type { FileId, FirstLook, Standing } from '../source.js';
import { type Hub, query } from './client.js';
import {
  aliases,
  FILE_FIELDS,
  type FileNode,
  fileText,
  ID_FIELDS,
  type IdNode,
  idOf,
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
  readonly headRef: { readonly associatedPullRequests: Nodes<OtherNode> } | null;
  readonly changedFiles: number;
  readonly files: Nodes<{ readonly path: string; readonly changeType: string }> | null;
  readonly commits: Nodes<{ readonly commit: { readonly oid: string; readonly message: string } }>;
  readonly tip: Nodes<{ readonly commit: TipNode }>;
}

interface Nodes<T> {
  readonly nodes: readonly (T | null)[] | null;
}

interface TipNode {
  readonly oid: string;
  readonly associatedPullRequests: Nodes<OtherNode> | null;
  readonly checkSuites?: Nodes<{ readonly checkRuns: Nodes<RunNode> | null }> | null;
}

interface OtherNode {
  readonly number: number;
  readonly baseRepository: { readonly databaseId: number | null } | null;
  readonly state: string;
  readonly baseRefName: string;
  readonly headRefOid: string;
}

interface RunNode {
  readonly databaseId: number | null;
  readonly status: string;
  readonly conclusion: string | null;
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
  const defaultTip = answer.defaultBranchRef?.target ?? null;
  return {
    repository: {
      owner: answer.owner.login,
      name: answer.name,
      url: answer.url,
      defaultBranch: answer.defaultBranchRef?.name ?? pull.baseRefName,
    },
    repositoryId: String(answer.databaseId ?? `${hub.owner}/${hub.name}`),
    state,
    proposal: proposalOf(number, pull),
    head: pull.headRefOid,
    base,
    policyCommit: defaultTip?.oid ?? base,
    policies: POLICY_FILES.flatMap((path, at) => {
      const file = fileText(defaultTip?.[`policy${at}`] ?? null);
      return file === null ? [] : [{ path, file }];
    }),
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

function standingOf(number: number, { databaseId }: LookAnswer, pull: PullNode): Standing {
  const tip = present(pull.tip)[0]?.commit;
  const isTip = tip?.oid === pull.headRefOid;
  const others = [
    ...present(tip?.associatedPullRequests),
    ...present(pull.headRef?.associatedPullRequests),
  ]
    .filter((other) => other.state === 'OPEN' && other.headRefOid === pull.headRefOid)
    // A fork's branch may be proposed to other repositories, too; their numbers mean nothing here.
    .filter((other) => other.baseRepository?.databaseId === databaseId && other.number !== number)
    .map((other) => [other.number, other.baseRefName] as const);
  const runs = isTip ? present(tip.checkSuites).flatMap(({ checkRuns }) => present(checkRuns)) : [];
  return {
    others: [...new Map(others)].map(([other, baseBranch]) => ({ number: other, baseBranch })),
    check: newest(runs),
  };
}

/** Ids grow: of runs with one name the newest counts. */
function newest(runs: readonly RunNode[]): Standing['check'] {
  const known = runs.flatMap(({ databaseId, status, conclusion, externalId }) =>
    databaseId === null ? [] : [{ id: databaseId, status, conclusion, externalId }],
  );
  const [run] = known.sort((a, b) => b.id - a.id);
  if (run === undefined) return null;
  const { status, conclusion } = run;
  return {
    ...run,
    status: status.toLowerCase(),
    conclusion: conclusion?.toLowerCase() ?? null,
  };
}

function present<T>(connection: Nodes<T> | null | undefined): readonly T[] {
  return (connection?.nodes ?? []).filter((node) => node !== null);
}

const OTHERS = 'nodes { number state baseRefName headRefOid baseRepository { databaseId } }';

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
          ${POLICY_FILES.map((path, at) => `policy${at}: file(path: "${path}") { ${FILE_FIELDS} }`).join(' ')}
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
      headRef { associatedPullRequests(first: 20, states: OPEN) { ${OTHERS} } }
      changedFiles
      files(first: 100) { nodes { path changeType } }
      commits(first: 100) { nodes { commit { oid message } } }
      tip: commits(last: 1) {
        nodes {
          commit {
            oid
            associatedPullRequests(first: 20) { ${OTHERS} }
            checkSuites(first: 20, filterBy: { appId: $app, checkName: $checkName }) @include(if: $checks) {
              nodes {
                checkRuns(first: 20, filterBy: { appId: $app, checkName: $checkName, checkType: LATEST }) {
                  nodes { databaseId status conclusion externalId }
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
