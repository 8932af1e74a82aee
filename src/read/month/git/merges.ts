import { flaggedFiles } from '../../../core/gate/flagged.js';
import { dayWithin } from '../../../core/instant.js';
import type { MergedChange } from '../../../core/scorecard/month.js';
import { changedFiles } from '../../git/diff.js';
import { LOG, records } from '../../git/history.js';
import type { Git } from '../../git/run.js';
import type { MergedWork, MonthSoFar } from '../place.js';

/** A commit of the default branch itself. */
interface Landed {
  readonly oid: string;
  readonly parent: string;
  readonly at: string;
  readonly subject: string;
  readonly body: string;
}

/**
 * What came into the default branch in a month and touched a flagged workflow, oldest first: each
 * of its own commits is a change, a merge with all it brought. A clone does not know descriptions,
 * so that nobody can tell what the gate had said of them.
 */
export async function landedWork(git: Git, month: MonthSoFar): Promise<MergedWork> {
  const changes: MergedChange[] = [];
  for (const landed of await landedIn(git, month))
    changes.push(...(await changeOf(git, landed, month)));
  const missing = changes.length;
  return {
    changes,
    unmeasured: missing === 0 ? [] : [{ what: 'verdicts', why: 'local', missing, of: missing }],
  };
}

async function landedIn(
  git: Git,
  { states: { before, after } }: MonthSoFar,
): Promise<readonly Landed[]> {
  if (after === null) return [];
  const out = await git.read([
    ...[...LOG, '--first-parent', '--reverse', '--format=%H%x00%P%x00%cI%x00%s%x00%b%x00'],
    before === null ? after : `${before}..${after}`,
  ]);
  return records(out, 5).flatMap(([oid = '', parents = '', at = '', subject = '', body = '']) => {
    const [parent] = parents.split(' ');
    // The first commit of all is where the branch begins, not a change to it.
    return parent ? [{ oid: oid.trim(), parent, at, subject, body }] : [];
  });
}

async function changeOf(
  git: Git,
  landed: Landed,
  { span, policy, policySince, look }: MonthSoFar,
): Promise<readonly MergedChange[]> {
  const { oid, parent, at, subject, body } = landed;
  const mergedOn = dayWithin(at, span);
  if (mergedOn === null) return [];
  if (policySince !== null && Date.parse(at) <= Date.parse(policySince)) return [];
  const files = await changedFiles(git, parent, oid);
  const workflows = [...flaggedFiles(files, policy).keys()].map(({ id }) => id);
  if (workflows.length === 0) return [];
  const named = nameOf(subject, body);
  const { url } = look.repository;
  const change: MergedChange = {
    ...named,
    url: pageOf(url, named.number, oid),
    mergedOn,
    author: null,
    verdict: null,
    judgedAfterwards: false,
    overridden: false,
    workflows,
    files: files.length,
    decisions: null,
  };
  return [change];
}

/** As GitHub writes merges: the title is the message's body, or stands before the number. */
function nameOf(subject: string, body: string): Pick<MergedChange, 'number' | 'title'> {
  const merge = /^Merge pull request #(\d+) from /.exec(subject)?.[1];
  if (merge !== undefined)
    return { number: Number(merge), title: body.trim().split('\n')[0] || subject };
  const [, title = subject, squash] = /^(.*) \(#(\d+)\)$/.exec(subject) ?? [];
  return { number: squash === undefined ? null : Number(squash), title };
}

function pageOf(url: string | null, number: number | null, oid: string): string | null {
  if (url === null) return null;
  return number === null ? `${url}/commit/${oid}` : `${url}/pull/${number}`;
}
