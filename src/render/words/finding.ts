import type { Code } from '../../core/finding.js';
import type { Scene } from '../scene.js';
import { CHECKPOINT_WORDS } from './checkpoint.js';
import { DECISION_WORDS } from './decision.js';
import { PILOT_WORDS } from './pilot.js';
import { POLICY_WORDS } from './policy.js';
import { SAFETY_WORDS } from './safety.js';
import type { Said, WordsFor } from './said.js';
import { WARNING_WORDS } from './warning.js';

/** Every code has its words here; a code without them does not compile. */
const WORDS: WordsFor<Code> = {
  ...DECISION_WORDS,
  ...CHECKPOINT_WORDS,
  ...SAFETY_WORDS,
  ...PILOT_WORDS,
  ...POLICY_WORDS,
  ...WARNING_WORDS,
};

/** Every code Belay knows, in the order of the documentation. */
export const FINDING_CODES = Object.keys(WORDS) as readonly Code[];

/** What is wrong and how to mend it. */
export function sayFinding(scene: Scene): Said {
  const { fact } = scene.finding;
  // The key and the fact belong together; the type of a lookup by union cannot show it.
  return WORDS[fact.code].say(fact as never, scene);
}

/** The headline of a code. */
export function nameOf(code: Code): string {
  return WORDS[code].name;
}

/** What passes, for the documentation of a code. */
export function exampleOf(code: Code): string {
  return WORDS[code].example;
}

/** The code's place in the documentation: `findings.md#rollback-anchor`. */
export function docsPageOf(code: Code): string {
  return `findings.md#${code}`;
}
