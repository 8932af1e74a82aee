import { isTeam } from '../core/pilot/reach.js';
import { type Person, samePerson } from '../core/policy.js';
import type { Register } from '../core/register.js';
import { type Answered, passes } from '../core/trouble.js';

/** Whether one may, or why that is not known; who asks for something new may not do it then. */
export type Permission = Answered<boolean>;

const WRITERS = ['write', 'maintain', 'admin'];
const TRIAGERS = ['triage', ...WRITERS];

const YES: Permission = { kind: 'good', value: true };
const NO: Permission = { kind: 'good', value: false };

/** Whether a login is one of the people, or in one of their teams, or may write anyway. */
export async function mayDecide(
  login: string,
  people: readonly Person[],
  register: Register,
): Promise<Permission> {
  if (people.some((person) => samePerson(person, `@${login}`))) return YES;
  let found = await hasRole(login, WRITERS, register);
  for (const team of people.filter(isTeam)) {
    if (isYes(found)) return found;
    found = either(found, await register.isMember(team, login));
  }
  return found;
}

/** Whether a login may have a pull request judged again: its author, or who may triage. */
export async function mayRecheck(
  login: string,
  author: string | null,
  register: Register,
): Promise<Permission> {
  if (author !== null && samePerson(login, author)) return YES;
  return hasRole(login, TRIAGERS, register);
}

/** Whether it is known that one may. */
export function isYes(permission: Permission): boolean {
  return permission.kind === 'good' && permission.value;
}

async function hasRole(
  login: string,
  roles: readonly string[],
  register: Register,
): Promise<Permission> {
  const answer = await register.role(login);
  if (answer.kind === 'trouble') return answer;
  return roles.includes(answer.value) ? YES : NO;
}

/** A yes counts more than any trouble, and trouble that passes more than what lasts. */
function either(before: Permission, after: Permission): Permission {
  if (isYes(after) || before.kind === 'good') return after;
  return after.kind === 'trouble' && passes(after.trouble) ? after : before;
}
