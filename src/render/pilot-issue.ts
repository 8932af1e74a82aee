import type { Ended } from '../core/pilot/closing.js';
import type { ClosingIssue, WantedIssue } from '../core/pilot/pilot-issue.js';
import { DUE_LABEL } from '../core/pilot/sweep.js';
import type { Pilot } from '../core/pilot.js';
import type { PilotRules } from '../core/policy.js';
import { issueBody } from './pilot/body.js';
import { closingWords } from './pilot/closing.js';
import { ladder, opening } from './pilot/comments.js';
import type { IssueScene, PilotScene } from './pilot/scene.js';
import { marked, markOf } from './pilot/tail.js';
import { printable } from './printable.js';

/** The issue that a pilot deserves from the day on which it is due, in words. */
export function wantedIssue(pilot: Pilot, scene: IssueScene): WantedIssue {
  const { key, rung, round } = markOf(pilot);
  return {
    key,
    rung,
    round,
    title: issueTitle(pilot),
    body: issueBody(pilot, scene),
    ...labelsOf(pilot, scene.policy.pilots),
    assignee: scene.reach.assignee,
    opening: opening(pilot, scene),
    comments: ladder(pilot, scene),
  };
}

/** Why the issue of a pilot that has ended is closed, in words. */
export function closingIssue(ended: Ended, scene: PilotScene): ClosingIssue {
  const { key, standing, ending } = ended;
  const mark = standing === null ? null : { ...standing, key };
  const isVerdict =
    ending.kind === 'extended' || (ending.kind === 'decided' && ending.status !== 'superseded');
  return {
    key,
    reason: isVerdict ? 'completed' : 'not_planned',
    comment: marked(closingWords(ended, scene), 'closed', mark),
  };
}

/** GitHub refuses longer titles. */
const LONGEST_TITLE = 256;
const LONGEST_ID = 80;

function issueTitle({ entry, decision, state }: Pilot): string {
  const start = state === 'due' ? 'Pilot due: ' : 'Pilot past its checkpoint: ';
  const id = cut(printable(entry.id).trim(), LONGEST_ID);
  const title = printable(decision.title ?? '').trim();
  if (title === '') return `${start}${id}`;
  const end = ` (${id})`;
  return `${start}${cut(title, LONGEST_TITLE - start.length - end.length)}${end}`;
}

/** At most so many UTF-16 units, no character split. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** GitHub refuses labels over 50 characters. */
const LONGEST_LABEL = 50;

function labelsOf(
  { state }: Pilot,
  { labels }: PilotRules,
): Pick<WantedIssue, 'labels' | 'retired'> {
  const past = labels.filter((label) => label !== '' && label.length <= LONGEST_LABEL);
  const [now, others] = state === 'due' ? [[DUE_LABEL], past] : [past, [DUE_LABEL]];
  return { labels: now, retired: others.filter((label) => !now.includes(label)) };
}
