import type { Proposed, VerdictPull } from '../core/pilot/verdict-pull.js';
import { type Client, failureOf, numberIn } from './client.js';

/** A repository to propose a change to. */
export interface Place {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
}

/** So many branches of one name are tried: earlier ones may be left from closed pull requests. */
const MOST_BRANCHES = 9;

/**
 * Opens a pull request that edits one entry, from a new branch at the commit the entry was read at.
 * Without the permission to do so nothing stays behind.
 */
export async function propose(pull: VerdictPull, place: Place): Promise<Proposed> {
  try {
    const branch = await branchFor(pull, place);
    if (branch === null) return { kind: 'forbidden' };
    return await openPull(pull, branch, place);
  } catch (error) {
    if (isForbidden(error)) return { kind: 'forbidden' };
    throw error;
  }
}

/**
 * What one may not write answers 403, or 404 where one may not even know of it. To wait for a rate
 * limit GitHub asks by 403 too, and says so.
 */
function isForbidden(error: unknown): boolean {
  const { status, message } = failureOf(error);
  return status === 404 || (status === 403 && !/rate limit|abuse/i.test(message));
}

/** A branch that holds the edit: a new one, or one that a run which was cut off left behind. */
async function branchFor(pull: VerdictPull, place: Place): Promise<string | null> {
  for (let turn = 1; turn <= MOST_BRANCHES; turn++) {
    const branch = turn === 1 ? pull.branch : `${pull.branch}-${turn}`;
    if (await isMade(branch, pull.file.tip, place)) {
      await writeEntry(pull, branch, place);
      return branch;
    }
    if (await holds(pull, branch, place)) return branch;
  }
  return null;
}

async function isMade(branch: string, sha: string, { client, owner, repo }: Place) {
  const body = { owner, repo, ref: `refs/heads/${branch}`, sha };
  try {
    await client.request('POST /repos/{owner}/{repo}/git/refs', body);
    return true;
  } catch (error) {
    if (failureOf(error).status !== 422) throw error;
    return false;
  }
}

const CONTENTS = '/repos/{owner}/{repo}/contents/{path}';

async function writeEntry(pull: VerdictPull, branch: string, place: Place): Promise<void> {
  const { client, owner, repo } = place;
  const { file, text, message } = pull;
  const content = Buffer.from(text).toString('base64');
  const body = { message, content, sha: file.oid, branch };
  try {
    await client.request(`PUT ${CONTENTS}`, { owner, repo, path: file.path, ...body });
  } catch (error) {
    await dropBranch(branch, place);
    throw error;
  }
}

async function holds({ file, text }: VerdictPull, branch: string, place: Place): Promise<boolean> {
  const { client, owner, repo } = place;
  try {
    const asked = { owner, repo, path: file.path, ref: branch };
    const { data } = await client.request(`GET ${CONTENTS}`, asked);
    const { content } = (data ?? {}) as { content?: unknown };
    return typeof content === 'string' && Buffer.from(content, 'base64').toString() === text;
  } catch (error) {
    if (failureOf(error).status !== 404) throw error;
    return false;
  }
}

async function openPull(pull: VerdictPull, branch: string, place: Place): Promise<Proposed> {
  const { client, owner, repo } = place;
  const { title, body, base } = pull;
  const request = { owner, repo, title, body, head: branch, base };
  try {
    const answer = await client.request('POST /repos/{owner}/{repo}/pulls', request);
    return { kind: 'pull', number: numberIn(answer, 'the new pull request') };
  } catch (error) {
    const open = failureOf(error).status === 422 ? await openFrom(branch, place) : null;
    if (open !== null) return { kind: 'pull', number: open };
    await dropBranch(branch, place);
    throw error;
  }
}

/** Somebody who asked at the same moment may have been faster. */
async function openFrom(branch: string, { client, owner, repo }: Place): Promise<number | null> {
  const asked = { owner, repo, state: 'open', head: `${owner}:${branch}` };
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', asked);
  const [first] = Array.isArray(data) ? data : [];
  return first === undefined ? null : numberIn({ data: first }, 'the open pull request');
}

/** What is left of a refusal is of no use; that it cannot be removed changes nothing. */
async function dropBranch(branch: string, { client, owner, repo }: Place): Promise<void> {
  const route = 'DELETE /repos/{owner}/{repo}/git/refs/{ref}';
  await client.request(route, { owner, repo, ref: `heads/${branch}` }).catch(() => null);
}
