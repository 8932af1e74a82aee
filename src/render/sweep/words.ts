import type { IssueWrite, WantedIssue } from '../../core/pilot/pilot-issue.js';
import type { Untaken } from '../../core/pilot/sweep.js';
import { isOverdue, type PilotState } from '../../core/pilot.js';
import { counted, listed, literal, type Phrase, path, person, say, words } from '../phrase.js';
import { sayProblem } from '../words/problem.js';
import { sayFailure } from '../words/trouble.js';
import { pilotsIn, type SweepMode, type SweptLog, type SweptRepository } from './swept.js';

/** How each state is called. */
export const STATE_WORDS: Readonly<Record<PilotState, string>> = {
  'on-time': 'on time',
  due: 'due',
  past: 'past',
  escalated: 'escalated',
};

const VERBS = {
  open: { done: 'opened', planned: 'would open' },
  edit: { done: 'edited', planned: 'would edit' },
  comment: { done: 'commented on', planned: 'would comment on' },
  reopen: { done: 'reopened', planned: 'would reopen' },
  close: { done: 'closed', planned: 'would close' },
} as const satisfies Record<IssueWrite['kind'], Record<SweepMode, string>>;

const SAID = {
  opening: 'calling its team',
  due: 'due',
  past: 'past its checkpoint',
  escalated: 'calling backup and escalation',
  reopened: 'open again',
  closed: 'why it is closed',
  answer: 'an answer',
} as const;

/** One write, done or to be done. */
export function sayWrite({ write, number }: SweptLog['done'][number], mode: SweepMode): Phrase {
  const verb = VERBS[write.kind][mode];
  switch (write.kind) {
    case 'open':
      return say`${verb}${number === null ? '' : ` #${number}`} ${words(write.issue.title)}${called(write.issue)}`;
    case 'edit':
      return say`${verb} #${write.number} ${words(write.title)}${labelled(write)}`;
    case 'comment':
      return say`${verb} #${write.number}: ${SAID[write.saying]}`;
    case 'reopen':
      return say`${verb} #${write.number}`;
    case 'close':
      return say`${verb} #${write.number} as ${reasonOf(write)}`;
  }
}

function called({ assignee, opening }: WantedIssue): Phrase {
  if (assignee !== null) return say`, assigned to ${person(`@${assignee}`)}`;
  return say`, ${opening === null ? 'nobody to assign' : 'calling whom it can'}`;
}

function reasonOf({ duplicateOf, reason }: Extract<IssueWrite, { kind: 'close' }>): string {
  if (duplicateOf !== null) return `a duplicate of #${duplicateOf}`;
  return reason === 'completed' ? 'completed' : 'not planned';
}

function labelled({ addLabels, dropLabels }: Extract<IssueWrite, { kind: 'edit' }>): Phrase {
  const parts = [
    ...addLabels.map((label) => say`+${literal(label)}`),
    ...dropLabels.map((label) => say`-${literal(label)}`),
  ];
  return parts.length === 0 ? say`` : say`, labels ${listed(parts, { most: 8 })}`;
}

/** Why a repository or a conversation took no words. */
export const UNTAKEN: Readonly<Record<Untaken, string>> = {
  archived: 'The repository is archived, so no issue can be written there.',
  'issues-disabled': 'Issues are turned off in the repository’s settings, so none can be written.',
  locked: 'A conversation is locked, so nothing was said in it.',
  gone: 'An issue is gone: it was deleted or moved elsewhere.',
};

/** What else there is to know of a repository. */
export function notesOf(swept: SweptRepository): readonly Phrase[] {
  switch (swept.kind) {
    case 'without-policy':
      return [say`It has no policy; ${literal('.github/belay.yml')} would be one.`];
    case 'broken-policy':
      return [
        say`The policy ${path(swept.file)} is not valid, and no earlier version is. Its pilots are not known.`,
        ...swept.problems.slice(0, 3).map((problem) => say`${sayProblem(problem).what}`),
      ];
    case 'trouble':
      return [
        say`It could not be swept: ${sayFailure(swept.trouble, 'The next run tries again.')}`,
      ];
    case 'swept':
      return notesOfSwept(swept);
  }
}

function notesOfSwept({ log, told, trouble, waiting, done }: SweptLog): readonly Phrase[] {
  const extent = done.length === 0 ? 'Nothing was written' : 'It was swept in part';
  return [
    ...(log.policyProblems.length === 0
      ? []
      : [
          say`The policy ${path(log.policy.file)} is not valid now; its last good version was used. ${literal('belay lint')} shows what is wrong.`,
        ]),
    ...(told === null ? [] : [say`${UNTAKEN[told]}`]),
    ...(waiting === 0
      ? []
      : [
          say`${counted(waiting, 'pilot')} ${waiting === 1 ? 'waits' : 'wait'} for the next run: only so many issues are opened at once.`,
        ]),
    ...(trouble === null
      ? []
      : [say`${extent}: ${sayFailure(trouble, 'The next run takes up the rest.')}`]),
  ];
}

/** `3 pilots: 1 escalated, 2 on time`. */
export function pilotTally(repositories: readonly SweptRepository[]): string {
  const pilots = repositories.flatMap(pilotsIn);
  const states = (['escalated', 'past', 'due', 'on-time'] as const).flatMap((state) => {
    const count = pilots.filter((pilot) => pilot.state === state).length;
    return count === 0 ? [] : [`${count} ${STATE_WORDS[state]}`];
  });
  return [
    counted(pilots.length, 'pilot'),
    ...(states.length === 0 ? [] : [states.join(', ')]),
  ].join(': ');
}

/** `2 overdue`; nothing where no pilot is known. */
export function overdueTally(repositories: readonly SweptRepository[]): string {
  if (repositories.every(({ kind }) => kind !== 'swept')) return '';
  const overdue = repositories.flatMap(pilotsIn).filter(isOverdue).length;
  return overdue === 0 ? 'nothing overdue' : `${overdue} overdue`;
}

/** The whole run in one line. */
export function sweepTally(repositories: readonly SweptRepository[]): string {
  const count = (kind: SweptRepository['kind']) =>
    repositories.filter((one) => one.kind === kind).length;
  const unswept = count('trouble') + count('broken-policy');
  const without = count('without-policy');
  const parts = [
    overdueTally(repositories),
    pilotTally(repositories),
    repositories.length > 1 ? counted(repositories.length, 'repository', 'repositories') : '',
    without > 0 ? `${without} without a policy` : '',
    unswept > 0 ? `${unswept} not swept` : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
