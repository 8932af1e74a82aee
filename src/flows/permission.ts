import { isTeam } from '../core/pilot/reach.js';
import type { Person } from '../core/policy.js';
import type { Register } from '../core/register.js';
import type { Answered } from '../core/trouble.js';

/** Whether one may; a look-up that failed means no, and is said. */
export type Permission = 'yes' | 'no' | 'look-up-failed';

const WRITERS = ['write', 'maintain', 'admin'];
const TRIAGERS = ['triage', ...WRITERS];

/** Whether a login is one of the people, or in one of their teams, or may write anyway. */
export async function mayDecide(
  login: string,
  people: readonly Person[],
  register: Register,
): Promise<Permission> {
  if (people.some((person) => isSame(person, `@${login}`))) return 'yes';
  const role = await hasRole(login, WRITERS, register);
  if (role === 'yes') return role;
  const answers: Permission[] = [role];
  for (const team of people.filter(isTeam)) {
    const member = permissionIn(await register.isMember(team, login), (is) => is);
    if (member === 'yes') return member;
    answers.push(member);
  }
  return answers.includes('look-up-failed') ? 'look-up-failed' : 'no';
}

/** Whether a login may have a pull request judged again: its author, or who may triage. */
export async function mayRecheck(
  login: string,
  author: string | null,
  register: Register,
): Promise<Permission> {
  if (author !== null && isSame(login, author)) return 'yes';
  return hasRole(login, TRIAGERS, register);
}

async function hasRole(
  login: string,
  roles: readonly string[],
  register: Register,
): Promise<Permission> {
  return permissionIn(await register.role(login), (role) => roles.includes(role));
}

function permissionIn<T>(answer: Answered<T>, isGood: (value: T) => boolean): Permission {
  if (answer.kind === 'trouble') return 'look-up-failed';
  return isGood(answer.value) ? 'yes' : 'no';
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
