/** Turns what happened into the payload GitHub would send for it. */
import { covers } from './access.js';
import { type Hub, ownerOf } from './hub.js';
import { nodeId, type PullRow, type RepoRow } from './rows.js';

export type Payload = Record<string, unknown>;

export interface Happening {
  event: string;
  action?: string;
  /** Login of who did it. */
  sender: string;
  fields?: Payload;
}

/** Asks emulate for one of its own descriptions, whoever may see it. */
export async function describe(hub: Hub, repo: RepoRow, path = ''): Promise<Payload> {
  const headers = { authorization: `token ${hub.access.inside(repo)}` };
  const address = `${hub.url}/repos/${repo.full_name}${path}`;
  const response = await hub.emulator.fetch(new Request(address, { headers }));
  return (await response.json()) as Payload;
}

export async function describePull(hub: Hub, pull: PullRow): Promise<Payload> {
  const repo = hub.tables.repos.get(pull.repo_id);
  if (!repo) return {};
  const text = await describe(hub, repo, `/pulls/${pull.number}`);
  return { ...text, author_association: text.author_association ?? 'NONE' };
}

/** A pull request as the issues API shows it. */
export function asIssue(pull: Payload): Payload {
  const url = String(pull.url);
  const links = {
    url,
    html_url: pull.html_url,
    diff_url: pull.diff_url,
    merged_at: pull.merged_at,
  };
  const { head: _head, base: _base, _links, ...rest } = pull;
  return {
    ...rest,
    url: url.replace('/pulls/', '/issues/'),
    repository_url: url.replace(/\/pulls\/.*$/, ''),
    state_reason: null,
    closed_by: null,
    performed_via_github_app: null,
    pull_request: links,
    node_id: pull.node_id,
  };
}

/** Fires an event of a repository at the app, if it is installed there and listens to it. */
export function emit(hub: Hub, repo: RepoRow, happening: Happening): Promise<unknown> {
  return hub.webhooks.track(build(hub, repo, happening));
}

async function build(hub: Hub, repo: RepoRow, happening: Happening): Promise<void> {
  const { event, action, sender, fields } = happening;
  const installation = hub.access.installationFor(repo);
  if (!installation || !covers(installation, repo)) return;
  if (!installation.events.includes('*') && !installation.events.includes(event)) return;
  const id = installation.installation_id;
  const owner = ownerOf(hub, repo);
  const organization = { login: owner.login, id: owner.id, node_id: owner.node_id };
  const payload: Payload = {
    ...(action ? { action } : {}),
    ...fields,
    repository: { ...(await describe(hub, repo)), permissions: undefined },
    ...(repo.owner_type === 'Organization' ? { organization } : {}),
    sender: describeUser(hub, sender),
    installation: { id, node_id: nodeId('Installation', id) },
  };
  void hub.webhooks.deliver(event, payload);
}

export function describeUser(hub: Hub, login: string): Payload {
  const user = hub.access.person(login);
  return {
    login: user.login,
    id: user.id,
    node_id: user.node_id,
    type: user.type,
    html_url: `${hub.url}/${login}`,
    url: `${hub.url}/users/${login}`,
    site_admin: false,
  };
}

export async function emitPull(
  hub: Hub,
  pull: PullRow,
  action: string,
  sender: string,
  fields: Payload = {},
): Promise<void> {
  const repo = hub.tables.repos.get(pull.repo_id);
  if (!repo) return;
  const pull_request = await hub.webhooks.track(describePull(hub, pull));
  const all = { number: pull.number, pull_request, ...fields };
  await emit(hub, repo, { event: 'pull_request', action, sender, fields: all });
}
