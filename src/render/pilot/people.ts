import { escalationDay, type Pilot } from '../../core/pilot.js';
import { pageLinks } from '../links.js';
import { listed, literal, markdown, type Phrase, person, say, words } from '../phrase.js';
import { longDay } from '../words/day.js';
import { mentions, withMentions } from './mention.js';
import type { IssueScene, PilotScene } from './scene.js';

/** Who may decide, by name, without notifying anybody. */
export function whoDecides({ owner, backup }: Pilot, scene: PilotScene): string {
  const who = [
    ...(owner.length === 0 ? [] : [say`the owner (${listed(owner.map(person))})`]),
    ...(backup.length === 0 ? [] : [say`the backup (${listed(backup.map(person))})`]),
    say`anyone who may write to this repository`,
  ];
  return markdown(
    say`It takes one comment of ${listed(who, { last: 'or' })}, with a reason in its first line.`,
    pageLinks(scene),
  );
}

/** When and who is called next, by dates alone. */
export function nextCall(pilot: Pilot, scene: PilotScene): Phrase {
  const { checkpoint, state } = pilot;
  if (checkpoint === null)
    return say`No date tells when backup and escalation should be called, so they are not.`;
  const day = longDay(escalationDay(checkpoint, scene.policy.pilots));
  const called = calledFor(pilot);
  const since = state === 'escalated' ? 'Since' : 'From';
  return called.length === 0
    ? say`${since} ${day} it counts as escalated, but neither a backup nor an escalation is named who could be called.`
    : say`${since} ${day} ${listed(called)} ${verbFor(called.length, state)} called.`;
}

function verbFor(count: number, state: Pilot['state']): string {
  if (state === 'escalated') return count === 1 ? 'has been' : 'have been';
  return count === 1 ? 'is' : 'are';
}

/** What is done where no person could be assigned; `null` where one was. */
export function reachLine(pilot: Pilot, { reach, ...scene }: IssueScene): string | null {
  if (reach.assignee !== null) return null;
  const links = pageLinks(scene);
  if (reach.team !== null)
    return markdown(
      say`Nobody is assigned: ${person(reach.team)} is a team and was called in a comment. Whoever takes it comments ${literal('/belay assign @login')}.`,
      links,
    );
  const named = [...pilot.owner, ...pilot.backup];
  const who =
    named.length === 0
      ? say`no owner and no backup is named`
      : say`${listed(named.map(person))} could not be assigned here`;
  return `**Nobody is reachable**: ${markdown(
    say`${who}. Name somebody with access to this repository as ${literal('owner')} or ${literal('backup')}, in the entry or on the operator card in the policy, or comment ${literal('/belay assign @login')}.`,
    links,
  )}`;
}

/** Backup and escalation as mentions that GitHub delivers. */
export function callForHelp({ backup, workflows }: Pilot): string | null {
  const escalations = distinct(workflows.map(({ escalation }) => escalation));
  const parts = [
    ...(backup.length === 0 ? [] : [`Backup: ${mentions(backup)}.`]),
    ...(escalations.length === 0
      ? []
      : [`Escalation: ${withMentions(escalations.join('; '), backup)}.`]),
  ];
  return parts.length === 0 ? null : `${parts.join(' ')} Please decide it, or find who does.`;
}

function calledFor({ backup, workflows }: Pilot): readonly Phrase[] {
  const escalations = distinct(workflows.map(({ escalation }) => escalation));
  return [
    ...backup.map((one) => say`${person(one)}`),
    ...escalations.map((one) => say`${words(one)}`),
  ];
}

function distinct(texts: readonly (string | null)[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== null);
}
