import { carriesUntil, extensionsOf } from '../../core/calendar.js';
import { addDays, type Day } from '../../core/day.js';
import { type Decision, endsTrial, type Review } from '../../core/decision.js';
import type { Ended } from '../../core/pilot/closing.js';
import type { Links } from '../links.js';
import { pageLinks } from '../links.js';
import { entry, listed, literal, markdown, type Phrase, person, say } from '../phrase.js';
import { longDay } from '../words/day.js';
import { wayBack } from './bet.js';
import { quote } from './quote.js';
import type { PilotScene } from './scene.js';

/** Why the issue is closed, in Markdown. */
export function closingWords(ended: Ended, scene: PilotScene): string {
  const { ending, key } = ended;
  const links = pageLinks(scene);
  const about = (phrase: Phrase) => markdown(phrase, links);
  const branch = literal(scene.repository.defaultBranch);
  switch (ending.kind) {
    case 'gone':
      return about(
        say`The entry ${literal(key.id)} (${literal(key.path)}) is no longer on ${branch}, so nothing is left to decide here.`,
      );
    case 'not-flagged':
      return about(
        say`${nameOf(ended)} is no longer a pilot of a flagged workflow: it names none, or has no checkpoint to wait for.`,
      );
    case 'extended':
      return extended(ended, ending.checkpoint, scene);
    case 'decided':
      return decided(ended, scene);
  }
}

function nameOf({ entry: of, key }: Ended): Phrase {
  return of === null ? say`${literal(key.id)}` : say`${entry(of)}`;
}

function extended(ended: Ended, checkpoint: Day, scene: PilotScene): string {
  const links = pageLinks(scene);
  const { pilots: rules } = scene.policy;
  const review = ended.ending.kind === 'extended' ? ended.ending.review : null;
  const back =
    rules.remind > 0
      ? say`This issue comes back on ${longDay(addDays(checkpoint, -rules.remind))}.`
      : say`This issue comes back when the day has passed.`;
  const decision = ended.entry?.decision ?? null;
  if (review === null || endsTrial(review) || decision === null)
    return `**The checkpoint is now ${longDay(checkpoint)}.** ${markdown(back, links)}`;
  const head = review.verdict === 'change' ? 'Continued with another mechanism' : 'Continued';
  const used = say` Extensions used: ${extensionsOf(decision).length} of ${rules.extensions}.`;
  return `**${head} until ${longDay(checkpoint)}**${markdown(say`${bySomebody(review)}.${used} ${back}`, links)}`;
}

function decided(ended: Ended, scene: PilotScene): string {
  const links = pageLinks(scene);
  if (ended.ending.kind !== 'decided') return '';
  const { status, review } = ended.ending;
  const decision = ended.entry?.decision ?? null;
  if (status === 'superseded')
    return `**Superseded.** ${markdown(say`Another decision has taken the place of ${nameOf(ended)}.`, links)}`;
  const isKilled = status === 'killed';
  const head = isKilled ? '**Killed**' : '**Graduated**';
  const why = review === null ? say`.` : say`${bySomebody(review)}.`;
  const rest = decision === null ? [] : (isKilled ? afterKill : afterGraduation)(decision, scene);
  return [`${head}${markdown(why, links)}`, ...rest].join(' ');
}

/** A kill at the checkpoint is an honour. */
function afterKill(decision: Decision, scene: PilotScene): readonly string[] {
  const until = carriesUntil(decision, scene.policy.pilots.cycle);
  return [
    'That is a good result: it frees the next bet.',
    ...cleanUp(decision, until, pageLinks(scene)),
  ];
}

/** The way back, and until when a clean-up may be merged. */
export function cleanUp(
  { rollback, id }: Pick<Decision, 'rollback' | 'id'>,
  until: Day | null,
  links: Links,
): readonly string[] {
  const back = wayBack(rollback, links);
  const linked = (day: Day) => say`A clean-up pull request may link ${id} until ${longDay(day)}.`;
  return [
    ...(back === null ? [] : [`The way back is ${back}.`]),
    ...(until === null ? [] : [markdown(linked(until), links)]),
  ];
}

function afterGraduation(decision: Decision, scene: PilotScene): readonly string[] {
  const links = pageLinks(scene);
  const until = carriesUntil(decision, scene.policy.pilots.graduatedFor);
  return [
    ...(decision.graduation === null
      ? []
      : [markdown(say`What was promised for this case: ${quote(decision.graduation)}.`, links)]),
    ...(until === null
      ? []
      : [markdown(say`It carries maintenance until ${longDay(until)}.`, links)]),
  ];
}

function bySomebody({ by, because }: Review): Phrase {
  const who = by.length === 0 ? say`` : say` by ${listed(by.map(person))}`;
  return because === null ? who : say`${who}: ${quote(because)}`;
}
