import { basename } from 'node:path';
import type { Proposal, Repository } from '../../core/change.js';
import { POLICY_FILES } from '../../core/policy.js';
import type { FirstLook, PolicyVersion, Source } from '../source.js';
import { changedFiles } from './diff.js';
import { commitsNamed, entering, LOG, records } from './history.js';
import { listFolders, readBlobs, readFiles, readIds } from './objects.js';
import { parseRemote } from './remote.js';
import { type Git, gitIn, gitTrouble } from './run.js';
import { withSnapshot } from './worktree.js';

/** Which change of a clone to read. */
export interface CloneOptions {
  readonly folder: string;
  /** Default `origin/HEAD`, then `main`. */
  readonly base?: string;
  /** Default `HEAD`. */
  readonly head?: string;
  /** The description, as a pull request would have it. */
  readonly body?: string;
  /** `uncommitted`: what lies in the work tree counts as the head's. */
  readonly files?: 'committed' | 'uncommitted';
}

/** A clone to read from; `head` is where the files of the change are. */
export interface Clone {
  readonly source: Source;
  head(): Promise<string>;
}

/** As many commit messages as GitHub's first page has. */
const MOST_MESSAGES = 100;

/** As many versions of the policy as are tried when it is unreadable. */
const MOST_VERSIONS = 100;

const BASES = ['origin/HEAD', 'main', 'origin/main'];

/** Opens a clone for as long as `use` runs; nothing in it is changed and no network is used. */
export function withClone<T>(options: CloneOptions, use: (clone: Clone) => Promise<T>): Promise<T> {
  const { folder, files = 'committed' } = options;
  if (files === 'uncommitted')
    return withSnapshot(folder, ({ git, tree }) => use(cloneOf({ git, options, tree })));
  return use(cloneOf({ git: gitIn(folder), options, tree: null }));
}

interface Place {
  readonly git: Git;
  readonly options: CloneOptions;
  /** What lies in the work tree, where that is what counts. */
  readonly tree: string | null;
}

function cloneOf(place: Place): Clone {
  const { git, options, tree } = place;
  const source: Source = {
    name: options.folder,
    look: (paths) => lookAt(place, paths),
    files: (asked) => readFiles(git, asked),
    ids: (asked) => readIds(git, asked),
    list: (commit, folders) => listFolders(git, commit, folders),
    blobs: (asked) => readBlobs(git, asked),
    policyVersions: (commit, path) => readVersions(git, commit, path),
    entering: (reverted, look) => entering(git, reverted, look),
  };
  return { source, head: async () => tree ?? (await endsOf(place)).tip };
}

async function lookAt(place: Place, paths: readonly string[]): Promise<FirstLook> {
  const { git, options } = place;
  const { base, tip } = await basedEnds(place);
  const head = place.tree ?? tip;
  const [list, messages, policies, ids, repository, names] = await Promise.all([
    mergeBase(git, base, tip).then((start) => changedFiles(git, start, head)),
    messagesOf(git, base.oid, tip),
    policiesAt(git, base.oid),
    readIds(
      git,
      paths.map((path) => ({ commit: base.oid, path })),
    ),
    repositoryOf(git, options.folder),
    Promise.all([branchName(git, base.name), branchName(git, options.head ?? 'HEAD')]),
  ]);
  const baseBranch = names[0] ?? base.name;
  return {
    repository: { ...repository, defaultBranch: repository.defaultBranch ?? baseBranch },
    repositoryId: options.folder,
    state: 'open',
    proposal: proposalOf({ options, repository, messages, baseBranch, headBranch: names[1], tip }),
    head,
    base: base.oid,
    policyCommit: base.oid,
    policies,
    files: { list, whole: true },
    ids: new Map(paths.map((path, at) => [path, ids[at] ?? null])),
    standing: { others: [], check: null },
  };
}

interface ProposalParts {
  readonly options: CloneOptions;
  readonly repository: Pick<Repository, 'url'>;
  readonly messages: Proposal['messages'];
  readonly baseBranch: string;
  readonly headBranch: string | null;
  readonly tip: string;
}

function proposalOf(parts: ProposalParts): Proposal {
  const { options, repository, messages, baseBranch, headBranch, tip } = parts;
  const subject = messages[0]?.text.split('\n')[0];
  return {
    number: null,
    title: subject ?? headBranch ?? tip.slice(0, 7),
    body: options.body ?? '',
    author: null,
    baseBranch,
    headBranch,
    headRepositoryUrl: repository.url,
    headOid: tip,
    messages,
  };
}

interface Base {
  readonly oid: string;
  /** As it was named. */
  readonly name: string;
}

