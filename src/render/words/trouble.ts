import { passes, type Trouble } from '../../core/trouble.js';
import { listed, literal, type Phrase, say, words } from '../phrase.js';
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

/** What was being done: judging a change for its check run, or a command by a person or a schedule. */
export type Doing = 'check' | 'command';

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
      return doing === 'check' ? sayForbidden(trouble) : sayRefused(trouble);
    default:
      return sayRarer(trouble, doing);
  }
}

/** What kept a command from its work, and what comes next: of itself (`later`) or by a person. */
export function sayFailure(trouble: Trouble, later: string): Phrase {
  const { short, remedy } = sayTrouble(trouble, 'command');
  return passes(trouble) ? say`${short}. ${later}` : say`${short}. ${remedy}`;
}

/** GitHub's request id, for its support and the log; `null` where there is none. */
export function requestOf(trouble: Trouble): string | null {
  return 'request' in trouble ? trouble.request : null;
}

/** What git says may be long; its beginning tells what is wrong. */
const LONGEST_DETAIL = 200;

/** What a person names in a command. */
const NAMED = /^(?:repository|account) /;

const ABOUT = {
  check: { matter: 'this change', again: 'Re-run the check' },
  command: { matter: 'what you asked about', again: 'Run it again' },
} as const;

type Forbidden = Extract<Trouble, { kind: 'forbidden' }>;

function sayForbidden({ status, what }: Forbidden): TroubleSaid {
  const { matter, again } = ABOUT.check;
  return {
    short: `GitHub refused access with ${status}`,
    whose: say`Belay may not read or write ${literal(what)}. This is not about ${matter}: it takes an administrator.`,
    remedy: say`An administrator can grant the permission where Belay is installed (or give its token in the workflow the scope). ${again} then.`,
  };
}

/** At a terminal and in a workflow it is the token that may not. */
function sayRefused({ status, what }: Forbidden): TroubleSaid {
  const { matter, again } = ABOUT.command;
  if (status === 401)
    return {
      short: 'GitHub does not accept the token',
      whose: say`It is not valid, was revoked, or is out of date.`,
      remedy: say`Give another one. ${again} then.`,
    };
  const [, needed = []] = NEEDED.find(([asked]) => asked.test(what)) ?? [];
  const [verb, permission] =
    needed.length === 0 ? ['read', 'it'] : ['write', listed(needed.map(literal))];
  return {
    short: `the token may not ${verb} ${what} (GitHub answered ${status})`,
    whose: say`This is about the token's permissions, not about ${matter}.`,
    remedy: say`Give a token, or the workflow, the permission for ${permission}. ${again} then.`,
  };
}

/** What Belay writes, by its name in a trouble, and the permissions that it takes. */
const NEEDED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:issues of|answers in) /, ['issues: write']],
  [/^a pull request in /, ['contents: write', 'pull-requests: write']],
];

type Rarer = Exclude<Trouble, { kind: 'github' | 'network' | 'rate-limit' | 'forbidden' }>;

function sayRarer(trouble: Rarer, doing: Doing): TroubleSaid {
  const { matter, again } = ABOUT[doing];
  switch (trouble.kind) {
    case 'gone':
      if (doing === 'command') return sayMissing(trouble.what);
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
        whose: say`This is about the clone here.`,
        remedy: say`Run it in a clone that has the history it takes; a shallow clone, or one of a single branch, may lack commits.`,
      };
    case 'bug':
      return {
        short: `${doing === 'check' ? 'a mistake of its own' : 'Belay made a mistake'} (${trouble.reference})`,
        whose: say`This is a fault in Belay, not of ${matter}.`,
        remedy: say`${again}. If it stays so, report it with the reference ${literal(trouble.reference)}.`,
      };
  }
}

function sayMissing(what: string): TroubleSaid {
  if (!NAMED.test(what))
    return {
      short: `${what} is not there`,
      whose: say`GitHub does not have it, or not any more.`,
      remedy: say`${ABOUT.command.again} once it is there.`,
    };
  return {
    short: `there is no ${what}, or the token may not see it`,
    whose: say`GitHub does not tell which of the two it is.`,
    remedy: say`Correct the name, or give a token that may see it.`,
  };
}
