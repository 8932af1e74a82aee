import type { Trouble } from '../core/trouble.js';
import { NO_LINKS } from './links.js';
import { code, escapeText } from './markdown.js';
import { markdown } from './phrase.js';
import { printable, shorten } from './printable.js';
import { requestOf, sayTrouble } from './words/trouble.js';

const LONGEST_LINE = 200;

/** What kept a command from its work, in one line of plain text. */
export function commandTroubleLine(trouble: Trouble): string {
  const id = requestOf(trouble);
  const request = id === null ? '' : ` (request ${shorten(id, 40)})`;
  return shorten(printable(`${shortOf(trouble)}${request}`), LONGEST_LINE);
}

/** The same as a Markdown document, with who can do what about it; ends with a line break. */
export function commandTroubleDocument(trouble: Trouble): string {
  const { whose, remedy } = sayTrouble(trouble, 'command');
  const id = requestOf(trouble);
  return `${[
    `## Not done: ${escapeText(sayTrouble(trouble, 'command').short)}`,
    markdown(whose, NO_LINKS),
    `→ ${markdown(remedy, NO_LINKS)}`,
    ...(id === null ? [] : [`GitHub's request id, for its support: ${code(shorten(id, 80))}`]),
  ].join('\n\n')}\n`;
}

function shortOf(trouble: Trouble): string {
  const { short } = sayTrouble(trouble, 'command');
  return `${short.charAt(0).toUpperCase()}${short.slice(1)}`;
}

/** Trouble of a command in a report. */
export interface ReportedTrouble {
  readonly kind: Trouble['kind'] | 'policy' | 'usage';
  readonly status: number | null;
  readonly request: string | null;
  readonly message: string;
}

export function commandTrouble(trouble: Trouble): ReportedTrouble {
  return {
    kind: trouble.kind,
    status: 'status' in trouble ? trouble.status : null,
    request: requestOf(trouble),
    message: shorten(printable(shortOf(trouble)), LONGEST_LINE),
  };
}
