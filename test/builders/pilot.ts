import type { Day } from '../../src/core/day.js';
import type { Entry } from '../../src/core/decision.js';
import type { PilotMark, Saying } from '../../src/core/pilot/marker.js';
import { pilotMark, sayingMark } from '../../src/core/pilot/marker.js';
import type { IssueText, KnownIssue, WantedIssue } from '../../src/core/pilot/pilot-issue.js';
import { knownIssue } from '../../src/core/pilot/pilot-issue.js';
import { type Pilot, pilotsOf } from '../../src/core/pilot.js';
import type { Policy } from '../../src/core/policy.js';
import { anEntry, ENTRY_PATH } from './entry.js';
import { aPolicy } from './policy.js';

/** The pilot of DL-0042 on a day; its checkpoint is 17 November 2026. */
export function aPilot(
  today: Day = '2026-11-18',
  entry: Entry = anEntry(),
  policy: Policy = aPolicy(),
): Pilot {
  const [pilot] = pilotsOf([entry], policy, today);
  if (pilot === undefined) throw new Error(`${entry.id} is no pilot`);
  return pilot;
}

/** The mark of DL-0042, past its checkpoint. */
export function aMark(changes: Partial<PilotMark> = {}): PilotMark {
  const key = { id: 'DL-0042', path: ENTRY_PATH };
  return { key, rung: 'past', round: '2026-11-17', ...changes };
}

/** The issue of DL-0042 as it should stand, in few words. */
export function aWantedIssue(
  mark: Partial<PilotMark> = {},
  changes: Partial<WantedIssue> = {},
): WantedIssue {
  const { key, rung, round } = aMark(mark);
  const said = (saying: Saying) =>
    `${saying} ${round}\n\n${pilotMark({ key, rung, round })}\n${sayingMark(saying)}`;
  const isDue = rung === 'due';
  return {
    key,
    rung,
    round,
    title: `${isDue ? 'Pilot due' : 'Pilot past its checkpoint'}: A cache (${key.id})`,
    body: `${rung} ${round}\n\n${pilotMark({ key, rung, round })}`,
    labels: isDue ? ['pilot-due'] : ['pilot-purgatory'],
    retired: isDue ? ['pilot-purgatory'] : ['pilot-due'],
    assignee: 'octocat',
    opening: null,
    comments: {
      due: said('due'),
      past: said('past'),
      escalated: said('escalated'),
      reopened: said('reopened'),
    },
    ...changes,
  };
}

/** The issue as it stands after Belay opened it. */
export function aKnownIssue(
  wanted: WantedIssue = aWantedIssue(),
  changes: Partial<IssueText> = {},
): KnownIssue {
  return knownIssue({
    number: 31,
    open: true,
    locked: false,
    title: wanted.title,
    body: wanted.body,
    ownBody: wanted.body,
    labels: wanted.labels,
    assignees: wanted.assignee === null ? [] : [wanted.assignee],
    comments: wanted.opening === null ? [] : [wanted.opening],
    ...changes,
  });
}

/** A comment of Belay's about DL-0042. */
export function aSaying(saying: Saying, mark: Partial<PilotMark> = {}): string {
  return `Words.\n\n${pilotMark(aMark(mark))}\n${sayingMark(saying)}`;
}
