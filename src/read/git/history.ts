import type { Entering, FirstLook, Reverted } from '../source.js';
import type { Git } from './run.js';

/** The commits that names stand for; they go in as data, so that none is read as an option. */
export async function commitsNamed(
  git: Git,
  names: readonly string[],
): Promise<readonly (string | null)[]> {
  const plain = names.map((name) => (/[\0\n]/.test(name) ? '' : name));
  const lines = plain.map((name) => `${name}^{commit}\n`).join('');
  const out = await git.read(['cat-file', '--batch-check=%(objectname) %(objecttype)'], lines);
  const answers = out.toString('utf8').split('\n');
  return names.map((_, at) => /^([0-9a-f]{40,64}) commit$/.exec(answers[at] ?? '')?.[1] ?? null);
}

/** The configuration may make `log` show more than the format asks for. */
export const LOG = ['log', '--no-show-signature', '--no-color', '--no-patch', '--encoding=UTF-8'];

/** Fields of a log's output, `width` to a record. */
export function records(out: Buffer, width: number): readonly (readonly string[])[] {
  const all = out.toString('utf8').split('\0');
  const count = Math.floor(all.length / width);
  return Array.from({ length: count }, (_, at) => all.slice(at * width, (at + 1) * width));
}

/** How what was reverted came into the base branch; `null` unless it is part of it. */
export async function entering(
  git: Git,
  reverted: Reverted,
  { base }: FirstLook,
): Promise<Entering | null> {
  const after =
    reverted.kind === 'commit'
      ? await commitInHistory(git, reverted.oid, base)
      : await commitOfPull(git, reverted.number, base);
  if (after === null) return null;
  const [before = null] = await commitsNamed(git, [`${after}^1`]);
  return before === null ? null : { before, after };
}

/** The commit by which a named one came in. A branch may be named like it; only the id counts. */
async function commitInHistory(git: Git, named: string, base: string): Promise<string | null> {
  if (!/^[0-9a-f]{7,40}$/i.test(named)) return null;
  const [oid = null] = await commitsNamed(git, [named]);
  if (oid === null || !oid.startsWith(named.toLowerCase())) return null;
  const { code } = await git.run(['merge-base', '--is-ancestor', oid, base]);
  return code === 0 ? broughtBy(git, oid, base) : null;
}

/**
 * The base branch's own commit that brought another one: itself, or the merge. A side branch's
 * commits may hold what the base branch never did.
 */
async function broughtBy(git: Git, oid: string, base: string): Promise<string | null> {
  const commits = async (which: string) =>
    (await git.read(['rev-list', which, `${oid}..${base}`])).toString('utf8').trim().split('\n');
  const [line, path] = await Promise.all([commits('--first-parent'), commits('--ancestry-path')]);
  const oldest = line.at(-1) ?? '';
  const [parent] = oldest === '' ? [oid] : await commitsNamed(git, [`${oldest}^1`]);
  if (parent === oid) return oid;
  const later = new Set(path);
  return line.findLast((one) => later.has(one)) ?? null;
}

/**
 * The newest of the base branch's own commits that says it merged the pull request. A pull request
 * merged by rebasing leaves no such commit and cannot be found in a clone.
 */
async function commitOfPull(git: Git, number: number, base: string): Promise<string | null> {
  const merge = new RegExp(`^Merge pull request #${number} from `);
  const squash = new RegExp(`\\(#${number}\\)$`);
  const grep = [`--grep=^Merge pull request #${number} from `, `--grep=\\(#${number}\\)$`];
  const out = await git.read([
    ...[...LOG, '--first-parent', '--extended-regexp', ...grep],
    ...['--format=%H%x00%P%x00%s%x00', base],
  ]);
  const found = records(out, 3).find(([, parents = '', subject = '']) =>
    parents.includes(' ') ? merge.test(subject) : squash.test(subject),
  );
  return found?.[0]?.trim() ?? null;
}
