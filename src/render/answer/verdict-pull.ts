import type { Recorded } from '../../core/pilot/outcome.js';
import type { VerdictPull } from '../../core/pilot/verdict-pull.js';
import { type PageScene, pageLinks } from '../links.js';
import { defused } from '../markdown.js';
import { entry, literal, markdown, person, say, words } from '../phrase.js';
import { quote } from '../pilot/quote.js';
import { printable, shorten } from '../printable.js';
import { longDay } from '../words/day.js';
import { followsFrom } from './recorded.js';

/** Where the verdict was asked for. */
export interface VerdictScene extends PageScene {
  /** The number of the pilot's issue. */
  readonly issue: number;
}

const LONGEST_TITLE = 100;
const LONGEST_ID = 60;

const VERBS = {
  graduate: 'Graduate',
  kill: 'Kill',
  continue: 'Continue',
  change: 'Change',
} as const;
const STATUSES = { graduate: 'graduated', kill: 'killed', continue: null, change: null } as const;

/** The words of the pull request that writes a verdict into its entry. */
export function verdictPull(
  record: Omit<Recorded, 'how'>,
  scene: VerdictScene,
): Pick<VerdictPull, 'title' | 'body' | 'message'> {
  const subject = subjectOf(record);
  const name = record.entry.decision?.title ?? null;
  return {
    title: name === null ? subject : `${subject}: ${inert(name, LONGEST_TITLE)}`,
    body: bodyOf(record, scene),
    message: [
      subject,
      '',
      `Because: ${inert(record.because, 1000)}`,
      `Asked for in #${scene.issue}.`,
      '',
      `Requested-by: @${record.asker}`,
      '',
    ].join('\n'),
  };
}

function subjectOf({ verdict, entry: { id }, checkpoint }: Omit<Recorded, 'how'>): string {
  const until = checkpoint === null ? '' : ` until ${checkpoint}`;
  return `${VERBS[verdict]} ${inert(id, LONGEST_ID)}${until}`;
}

/**
 * One line that closes no issue, mentions nobody and skips no workflow, wherever GitHub reads it:
 * the title of a pull request may become a commit's subject on the default branch.
 */
function inert(text: string, most: number): string {
  const plain = shorten(printable(text).trim(), most);
  return defused(plain).replace(/\[(?=\S)/g, '[\u200b');
}

function bodyOf(record: Omit<Recorded, 'how'>, scene: VerdictScene): string {
  const links = pageLinks(scene);
  const { asker, because, checkpoint, verdict } = record;
  const title = record.entry.decision?.title ?? null;
  const named =
    title === null ? say`${entry(record.entry)}` : say`${entry(record.entry)} ${words(title)}`;
  const status = STATUSES[verdict];
  const writes =
    status === null
      ? say`It adds one review, with the new checkpoint${checkpoint === null ? '' : ` ${longDay(checkpoint)}`}.`
      : say`It sets the status to ${literal(status)} and adds one review.`;
  return [
    `${markdown(say`${person(`@${asker}`)} says`, links)} **${verdict}** ${markdown(say`to ${named}: ${quote(because)}.`, links)}`,
    `${markdown(writes, links)} Nothing else of the entry changes. ${followsFrom(record, links).join(' ')}`,
    markdown(
      say`Belay opened this, so GitHub lets ${person(`@${asker}`)} approve it too. Have somebody else do it where a verdict takes two people.`,
      links,
    ),
    `Closes #${scene.issue}`,
  ].join('\n\n');
}
