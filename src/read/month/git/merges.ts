import { flaggedFiles } from '../../../core/gate/flagged.js';
import { isGated } from '../../../core/gate.js';
import { dayWithin } from '../../../core/instant.js';
import type { MergedChange } from '../../../core/scorecard/month/month.js';
import { changedFiles } from '../../git/diff.js';
import { LOG, records } from '../../git/history.js';
import type { Git } from '../../git/run.js';
import type { MergedWork, MonthSoFar } from '../place.js';

/** A commit of the default branch itself by which a pull request came in. */
interface Landed extends Named {
  readonly oid: string;
  readonly parent: string;
  readonly at: string;
}

type Named = Pick<MergedChange, 'number' | 'title'>;

/**
 * The merged pull requests of a month that touched a flagged workflow, oldest first, as far as the
 * default branch's own commits name them: a merge with all it brought, or a commit with `(#12)`. What
 * was pushed right to the branch is none. A clone does not know descriptions, so that nobody can
 * tell what the gate had said of them and which decisions they link.
 */
export async function landedWork(git: Git, month: MonthSoFar): Promise<MergedWork> {
  const found: MergedChange[] = [];
  const { landed, unnamed, of } = await landedIn(git, month);
  for (const one of landed) found.push(...(await changeOf(git, one, month)));
  const changes = together(found);
  const missing = changes.length;
  const gap = { why: 'local', missing, of: missing } as const;
  return {
    changes,
    unmeasured: [
      ...(unnamed === 0
        ? []
        : [{ what: 'changes', why: 'unnamed', missing: unnamed, of } as const]),
      ...(missing === 0
        ? [{ what: 'links', why: 'local', missing: null, of: null } as const]
        : [{ what: 'verdicts', ...gap } as const, { what: 'links', ...gap } as const]),
    ],
  };
}

/** The commits by which pull requests came in, and how many commits of all name none. */
interface LandedWork {
  readonly landed: readonly Landed[];
  readonly unnamed: number;
  readonly of: number;
}

async function landedIn(
  git: Git,
  { states: { before, after }, policy, look: { repository } }: MonthSoFar,
): Promise<LandedWork> {
  const branch = repository.defaultBranch;
  if (after === null || !isGated(policy, branch)) return { landed: [], unnamed: 0, of: 0 };
  const out = await git.read([
    ...[...LOG, '--first-parent', '--reverse', '--format=%H%x00%P%x00%cI%x00%s%x00%b%x00'],
    before === null ? after : `${before}..${after}`,
  ]);
  // The first commit of all is where the branch begins, not a change to it.
  const commits = records(out, 5).filter(([, parents]) => parents !== '');
  const landed = commits.flatMap(([oid = '', parents = '', at = '', subject = '', body = '']) => {
    const [parent = '', other] = parents.split(' ');
    const named = pullIn(subject, body) ?? (other && mergeIn(subject, branch));
    return named ? [{ ...named, oid: oid.trim(), parent, at }] : [];
  });
  const pushed = commits.filter(([, parents = '']) => !parents.includes(' '));
  const squashed = landed.filter(({ oid }) => pushed.some(([one = '']) => one.trim() === oid));
  return { landed, unnamed: pushed.length - squashed.length, of: commits.length };
}

/** As GitHub writes merges: the title is the message's body, or stands before the number. */
function pullIn(subject: string, body: string): Named | null {
  const merge = /^Merge pull request #(\d+) from /.exec(subject)?.[1];
  if (merge !== undefined)
    return { number: Number(merge), title: body.trim().split('\n')[0] || subject };
  const [, title = '', squash] = /^(.*) \(#(\d+)\)$/.exec(subject) ?? [];
  return squash === undefined ? null : { number: Number(squash), title };
}

/** A merge made by hand; one of the branch itself or of a tag only fetched what others had pushed. */
function mergeIn(subject: string, branch: string): Named | null {
  if (subject.startsWith('Merge tag ')) return null;
  const [, from] = /^Merge (?:remote-tracking )?branch '(?:origin\/)?([^']+)'/.exec(subject) ?? [];
  return from === branch ? null : { number: null, title: subject };
}

async function changeOf(
  git: Git,
  { oid, parent, at, ...named }: Landed,
  { span, policy, policySince, look }: MonthSoFar,
): Promise<readonly MergedChange[]> {
  const mergedOn = dayWithin(at, span);
  if (mergedOn === null) return [];
  if (policySince !== null && Date.parse(at) <= Date.parse(policySince)) return [];
  const files = await changedFiles(git, parent, oid);
  const workflows = [...flaggedFiles(files, policy).keys()].map(({ id }) => id);
  if (workflows.length === 0) return [];
  const { url } = look.repository;
  const change: MergedChange = {
    ...named,
    url: pageOf(url, named.number, oid),
    mergedOn,
    verdict: null,
    judgedAfterwards: false,
    overridden: false,
    workflows,
    reach: 'whole',
    decisions: null,
    reverting: false,
  };
  return [change];
}

/** Several commits may name one pull request, which counts once, on the day of its last. */
function together(found: readonly MergedChange[]): readonly MergedChange[] {
  const changes = new Map<unknown, MergedChange>();
  for (const change of found) {
    const key = change.number ?? change;
    const { workflows } = changes.get(key) ?? change;
    const all = new Set([...workflows, ...change.workflows]);
    changes.delete(key);
    changes.set(key, { ...change, workflows: [...all] });
  }
  return [...changes.values()];
}

function pageOf(url: string | null, number: number | null, oid: string): string | null {
  if (url === null) return null;
  return number === null ? `${url}/commit/${oid}` : `${url}/pull/${number}`;
}
