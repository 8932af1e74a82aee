import type { Site } from './links.js';

/** Commits (7 to 64 hexadecimal digits, lower case) and pull requests that a change takes back. */
export interface Reverts {
  readonly commits: readonly string[];
  readonly pulls: readonly number[];
}

const SHA = '[0-9a-f]{7,64}';
const PULL = '(?:[\\w.-]{1,100}/[\\w.-]{1,100})?#\\d{1,9}';
const AND = '\\s{0,3}(?:,|&|and)\\s{0,3}';
const COMMITS = new RegExp(
  `\\breverts?\\s{1,3}commits?:?\\s{1,3}((?:${SHA})(?:${AND}${SHA}){0,50})(?![0-9a-z])`,
  'gi',
);
const PULLS = new RegExp(
  `\\breverts?:?\\s{1,3}(?:(?:pull\\s{1,3}request|PR|MR)s?\\s{1,3})?(${PULL}(?:${AND}${PULL}){0,50})(?!\\w)`,
  'gi',
);

/**
 * What the texts say they revert: `This reverts commit <sha>`, `Reverts #12`, `Reverts
 * owner/name#12` (of this repository only). A title `Revert "…"` names nothing.
 */
export function revertsIn(texts: readonly string[], site: Site): Reverts {
  const commits = texts.flatMap((text) => named(text, COMMITS, new RegExp(SHA, 'gi')));
  const pulls = texts.flatMap((text) => named(text, PULLS, new RegExp(PULL, 'g')));
  const own = `${site.owner}/${site.name}`.toLowerCase();
  return {
    commits: [...new Set(commits.map((sha) => sha.toLowerCase()))],
    pulls: [
      ...new Set(
        pulls
          .map((pull) => pull.split('#'))
          .filter(([place]) => place === '' || place?.toLowerCase() === own)
          .map(([, number]) => Number(number)),
      ),
    ],
  };
}

function named(text: string, sentence: RegExp, name: RegExp): readonly string[] {
  return [...text.matchAll(sentence)].flatMap((match) => match[1]?.match(name) ?? []);
}
