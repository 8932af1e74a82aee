import type { ChangedFile, PolicyEdit, PolicyState } from '../core/change.js';
import { isPolicyFile, POLICY_FILES, type Policy } from '../core/policy.js';
import type { Fault, Problem } from '../core/problem.js';
import { parsePolicy } from '../parse/policy.js';
import { type Memory, problemOf } from './contents.js';
import type { FileText, FirstLook, PolicyVersion, Source } from './source.js';

/** What a policy file says, and all that is wrong with it. */
export interface ReadPolicy {
  readonly policy: Policy | null;
  readonly problems: readonly Problem[];
}

/** What reading a policy takes: its history, should it be unreadable now. */
export interface PolicyReader extends Memory {
  readonly source: Pick<Source, 'policyVersions'>;
}

/** The policy of the default branch; where it is unreadable, the last good one of its history. */
export async function readPolicyState(
  reader: PolicyReader,
  look: Pick<FirstLook, 'policies' | 'policyCommit'>,
): Promise<PolicyState> {
  const [first, ...shadowed] = look.policies;
  if (first === undefined) return { kind: 'none' };
  const { policy, problems } = readPolicy(reader, first.path, first.file);
  const shadows = shadowed.map(({ path }) => shadowedBy(path, first.path));
  if (policy !== null) return { kind: 'good', policy, warnings: [...problems, ...shadows] };
  const ancestor = await lastGood(reader, look.policyCommit, first.path);
  if (ancestor.policy === null) return { kind: 'broken', file: first.path, problems };
  return {
    kind: 'ancestor',
    policy: ancestor.policy,
    oid: ancestor.commit,
    file: first.path,
    problems,
  };
}

/** A policy file as it is read, whatever stands under its name. */
export function readPolicy(reader: Memory, path: string, file: FileText): ReadPolicy {
  const { oid, kind, bytes } = file;
  const key = { repository: reader.repository, what: `policy ${kind} ${path}`, oid, bytes };
  return reader.cache.of(key, () => {
    const fault = faultOf(file);
    if (fault === null) return parsePolicy(path, file.text ?? '');
    return { policy: null, problems: [problemOf(path, fault)] };
  });
}

/** A link is not followed: it would let a file that nobody takes for the policy decide. */
function faultOf({ kind, text, bytes, cut }: FileText): Fault | null {
  if (kind !== 'file') return { kind: 'not-a-file' };
  if (cut) return { kind: 'too-large', bytes, limit: POLICY_LIMIT };
  return text === null ? { kind: 'not-text' } : null;
}

/** 64 KiB, the cap on every YAML text. */
const POLICY_LIMIT = 64 * 1024;

interface Ancestor {
  readonly commit: string;
  readonly policy: Policy | null;
}

/** A commit's history never changes, so what was found in it holds for good. */
async function lastGood(reader: PolicyReader, commit: string, path: string): Promise<Ancestor> {
  const key = { repository: reader.repository, what: `ancestor ${path}`, oid: commit, bytes: 4096 };
  const known = reader.cache.find<Ancestor>(key);
  if (known !== undefined) return known;
  const ancestor = await firstGood(reader, path, reader.source.policyVersions(commit, path));
  return reader.cache.of(key, () => ancestor ?? { commit, policy: null });
}

async function firstGood(
  reader: PolicyReader,
  path: string,
  versions: AsyncIterable<PolicyVersion>,
): Promise<Ancestor | null> {
  for await (const { commit, file } of versions) {
    const policy = file === null ? null : readPolicy(reader, path, file).policy;
    if (policy !== null) return { commit, policy };
  }
  return null;
}

/** The policy file the change writes, if it writes one. */
export function writtenPolicy(files: readonly ChangedFile[]): string | null {
  const written = files.filter(({ status }) => status !== 'removed').map(({ path }) => path);
  return POLICY_FILES.find((file) => written.includes(file)) ?? null;
}

/** What the change does to the policy; `head` is the file it writes, as it is at the head. */
export function policyEditOf(
  reader: Memory,
  look: FirstLook,
  head: FileText | null,
): PolicyEdit | null {
  const path = writtenPolicy(look.files.list);
  if (path !== null && head !== null) {
    const { policy, problems } = readPolicy(reader, path, head);
    const shadow = shadowAtHead(look, path);
    return { kind: 'written', file: path, policy, problems: [...problems, ...shadow] };
  }
  const gone = removedPaths(look.files.list).find(isPolicyFile);
  return path === null && gone !== undefined ? { kind: 'removed', file: gone } : null;
}

function removedPaths(files: readonly ChangedFile[]): readonly string[] {
  return files.flatMap(({ path, previousPath, status }) => {
    if (status === 'removed') return [path];
    return status === 'renamed' && previousPath !== null ? [previousPath] : [];
  });
}

/** The second name means nothing where the first is still there. */
function shadowAtHead(look: FirstLook, path: string): readonly Problem[] {
  const [first] = POLICY_FILES;
  const stays =
    look.policies.some((one) => one.path === first) &&
    !removedPaths(look.files.list).includes(first);
  return path !== first && stays ? [shadowedBy(path, first)] : [];
}

/** A policy file that another one makes idle. */
export function shadowedBy(path: string, by: string): Problem {
  return { ...problemOf(path, { kind: 'shadowed-file', by }), level: 'warning' };
}
