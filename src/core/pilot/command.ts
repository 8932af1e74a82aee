import type { Day } from '../day.js';
import type { Score } from '../scorecard/month/month.js';

/** What a person asks of Belay in a comment's first line. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'recheck' }
  | { readonly kind: 'verdict'; readonly verdict: 'graduate' | 'kill'; readonly because: string }
  | {
      readonly kind: 'extension';
      readonly verdict: 'continue' | 'change';
      readonly until: Day;
      readonly because: string;
    }
  | { readonly kind: 'assign'; readonly login: string }
  | ScoreCommand;

/** A person's own score for an area of a scorecard. */
export interface ScoreCommand {
  readonly kind: 'score';
  /** As it was written: by id or by name. */
  readonly area: string;
  readonly score: Score;
  readonly because: string;
  readonly next: string | null;
}

/** Why a line that speaks to Belay is no command; `asked` is the word after `/belay`. */
export type CommandFault =
  | { readonly kind: 'unknown'; readonly asked: string; readonly suggestion: string | null }
  | { readonly kind: 'no-reason'; readonly asked: string }
  | { readonly kind: 'short-reason'; readonly asked: string; readonly words: number }
  | { readonly kind: 'long-reason'; readonly asked: string; readonly characters: number }
  | { readonly kind: 'no-date'; readonly asked: string }
  | { readonly kind: 'bad-date'; readonly asked: string; readonly value: string }
  | { readonly kind: 'no-login'; readonly asked: string }
  | { readonly kind: 'no-score'; readonly asked: string }
  | { readonly kind: 'bad-score'; readonly asked: string; readonly value: string }
  | { readonly kind: 'no-next'; readonly asked: string }
  | { readonly kind: 'long-next'; readonly asked: string; readonly characters: number };

/** A line that speaks to Belay: a command, or why it is none. */
export type CommandReading =
  | { readonly command: Command; readonly fault: null }
  | { readonly command: null; readonly fault: CommandFault };

/** A comment that speaks to Belay, and the thread it stands in. */
export interface Request {
  readonly number: number;
  readonly comment: number;
  readonly asker: string;
  readonly reading: CommandReading;
  readonly isPull: boolean;
  /** Whether it stands in an issue that Belay opened: no other is about a pilot or a month. */
  readonly isOwn: boolean;
  /** The author of the pull request the comment stands in; `null` in an issue. */
  readonly pullBy: string | null;
  /** What Belay has answered in this thread before. */
  readonly answer: { readonly id: number; readonly body: string } | null;
}

/** A reason of fewer words says nothing a reader could judge by. */
export const FEWEST_REASON_WORDS = 3;

/** Characters of a reason: it becomes one line of the entry; what needs more belongs in its text. */
export const LONGEST_REASON = 1000;

/** Characters of a next move: so many of it a scorecard remembers. */
export const LONGEST_NEXT = 300;
