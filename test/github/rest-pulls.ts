/** REST: what emulate does not know of pull requests. */
import { describePull, emitPull } from './events.js';
import { adds, log } from './history.js';
import { type Call, type Hub, notFound, Refusal } from './hub.js';
import { type MergeMethod, merge } from './merge.js';
import { baseOf, follow, pullFiles } from './refs.js';
import { changedFile, repoCommit } from './rest-git.js';
import { type Context, type Handler, ok, page, route } from './router.js';
import type { PullRow, RepoRow } from './rows.js';

export function pullNumbered(hub: Hub, repo: RepoRow, number: number): PullRow | undefined {
  const rows = hub.tables.pullRequests.findBy('repo_id', repo.id);
  return rows.find((row) => row.number === number);
}

function pullOf({ hub, repo, call, params }: Context, level: 'read' | 'write' = 'read'): PullRow {
  hub.access.demand(call.actor, repo, 'pull_requests', level);
  const pull = pullNumbered(hub, repo, Number(params.number));
  if (!pull) throw notFound();
  return pull;
}

const files: Handler = (context) => {
  const pull = pullOf(context);
  const { hub, repo } = context;
  const changes = pullFiles(hub, pull).slice(0, hub.limits.pullFiles);
  return page(context, changes, changedFile(hub, repo, pull.head_sha));
};

const commits: Handler = (context) => {
  const pull = pullOf(context);
  const { hub, repo } = context;
  // GitHub lists the first 250 commits, oldest first.
  const list = log(hub.git, repo.id, pull.head_sha, baseOf(hub, pull)).toReversed().slice(0, 250);
  return page(context, list, (commit) => repoCommit(hub, repo, commit));
};

const mergeRoute: Handler = async (context) => {
  const { hub, call, body } = context;
  hub.access.demand(call.actor, context.repo, 'contents', 'write');
  const pull = pullOf(context, 'write');
  if (typeof body.sha === 'string' && body.sha !== pull.head_sha) {
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  const sha = await merge(hub, pull, {
    by: call.actor.login,
    method: (body.merge_method ?? 'merge') as MergeMethod,
    ...(typeof body.commit_title === 'string' ? { title: body.commit_title } : {}),
    ...(typeof body.commit_message === 'string' ? { message: body.commit_message } : {}),
  });
  return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
};

/** What is told of an edit: the values there were before. */
function editChanges(before: PullRow, after: PullRow) {
  const title = before.title === after.title ? {} : { title: { from: before.title } };
  const body = before.body === after.body ? {} : { body: { from: before.body ?? '' } };
  const moved = { ref: { from: before.base_ref }, sha: { from: before.base_sha } };
  return { ...title, ...body, ...(before.base_ref === after.base_ref ? {} : { base: moved }) };
}

/** Emulate edits; told is `edited` with what changed, and the files are counted anew. */
export async function afterEdit(hub: Hub, call: Call, before: PullRow): Promise<void> {
  const edited = hub.tables.pullRequests.get(before.id);
  if (!edited) return;
  const changes = editChanges(before, edited);
  if (!Object.keys(changes).length) return;
  const after = 'base' in changes ? follow(hub, edited, edited.head_sha) : edited;
  await emitPull(hub, after, 'edited', call.actor.login, { changes });
}

/** Pull requests a commit belongs to: merged ones on the default branch, elsewhere open ones. */
export function pullsWith(hub: Hub, repo: RepoRow, sha: string): PullRow[] {
  const rows = hub.tables.pullRequests.findBy('repo_id', repo.id);
  // Looked up once for all that go into the same branch: there may be hundreds.
  const bases = new Map<string, string | undefined>();
  const base = (pull: PullRow) => {
    if (pull.merged) return pull.base_sha;
    if (!bases.has(pull.base_ref)) bases.set(pull.base_ref, baseOf(hub, pull));
    return bases.get(pull.base_ref);
  };
  const holds = (pull: PullRow) =>
    pull.head_sha === sha ||
    pull.merge_commit_sha === sha ||
    adds(hub.git, repo.id, { head: pull.head_sha, without: base(pull) ?? '' }, sha);
  return rows.filter((pull) => (pull.merged || pull.state === 'open') && holds(pull));
}

const pullsOfCommit: Handler = async (context) => {
  const { hub, repo, params } = context;
  const sha = params.sha ?? '';
  if (!hub.git.commit(repo.id, sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`);
  const pulls = await Promise.all(pullsWith(hub, repo, sha).map((pull) => describePull(hub, pull)));
  return page(context, pulls, (pull) => pull);
};

export const pullRoutes = [
  route('GET', '/repos/:o/:r/pulls/:number/files', files),
  route('GET', '/repos/:o/:r/pulls/:number/commits', commits),
  route('PUT', '/repos/:o/:r/pulls/:number/merge', mergeRoute),
  route('GET', '/repos/:o/:r/commits/:sha/pulls', pullsOfCommit),
];
