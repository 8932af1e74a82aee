import type { Trouble } from '../core/trouble.js';
import type { CheckText } from './check.js';
import { NO_LINKS } from './links.js';
import { code, escapeText } from './markdown.js';
import { markdown } from './phrase.js';
import { printable, shorten } from './printable.js';
import { requestOf, sayTrouble } from './words/trouble.js';

/** What a check run says while it is in progress: it has no conclusion yet. */
export type ProgressText = Pick<CheckText, 'title' | 'summary'>;

const LONGEST_TITLE = 200;

/** Said while Belay goes on trying by itself. */
export function retryText(trouble: Trouble): ProgressText {
  return {
    title: titleFor(trouble, 'it will try again by itself'),
    summary: [
      whose(trouble),
      'Belay tries again by itself for up to ten minutes; nothing is needed from you.',
      ...request(trouble),
    ].join('\n\n'),
  };
}

/** Said once Belay has stopped trying: a failure, because nothing passes unjudged. */
export function troubleText(trouble: Trouble): CheckText {
  return {
    title: titleFor(trouble, 're-run the check to try again'),
    conclusion: 'failure',
    summary: [
      whose(trouble),
      'The check fails because nothing passes unjudged.',
      `→ ${markdown(sayTrouble(trouble).remedy, NO_LINKS)}`,
      ...request(trouble),
    ].join('\n\n'),
    annotations: [],
  };
}

/** Said on a head that is no longer the newest. Cancelled, so that it neither passes nor alarms. */
export function supersededText(newHead: string): CheckText {
  const short = printable(newHead).slice(0, 7);
  return {
    title: `Superseded: ${short} is newer`,
    conclusion: 'cancelled',
    summary: `This commit is no longer the newest of its pull request. ${code(short)} is judged instead.`,
    annotations: [],
  };
}

/** The same in one line of plain text, for a terminal or a log. */
export function troubleLine(trouble: Trouble): string {
  return titleFor(trouble, null);
}

function titleFor(trouble: Trouble, next: string | null): string {
  const id = requestOf(trouble);
  const short = `${sayTrouble(trouble).short}${id === null ? '' : ` (request ${shorten(id, 40)})`}`;
  const line = `Belay could not judge: ${short}${next === null ? '' : `; ${next}`}`;
  return shorten(printable(line), LONGEST_TITLE);
}

function whose(trouble: Trouble): string {
  const { short, whose } = sayTrouble(trouble);
  return `**${escapeText(short.charAt(0).toUpperCase() + short.slice(1))}.** ${markdown(whose, NO_LINKS)}`;
}

function request(trouble: Trouble): readonly string[] {
  const id = requestOf(trouble);
  return id === null ? [] : [`GitHub's request id, for its support: ${code(shorten(id, 80))}`];
}
