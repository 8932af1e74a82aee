import { createHash } from 'node:crypto';
import type { ChangedFile } from '../../src/core/change.js';
import { POLICY_FILES } from '../../src/core/policy.js';
import { TroubleError } from '../../src/core/trouble.js';
import {
  type Asked,
  type BlobText,
  type Entering,
  type FileId,
  type FileText,
  type FirstLook,
  type Listing,
  type Source,
  TEXT_LIMIT,
} from '../../src/read/source.js';

/** What a file is made of: text, bytes, a link to another path, or nothing more. */
export type Content = string | Uint8Array | { readonly link: string } | null;

interface Blob {
  readonly kind: FileId['kind'];
  readonly bytes: Buffer;
}

type Files = ReadonlyMap<string, Blob>;

interface Commit {
  readonly files: Files;
  readonly parents: readonly string[];
  readonly message: string;
}

/** What a branch gets in one commit. */
export interface NewCommit {
  readonly branch: string;
  readonly files: Readonly<Record<string, Content>>;
  readonly message?: string;
  /** Where a new branch starts; a commit or a branch. */
  readonly from?: string;
}

export interface NewProposal {
  readonly head: string;
  readonly base?: string;
  readonly body?: string;
}

/** A repository that lives in memory, and proposals read from it; counts what it is asked. */
export function memoryRepository() {
  const commits = new Map<string, Commit>();
  const branches = new Map<string, string>();
  const pulls = new Map<number, { merge: string; before: string; into: string }>();
  const calls: string[] = [];
  const tip = (name: string) => branches.get(name) ?? name;

  const keep = (commit: Commit): string => {
    const oid = hash(
      'commit',
      JSON.stringify([...listOf(commit.files), commit.parents, commit.message]),
    );
    commits.set(oid, commit);
    return oid;
  };
  const at = (commit: string): Commit => {
    const found = commits.get(tip(commit));
    if (found === undefined) throw new TroubleError({ kind: 'git', detail: `no commit ${commit}` });
    return found;
  };
  const history = (commit: string): readonly string[] => {
    const seen = new Set<string>();
    const queue = [tip(commit)];
    for (let one = queue.shift(); one !== undefined; one = queue.shift())
      if (!seen.has(one)) {
        seen.add(one);
        queue.push(...at(one).parents);
      }
    return [...seen];
  };

  const repository = {
    calls,
    tip,
    commit({ branch, files, message = 'Work', from = 'main' }: NewCommit): string {
      const start = branches.get(branch) ?? tip(from);
      const parent = commits.has(start) ? start : null;
      const next = written(parent === null ? new Map() : at(parent).files, files);
      const oid = keep({ files: next, parents: parent === null ? [] : [parent], message });
      branches.set(branch, oid);
      return oid;
    },
    merge(branch: string, into: string, number: number): string {
      const before = tip(into);
      const files = new Map(at(into).files);
      for (const file of changes(at(mergeBase(branch, into)).files, at(branch).files)) {
        if (file.previousPath !== null) files.delete(file.previousPath);
        const blob = at(branch).files.get(file.path);
        if (blob === undefined) files.delete(file.path);
        else files.set(file.path, blob);
      }
      const message = `Merge pull request #${number} from ${branch}`;
      const merge = keep({ files, parents: [before, tip(branch)], message });
      branches.set(into, merge);
      pulls.set(number, { merge, before, into });
      return merge;
    },
    source: (proposal: NewProposal): Source => source(proposal),
  };

  const mergeBase = (a: string, b: string): string => {
    const others = new Set(history(b));
    return history(a).find((oid) => others.has(oid)) ?? '';
  };

  const idAt = ({ commit, path }: Asked): FileId | null => {
    const { files } = at(commit);
    const blob = files.get(path);
    if (blob !== undefined) return { kind: blob.kind, oid: oidOf(blob) };
    const below = [...files].filter(([name]) => name.startsWith(`${path}/`));
    return below.length > 0 ? { kind: 'folder', oid: treeOid(path, below) } : null;
  };
  const fileAt = (asked: Asked): FileText | null => {
    const id = idAt(asked);
    if (id === null) return null;
    const blob = at(asked.commit).files.get(asked.path);
    return { ...id, ...(id.kind === 'file' && blob ? textOf(blob.bytes) : NO_TEXT) };
  };
  const listAt = (commit: string, folder: string): Listing => {
    const prefix = folder === '' ? '' : `${folder}/`;
    const below = [...at(commit).files].filter(([path]) => path.startsWith(prefix));
    const id = below.length > 0 ? { oid: treeOid(folder, below) } : null;
    const files = below.map(([path, blob]) => ({
      path: path.slice(prefix.length),
      kind: blob.kind,
      oid: oidOf(blob),
      bytes: blob.bytes.length,
    }));
    return { oid: id?.oid ?? null, files, whole: true };
  };

  const pullEntering = (number: number, into: string): Entering | null => {
    const pull = pulls.get(number);
    return pull?.into === into ? { before: pull.before, after: pull.merge } : null;
  };
  const commitEntering = (named: string, base: string): Entering | null => {
    const found = history(base).find((oid) => oid.startsWith(named));
    if (found === undefined) return null;
    for (let after: string | undefined = base; after !== undefined; ) {
      const before: string | undefined = at(after).parents[0];
      if (before === undefined) return null;
      if (!history(before).includes(found)) return { before, after };
      after = before;
    }
    return null;
  };

  const source = ({ head, base = 'main', body = '' }: NewProposal): Source => {
    const asked = <T>(name: string, answer: T): T => {
      calls.push(name);
      return answer;
    };
    return {
      name: 'acme/shop',
      look: async (paths) => {
        calls.push('look');
        const start = mergeBase(head, base);
        const own = history(head).filter((oid) => !history(base).includes(oid));
        return {
          repository: REPOSITORY,
          repositoryId: '1',
          state: 'open',
          proposal: {
            number: null,
            title: 'Change',
            body,
            author: null,
            baseBranch: base,
            headBranch: head,
            headRepositoryUrl: REPOSITORY.url,
            headOid: tip(head),
            messages: own.reverse().map((oid) => ({ oid, text: at(oid).message })),
          },
          head: tip(head),
          base: tip(base),
          policyCommit: tip('main'),
          policies: POLICY_FILES.flatMap((path) => {
            const file = fileAt({ commit: 'main', path });
            return file === null ? [] : [{ path, file }];
          }),
          files: { list: changes(at(start).files, at(head).files), whole: true },
          ids: new Map(paths.map((path) => [path, idAt({ commit: base, path })])),
          standing: { others: [], check: null },
        } satisfies FirstLook;
      },
      files: async (wanted) => (wanted.length === 0 ? [] : asked('files', wanted.map(fileAt))),
      ids: async (wanted) => (wanted.length === 0 ? [] : asked('ids', wanted.map(idAt))),
      list: async (commit, folders) =>
        asked(
          'list',
          folders.map((folder) => listAt(commit, folder)),
        ),
      blobs: async (wanted) => {
        const all = new Map(
          [...commits.values()].flatMap(({ files }) =>
            [...files.values()].map((blob) => [oidOf(blob), blob] as const),
          ),
        );
        return asked(
          'blobs',
          wanted.map(({ oid }) => textOf(all.get(oid)?.bytes ?? Buffer.alloc(0))),
        );
      },
      async *policyVersions(commit, path) {
        const touching = history(commit).filter((oid) => {
          const [parent] = at(oid).parents;
          const before = parent === undefined ? null : idAt({ commit: parent, path });
          return before?.oid !== idAt({ commit: oid, path })?.oid;
        });
        calls.push('versions');
        for (const oid of touching) yield { commit: oid, file: fileAt({ commit: oid, path }) };
      },
      entering: async (reverted, look) => {
        calls.push('entering');
        return reverted.kind === 'pull'
          ? pullEntering(reverted.number, look.proposal.baseBranch)
          : commitEntering(reverted.oid, look.base);
      },
    };
  };
  return repository;
}

