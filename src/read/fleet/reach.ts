import type { RepositoryName } from '../../core/pilot/repository-log.js';
import type { Answered } from '../../core/trouble.js';
import { TroubleError } from '../../core/trouble.js';
import type { Hub } from '../github/client.js';
import { isAssignable } from '../github/people.js';
import { askFleet, type Fleet, repositoryPortion, troubled } from './ask.js';
import { type Nodes, present } from './issue-nodes.js';

/** Logins to look up in a repository. */
export interface Candidates {
  readonly name: RepositoryName;
  readonly logins: readonly string[];
}

const LOOKUPS_A_QUERY = 50;

interface Lookup {
  readonly name: RepositoryName;
  readonly login: string;
}

interface UsersAnswer {
  readonly assignableUsers: Nodes<{ readonly login: string }>;
}

/**
 * The logins of each that can be assigned there, all repositories in one query. The query searches
 * names, so that only a yes is sure; a no is asked again of the route that knows. As soon as one
 * login is known to be in reach, those after it are not asked for any more.
 */
export async function assignableIn(
  fleet: Fleet,
  asked: readonly Candidates[],
): Promise<readonly Answered<ReadonlySet<string>>[]> {
  const lookups = asked.flatMap(({ name, logins }) => logins.map((login) => ({ name, login })));
  const answers = await askFleet<Lookup, UsersAnswer>(fleet, lookups, {
    operation: 'BelayFleetAssignable',
    what: ({ name }) => `people of ${name.owner}/${name.name}`,
    portion: ({ name, login }, at) =>
      repositoryPortion(name, at, {
        fields: `assignableUsers(first: 20, query: $u${at}) { nodes { login } }`,
        variables: { [`u${at}`]: { type: 'String!', value: login } },
      }),
    size: LOOKUPS_A_QUERY,
  });
  const sure = lookups.filter((lookup, at) => isAmong(lookup, answers[at]));
  const sets: Answered<ReadonlySet<string>>[] = [];
  for (const { name, logins } of asked) {
    const yes = sure.filter((one) => one.name === name).map(({ login }) => login);
    sets.push(await confirmed({ ...fleet, ...name }, logins, new Set(yes)));
  }
  return sets;
}

async function confirmed(
  hub: Hub,
  logins: readonly string[],
  sure: ReadonlySet<string>,
): Promise<Answered<ReadonlySet<string>>> {
  try {
    for (const login of logins)
      if (sure.has(login) || (await isAssignable(hub, login)))
        return { kind: 'good', value: new Set([...sure, login]) };
    return { kind: 'good', value: sure };
  } catch (error) {
    if (error instanceof TroubleError) return troubled(error.trouble);
    throw error;
  }
}

function isAmong({ login }: Lookup, answer: Answered<UsersAnswer> | undefined): boolean {
  if (answer?.kind !== 'good') return false;
  const wanted = login.toLowerCase();
  return present(answer.value.assignableUsers).some((user) => user.login.toLowerCase() === wanted);
}
