/** REST: permissions, assignees, installations, deliveries. */
import { covers } from './access.js';
import { describe, describeUser } from './events.js';
import { type Hub, notFound, Refusal } from './hub.js';
import { type Context, type Handler, ok, page, route } from './router.js';
import type { RepoRow } from './rows.js';

/** The four names the API keeps for five roles. */
const OLD_NAMES = {
  none: 'none',
  pull: 'read',
  triage: 'read',
  push: 'write',
  maintain: 'write',
  admin: 'admin',
};
const ROLE_NAMES = { ...OLD_NAMES, triage: 'triage', maintain: 'maintain' };

const permission: Handler = ({ hub, repo, params }) => {
  const login = params.login ?? '';
  if (!hub.tables.users.findOneBy('login', login)) throw new Refusal(404, `${login} is not a user`);
  const role = hub.access.role(login, repo);
  const user = { ...describeUser(hub, login), role_name: ROLE_NAMES[role] };
  return ok({ permission: OLD_NAMES[role], role_name: ROLE_NAMES[role], user });
};

/** Whether someone may be made responsible: owners, members and collaborators. */
export function assignable(hub: Hub, repo: RepoRow, login: string): boolean {
  const user = hub.tables.users.findOneBy('login', login);
  if (!user) return false;
  if (repo.owner_type === 'User' && repo.owner_id === user.id) return true;
  const direct = hub.tables.collaborators.findBy('repo_id', repo.id);
  if (direct.some((row) => row.user_id === user.id)) return true;
  const org = repo.owner_type === 'Organization' ? hub.tables.orgs.get(repo.owner_id) : undefined;
  return org !== undefined && hub.access.isMember(login, org);
}

const assignee: Handler = ({ hub, repo, params }) => {
  if (!assignable(hub, repo, params.login ?? '')) throw notFound();
  return { status: 204 };
};

const assignees: Handler = (context) => {
  const { hub, repo } = context;
  const users = hub.tables.users.all().filter((user) => assignable(hub, repo, user.login));
  return page(context, users, (user) => describeUser(hub, user.login));
};

/** The repositories the token's installation covers. */
const installed: Handler = async (context) => {
  const { hub, call } = context;
  const { installation } = call.actor;
  if (!installation)
    throw new Refusal(403, 'You must authenticate with an installation access token');
  const row = hub.tables.appInstallations
    .findBy('installation_id', installation.id)
    .find((candidate) => candidate.app_id === installation.appId);
  const repos = hub.tables.repos.all().filter((repo) => {
    const chosen = installation.repositoryIds?.includes(repo.id) ?? true;
    return row !== undefined && covers(row, repo) && chosen;
  });
  const repository_selection = row?.repository_selection ?? 'selected';
  return described(context, repos, (repositories, total_count) => {
    return { total_count, repository_selection, repositories };
  });
};

async function described(
  context: Context,
  repos: RepoRow[],
  wrap?: (shown: unknown[], total: number) => unknown,
) {
  const { hub } = context;
  const answer = page(context, repos, (repo) => describe(hub, repo));
  const shown = await Promise.all(answer.data as Promise<unknown>[]);
  return { ...answer, data: wrap ? wrap(shown, repos.length) : shown };
}

const organisationRepos: Handler = (context) => {
  const { hub, call, params } = context;
  const org = hub.tables.orgs.findOneBy('login', params.org ?? '');
  if (!org) throw notFound();
  const repos = hub.tables.repos
    .findBy('owner_id', org.id)
    .filter((repo) => repo.owner_type === 'Organization' && hub.access.sees(call.actor, repo));
  return described(context, repos);
};

/** Emulate knows whether the app's token is good. */
async function demandApp({ hub, call }: Context): Promise<void> {
  const headers = { authorization: call.headers.authorization ?? '' };
  const answer = await hub.emulator.fetch(new Request(`${hub.url}/app`, { headers }));
  if (!answer.ok) throw new Refusal(401, 'A JSON web token could not be decoded');
}

const deliveries: Handler = async (context) => {
  await demandApp(context);
  const { hub, call } = context;
  const size = Math.min(Number(call.query.get('per_page')) || 30, 100);
  const cursor = Number(call.query.get('cursor')) || Number.POSITIVE_INFINITY;
  const wanted = call.query.get('status');
  const fits = (status: number | null) => !wanted || (wanted === 'success') === isGood(status);
  const older = hub.webhooks.deliveries.filter((row) => row.id < cursor && fits(row.status));
  const shown = older.toReversed().slice(0, size);
  const last = shown.at(-1)?.id;
  const more = older.length > size;
  const next = `<${hub.url}/app/hook/deliveries?per_page=${size}&cursor=${last}>; rel="next"`;
  return {
    status: 200,
    headers: more ? { link: next } : {},
    data: shown.map((row) => ({
      id: row.id,
      guid: row.guid,
      delivered_at: row.at,
      redelivery: row.redelivery,
      duration: row.ms / 1000,
      status: isGood(row.status) ? 'OK' : `Invalid HTTP Response: ${row.status}`,
      status_code: row.status ?? 0,
      event: row.event,
      action: row.action,
      installation_id: (row.payload.installation as { id?: number } | undefined)?.id ?? null,
      repository_id: (row.payload.repository as { id?: number } | undefined)?.id ?? null,
      throttled_at: null,
    })),
  };
};

const isGood = (status: number | null) => status !== null && status >= 200 && status < 300;

const attempt: Handler = async (context) => {
  await demandApp(context);
  const { webhooks } = context.hub;
  const row = webhooks.deliveries.find((candidate) => candidate.id === Number(context.params.id));
  if (!row) throw notFound();
  void webhooks.deliver(row.event, row.payload, { guid: row.guid });
  return ok({}, 202);
};

export const peopleRoutes = [
  route('GET', '/repos/:o/:r/collaborators/:login/permission', permission),
  route('GET', '/repos/:o/:r/assignees/:login', assignee),
  route('GET', '/repos/:o/:r/assignees', assignees),
  route('GET', '/installation/repositories', installed),
  route('GET', '/orgs/:org/repos', organisationRepos),
  route('GET', '/app/hook/deliveries', deliveries),
  route('POST', '/app/hook/deliveries/:id/attempts', attempt),
];
