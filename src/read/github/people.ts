import type { Register } from '../../core/register.js';
import { type Answered, TroubleError } from '../../core/trouble.js';
import type { Hub } from './client.js';
import { troubleOf } from './trouble.js';

/** Whether GitHub lets this login be assigned there. */
export async function isAssignable(hub: Hub, login: string): Promise<boolean> {
  return (await lookUp(hub, '/repos/{owner}/{repo}/assignees/{login}', { login })) !== null;
}

/** The permission a login has in a repository, as GitHub names the role; `none` for a stranger. */
async function roleOf(hub: Hub, login: string): Promise<string> {
  const route = '/repos/{owner}/{repo}/collaborators/{login}/permission';
  const answer = await lookUp(hub, route, { login });
  // Of every user GitHub tells it; whom it does not find may be anybody.
  if (answer === null)
    throw new TroubleError({ kind: 'gone', what: `permission of ${login}`, request: null });
  const { permission, role_name: role } = answer.data as Partial<Record<string, unknown>>;
  // A custom role is known by the permission it is built on.
  return [role, permission].find((word) => isRole(word)) ?? 'none';
}

const ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

function isRole(word: unknown): word is (typeof ROLES)[number] {
  return ROLES.some((role) => role === word);
}

/** Whether a login is a member of `@organisation/team`; takes the permission to read members. */
async function isMember(hub: Hub, team: string, login: string): Promise<boolean> {
  const [org = '', slug = ''] = team.replace(/^@/, '').split('/');
  const route = '/orgs/{org}/teams/{slug}/memberships/{login}';
  const answer = await lookUp(hub, route, { org, slug, login });
  return (answer?.data as { state?: unknown } | undefined)?.state === 'active';
}

/** Looks up what people may do in a repository; what GitHub does not tell is a value. */
export function registerOf(hub: Hub): Register {
  return {
    role: (login) => asAnswer(() => roleOf(hub, login)),
    isMember: (team, login) => asAnswer(() => isMember(hub, team, login)),
  };
}

async function asAnswer<T>(ask: () => Promise<T>): Promise<Answered<T>> {
  try {
    return { kind: 'good', value: await ask() };
  } catch (error) {
    if (error instanceof TroubleError) return { kind: 'trouble', trouble: error.trouble };
    throw error;
  }
}

/** What a route answers, or `null` for its 404; any other refusal is trouble. */
async function lookUp(
  { client, owner, name, timeout }: Hub,
  route: string,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly data: unknown } | null> {
  const request = { signal: AbortSignal.timeout(timeout), retries: 0 };
  const parameters = { owner, repo: name, ...variables, request };
  try {
    return await client.request(`GET ${route}`, parameters);
  } catch (error) {
    const trouble = troubleOf(error, `people of ${owner}/${name}`);
    if (trouble === null) throw error;
    if (trouble.kind === 'gone') return null;
    throw new TroubleError(trouble, { cause: error });
  }
}
