import { type Part, words } from '../phrase.js';

/** Somebody's own words inside a sentence, which has a full stop of its own. */
export function quote(theirs: string): Part {
  return words(theirs.trim().replace(/\.$/, ''));
}
