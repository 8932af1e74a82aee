/** GraphQL: where queries begin. */
import { checkRun, checkSuite } from './graphql-checks.js';
import type { Cost } from './graphql-cost.js';
import { byId, commitNode, refNode } from './graphql-git.js';
import { commentNode, issueNode } from './graphql-issues.js';
import {
  account,
  connection,
  type Node,
  type PageArgs,
  problem,
  type Scope,
} from './graphql-nodes.js';
import { pullNode } from './graphql-pulls.js';
import { repositoryNode } from './graphql-repository.js';
import { type Actor, findRepo, type Hub } from './hub.js';
import { fromNodeId, type RepoRow } from './rows.js';

/** The types know one another by this table only, so that their files need not. */
function scopeOf(hub: Hub, actor: Actor): Scope {
  const once = keeper();
  const scope: Scope = {
    hub,
    actor,
    show: {
      repository: (repo) => once(`repository ${repo.id}`, () => repositoryNode(scope, repo)),
      pull: (pull) => once(`pull ${pull.id}`, () => pullNode(scope, pull)),
      issue: (repo, issue) => issueNode(scope, repo, issue),
      commit: (repo, commit) =>
        once(`object ${repo.id} ${commit.sha}`, () => commitNode(scope, repo, commit)),
      object: (repo, sha) => once(`object ${repo.id} ${sha}`, () => byId(scope, repo, sha)),
      ref: (repo, name) => once(`ref ${repo.id} ${name}`, () => refNode(scope, repo, name)),
      suite: (repo, suite) => checkSuite(scope, repo, suite),
    },
  };
  return scope;
}

/** Makes each thing once per query: one commit is asked for from many sides. */
function keeper() {
  const kept = new Map<string, unknown>();
  return <T>(key: string, make: () => T): T => {
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key) as T;
  };
}

export function queryRoot(hub: Hub, actor: Actor, cost: Cost): Node {
  const scope = scopeOf(hub, actor);
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const repo = findRepo(scope.hub, owner, name);
      if (repo && scope.hub.access.sees(scope.actor, repo)) return scope.show.repository(repo);
      throw problem(
        'NOT_FOUND',
        `Could not resolve to a Repository with the name '${owner}/${name}'.`,
      );
    },
    node: ({ id }: { id: string }) => byNodeId(scope, id),
    // One bad id leaves a hole and an error; the others are answered.
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => settle(() => byNodeId(scope, id))),
    // Of an app the viewer, unlike an actor, has its whole login.
    viewer: () => ({ ...account(scope, scope.actor.login), login: scope.actor.login }),
    user: ({ login }: { login: string }) => {
      const user = scope.hub.tables.users.findOneBy('login', login);
      if (user) return account(scope, login);
      throw problem('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
    },
    organization: ({ login }: { login: string }) => organization(scope, login),
    rateLimit: {
      cost: cost.points,
      limit: 5000,
      remaining: 5000 - cost.points,
      used: cost.points,
      nodeCount: cost.nodes,
      resetAt: new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString(),
    },
  };
}

/** An error as a value, which graphql-js reports for that element alone. */
function settle(work: () => Node): Node | Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}

function byNodeId(scope: Scope, id: string): Node {
  const found = lookUp(scope, id);
  if (found) return found;
  throw problem('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
}

function lookUp(scope: Scope, id: string): Node | null {
  const { tables, access } = scope.hub;
  const key = fromNodeId(id);
  if (!key) return null;
  const visible = (repoId: number | undefined): RepoRow | undefined => {
    const repo = repoId === undefined ? undefined : tables.repos.get(repoId);
    return repo && access.sees(scope.actor, repo) ? repo : undefined;
  };
  const within = <T extends { repo_id: number }>(
    row: T | undefined,
    show: (repo: RepoRow, row: T) => Node | null,
  ) => {
    const repo = visible(row?.repo_id);
    return repo && row ? show(repo, row) : null;
  };
  const kinds: Record<string, () => Node | null> = {
    Repository: () => {
      const repo = visible(key.id);
      return repo ? repositoryNode(scope, repo) : null;
    },
    PullRequest: () => within(tables.pullRequests.get(key.id), (_, row) => pullNode(scope, row)),
    Issue: () => within(tables.issues.get(key.id), (repo, row) => issueNode(scope, repo, row)),
    IssueComment: () => within(tables.comments.get(key.id), (r, row) => commentNode(scope, r, row)),
    CheckRun: () => within(tables.checkRuns.get(key.id), (r, row) => checkRun(scope, r, row)),
    User: () => account(scope, tables.users.get(key.id)?.login),
    Bot: () => account(scope, tables.users.get(key.id)?.login),
    Organization: () => account(scope, tables.orgs.get(key.id)?.login),
  };
  return kinds[key.kind]?.() ?? null;
}

function organization(scope: Scope, login: string): Node {
  const { tables, access } = scope.hub;
  const org = tables.orgs.findOneBy('login', login);
  if (!org) {
    throw problem(
      'NOT_FOUND',
      `Could not resolve to an Organization with the login of '${login}'.`,
    );
  }
  const repos = tables.repos
    .findBy('owner_id', org.id)
    .filter((repo) => repo.owner_type === 'Organization' && access.sees(scope.actor, repo));
  return {
    ...account(scope, login),
    repositories: (args: PageArgs & { isArchived?: boolean | null }) => {
      const list = repos.filter((repo) => (args.isArchived ?? repo.archived) === repo.archived);
      return connection('repositories', list, args, (repo) => repositoryNode(scope, repo));
    },
    team: ({ slug }: { slug: string }) => {
      const team = tables.teams.findBy('org_id', org.id).find((row) => row.slug === slug);
      if (!team) return null;
      const members = tables.teamMembers.findBy('team_id', team.id);
      const people = members.map((row) => tables.users.get(row.user_id)?.login);
      return {
        slug,
        name: team.name,
        members: (args: PageArgs) => connection('members', people, args, (p) => account(scope, p)),
      };
    },
  };
}
