/** Who is who and who may do what: people, organisations, installations, tokens. */
import { person } from './accounts.js';
import type { TokenHolder } from './emulator.js';
import { type Actor, type Hub, Refusal } from './hub.js';
import type { InstallationRow, OrgRow, RepoRow, Role, TeamRow, UserRow } from './rows.js';

export interface InstallationOptions {
  account: string;
  id?: number;
  /** Names with or without the owner; without it the app is installed on all repositories. */
  repositories?: string[];
  permissions?: Record<string, string>;
}

const RANK: Record<Role | 'none', number> = {
  none: 0,
  pull: 1,
  triage: 2,
  push: 3,
  maintain: 4,
  admin: 5,
};
const BASE: Record<string, Role | 'none'> = { read: 'pull', write: 'push', admin: 'admin' };

/** The app that answers for `GITHUB_TOKEN`, with the number it has on github.com. */
const ACTIONS = { app_id: 15368, slug: 'github-actions', name: 'GitHub Actions' };

export class Access {
  readonly #hub: Hub;
  readonly #tokens: Map<string, TokenHolder>;
  /** Repositories an installation was given by name, by the row's id. */
  readonly #selections = new Map<number, Set<string>>();
  #next = 100;

  constructor(hub: Hub, tokens: Map<string, TokenHolder>) {
    this.#hub = hub;
    this.#tokens = tokens;
  }

