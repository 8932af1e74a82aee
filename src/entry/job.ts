import type { Task } from './queue.js';

/** A repository as an installation of the App sees it. */
export interface At {
  readonly installation: number;
  readonly owner: string;
  readonly repo: string;
}

interface Common extends At {
  /** When trouble began, in ms since the epoch, and how often it was tried since. */
  readonly trouble: { readonly since: number; readonly attempts: number } | null;
}

/** A check run left in progress by an earlier attempt, to be concluded by a later one. */
export interface OpenRun {
  readonly id: number;
  readonly headOid: string;
}

/**
 * Judge one pull request. `head` is what it was when the event happened, `null` if unknown: it only
 * serves to say something at a commit when nothing can be read.
 */
export interface PullJob extends Common {
  readonly kind: 'pull';
  readonly pull: number;
  readonly head: string | null;
  readonly open: OpenRun | null;
}

/** Judge the open pull requests of a commit: a person asked for a new run, or one of them closed. */
export interface HeadJob extends Common {
  readonly kind: 'head';
  readonly headOid: string;
  readonly why: 'rerun' | 'closed';
}

/** The default branch moved: judge the open pull requests concerned. `paths: null` means unknown. */
export interface PushJob extends Common {
  readonly kind: 'push';
  readonly after: string;
  readonly paths: readonly string[] | null;
}

export type Job = PullJob | HeadJob | PushJob;

/** The task that carries a job; jobs about the same thing share a key and so coalesce. */
export function taskOf(job: Job, urgency: Task<Job>['urgency']): Task<Job> {
  return { key: keyOf(job), lane: String(job.installation), urgency, data: job };
}

/** A fresh job to judge a pull request. */
export function pullJob(at: At, pull: number, head: string | null): PullJob {
  const { installation, owner, repo } = at;
  return { kind: 'pull', installation, owner, repo, trouble: null, pull, head, open: null };
}

function keyOf(job: Job): string {
  const place = `${job.owner}/${job.repo}`.toLowerCase();
  switch (job.kind) {
    case 'pull':
      return `pull/${place}/${job.pull}`;
    case 'head':
      return `head/${place}/${job.headOid}/${job.why}`;
    case 'push':
      return `push/${place}/${job.after}`;
  }
}
