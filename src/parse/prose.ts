import type { Reference } from '../core/change.js';
import { type LinkedText, linkedPlainText, type Site } from './prose/links.js';
import { mentionsIn, referencesIn } from './prose/references.js';
import { type Reverts, revertsIn } from './prose/reverts.js';
import { runningText } from './prose/running-text.js';

/** What the author of a change wrote, and where. */
export interface Prose {
  readonly description: string;
  /** Commit messages, oldest first; the first 100 are read. */
  readonly messages: readonly string[];
  readonly repository: {
    readonly owner: string;
    readonly name: string;
    readonly url: string | null;
  };
  /** Branches that a URL may name; without them a branch with a slash in its name is misread. */
  readonly branches?: readonly string[];
}

/** What the prose says: entries it refers to, and what it says it takes back. */
export interface Said {
  /** Lines first, then mentions; each named once. */
  readonly references: readonly Reference[];
  readonly reverts: Reverts;
}

/** The same number of commits that GitHub lists with a pull request at most per page. */
const MOST_MESSAGES = 100;
/** Characters read of all messages together; a normal change has some thousands. */
const MOST_CHARACTERS = 1_048_576;

/** So many references of a kind are judged; nobody means more, and each is compared with each entry. */
const MOST_REFERENCES = 200;

/**
 * Reads description and commit messages. References come from `Decision:` lines in both, mentions
 * from the description only. Code, comments and quotes say nothing, nor do links that leave the
 * repository. Links become repository paths.
 */
export function readProse(prose: Prose): Said {
  const site: Site = { ...prose.repository, branches: prose.branches ?? [] };
  const description = runningText(prose.description, site);
  const messages = firstMessages(prose.messages).map((message) => spokenIn(message, site));
  const all = [description, ...messages];
  const lines = distinct([description, ...messages.map(withoutSubject)].flatMap(referencesIn));
  const mentions = distinct(mentionsIn(description)).filter((text) => !lines.includes(text));
  return {
    references: [
      ...lines.map((text): Reference => ({ text, from: 'line' })),
      ...mentions.map((text): Reference => ({ text, from: 'mention' })),
    ],
    reverts: revertsIn(
      all.map((one) => one.text),
      site,
    ),
  };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].slice(0, MOST_REFERENCES);
}

function firstMessages(messages: readonly string[]): readonly string[] {
  let left = MOST_CHARACTERS;
  return messages.slice(0, MOST_MESSAGES).map((message) => {
    const read = message.slice(0, left);
    left -= read.length;
    return read;
  });
}

const FENCE = /^\s{0,3}(```|~~~)/;

/** A commit message is plain text; fenced code and quoted lines in it still do not count. */
function spokenIn(message: string, site: Site): LinkedText {
  const lines = message.split(/\r\n?|\n/);
  const spoken: string[] = [];
  let fence: string | null = null;
  for (const line of lines) {
    const mark = FENCE.exec(line)?.[1] ?? null;
    const isSpoken = fence === null && mark === null && !/^\s{0,3}>/.test(line);
    spoken.push(isSpoken ? line : '');
    fence = mark === null ? fence : fenceAfter(mark, fence);
  }
  return linkedPlainText(spoken.join('\n'), site);
}

/** The fence that is open after a mark: only its own kind closes one. */
function fenceAfter(mark: string, open: string | null): string | null {
  if (open === null) return mark;
  return open === mark ? null : open;
}

/** A trailer never stands in the subject, which may well begin with `decision:`. */
function withoutSubject(message: LinkedText): LinkedText {
  return { ...message, text: message.text.trimStart().replace(/^.*/, '') };
}
