import type { GlobFault } from './glob.js';
import type { Level, Place } from './place.js';

/** What is wrong with a file a person wrote, as a fact; `render/` has the words. */
export type Fault =
  | { readonly kind: 'not-text' }
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'too-deep'; readonly depth: number; readonly limit: number }
  | { readonly kind: 'too-many-aliases'; readonly limit: number }
  | { readonly kind: 'syntax'; readonly detail: string }
  | { readonly kind: 'unquoted-at'; readonly value: string }
  | { readonly kind: 'unclosed-front-matter' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'duplicate-key'; readonly key: string }
  | {
      readonly kind: 'unknown-key';
      readonly key: string;
      readonly suggestion: string | null;
      readonly known: readonly string[];
    }
  | { readonly kind: 'missing-key'; readonly key: string }
  | {
      readonly kind: 'wrong-type';
      readonly key: string;
      readonly wanted: string;
      readonly got: string;
    }
  | {
      readonly kind: 'bad-value';
      readonly key: string;
      readonly value: string;
      readonly wanted: string;
      readonly suggestion: string | null;
    }
  | { readonly kind: 'bad-day'; readonly key: string; readonly value: string }
  | { readonly kind: 'bad-glob'; readonly glob: string; readonly fault: GlobFault }
  | {
      readonly kind: 'unknown-word';
      readonly key: 'status' | 'verdict';
      readonly value: string;
      readonly known: readonly string[];
      readonly suggestion: string | null;
    }
  | { readonly kind: 'outside-repository'; readonly key: string; readonly value: string }
  | { readonly kind: 'duplicate-id'; readonly id: string; readonly other: string }
  | { readonly kind: 'contradicts-review'; readonly status: string; readonly verdict: string }
  | { readonly kind: 'review-in-future'; readonly date: string; readonly today: string }
  | {
      readonly kind: 'unknown-reference';
      readonly key: string;
      readonly value: string;
      readonly suggestion: string | null;
      readonly known: readonly string[];
    }
  | { readonly kind: 'shadowed-file'; readonly by: string }
  /** An area of another template than the one that the policy scores by. */
  | {
      readonly kind: 'idle-area';
      readonly area: string;
      readonly of: string;
      readonly template: string;
    }
  /** A glob that matches no file of the repository. */
  | { readonly kind: 'idle-glob'; readonly glob: string }
  /** A folder of the decision log without any entry. */
  | { readonly kind: 'idle-folder'; readonly folder: string };

/** One thing wrong in one place of one file. `field` is the canonical dotted name, where there is one. */
export interface Problem {
  readonly place: Place;
  readonly level: Level;
  readonly field: string | null;
  readonly fault: Fault;
}
