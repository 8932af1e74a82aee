import type { Code, Fact } from '../../core/finding.js';
import type { Phrase } from '../phrase.js';
import type { Scene } from '../scene.js';

export type FactOf<C extends Code> = Extract<Fact, { readonly code: C }>;

/** What is said of one finding. */
export interface Said {
  /** Follows the workflow's id in a title: `needs a rollback path`. */
  readonly short: string;
  /** What is wrong. Where is said beside it. */
  readonly what: Phrase;
  /** How to mend it. */
  readonly fix: Phrase;
}

/** The words of one code. */
export interface CodeWords<C extends Code> {
  /** Its headline: `Rollback path not found`. */
  readonly name: string;
  /** What passes, or how it is mended, as a person would write it. */
  readonly example: string;
  readonly say: (fact: FactOf<C>, scene: Scene) => Said;
}

export type WordsFor<C extends Code> = { readonly [K in C]: CodeWords<K> };
