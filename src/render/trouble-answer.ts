import { sayingMark } from '../core/pilot/marker.js';
import type { Trouble } from '../core/trouble.js';
import { code, escapeText } from './markdown.js';
import { shorten } from './printable.js';
import { requestOf, sayTrouble } from './words/trouble.js';

/** The answer to a command that Belay could not carry out, however often it tried. */
export function troubleAnswer(trouble: Trouble): string {
  const id = requestOf(trouble);
  const request = id === null ? '' : ` (request ${code(shorten(id, 80))})`;
  return [
    `**Not carried out:** ${escapeText(sayTrouble(trouble).short)}${request}.`,
    'Give the command again in a new comment; what was done already is not done twice.',
    sayingMark('answer'),
  ].join('\n\n');
}
