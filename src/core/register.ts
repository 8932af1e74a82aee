import type { Person } from './policy.js';
import type { Answered } from './trouble.js';

/** How to look up what a login may do in a repository. */
export interface Register {
  /** GitHub's role: `none`, `read`, `triage`, `write`, `maintain` or `admin`. */
  readonly role: (login: string) => Promise<Answered<string>>;
  readonly isMember: (team: Person, login: string) => Promise<Answered<boolean>>;
}
