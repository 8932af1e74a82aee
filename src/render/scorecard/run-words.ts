import type { Filing } from '../../core/scorecard/filing.js';
import type { YearMonth } from '../../core/scorecard/month.js';
import type { ScorecardWrite } from '../../core/scorecard/scorecard-issue.js';
import { counted, literal, type Phrase, path, say } from '../phrase.js';
import type { SweepMode } from '../sweep/swept.js';
import { UNTAKEN } from '../sweep/words.js';
import { sayProblem } from '../words/problem.js';
import { sayTrouble } from '../words/trouble.js';
import {
  cardsIn,
  isUnscored,
  type Ran,
  type RanLedger,
  type RanRepository,
  type ScorecardRun,
} from './ran.js';

const VERBS = {
  file: { done: 'filed', planned: 'would file' },
  edit: { done: 'edited', planned: 'would edit' },
  comment: { done: 'commented on', planned: 'would comment on' },
  reword: { done: 'reworded a comment on', planned: 'would reword a comment on' },
  close: { done: 'closed', planned: 'would close' },
} as const satisfies Record<ScorecardWrite['kind'], Record<SweepMode, string>>;

/** One write, done or to be done. */
export function sayScorecardWrite(
  { write, number }: RanLedger['done'][number],
  mode: SweepMode,
): Phrase {
  const verb = VERBS[write.kind][mode];
  if (write.kind === 'file')
    return say`${verb}${number === null ? '' : ` #${number}`} ${write.issue.title}`;
  return say`${verb} #${write.number}`;
}

const UNFILED = {
  'not-over': 'it is not over yet',
  'scorecard-off': 'the policy turns scorecards off',
  'policy-too-young': 'the policy was there on fewer than 14 days of it',
  'nothing-happened': 'there was no flagged change, no open pilot and no review',
} as const satisfies Record<Extract<Filing, { filed: false }>['why'], string>;

/** What else there is to know of a repository. */
export function notesOfRan(ran: Ran): readonly Phrase[] {
  if (ran.kind === 'scored') return [...ran.months.flatMap(noteOfMonth), ...notesOfScored(ran)];
  return noteOfUnread(ran);
}

function notesOfScored(ran: RanRepository): readonly Phrase[] {
  const idle = ran.months.length === 0 && ran.trouble === null;
  return [...(idle ? [say`No scorecard is due here today.`] : []), ...notesOfLedger(ran)];
}

/** What kept the issues of a repository from being written. */
export function notesOfLedger({ told, trouble }: RanLedger): readonly Phrase[] {
  return [
    ...(told === null ? [] : [say`${UNTAKEN[told]}`]),
    ...(trouble === null
      ? []
      : [say`It was done in part: ${sayTrouble(trouble).short}. The next run takes up the rest.`]),
  ];
}

type ReadMonth = RanRepository['months'][number];

/** Trouble with a month is the repository's, which tells it. */
function noteOfMonth(one: ReadMonth): readonly Phrase[] {
  if (one.kind === 'trouble') return [];
  if (one.kind === 'without-policy') return [say`At the month’s end there was no policy.`];
  if (one.kind !== 'month') return noteOfUnread(one);
  const { filing, month } = one;
  return filing.filed ? [] : [unfiled(month.month, UNFILED[filing.why])];
}

function unfiled(month: YearMonth, why: string): Phrase {
  return say`${month} gets no issue of its own: ${why}.`;
}

type Unread = Exclude<ReadMonth, { readonly kind: 'month' }>;

function noteOfUnread(unread: Unread): readonly Phrase[] {
  switch (unread.kind) {
    case 'without-policy':
      return [say`It has no policy; ${literal('.github/belay.yml')} would be one.`];
    case 'broken-policy':
      return [
        say`The policy ${path(unread.file)} is not valid, and no earlier version is: nothing can be scored.`,
        ...unread.problems.slice(0, 3).map((problem) => say`${sayProblem(problem).what}`),
      ];
    case 'trouble':
      return [
        say`It could not be scored: ${sayTrouble(unread.trouble).short}. The next run tries again.`,
      ];
  }
}

/** The whole run in one line. */
export function scorecardTally({ repositories }: ScorecardRun): string {
  const cards = repositories.flatMap(cardsIn).filter(({ filing }) => filing.filed).length;
  const without = repositories.filter(({ kind }) => kind === 'without-policy').length;
  const unscored = repositories.filter(isUnscored).length;
  return [
    counted(cards, 'scorecard'),
    repositories.length > 1 ? counted(repositories.length, 'repository', 'repositories') : '',
    without > 0 ? `${without} without a policy` : '',
    unscored > 0 ? `${unscored} not scored` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
