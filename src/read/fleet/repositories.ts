import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { TroubleError } from '../../core/trouble.js';
import { get, type Hub } from '../github/client.js';
import type { Fleet } from './ask.js';

/** Whose repositories: all that the App's installation covers, or an organisation's or person's. */
export type Whose =
  | { readonly kind: 'installation' }
  | { readonly kind: 'owner'; readonly login: string };

const PER_PAGE = 100;

interface Listed {
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly disabled?: boolean;
}

interface Covered {
  readonly total_count: number;
  readonly repositories: readonly Listed[];
}

/** The names of the repositories; a disabled one answers nothing and is left out. */
export async function listRepositories(
  fleet: Fleet,
  whose: Whose,
): Promise<readonly RepositoryName[]> {
  const hub = { ...fleet, owner: '', name: '' };
  return whose.kind === 'installation' ? covered(hub) : ownedBy(hub, whose.login);
}

async function covered(hub: Hub): Promise<readonly RepositoryName[]> {
  const names: RepositoryName[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const answer = await get<Covered>(hub, '/installation/repositories', {
      variables: { per_page: PER_PAGE, page },
      what: 'the repositories of the installation',
    });
    pages = Math.ceil(answer.total_count / PER_PAGE);
    names.push(...namesIn(answer.repositories));
  }
  return names;
}

async function ownedBy(hub: Hub, login: string): Promise<readonly RepositoryName[]> {
  const names: RepositoryName[] = [];
  const route = await routeOf(hub, login);
  for (let page = 1, isLast = false; !isLast; page++) {
    const repositories = await get<readonly Listed[]>(hub, route, {
      variables: { login, per_page: PER_PAGE, page },
      what: `the repositories of ${login}`,
    });
    names.push(...namesIn(repositories));
    isLast = repositories.length < PER_PAGE;
  }
  return names;
}

/** An organisation's private repositories are listed by its own route only. */
async function routeOf(hub: Hub, login: string): Promise<string> {
  try {
    await get(hub, '/orgs/{login}', { variables: { login }, what: `organisation ${login}` });
    return '/orgs/{login}/repos';
  } catch (error) {
    if (error instanceof TroubleError && error.trouble.kind === 'gone')
      return '/users/{login}/repos';
    throw error;
  }
}

function namesIn(repositories: readonly Listed[]): readonly RepositoryName[] {
  return repositories
    .filter(({ disabled }) => disabled !== true)
    .map(({ name, owner }) => ({ owner: owner.login, name }));
}