interface Ends {
  readonly base: Base | null;
  readonly tip: string;
}

/** Where the change begins and ends, as named or by default; an end that is not there is trouble. */
async function endsOf({ git, options }: Place): Promise<Ends> {
  const { base, head = 'HEAD' } = options;
  const names = base === undefined ? BASES : [base];
  const [tip = null, ...oids] = await commitsNamed(git, [head, ...names]);
  if (tip === null) throw noCommit(head);
  const at = oids.findIndex((oid) => oid !== null);
  if (at === -1 && base !== undefined) throw noCommit(base);
  const [oid, name] = [oids[at], names[at]];
  return { tip, base: oid == null || name === undefined ? null : { oid, name } };
}

async function basedEnds(place: Place): Promise<Ends & { readonly base: Base }> {
  const { base, tip } = await endsOf(place);
  if (base !== null) return { base, tip };
  throw gitTrouble(
    'no base to compare with: neither origin/HEAD nor main exists; name one with --base',
  );
}

function noCommit(name: string): Error {
  return gitTrouble(`there is no commit named ${JSON.stringify(name)} in this clone`);
}

async function mergeBase(git: Git, base: Base, tip: string): Promise<string> {
  const { code, stdout } = await git.run(['merge-base', base.oid, tip]);
  if (code === 0) return stdout.toString('utf8').trim();
  if (await isShallow(git)) throw shallowTrouble(`the commit where ${base.name} and the head part`);
  throw gitTrouble(`${base.name} and the head have no commit in common`);
}

/** Whether the clone holds only the newest part of the history. */
export async function isShallow(git: Git): Promise<boolean> {
  const said = await git.read(['rev-parse', '--is-shallow-repository']);
  return said.toString('utf8').trim() === 'true';
}

/** What is asked for lies beyond the boundary of a shallow clone. */
export function shallowTrouble(what: string): Error {
  return gitTrouble(`this clone is shallow: it does not reach ${what}; run: git fetch --unshallow`);
}

/** The branch a name stands for, without its remote; `null` for a commit's id or a tag. */
export async function branchName(git: Git, name: string): Promise<string | null> {
  if (name.startsWith('-')) return null;
  const { stdout } = await git.run([
    'rev-parse',
    '--verify',
    '--quiet',
    '--symbolic-full-name',
    name,
  ]);
  const full = stdout.toString('utf8').trim();
  return /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/s.exec(full)?.[1] ?? null;
}

type ClonedRepository = Omit<Repository, 'defaultBranch'> & {
  readonly defaultBranch: string | null;
};

/** What the clone itself tells of where it came from. */
export async function repositoryOf(git: Git, folder: string): Promise<ClonedRepository> {
  const [address, defaultBranch] = await Promise.all([
    git.run(['config', '--get', 'remote.origin.url']),
    branchName(git, 'origin/HEAD'),
  ]);
  const remote = parseRemote(address.stdout.toString('utf8'));
  if (remote !== null) return { ...remote, defaultBranch };
  const top = await git.run(['rev-parse', '--show-toplevel']);
  const name = basename(top.stdout.toString('utf8').trim() || folder);
  return { owner: '', name, url: null, defaultBranch };
}

async function messagesOf(git: Git, base: string, tip: string): Promise<Proposal['messages']> {
  const order = ['--topo-order', '--reverse', '--format=%H%x00%B%x00'];
  const out = await git.read([...LOG, ...order, `${base}..${tip}`]);
  const oldest = records(out, 2).slice(0, MOST_MESSAGES);
  return oldest.map(([oid = '', text = '']) => ({
    oid: oid.trim(),
    text: text.trimEnd(),
  }));
}

/** The policy files at a commit, the one that counts first. */
export async function policiesAt(git: Git, commit: string): Promise<FirstLook['policies']> {
  const files = await readFiles(
    git,
    POLICY_FILES.map((path) => ({ commit, path })),
  );
  return POLICY_FILES.flatMap((path, at) => {
    const file = files[at] ?? null;
    return file === null ? [] : [{ path, file }];
  });
}

/** Versions of a policy file in the history of a commit, newest first. */
export async function* readVersions(
  git: Git,
  commit: string,
  path: string,
): AsyncGenerator<PolicyVersion> {
  const out = await git.read(['rev-list', `--max-count=${MOST_VERSIONS}`, commit, '--', path]);
  for (const oid of out.toString('utf8').split('\n').filter(Boolean)) {
    const [file = null] = await readFiles(git, [{ commit: oid, path }]);
    yield { commit: oid, file };
  }
}
