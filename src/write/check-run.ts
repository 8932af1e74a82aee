import { createHash } from 'node:crypto';
import type { CheckRun, PublishedRun } from '../core/write.js';
import { type Client, idIn } from './client.js';

/** The name under which the check is required: it must never change. */
export const CHECK_NAME = 'Belay';

/** GitHub takes at most so many annotations with one request. */
const MOST_ANNOTATIONS = 50;

/** A commit's repository, and Belay's newest run there, if any. */
export interface Slot {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
  readonly newest: PublishedRun | null;
}

/**
 * Makes the newest run of the commit say what is wanted, and gives its id. Nothing is written when
 * it says so already. GitHub only ever adds annotations and never re-opens a completed run, so a
 * new run is begun where the old one cannot be brought to say the same.
 */
export async function publish(run: CheckRun, slot: Slot): Promise<number> {
  const { newest } = slot;
  const wanted = idOf(run);
  if (newest !== null && newest.externalId === wanted && isEnded(newest) === isEnded(run)) {
    return newest.id;
  }
  if (newest === null || !canBecome(newest, run)) return create(run, slot);
  return update(run, slot, newest);
}

type Ending = Pick<PublishedRun, 'status'> | Pick<CheckRun, 'conclusion'>;

function isEnded(run: Ending): boolean {
  return 'status' in run ? run.status.toLowerCase() === 'completed' : run.conclusion !== null;
}

function canBecome(newest: PublishedRun, run: CheckRun): boolean {
  if (!isEnded(newest)) return true;
  return isEnded(run) && annotationsIn(newest.externalId) === annotationsIn(idOf(run));
}

async function create(run: CheckRun, { client, owner, repo }: Slot): Promise<number> {
  const path = { owner, repo };
  const body = { name: CHECK_NAME, head_sha: run.headOid, ...bodyOf(run, 'with-annotations') };
  const answer = await client.request('POST /repos/{owner}/{repo}/check-runs', {
    ...path,
    ...body,
  });
  return idIn(answer, 'the check run');
}

/** Says since when that is so: by it the verdict on a merged change is told from a later one's. */
async function update(run: CheckRun, slot: Slot, newest: PublishedRun): Promise<number> {
  const path = { owner: slot.owner, repo: slot.repo, check_run_id: newest.id };
  const body = isEnded(newest)
    ? { ...bodyOf(run, 'without-annotations'), completed_at: new Date().toISOString() }
    : bodyOf(run, 'with-annotations');
  const route = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
  return idIn(await slot.client.request(route, { ...path, ...body }), 'the check run');
}

function bodyOf(run: CheckRun, how: 'with-annotations' | 'without-annotations') {
  const annotations = run.annotations.slice(0, MOST_ANNOTATIONS).map((one) => ({
    path: one.path,
    start_line: one.startLine,
    end_line: one.endLine,
    ...(one.startColumn === undefined ? {} : { start_column: one.startColumn }),
    ...(one.endColumn === undefined ? {} : { end_column: one.endColumn }),
    annotation_level: one.level,
    title: one.title,
    message: one.message,
  }));
  const added = how === 'with-annotations' && annotations.length > 0 ? { annotations } : {};
  return {
    external_id: idOf(run),
    ...(run.conclusion === null
      ? { status: 'in_progress' as const }
      : { status: 'completed' as const, conclusion: run.conclusion }),
    output: { title: run.title, summary: run.summary, ...added },
  };
}

/** Says what a run says in 34 characters: one half for the text, one for the annotations. */
function idOf({ conclusion, title, summary, annotations }: CheckRun): string {
  return `${digest([conclusion, title, summary])}-${digest(annotations)}`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

function annotationsIn(externalId: string | null): string | null {
  return externalId?.split('-')[1] ?? null;
}
