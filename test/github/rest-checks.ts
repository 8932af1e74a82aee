/** REST: check runs with the app that owns them and the limits GitHub holds them to. */
import { checkedActions, checkedOutput, checkedState } from './check-limits.js';
import { emit } from './events.js';
import { type Actor, type Hub, notFound, Refusal, resolve } from './hub.js';
import { type Context, type Handler, ok, page, route, text } from './router.js';
import { type CheckRunRow, type CheckSuiteRow, nodeId, type RepoRow } from './rows.js';

/** Only an app's token may write checks; a person's is told so. */
function writer({ hub, repo, call }: Context): NonNullable<Actor['installation']> {
  const { installation } = call.actor;
  if (!installation) throw new Refusal(403, 'You must authenticate via a GitHub App.');
  hub.access.demand(call.actor, repo, 'checks', 'write');
  return installation;
}

function suiteFor(hub: Hub, repo: RepoRow, sha: string, appId: number): CheckSuiteRow {
  const { checkSuites, branches } = hub.tables;
  const suites = checkSuites.findBy('head_sha', sha);
  const known = suites.find((row) => row.repo_id === repo.id && row.app_id === appId);
  if (known) return known;
  const branch = branches.findBy('repo_id', repo.id).find((row) => row.sha === sha)?.name ?? null;
  const state = { status: 'queued' as const, conclusion: null, before: '', after: sha };
  const place = { repo_id: repo.id, head_sha: sha, head_branch: branch, app_id: appId };
  const suite = checkSuites.insert({ node_id: '', ...place, ...state });
  suite.node_id = nodeId('CheckSuite', suite.id);
  return suite;
}

const create: Handler = async (context) => {
  const { hub, repo, call, body } = context;
  const { appId } = writer(context);
  const name = text(body, 'name');
  const head_sha = text(body, 'head_sha');
  if (!hub.git.commit(repo.id, head_sha))
    throw new Refusal(422, `No commit found for SHA: ${head_sha}`);
  const suite = suiteFor(hub, repo, head_sha, appId);
  const run = hub.tables.checkRuns.insert({
    node_id: '',
    repo_id: repo.id,
    head_sha,
    name,
    ...checkedState(body, hub.clock.now()),
    external_id: String(body.external_id ?? ''),
    details_url: (body.details_url as string) ?? null,
    actions: checkedActions(body.actions),
    output: checkedOutput(body),
    check_suite_id: suite.id,
    app_id: appId,
  });
  run.node_id = nodeId('CheckRun', run.id);
  await tell(hub, repo, { run, action: 'created', by: call.actor.login });
  if (run.status === 'completed') {
    await tell(hub, repo, { run, action: 'completed', by: call.actor.login });
  }
  return ok(describeRun(hub, repo, run), 201);
};

const update: Handler = async (context) => {
  const { hub, repo, call, body } = context;
  const { appId } = writer(context);
  const old = runOf(context);
  if (old.app_id !== appId) {
    const message = `Invalid app_id \`${appId}\` - check run can only be modified by the GitHub App that created it.`;
    throw new Refusal(403, message);
  }
  const run = hub.tables.checkRuns.update(old.id, {
    ...checkedState(body, hub.clock.now(), old),
    output: checkedOutput(body, old.output),
    ...('name' in body ? { name: text(body, 'name') } : {}),
    ...('external_id' in body ? { external_id: String(body.external_id) } : {}),
    ...('details_url' in body ? { details_url: body.details_url as string } : {}),
    ...('actions' in body ? { actions: checkedActions(body.actions) } : {}),
  });
  const done = run?.status === 'completed' && old.status !== 'completed';
  if (done) await tell(hub, repo, { run, action: 'completed', by: call.actor.login });
  return ok(describeRun(hub, repo, run ?? old));
};

function runOf({ hub, repo, params }: Context): CheckRunRow {
  const run = hub.tables.checkRuns.get(Number(params.id));
  if (run?.repo_id !== repo.id) throw notFound();
  return run;
}

interface Telling {
  run: CheckRunRow;
  action: string;
  by: string;
}

function tell(hub: Hub, repo: RepoRow, { run, action, by }: Telling): Promise<unknown> {
  const fields = { check_run: describeRun(hub, repo, run) };
  return emit(hub, repo, { event: 'check_run', action, sender: by, fields });
}

/** Someone asks for a run once more; the run itself stays as it is. */
export async function rerequestRun(hub: Hub, repo: RepoRow, run: CheckRunRow, by: string) {
  await tell(hub, repo, { run, action: 'rerequested', by });
}

export async function rerequestSuite(hub: Hub, repo: RepoRow, sha: string, by: string) {
  const app = hub.access.installationFor(repo)?.app_id ?? 0;
  const fields = { check_suite: describeSuite(hub, repo, suiteFor(hub, repo, sha, app)) };
  await emit(hub, repo, { event: 'check_suite', action: 'rerequested', sender: by, fields });
}

function describeApp(hub: Hub, appId: number | null) {
  const app = hub.tables.apps.all().find((row) => row.app_id === appId);
  if (!app) return null;
  const { slug, name, permissions, events } = app;
  return { id: app.app_id, slug, name, node_id: nodeId('App', app.app_id), permissions, events };
}

