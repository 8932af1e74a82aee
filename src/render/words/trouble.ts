import type { Trouble } from '../../core/trouble.js';
import { literal, type Phrase, say, words } from '../phrase.js';
import { printable, shorten } from '../printable.js';

/** Whose trouble it is, what happened, and who can do what about it. */
export interface TroubleSaid {
  /** Follows `Belay could not judge: ` in a title. */
  readonly short: string;
  /** One sentence that says whose trouble it is. */
  readonly whose: Phrase;
  /** What a person can do once Belay has stopped trying. */
  readonly remedy: Phrase;
}

/** What was being done: judging a change for its check run, or a command at a terminal. */
type Doing = 'check' | 'command';

/** What is said of Belay's, GitHub's or an administrator's trouble; never the contributor's fault. */
export function sayTrouble(trouble: Trouble, doing: Doing = 'check'): TroubleSaid {
  const { matter, again } = ABOUT[doing];
  switch (trouble.kind) {
    case 'github':
      return {
        short: `GitHub answered ${trouble.status}`,
        whose: say`This is trouble of GitHub's, not of ${matter}.`,
        remedy: say`${again} once GitHub is well again.`,
      };
    case 'network':
      return {
        short: 'GitHub could not be reached',
        whose: say`This is trouble on the way to GitHub (${words(trouble.detail)}), not of ${matter}.`,
        remedy: say`${again} once GitHub is well again.`,
      };
    case 'rate-limit':
      return {
        short: 'GitHub asked to wait',
        whose: say`Belay has used up the requests GitHub grants it for now. This is not about ${matter}.`,
        remedy: say`${again} once GitHub is well again.`,
      };
    case 'forbidden':
      return {
        short: `GitHub refused access with ${trouble.status}`,
        whose: say`Belay may not read or write ${literal(trouble.what)}. This is not about ${matter}: it takes an administrator.`,
        remedy: say`An administrator can grant the permission where Belay is installed (or give its token in the workflow the scope). ${again} then.`,
      };
    default:
      return sayRarer(trouble, doing);
  }
}

/** GitHub's request id, for its support and the log; `null` where there is none. */
export function requestOf(trouble: Trouble): string | null {
  return 'request' in trouble ? trouble.request : null;
}

/** What git says may be long; its beginning tells what is wrong. */
const LONGEST_DETAIL = 200;

const ABOUT = {
  check: { matter: 'this change', again: 'Re-run the check' },
  command: { matter: 'what you asked about', again: 'Run the command again' },
} as const;

type Rarer = Exclude<Trouble, { kind: 'github' | 'network' | 'rate-limit' | 'forbidden' }>;

function sayRarer(trouble: Rarer, doing: Doing): TroubleSaid {
  const { matter, again } = ABOUT[doing];
  switch (trouble.kind) {
    case 'gone':
      return {
        short: `${trouble.what} is gone`,
        whose: say`${literal(trouble.what)} was there a moment ago and is gone now.`,
        remedy: say`${again}.`,
      };
    case 'partial':
      return {
        short: 'GitHub answered only in part',
        whose: say`GitHub left out ${literal(trouble.what)}. This is trouble of GitHub's, not of ${matter}.`,
        remedy: say`${again} once GitHub is well again.`,
      };
    case 'git':
      return {
        short: shorten(printable(trouble.detail), LONGEST_DETAIL),
        whose: say`This is about the clone here, not about a change.`,
        remedy: say`Run it in a clone that has the commits of both sides; a shallow clone, or one of a single branch, may lack them.`,
      };
    case 'bug':
      return {
        short: `a mistake of its own (${trouble.reference})`,
        whose: say`This is a fault in Belay, not of ${matter}.`,
        remedy: say`${again}. If it stays so, report it with the reference ${literal(trouble.reference)}.`,
      };
  }
}
