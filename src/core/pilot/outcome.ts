import type { Day } from '../day.js';
import type { Entry, ReviewVerdict } from '../decision.js';
import type { Person } from '../policy.js';
import type { HumanScore } from '../scorecard/month/month.js';
import type { Refusal } from './amendment.js';
import type { CommandFault } from './command.js';

/** What became of a command, as facts; `render/` has the answer's words. */
export type Outcome =
  | { readonly kind: 'help' }
  | { readonly kind: 'fault'; readonly fault: CommandFault }
  | Recorded
  /** A pull request with the same verdict is open already. */
  | { readonly kind: 'under-way'; readonly verdict: ReviewVerdict; readonly pull: number }
  /** The entry, or the policy's rules, allow no such verdict now. */
  | { readonly kind: 'refused'; readonly entry: Entry; readonly refusal: Refusal }
  | { readonly kind: 'assigned'; readonly login: string }
  | { readonly kind: 'not-assignable'; readonly login: string }
  | {
      readonly kind: 'not-allowed';
      readonly asker: string;
      /** Owner and backup, who may. */
      readonly who: readonly Person[];
      /** Whether the look-up of the asker's permission failed, which means no. */
      readonly lookUpFailed: boolean;
    }
  | { readonly kind: 'entry-gone'; readonly id: string }
  | { readonly kind: 'entry-unreadable'; readonly entry: Entry }
  | Scored
  | {
      readonly kind: 'no-such-area';
      readonly area: string;
      /** Ids of those there are. */
      readonly areas: readonly string[];
    }
  /** The issue of that month is closed, so that its scores are final. */
  | { readonly kind: 'scorecard-closed' };

/** A person's score that stands from now on. */
export interface Scored {
  readonly kind: 'scored';
  /** The area's name. */
  readonly area: string;
  readonly given: HumanScore;
  /** Ids of the comments whose scores stand in this issue, this one's among them. */
  readonly record: readonly number[];
}

export interface Recorded {
  readonly kind: 'recorded';
  readonly entry: Entry;
  readonly verdict: ReviewVerdict;
  readonly because: string;
  readonly asker: string;
  /** The new checkpoint of an extension. */
  readonly checkpoint: Day | null;
  /** How many extensions are used with this one, of how many. */
  readonly extensions: { readonly used: number; readonly of: number };
  /** Until when linked clean-up may be merged after a kill. */
  readonly cleanUpUntil: Day | null;
  readonly how:
    | {
        readonly kind: 'pull';
        readonly number: number;
        /** Other open pull requests that edit the same entry. */
        readonly rivals: readonly number[];
      }
    /** Without the permission to write: the change for a person to make. */
    | {
        readonly kind: 'patch';
        readonly path: string;
        readonly patch: string;
        readonly editUrl: string;
      };
}
