import { addDays, type Day, daysBetween } from '../../core/day.js';
import type { Rest } from '../../core/scorecard/agenda.js';
import type { ScorecardWrite } from '../../core/scorecard/issue/scorecard-issue.js';
import { LEAST_POLICY_DAYS } from '../../core/scorecard/month/filing.js';
import type { Month } from '../../core/scorecard/month/month.js';
import {
  addMonths,
  firstDayOf,
  lastDayOf,
  monthOf,
} from '../../core/scorecard/month/year-month.js';
import {
  cardsIn,
  type Homeless,
  isUnscored,
  type Ledger,
  type RepositoryRun,
  type ScorecardRun,
  type Scored,
  type ScoredMonth,
} from '../../core/scorecard/run.js';
import { counted, listed, literal, type Phrase, person, say } from '../phrase.js';
import { repositoryName as nameOf } from '../repository-name.js';
import type { SweepMode } from '../sweep/swept.js';
import { UNTAKEN } from '../sweep/words.js';
import { longDay } from '../words/day.js';
import { sayFailure } from '../words/trouble.js';
import { sayAncestor, sayBrokenPolicy } from './broken-policy.js';

const VERBS = {
  file: { done: 'filed', planned: 'would file' },
  edit: { done: 'edited', planned: 'would edit' },
  comment: { done: 'commented on', planned: 'would comment on' },
  reword: { done: 'reworded a comment on', planned: 'would reword a comment on' },
  close: { done: 'closed', planned: 'would close' },
} as const satisfies Record<ScorecardWrite['kind'], Record<SweepMode, string>>;

/** One write, done or to be done. */
export function sayScorecardWrite(
  { write, number }: Ledger['done'][number],
  mode: SweepMode,
): Phrase {
  const verb = VERBS[write.kind][mode];
  if (write.kind === 'file')
    return say`${verb}${number === null ? '' : ` #${number}`} ${write.issue.title}`;
  return say`${verb} #${write.number}`;
}

const UNFILED = {
  'scorecard-off': 'the policy turns scorecards off',
  'policy-too-young': `the policy was there on fewer than ${LEAST_POLICY_DAYS} days of the month`,
  'nothing-happened': 'no flagged pull request was merged, no pilot was open and no review written',
} as const;

const RESTS: Record<Rest, string> = {
  'quiet-day': 'it is a quiet day',
  'scorecard-off': UNFILED['scorecard-off'],
};

/** What else there is to know of a repository. */
export function notesOfRan(ran: RepositoryRun): readonly Phrase[] {
  if (ran.kind !== 'scored') return noteOfUnread(ran);
  return [
    ...ran.months.flatMap((one) => noteOfMonth(one, ran.today)),
    ...waitingNotes(ran),
    ...ran.others.map(sayOther),
    ...notesOfLedger(ran),
  ];
}

/** By what policy its months were scored, where that which stood there cannot be read. */
export function warningsOfRan(ran: RepositoryRun): readonly Phrase[] {
  return cardsIn(ran).flatMap(({ month }) => sayAncestor(month));
}

/** What was not looked at, and why. */
function waitingNotes(ran: Scored): readonly Phrase[] {
  const { months, standing, waiting, rest } = ran;
  const left = [
    ...(standing.length === 0 ? [] : [say`${listed(standing)} ${stand(standing)} as filed.`]),
    ...(waiting.length === 0
      ? []
      : [
          say`${listed(waiting)} ${wait(waiting)} for the next run: only so many issues are filed at once.`,
        ]),
  ];
  if (rest === null || left.length > 0 || months.length > 0) return left;
  return [say`No scorecard is due here today: ${RESTS[rest]}.`];
}

const stand = ({ length }: readonly unknown[]) => (length === 1 ? 'stands' : 'stand');
const wait = ({ length }: readonly unknown[]) => (length === 1 ? 'waits' : 'wait');

function sayOther({ month, number, by }: Scored['others'][number]): Phrase {
  return say`#${number} is a scorecard of ${month} too, filed by ${person(`@${by}`)}: two accounts file in this repository, and neither knows the other's. Let one account file.`;
}

/** What kept the issues of a repository from being written. */
export function notesOfLedger({ told, trouble, done }: Ledger): readonly Phrase[] {
  const extent = done.length === 0 ? 'Nothing was written' : 'It was done in part';
  return [
    ...(told === null ? [] : [say`${UNTAKEN[told]}`]),
    ...(trouble === null
      ? []
      : [say`${extent}: ${sayFailure(trouble, 'The next run takes up the rest.')}`]),
  ];
}

type ReadMonth = Scored['months'][number];

/** Trouble with a month is the repository's, which tells it. */
function noteOfMonth(one: ReadMonth, today: Day): readonly Phrase[] {
  if (one.kind === 'trouble') return [];
  if (one.kind === 'without-policy')
    return [
      say`At the end of ${one.asked} there was no policy. ${literal(`belay scorecard --month ${monthOf(today)}`)} shows the month so far.`,
    ];
  return one.kind === 'month' ? noteOfFiling(one) : noteOfUnread(one);
}

/** Why a month gets no issue of its own. */
export function noteOfFiling({ filing, month }: ScoredMonth): readonly Phrase[] {
  if (filing.filed) return [];
  if (filing.why === 'not-over') return [sayUnfinished(month)];
  return [say`${month.month} gets no issue of its own: ${UNFILED[filing.why]}.`];
}

/** That a month still runs, and when its issue comes. */
function sayUnfinished({ month, asOf, policyDays, policy: { scorecard } }: Month): Phrase {
  if (scorecard === null)
    return say`${month} so far; it gets no issue: ${UNFILED['scorecard-off']}.`;
  if (policyDays + daysBetween(asOf, lastDayOf(month)) < LEAST_POLICY_DAYS)
    return say`${month} so far; it gets no issue: the policy came less than ${LEAST_POLICY_DAYS} days before its end.`;
  const next = addMonths(month, 1);
  const from = addDays(firstDayOf(next), scorecard.day - 1);
  const [soonest = from] = [from, lastDayOf(next)].toSorted();
  return say`${month} so far; no issue before ${longDay(soonest)}.`;
}

function noteOfUnread(unread: Unread): readonly Phrase[] {
  switch (unread.kind) {
    case 'without-policy':
      return [
        say`There is no policy on its default branch; ${literal('.github/belay.yml')} would be one, once it is committed there.`,
      ];
    case 'broken-policy':
      return sayBrokenPolicy(unread);
    case 'trouble':
      return [
        say`It could not be scored: ${sayFailure(unread.trouble, 'The next run tries again.')}`,
      ];
  }
}

type Unread =
  | Exclude<ReadMonth, { readonly kind: 'month' }>
  | Exclude<RepositoryRun, { readonly kind: 'scored' }>;

/** Where an organisation's issue could stand. */
export function sayHomeless({ owner, foreign }: Homeless): Phrase {
  if (foreign !== null)
    return say`The scorecard over all repositories of ${owner} is not filed: ${literal('scorecard.roll-up')} names ${literal(nameOf(foreign))}, which belongs to another owner, and what it tells is for those who may see ${owner}. Name a repository of ${owner}.`;
  return say`The scorecard over all repositories of ${owner} has no home: there is no repository ${literal(`${owner}/.github`)} that the token may see, its policy turns scorecards off, or that policy is not valid. Create it, and the next run files the issue there.`;
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
