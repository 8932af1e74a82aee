import type { Task } from '../queue.js';

/** A repository as an installation of the App sees it. */
export interface At {
  readonly installation: number;
  readonly owner: string;
  readonly repo: string;
}

interface Common {
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
export interface PullJob extends At, Common {
  readonly kind: 'pull';
  readonly pull: number;
  readonly head: string | null;
  readonly open: OpenRun | null;
}

/** Judge the open pull requests of a commit: a person asked for a new run, or one of them closed. */
export interface HeadJob extends At, Common {
  readonly kind: 'head';
  readonly headOid: string;
  readonly why: 'rerun' | 'closed';
}

/**
 * The default branch moved, or a checkpoint passed: judge the open pull requests concerned. `after`
 * is the new tip or the day, `paths` are what was touched or the pilots' entries, `null` unknown.
 */
export interface PushJob extends At, Common {
  readonly kind: 'push';
  readonly why: 'push' | 'checkpoint';
  readonly after: string;
  readonly paths: readonly string[] | null;
}

/** Answer a comment that speaks to Belay. */
export interface CommandJob extends At, Common {
  readonly kind: 'command';
  readonly number: number;
  readonly comment: number;
}

/** Sweep one repository. */
export interface SweepJob extends At, Common {
  readonly kind: 'sweep';
}

/** File the scorecards of one repository that are due. */
export interface ScorecardJob extends At, Common {
  readonly kind: 'scorecard';
}

/** File those of all that an installation covers, and its owner's one issue over them. */
export interface ScorecardsJob extends Common {
  readonly kind: 'scorecards';
  readonly installation: number;
}

/** Sweep all that an installation covers, after so many ms: in a round each has its turn. */
export interface FleetJob extends Common {
  readonly kind: 'fleet';
  readonly installation: number;
  readonly wait: number;
}

/** Give every installation its turn to be swept. */
export interface RoundJob extends Common {
  readonly kind: 'round';
}

/** The jobs that are about one repository. */
export type LocalJob = PullJob | HeadJob | PushJob | CommandJob | SweepJob | ScorecardJob;

/** The jobs that are about an installation, or all of them. */
export type WideJob = FleetJob | ScorecardsJob | RoundJob;

export type Job = LocalJob | WideJob;

/** The task that carries a job; jobs about the same thing share a key and so coalesce. */
export function taskOf(job: Job, urgency: Task<Job>['urgency']): Task<Job> {
  return { key: keyOf(job), lane: laneOf(job), urgency, data: job };
}

/** A fresh job to judge a pull request. */
export function pullJob(at: At, pull: number, head: string | null): PullJob {
  return { kind: 'pull', ...placeOf(at), trouble: null, pull, head, open: null };
}

/** A fresh job to sweep a repository. */
export function sweepJob(at: At): SweepJob {
  return { kind: 'sweep', ...placeOf(at), trouble: null };
}

/** A fresh job to file the scorecards of a repository. */
export function scorecardJob(at: At): ScorecardJob {
  return { kind: 'scorecard', ...placeOf(at), trouble: null };
}

/** A fresh job to file the scorecards of an installation. */
export function scorecardsJob(installation: number): ScorecardsJob {
  return { kind: 'scorecards', installation, trouble: null };
}

/** A fresh job to sweep an installation. */
export function fleetJob(installation: number, wait = 0): FleetJob {
  return { kind: 'fleet', installation, wait, trouble: null };
}

function placeOf({ installation, owner, repo }: At): At {
  return { installation, owner, repo };
}

function laneOf(job: Job): string {
  return job.kind === 'round' ? 'round' : String(job.installation);
}

function keyOf(job: Job): string {
  switch (job.kind) {
    case 'round':
      return 'round';
    case 'fleet':
      return `fleet/${job.installation}`;
    case 'scorecards':
      return `scorecards/${job.installation}`;
    default:
      return localKey(job);
  }
}

function localKey(job: LocalJob): string {
  const place = `${job.owner}/${job.repo}`.toLowerCase();
  switch (job.kind) {
    case 'pull':
      return `pull/${place}/${job.pull}`;
    case 'head':
      return `head/${place}/${job.headOid}/${job.why}`;
    case 'push':
      return `push/${place}/${job.after}`;
    case 'command':
      return `command/${place}/${job.comment}`;
    case 'sweep':
      return `sweep/${place}`;
    case 'scorecard':
      return `scorecard/${place}`;
  }
}