const REPOSITORY = {
  owner: 'acme',
  name: 'shop',
  url: 'https://github.com/acme/shop',
  defaultBranch: 'main',
};

const NO_TEXT: BlobText = { text: null, bytes: 0, cut: false };

function blobOf(content: Exclude<Content, null>): Blob {
  if (typeof content === 'string') return { kind: 'file', bytes: Buffer.from(content) };
  if (content instanceof Uint8Array) return { kind: 'file', bytes: Buffer.from(content) };
  return { kind: 'link', bytes: Buffer.from(content.link) };
}

function textOf(bytes: Buffer): BlobText {
  const isText = !bytes.includes(0) && Buffer.from(bytes.toString('utf8')).equals(bytes);
  const text = isText ? bytes.subarray(0, TEXT_LIMIT).toString('utf8') : null;
  return { text, bytes: bytes.length, cut: bytes.length > TEXT_LIMIT };
}

/** Files that differ; one that is gone and one that is new with the same content are a rename. */
function changes(before: Files, after: Files): readonly ChangedFile[] {
  const gone = [...before].filter(([path]) => !after.has(path));
  const changed: ChangedFile[] = [];
  const moved = new Set<string>();
  for (const [path, blob] of after) {
    const was = before.get(path);
    if (was !== undefined && oidOf(was) === oidOf(blob)) continue;
    const from = gone.find(([old, one]) => !moved.has(old) && oidOf(one) === oidOf(blob))?.[0];
    if (was !== undefined) changed.push({ path, previousPath: null, status: 'modified' });
    else if (from === undefined) changed.push({ path, previousPath: null, status: 'added' });
    else {
      moved.add(from);
      changed.push({ path, previousPath: from, status: 'renamed' });
    }
  }
  const removed = gone.filter(([path]) => !moved.has(path)).map(([path]) => path);
  return [
    ...changed,
    ...removed.map((path) => ({ path, previousPath: null, status: 'removed' as const })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function written(before: Files, files: NewCommit['files']): Files {
  const next = new Map(before);
  for (const [path, content] of Object.entries(files))
    if (content === null) next.delete(path);
    else next.set(path, blobOf(content));
  return next;
}

function listOf(files: Files): readonly string[] {
  return [...files].map(([path, blob]) => `${path} ${blob.kind} ${oidOf(blob)}`).sort();
}

function treeOid(path: string, files: readonly (readonly [string, Blob])[]): string {
  return hash(
    'tree',
    listOf(new Map(files.map(([name, blob]) => [name.slice(path.length), blob]))).join('\n'),
  );
}

function oidOf({ bytes }: Blob): string {
  return hash('blob', bytes);
}

function hash(kind: string, content: string | Buffer): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}
