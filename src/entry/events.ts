import * as z from 'zod';
import { isPolicyFile } from '../core/policy.js';
import { CHECK_NAME } from '../write/check-run.js';
import { Common, isOwn, placeOf, type Reader, type Self } from './event.js';
import { type HeadJob, type Job, pullJob, taskOf } from './jobs/job.js';
import type { Task } from './queue.js';
import { readComment, readCoverage, readInstallation, readIssues } from './triage-events.js';

/** After these the gate may say something else. */
const JUDGED_AFTER = [
  'opened',
  'reopened',
  'synchronize',
  'edited',
  'labeled',
  'unlabeled',
  'ready_for_review',
];

/** Of these, what the App itself did changes nothing it reads. */
const OWN_IGNORED = ['edited', 'labeled', 'unlabeled'];

/** A push that touches more files than this is looked at as a whole. */
const MOST_PATHS = 300;

/** GitHub tells of a push so many commits, and of each so many files; what is beyond is left out. */
const COMMITS_TOLD = 2_048;
const FILES_TOLD = 3_000;

/**
 * The work an event asks for: nothing but keys, since payloads may come late, twice or out of
 * order. An event of no interest asks for none; `null` when the payload is not what GitHub sends.
 */
export function tasksFor(event: string, payload: unknown, self: Self): readonly Task<Job>[] | null {
  const read = READERS.get(event);
  return read === undefined ? [] : read(payload, self);
}

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['pull_request', readPullRequest],
  ['check_run', readCheckRun],
  ['check_suite', readCheckSuite],
  ['push', readPush],
  ['issues', readIssues],
  ['issue_comment', readComment],
  ['installation', readInstallation],
  ['installation_repositories', readCoverage],
]);

const PullRequest = Common.extend({
  action: z.string(),
  pull_request: z.object({ number: z.int(), head: z.object({ sha: z.string() }) }),
});

const App = z.object({ id: z.int() }).nullish();

const CheckRun = Common.extend({
  action: z.string(),
  check_run: z.object({ head_sha: z.string(), name: z.string(), app: App }),
});

const CheckSuite = Common.extend({
  action: z.string(),
  check_suite: z.object({ head_sha: z.string(), app: App }),
});

const Paths = z.array(z.string()).nullish();

const Push = Common.extend({
  ref: z.string(),
  after: z.string(),
  deleted: z.boolean(),
  forced: z.boolean(),
  commits: z.array(z.object({ added: Paths, modified: Paths, removed: Paths })),
});

function readPullRequest(payload: unknown, self: Self): readonly Task<Job>[] | null {
  const { data } = PullRequest.safeParse(payload);
  if (data === undefined) return null;
  const { number, head } = data.pull_request;
  if (data.action === 'closed') return [headTask(data, head.sha, 'closed')];
  if (!JUDGED_AFTER.includes(data.action)) return [];
  if (isOwn(data, self) && OWN_IGNORED.includes(data.action)) return [];
  return [taskOf(pullJob(placeOf(data), number, head.sha), 'event')];
}

function readCheckRun(payload: unknown, self: Self): readonly Task<Job>[] | null {
  const { data } = CheckRun.safeParse(payload);
  if (data === undefined) return null;
  const { app, name, head_sha } = data.check_run;
  // Where GitHub names no App, the run is known by its name.
  const ours = app ? app.id === self.appId : name === CHECK_NAME;
  return data.action === 'rerequested' && ours ? [headTask(data, head_sha, 'rerun')] : [];
}

function readCheckSuite(payload: unknown, self: Self): readonly Task<Job>[] | null {
  const { data } = CheckSuite.safeParse(payload);
  if (data === undefined) return null;
  const { app, head_sha } = data.check_suite;
  const ours = app ? app.id === self.appId : true;
  return data.action === 'rerequested' && ours ? [headTask(data, head_sha, 'rerun')] : [];
}

function readPush(payload: unknown): readonly Task<Job>[] | null {
  const { data } = Push.safeParse(payload);
  if (data === undefined) return null;
  if (data.deleted || data.ref !== `refs/heads/${data.repository.default_branch}`) return [];
  const paths = pathsOf(data);
  if (paths?.length === 0) return [];
  const { after } = data;
  const job = { kind: 'push', why: 'push', ...placeOf(data), trouble: null, after, paths } as const;
  return [taskOf(job, 'fan-out')];
}

/** The files that may be policy, entries or SLOs; `null` when the payload may not name them all. */
function pathsOf({ forced, commits }: z.infer<typeof Push>): readonly string[] | null {
  if (forced || commits.length === 0 || commits.length >= COMMITS_TOLD) return null;
  const all = commits.flatMap((commit) => [commit.added, commit.modified, commit.removed]);
  if (all.some((paths) => !paths || paths.length >= FILES_TOLD)) return null;
  const paths = new Set(all.flatMap((paths) => paths ?? []).filter(mayMatter));
  return paths.size > MOST_PATHS ? null : [...paths];
}

function mayMatter(path: string): boolean {
  return isPolicyFile(path) || /\.(md|ya?ml)$/i.test(path);
}

function headTask(data: z.infer<typeof Common>, headOid: string, why: HeadJob['why']): Task<Job> {
  const urgency = why === 'rerun' ? 'event' : 'fan-out';
  return taskOf({ kind: 'head', ...placeOf(data), trouble: null, headOid, why }, urgency);
}
