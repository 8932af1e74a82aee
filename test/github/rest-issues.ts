/** REST: issues with pull requests among them, reactions, and the limits on writing. */
import { describeUser } from './events.js';
import {
  type Answer,
  type Call,
  type Edit,
  type Hub,
  notFound,
  type Reaction,
  Refusal,
} from './hub.js';
import { assignable } from './rest-people.js';
import { type Context, type Handler, ok, page, route, text } from './router.js';
import type { IssueRow, LabelRow, RepoRow } from './rows.js';

/** Characters of a body or comment. */
const BODY = 65_536;
const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

function describeIssue(hub: Hub, repo: RepoRow, issue: IssueRow) {
  const url = `${hub.url}/repos/${repo.full_name}/issues/${issue.number}`;
  const kind = issue.is_pull_request ? 'pull' : 'issues';
  const html_url = `${hub.url}/${repo.full_name}/${kind}/${issue.number}`;
  const user = hub.tables.users.get(issue.user_id)?.login ?? 'ghost';
  const people = issue.assignee_ids.map((id) => hub.tables.users.get(id)?.login ?? 'ghost');
  const assignees = people.map((login) => describeUser(hub, login));
  const labels = issue.label_ids.map((id) => hub.tables.labels.get(id)).filter(isLabel);
  const pull_request = { url: url.replace('/issues/', '/pulls/'), html_url, merged_at: null };
  const { node_id, title, body, state, state_reason, locked, comments } = issue;
  return {
    id: issue.id,
    node_id,
    number: issue.number,
    url,
    html_url,
    repository_url: `${hub.url}/repos/${repo.full_name}`,
    comments_url: `${url}/comments`,
    title,
    body,
    state,
    state_reason,
    locked,
    comments,
    user: describeUser(hub, user),
    author_association: association(hub, repo, user),
    labels: labels.map(({ id, name, color, description }) => ({ id, name, color, description })),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    created_at: issue.created_at,
    updated_at: issue.updated_at,
    closed_at: issue.closed_at,
    ...(issue.is_pull_request ? { pull_request } : {}),
  };
}

const isLabel = (label: LabelRow | undefined): label is LabelRow => label !== undefined;

/** How GitHub introduces an author; blind for people whose membership is private. */
export function association(hub: Hub, repo: RepoRow, login: string): string {
  if (!assignable(hub, repo, login)) return 'NONE';
  const user = hub.access.person(login);
  if (repo.owner_type === 'User') return repo.owner_id === user.id ? 'OWNER' : 'COLLABORATOR';
  const org = hub.tables.orgs.get(repo.owner_id);
  return org && hub.access.isMember(login, org) ? 'MEMBER' : 'COLLABORATOR';
}

const list: Handler = (context) => {
  const { hub, repo, call } = context;
  hub.access.demand(call.actor, repo, 'issues', 'read');
  const get = (name: string) => call.query.get(name);
  const state = get('state') ?? 'open';
  const labels = get('labels')?.split(',').filter(Boolean) ?? [];
  const creator = get('creator');
  const assignee = get('assignee');
  const since = get('since');
  const idOf = (login: string) => hub.tables.users.findOneBy('login', login)?.id ?? -1;
  const named = (issue: IssueRow) => issue.label_ids.map((id) => hub.tables.labels.get(id)?.name);
  const rows = hub.tables.issues
    .findBy('repo_id', repo.id)
    .filter(
      (issue) =>
        (state === 'all' || issue.state === state) &&
        labels.every((label) => named(issue).includes(label)) &&
        (!creator || issue.user_id === idOf(creator)) &&
        (!assignee || assignee === '*' || issue.assignee_ids.includes(idOf(assignee))) &&
        (!since || Date.parse(issue.updated_at) >= Date.parse(since)),
    );
  const field = get('sort') === 'updated' ? 'updated_at' : 'created_at';
  const turn = get('direction') === 'asc' ? 1 : -1;
  rows.sort((a, b) => turn * (a[field].localeCompare(b[field]) || a.number - b.number));
  return page(context, rows, (issue) => describeIssue(hub, repo, issue));
};

const one: Handler = (context) => {
  const { hub, repo, call } = context;
  hub.access.demand(call.actor, repo, 'issues', 'read');
  return ok(describeIssue(hub, repo, issueNumbered(context)));
};

function issueNumbered({ hub, repo, params }: Context): IssueRow {
  const rows = hub.tables.issues.findBy('repo_id', repo.id);
  const issue = rows.find((row) => row.number === Number(params.number));
  if (!issue) throw notFound();
  return issue;
}