  /** The account of that login; it exists from now on. */
  person(login: string): UserRow {
    return person(this.#hub.tables, login);
  }

  /** The organisation or person of that login; unknown ones become people. */
  owner(login: string): { type: 'User' | 'Organization'; row: UserRow | OrgRow } {
    const org = this.#hub.tables.orgs.findOneBy('login', login);
    return org ? { type: 'Organization', row: org } : { type: 'User', row: this.person(login) };
  }

  install(appId: number, options: InstallationOptions): InstallationRow {
    const { type, row } = this.owner(options.account);
    const { apps, repos, appInstallations } = this.#hub.tables;
    const app = apps.all().find((candidate) => candidate.app_id === appId);
    const names = options.repositories?.map((name) =>
      name.includes('/') ? name : `${options.account}/${name}`,
    );
    const chosen = (names ?? []).map((name) => repos.findOneBy('full_name', name)?.id);
    const installation = appInstallations.insert({
      installation_id: options.id ?? this.#next++,
      app_id: appId,
      account_type: type,
      account_id: row.id,
      account_login: options.account,
      repository_selection: names ? 'selected' : 'all',
      repository_ids: chosen.filter((id) => id !== undefined),
      permissions: options.permissions ?? app?.permissions ?? {},
      events: app?.events ?? [],
      suspended_at: null,
    });
    if (names) this.#selections.set(installation.id, new Set(names));
    return installation;
  }

  /** Adds a new repository to the installations that named it before it was there. */
  cover(repo: RepoRow): void {
    const { appInstallations } = this.#hub.tables;
    for (const [id, names] of this.#selections) {
      const ids = appInstallations.get(id)?.repository_ids ?? [];
      if (names.has(repo.full_name)) {
        appInstallations.update(id, { repository_ids: [...ids, repo.id] });
      }
    }
  }

  /** The installation of our app that covers a repository. */
  installationFor(repo: RepoRow): InstallationRow | undefined {
    return this.#hub.tables.appInstallations
      .all()
      .find((row) => row.app_id !== ACTIONS.app_id && covers(row, repo));
  }

  token(login: string): string {
    const token = `ghp_${login.replace(/\W/g, '_')}`;
    const { id } = this.person(login);
    this.#tokens.set(token, { login, id, scopes: ['repo', 'user', 'admin:org'] });
    return token;
  }

  installationToken(
    installation: InstallationRow,
    permissions = installation.permissions,
    repositoryIds = installation.repository_ids,
  ): string {
    const token = `ghs_${installation.installation_id}_${this.#next++}`;
    const selected = repositoryIds.length > 0 || installation.repository_selection === 'selected';
    this.#tokens.set(token, {
      login: installation.account_login,
      id: installation.account_id,
      scopes: [],
      installation: {
        installationId: installation.installation_id,
        appId: installation.app_id,
        accountId: installation.account_id,
        accountType: installation.account_type,
        permissions,
        repositoryIds,
        repositorySelection: selected ? 'selected' : 'all',
      },
    });
    return token;
  }

  /** What `GITHUB_TOKEN` is in a workflow of this repository. */
  actionsToken(repo: RepoRow, permissions: Record<string, string>): string {
    const { apps } = this.#hub.tables;
    if (!apps.findOneBy('slug', ACTIONS.slug)) {
      apps.insert({ ...ACTIONS, private_key: '', permissions: {}, events: [] });
    }
    const account = repo.full_name.split('/')[0] ?? '';
    const options = { account, repositories: [repo.full_name], permissions };
    return this.installationToken(this.install(ACTIONS.app_id, options));
  }

  /** A token that may do everything with one owner's repositories; for use inside only. */
  inside(repo: RepoRow): string {
    const token = `inside_${repo.owner_type}_${repo.owner_id}`;
    const rights = ['contents', 'issues', 'pull_requests', 'checks', 'administration', 'metadata'];
    const holder: TokenHolder = {
      login: 'admin',
      id: 0,
      scopes: [],
      installation: {
        installationId: 0,
        appId: 0,
        accountId: repo.owner_id,
        accountType: repo.owner_type,
        permissions: Object.fromEntries(rights.map((right) => [right, 'write'])),
        repositoryIds: [],
        repositorySelection: 'all',
      },
    };
    if (!this.#tokens.has(token)) this.#tokens.set(token, holder);
    return token;
  }

  /** Whose token it is; an unknown one is refused, which emulate does not do. */
  actor(authorization: string | undefined): Actor {
    const token = authorization?.replace(/^(bearer|token|basic)\s+/i, '').trim() ?? '';
    if (!token) return { kind: 'anonymous', login: '', token };
    if (token.startsWith('eyJ')) return { kind: 'app', login: '', token };
    const holder = this.#tokens.get(token);
    if (!holder) throw new Refusal(401, 'Bad credentials');
    const { installation } = holder;
    if (!installation) return { kind: 'user', login: holder.login, token };
    const app = this.#hub.tables.apps.all().find((row) => row.app_id === installation.appId);
    const { repositorySelection, repositoryIds } = installation;
    return {
      kind: 'installation',
      login: `${app?.slug ?? 'app'}[bot]`,
      token,
      installation: {
        id: installation.installationId,
        appId: installation.appId,
        accountId: installation.accountId,
        accountType: installation.accountType,
        permissions: installation.permissions,
        repositoryIds: repositorySelection === 'all' ? null : repositoryIds,
      },
    };
  }

  /** What someone may do with a repository: the strongest of all that apply. */
  role(login: string, repo: RepoRow): Role | 'none' {
    const tables = this.#hub.tables;
    const user = tables.users.findOneBy('login', login);
    const roles: (Role | 'none')[] = [repo.private ? 'none' : 'pull'];
    if (!user) return 'none';
    if (repo.owner_type === 'User' && repo.owner_id === user.id) return 'admin';
    const direct = tables.collaborators.findBy('repo_id', repo.id);
    roles.push(direct.find((row) => row.user_id === user.id)?.permission ?? 'none');
    if (repo.owner_type === 'Organization') roles.push(...this.#orgRoles(user.id, repo));
    return roles.sort((a, b) => RANK[b] - RANK[a])[0] ?? 'none';
  }

  #orgRoles(userId: number, repo: RepoRow): (Role | 'none')[] {
    const { teamMembers, teams } = this.#hub.tables;
    return teamMembers.findBy('user_id', userId).flatMap((membership) => {
      const team = teams.get(membership.team_id);
      if (team?.org_id !== repo.owner_id) return [];
      return team.slug === 'members'
        ? [this.#memberRole(membership.role, repo)]
        : this.#teamRoles(team, repo);
    });
  }

  #memberRole(role: string, repo: RepoRow): Role | 'none' {
    if (role === 'maintainer') return 'admin';
    const org = this.#hub.tables.orgs.get(repo.owner_id);
    return BASE[org?.default_repository_permission ?? ''] ?? 'none';
  }

  #teamRoles(team: TeamRow, repo: RepoRow): Role[] {
    const links = this.#hub.tables.teamRepos.findBy('team_id', team.id);
    return links.some((row) => row.repo_id === repo.id) ? [team.permission as Role] : [];
  }

  isMember(login: string, org: OrgRow): boolean {
    const user = this.#hub.tables.users.findOneBy('login', login);
    const memberships = user ? this.#hub.tables.teamMembers.findBy('user_id', user.id) : [];
    return memberships.some((row) => this.#hub.tables.teams.get(row.team_id)?.org_id === org.id);
  }

  /** Whether the actor knows that the repository exists. */
  sees(actor: Actor, repo: RepoRow): boolean {
    if (!repo.private) return true;
    if (actor.installation) return reaches(actor.installation, repo);
    return actor.kind === 'user' && this.role(actor.login, repo) !== 'none';
  }

  /** Refuses an app without the permission, as GitHub does; people are judged elsewhere. */
  demand(actor: Actor, repo: RepoRow, permission: string, level: 'read' | 'write'): void {
    const { installation } = actor;
    if (!installation || (level === 'read' && !repo.private)) return;
    const granted = installation.permissions[permission] ?? 'none';
    if (['write', level].includes(granted) && reaches(installation, repo)) return;
    throw new Refusal(403, 'Resource not accessible by integration');
  }
}

function reaches(installation: NonNullable<Actor['installation']>, repo: RepoRow): boolean {
  const { accountId, accountType, repositoryIds } = installation;
  const own = accountId === repo.owner_id && accountType === repo.owner_type;
  return own && (repositoryIds?.includes(repo.id) ?? true);
}

export function covers(installation: InstallationRow, repo: RepoRow): boolean {
  const { account_id, account_type, repository_selection, repository_ids } = installation;
  if (account_id !== repo.owner_id || account_type !== repo.owner_type) return false;
  return repository_selection === 'all' || repository_ids.includes(repo.id);
}
