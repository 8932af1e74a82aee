import type { Day } from '../../core/day.js';
import type { Saying } from '../../core/pilot/marker.js';
import type { WantedIssue } from '../../core/pilot/pilot-issue.js';
import type { Pilot } from '../../core/pilot.js';
import type { Person } from '../../core/policy.js';
import { pageLinks } from '../links.js';
import { entry, literal, markdown, type Phrase, say } from '../phrase.js';
import { longDay } from '../words/day.js';
import { mention } from './mention.js';
import { callForHelp, nextCall } from './people.js';
import type { IssueScene } from './scene.js';
import { marked, markOf } from './tail.js';

const MOVES =
  'What it is about, and how to decide it by one comment, stands at the top of this issue.';

/** What is said as the pilot climbs, and when its issue was closed by hand. */
export function ladder(pilot: Pilot, scene: IssueScene): WantedIssue['comments'] {
  const about = (phrase: Phrase) => markdown(phrase, pageLinks(scene));
  const said = (saying: Saying, ...sentences: readonly string[]) =>
    marked(sentences.join(' '), saying, markOf(pilot));
  const next = about(nextCall(pilot, scene));
  const help = callForHelp(pilot);
  return {
    due: said('due', ...isDue(pilot, about), MOVES),
    past: said('past', ...isPast(pilot, about), next, MOVES),
    escalated: said('escalated', ...isPast(pilot, about), help ?? next, MOVES),
    reopened: said('reopened', ...wasClosed(pilot, about)),
  };
}

type Speak = (phrase: Phrase) => string;

function isDue({ entry: of, checkpoint }: Pilot, about: Speak): readonly string[] {
  return checkpoint === null
    ? []
    : [`${about(say`${entry(of)} is due`)}: its checkpoint is ${bold(checkpoint)}.`];
}

function isPast({ entry: of, checkpoint }: Pilot, about: Speak): readonly string[] {
  return checkpoint === null
    ? [about(say`${entry(of)} has no checkpoint any more, so it counts as past it.`)]
    : [`${about(say`${entry(of)} had its checkpoint on`)} ${bold(checkpoint)} and has no verdict.`];
}

function wasClosed({ entry: of, decision, checkpoint }: Pilot, about: Speak): readonly string[] {
  const status = literal(decision.status ?? 'pilot');
  const open = about(
    say`This issue was closed, but ${entry(of)} has no verdict: it is still ${status}`,
  );
  const day =
    checkpoint === null ? 'without a checkpoint' : `with the checkpoint ${bold(checkpoint)}`;
  return [
    `${open}, ${day}.`,
    'So it is open again, this once. Closed again without a verdict it stays closed, and the scorecard lists the pilot as undecided.',
  ];
}

function bold(day: Day): string {
  return `**${longDay(day)}**`;
}

/** The comment that calls a team, where no person can be assigned. */
export function opening(pilot: Pilot, scene: IssueScene): string | null {
  const { assignee, team } = scene.reach;
  if (assignee !== null || team === null) return null;
  return marked(callFor(team, scene), 'opening', markOf(pilot));
}

function callFor(team: Person, scene: IssueScene): string {
  const take = say`No single person could be assigned. Whoever of you takes it comments ${literal('/belay assign @login')}, or decides at once.`;
  return `${mention(team)}: this pilot is yours. ${markdown(take, pageLinks(scene))}`;
}
