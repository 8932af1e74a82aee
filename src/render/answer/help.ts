import type { Links } from '../links.js';
import { code, link, table } from '../markdown.js';
import { PILOTS_PAGE } from '../pilot/scene.js';

/** What Belay can be asked, where it was asked. */
export function helpText(place: 'pilot-issue' | 'elsewhere', links: Links): string {
  const page = links.docs(PILOTS_PAGE);
  return [
    place === 'pilot-issue' ? IN_ISSUE : ELSEWHERE,
    ...(page === null ? [] : [link('How pilots end', page)]),
  ].join('\n\n');
}

const VERDICTS = [
  ['/belay graduate because …', 'it worked: the pilot becomes the default'],
  ['/belay kill because …', 'it did not: the pilot is taken back'],
  ['/belay continue until YYYY-MM-DD because …', 'not clear yet: a new checkpoint'],
  [
    '/belay change until YYYY-MM-DD because …',
    'another mechanism for the same aim: a new checkpoint',
  ],
  ['/belay assign @login', 'somebody else takes this issue'],
] as const;

const IN_ISSUE = [
  'In this issue Belay takes these commands of the pilot’s owner, its backup, or anyone who may write to this repository:',
  commandTable([...VERDICTS, ['/belay help', 'this answer']]),
  'Only the first line of a new comment counts. A reason takes at least three words.',
].join('\n\n');

const ELSEWHERE = [
  'On a pull request Belay takes:',
  commandTable([
    ['/belay recheck', 'judge it again (its author, or triage permission)'],
    ['/belay help', 'this answer'],
  ]),
  'A pilot is decided in its own issue, which Belay opens when it is due:',
  commandTable(VERDICTS),
  'Only the first line of a new comment counts.',
].join('\n\n');

function commandTable(rows: readonly (readonly [string, string])[]): string {
  return table(
    ['command', 'what it does'],
    rows.map(([command, does]) => [code(command), does]),
  );
}
