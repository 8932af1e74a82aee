import { table } from '../markdown.js';
import { counted } from '../phrase.js';
import { fitting } from '../printable.js';

/** What one table or list may take of a check, so that no part of it crowds out the others. */
const MOST_BYTES = 12_000;
const MOST_LINES = 50;

/** A table of the rows that there is room for, and how many more there are. */
export function tableInRoom(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  what: string,
): string {
  const { kept, rest } = inRoom(rows.map((cells) => cells.join(' | ')));
  const made = table(head, rows.slice(0, kept.length));
  return rest === 0 ? made : `${made}\n\nand ${counted(rest, `more ${what}`)}.`;
}

/** A list of the lines that there is room for, and how many more there are. */
export function listInRoom(lines: readonly string[], what: string, share = 1): string {
  const { kept, rest } = inRoom(lines, share);
  const more = rest === 0 ? [] : [`and ${counted(rest, `more ${what}`)}`];
  return [...kept, ...more].map((line) => `- ${line}`).join('\n');
}

/** Blocks, each with a list that has its share of the room, and how many more blocks there are. */
export function blocksInRoom(blocks: readonly string[], what: string): string {
  const { kept, rest } = inRoom(blocks, 1, 2 * MOST_BYTES);
  const more = rest === 0 ? [] : [`and ${counted(rest, `more ${what}`)}.`];
  return [...kept, ...more].join('\n\n');
}

/** `share`: among how many lists the room is shared. */
function inRoom(lines: readonly string[], share = 1, bytes = MOST_BYTES) {
  const most = Math.max(1, Math.floor(MOST_LINES / share));
  const kept = fitting(lines.slice(0, most), bytes / share);
  return { kept, rest: lines.length - kept.length };
}
