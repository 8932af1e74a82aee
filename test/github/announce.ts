/** What emulate announces of its own accord, sent on as GitHub words it. */
import { asIssue, describePull, emit, emitPull, type Happening, type Payload } from './events.js';
import { findRepo, type Hub } from './hub.js';
import { follow } from './refs.js';
import type { PullRow, RepoRow } from './rows.js';

/** Events that are fired elsewhere, with more in them than emulate knows. */
const OURS = new Set(['push', 'check_run', 'check_suite', 'pull_request.edited']);

/** Receives emulate's own announcements and sends them on. */
export async function announce(
  hub: Hub,
  event: string,
  action: string | undefined,
  payload: Payload,
  place: { owner: string; repo: string | undefined },
): Promise<void> {
  const repo = place.repo ? findRepo(hub, place.owner, place.repo) : undefined;
  if (!repo || OURS.has(event) || OURS.has(`${event}.${action}`)) return;
  const { repository: _r, sender: who, action: _a, ...fields } = payload;
  const sender = (who as { login: string }).login;
  const pull = pullIn(hub, repo, fields);
  if (pull && action && ABOUT_PULLS.has(event)) {
    return tellPull(hub, pull, { event, action, sender, fields });
  }
  if (pull) Object.assign(fields, await subject(hub, event, pull));
  await emit(hub, repo, { event, ...(action ? { action } : {}), sender, fields });
}

/** Labels of a pull request are an `issues` event for emulate. */
const ABOUT_PULLS = new Set(['pull_request', 'issues']);

async function tellPull(hub: Hub, pull: PullRow, told: Happening): Promise<void> {
  // At its opening a pull request has not been looked at yet.
  const row = told.action === 'opened' ? follow(hub, pull, pull.head_sha) : pull;
  const label = told.fields?.label ? { label: told.fields.label } : {};
  await emitPull(hub, row, told.action ?? '', told.sender, label);
}

/** The pull request an event is about, if it is about one. */
function pullIn(hub: Hub, repo: RepoRow, fields: Payload): PullRow | undefined {
  const about = (fields.pull_request ?? fields.issue) as { number?: number } | undefined;
  const rows = hub.tables.pullRequests.findBy('repo_id', repo.id);
  return about ? rows.find((row) => row.number === about.number) : undefined;
}

/** The pull request as it is now, under the name the event gives it. */
async function subject(hub: Hub, event: string, pull: PullRow): Promise<Payload> {
  const shown = await hub.webhooks.track(describePull(hub, pull));
  return event === 'issue_comment' ? { issue: asIssue(shown) } : { pull_request: shown };
}
