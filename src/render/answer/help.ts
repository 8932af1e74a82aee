import type { Links } from '../links.js';
import { code, link, table } from '../markdown.js';
import { PILOTS_PAGE } from '../pilot/scene.js';

/** Where Belay is asked. */
export type Place = 'pilot-issue' | 'scorecard' | 'elsewhere';

const SCORECARD_PAGE = 'scorecard.md';

/** What Belay can be asked, where it was asked. */
export function helpText(place: Place, links: Links): string {
  const isScorecard = place === 'scorecard';
  const page = links.docs(isScorecard ? SCORECARD_PAGE : PILOTS_PAGE);
  const title = isScorecard ? 'How this is scored' : 'How pilots end';
  return [HELP[place], ...(page === null ? [] : [link(title, page)])].join('\n\n');
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

const IN_SCORECARD = [
  'In this issue Belay takes these commands:',
  commandTable([
    [
      '/belay score AREA 1-5 because … next …',
      'your score counts instead of the measured one (the area’s owner, or write permission)',
    ],
    ['/belay help', 'this answer'],
  ]),
  'Only the first line of a new comment counts. AREA is the name of a row. A reason takes at least three words; `next …` may be left out.',
].join('\n\n');

const HELP: Readonly<Record<Place, string>> = {
  'pilot-issue': IN_ISSUE,
  scorecard: IN_SCORECARD,
  elsewhere: ELSEWHERE,
};

function commandTable(rows: readonly (readonly [string, string])[]): string {
  return table(
    ['command', 'what it does'],
    rows.map(([command, does]) => [code(command), does]),
  );
}
