import type { Scored } from '../../core/pilot/outcome.js';
import { type Phrase, person, say, words } from '../phrase.js';

/** That a person's score stands, and until when. */
export function sayScored({ area, given }: Scored): Phrase {
  const next = given.next === null ? say`` : say` Next: ${words(given.next)}.`;
  return say`Recorded: ${area} is ${given.score}, by ${person(given.by)}, because ${words(given.because)}.${next} The issue shows it in a moment, and the next month is compared with it. Editing or deleting the comment takes it back.`;
}