/** The node id of what is reacted to: a comment or the issue itself. */
function subject(context: Context): string {
  if (!context.params.id) return issueNumbered(context).node_id;
  const comment = context.hub.tables.comments.get(Number(context.params.id));
  if (comment?.repo_id !== context.repo.id) throw notFound();
  return comment.node_id;
}

const show = (hub: Hub) => (reaction: Reaction) => {
  const { id, content, at, login } = reaction;
  return { id, content, created_at: at, user: describeUser(hub, login) };
};

const react: Handler = (context) => {
  const { hub, repo, call, body } = context;
  hub.access.demand(call.actor, repo, 'issues', 'write');
  const content = text(body, 'content');
  if (!REACTIONS.includes(content)) throw new Refusal(422, 'Validation Failed');
  const id = subject(context);
  const all = hub.marks.reactions.get(id) ?? [];
  const { login } = call.actor;
  const known = all.find((row) => row.login === login && row.content === content);
  if (known) return ok(show(hub)(known));
  const reaction = { id: hub.marks.nextId++, login, content, at: hub.clock.now() };
  hub.marks.reactions.set(id, [...all, reaction]);
  return ok(show(hub)(reaction), 201);
};

const reactions: Handler = (context) => {
  const wanted = context.call.query.get('content');
  const all = context.hub.marks.reactions.get(subject(context)) ?? [];
  return page(
    context,
    all.filter((row) => !wanted || row.content === wanted),
    show(context.hub),
  );
};

const unreact: Handler = (context) => {
  const id = subject(context);
  const all = context.hub.marks.reactions.get(id) ?? [];
  context.hub.marks.reactions.set(
    id,
    all.filter((row) => row.id !== Number(context.params.reaction)),
  );
  return { status: 204 };
};

const comment = '/repos/:o/:r/issues/comments/:id/reactions';
const issue = '/repos/:o/:r/issues/:number/reactions';

export const issueRoutes = [
  route('GET', '/repos/:o/:r/issues', list),
  route('GET', '/repos/:o/:r/issues/:number', one),
  ...[comment, issue].flatMap((path) => [
    route('GET', path, reactions),
    route('POST', path, react),
    route('DELETE', `${path}/:reaction`, unreact),
  ]),
];

/** Refuses what GitHub would refuse and emulate lets pass. */
export function guardWrite(hub: Hub, repo: RepoRow, call: Call): void {
  if (repo.archived) throw new Refusal(403, 'Repository was archived so is read-only.');
  if (!/\/issues(\/|$)/.test(call.path)) return;
  const body = call.body ? (JSON.parse(call.body) as Record<string, unknown>) : {};
  if (!repo.has_issues && /\/issues$/.test(call.path)) {
    throw new Refusal(410, 'Issues has been disabled in this repository.');
  }
  if (typeof body.body === 'string' && body.body.length > BODY) {
    const message = `body is too long (maximum is ${BODY} characters)`;
    throw new Refusal(422, 'Validation Failed', [{ resource: 'Issue', field: 'body', message }]);
  }
  const wanted = Array.isArray(body.assignees) ? (body.assignees as string[]) : [];
  const stranger = wanted.find((login) => !assignable(hub, repo, login));
  if (stranger) {
    const error = { resource: 'Issue', field: 'assignees', value: stranger, code: 'invalid' };
    throw new Refusal(422, 'Validation Failed', [error]);
  }
}

/** What a write leaves behind that emulate does not note: who edited, why it was closed. */
export function afterWrite(hub: Hub, call: Call, answer: Answer): void {
  const wrote = `${call.method} ${answer.status}`;
  if (wrote !== 'POST 201' && wrote !== 'PATCH 200') return;
  const body = JSON.parse(call.body || '{}') as Record<string, unknown>;
  const { node_id, id } = JSON.parse(String(answer.data)) as { node_id: string; id: number };
  const version = { login: call.actor.login, at: hub.clock.now(), text: String(body.body ?? '') };
  if (wrote === 'POST 201') hub.marks.originals.set(node_id, version);
  else noteEdit(hub, node_id, 'body' in body ? [version] : []);
  if (body.state_reason === 'duplicate')
    hub.tables.issues.update(id, { state_reason: 'duplicate' });
}

function noteEdit({ marks }: Hub, node: string, versions: Edit[]): void {
  const edits = [...(marks.edits.get(node) ?? []), ...versions];
  if (edits.length > 0) marks.edits.set(node, edits);
}
