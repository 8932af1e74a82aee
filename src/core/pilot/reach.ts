import type { Pilot } from '../pilot.js';
import type { Person } from '../policy.js';
import type { KnownIssue } from './pilot-issue.js';

/** Who can be called for a pilot: a login that can be assigned, or a team to mention, or nobody. */
export interface Reach {
  readonly assignee: string | null;
  readonly team: string | null;
}

/** The logins that may be assigned to a pilot's issue, the owner's first. */
export function candidatesOf({
  owner,
  backup,
}: Pick<Pilot, 'owner' | 'backup'>): readonly string[] {
  return [...new Set([...owner, ...backup].flatMap(loginsOf))];
}

/**
 * Who is called for a pilot when these logins can be assigned: a person among the owners, else a
 * team of theirs, else the same of the backup.
 */
export function reachOf(
  { owner, backup }: Pick<Pilot, 'owner' | 'backup'>,
  assignable: ReadonlySet<string>,
): Reach {
  for (const people of [owner, backup]) {
    const assignee = people.flatMap(loginsOf).find((login) => assignable.has(login)) ?? null;
    const team = people.find(isTeam) ?? null;
    if (assignee !== null) return { assignee, team: null };
    if (team !== null) return { assignee: null, team };
  }
  return { assignee: null, team: null };
}

/** Who was called already: whoever is assigned now answers for the pilot. */
export function reachBy(pilot: Pilot, { assignees }: KnownIssue): Reach {
  const known = new Set(assignees.map((login) => login.toLowerCase()));
  const named = candidatesOf(pilot).find((login) => known.has(login.toLowerCase()));
  const assignee = named ?? assignees.toSorted()[0] ?? null;
  return assignee === null ? reachOf(pilot, new Set()) : { assignee, team: null };
}

/** A team is written `@org/team`. */
export function isTeam(person: Person): boolean {
  return /^@[^/\s]+\/[^/\s]+$/.test(person);
}

function loginsOf(person: Person): readonly string[] {
  const [, login] = /^@([^/\s]+)$/.exec(person) ?? [];
  return login === undefined ? [] : [login];
}