/** The open pull requests of a head, of which GitHub leaves out those from forks. */
function pullsAt(hub: Hub, repo: RepoRow, sha: string) {
  const open = hub.tables.pullRequests
    .findBy('repo_id', repo.id)
    .filter((pull) => pull.state === 'open' && pull.head_sha === sha);
  return open
    .filter((pull) => pull.head_repo_id === repo.id)
    .map((pull) => ({
      id: pull.id,
      number: pull.number,
      url: `${hub.url}/repos/${repo.full_name}/pulls/${pull.number}`,
      head: { ref: pull.head_ref, sha: pull.head_sha, repo: { id: repo.id, name: repo.name } },
      base: { ref: pull.base_ref, sha: pull.base_sha, repo: { id: repo.id, name: repo.name } },
    }));
}

export function describeRun(hub: Hub, repo: RepoRow, run: CheckRunRow) {
  const { annotations: _, ...output } = run.output;
  const url = `${hub.url}/repos/${repo.full_name}/check-runs/${run.id}`;
  const html_url = `${hub.url}/${repo.full_name}/runs/${run.id}`;
  const suite = run.check_suite_id ? hub.tables.checkSuites.get(run.check_suite_id) : undefined;
  return {
    id: run.id,
    node_id: run.node_id,
    head_sha: run.head_sha,
    name: run.name,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.started_at,
    completed_at: run.completed_at,
    external_id: run.external_id,
    url,
    html_url,
    details_url: run.details_url ?? html_url,
    output: { ...output, annotations_url: `${url}/annotations` },
    check_suite: suite
      ? { id: suite.id, head_branch: suite.head_branch, head_sha: run.head_sha }
      : null,
    app: describeApp(hub, run.app_id),
    pull_requests: pullsAt(hub, repo, run.head_sha),
  };
}

function describeSuite(hub: Hub, repo: RepoRow, suite: CheckSuiteRow) {
  const { id, node_id, head_branch, head_sha, status, conclusion, before, after } = suite;
  const { created_at, updated_at } = suite;
  const times = { created_at, updated_at };
  const app = describeApp(hub, suite.app_id);
  const pull_requests = pullsAt(hub, repo, head_sha);
  return {
    id,
    node_id,
    head_branch,
    head_sha,
    status,
    conclusion,
    before,
    after,
    app,
    pull_requests,
    ...times,
  };
}

/** A commit's runs, newest first; `latest` keeps the newest of each name and app. */
export function runsAt(hub: Hub, repo: RepoRow, sha: string, latest = true): CheckRunRow[] {
  const rows = hub.tables.checkRuns.findBy('head_sha', sha);
  const runs = rows.filter((run) => run.repo_id === repo.id).sort((a, b) => b.id - a.id);
  const key = (run: CheckRunRow) => `${run.app_id} ${run.name}`;
  const first = (run: CheckRunRow) => runs.find((other) => key(other) === key(run)) === run;
  return latest ? runs.filter(first) : runs;
}

const list: Handler = (context) => {
  const { hub, repo, call, params } = context;
  hub.access.demand(call.actor, repo, 'checks', 'read');
  const sha = resolve(hub, repo, params.ref);
  if (!sha) throw new Refusal(422, `No commit found for SHA: ${params.ref}`);
  const { query } = call;
  const [name, app, status] = ['check_name', 'app_id', 'status'].map((key) => query.get(key));
  const runs = runsAt(hub, repo, sha, query.get('filter') !== 'all').filter(
    (run) =>
      (!name || run.name === name) &&
      (!app || run.app_id === Number(app)) &&
      (!status || run.status === status),
  );
  const wrap = (check_runs: unknown[], total_count: number) => ({ total_count, check_runs });
  return page(context, runs, (run) => describeRun(hub, repo, run), wrap);
};

const suites: Handler = (context) => {
  const { hub, repo, params } = context;
  const sha = resolve(hub, repo, params.ref) ?? '';
  const rows = hub.tables.checkSuites
    .findBy('head_sha', sha)
    .filter((row) => row.repo_id === repo.id);
  const wrap = (check_suites: unknown[], total_count: number) => ({ total_count, check_suites });
  return page(context, rows, (row) => describeSuite(hub, repo, row), wrap);
};

const rerequest: Handler = async (context) => {
  await rerequestRun(context.hub, context.repo, runOf(context), context.call.actor.login);
  return ok({}, 201);
};

export const checkRoutes = [
  route('POST', '/repos/:o/:r/check-runs', create),
  route('PATCH', '/repos/:o/:r/check-runs/:id', update),
  route('GET', '/repos/:o/:r/check-runs/:id', (c) => ok(describeRun(c.hub, c.repo, runOf(c)))),
  route('GET', '/repos/:o/:r/check-runs/:id/annotations', (c) =>
    page(c, runOf(c).output.annotations, (annotation) => annotation),
  ),
  route('POST', '/repos/:o/:r/check-runs/:id/rerequest', rerequest),
  route('GET', '/repos/:o/:r/commits/*ref/check-runs', list),
  route('GET', '/repos/:o/:r/commits/*ref/check-suites', suites),
];
