import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { TroubleError } from '../../core/trouble.js';
import { listRepositories } from '../../read/fleet/repositories.js';
import { type Client, REQUEST_TIMEOUT } from '../../read/github/client.js';
import { viewerOf } from '../../read/github/viewer.js';
import { fleetOf } from '../jobs/sweep-world.js';
import { tokenClient } from '../token-client.js';
import { type Surroundings, type SweepFlags, UsageError } from './output.js';

/** Where on GitHub a command acts, and as whom. */
export interface Target {
  readonly client: ReturnType<typeof tokenClient> & Client;
  /** The login whose issues are Belay's, as REST has it. */
  readonly issuer: string;
  readonly names: readonly RepositoryName[];
  /** The organisation or person, where all their repositories are meant. */
  readonly owner: string | null;
}

type Targeting = Pick<SweepFlags, 'repo' | 'org'>;

/** Whether a command is about the clone it runs in. */
export function isLocal({ repo, org }: Targeting): boolean {
  return repo === undefined && org === undefined;
}

/** What `--repo` or `--org` name, through a client for the token of the environment. */
export async function targetOf(flags: Targeting, env: Surroundings['env']): Promise<Target> {
  const token = env.GITHUB_TOKEN || env.GH_TOKEN;
  if (!token) throw new UsageError('--repo and --org need a token in GITHUB_TOKEN or GH_TOKEN');
  const wanted = wantedIn(flags);
  const client = tokenClient(token, env.GITHUB_API_URL);
  const issuer = await viewerOf(client, REQUEST_TIMEOUT);
  if (typeof wanted !== 'string') return { client, issuer, names: [wanted], owner: null };
  const names = await repositoriesOf(wanted, client);
  return { client, issuer, names, owner: wanted };
}

async function repositoriesOf(login: string, client: Client): Promise<readonly RepositoryName[]> {
  try {
    return await listRepositories(fleetOf(client), { kind: 'owner', login });
  } catch (error) {
    if (!(error instanceof TroubleError) || error.trouble.kind !== 'gone') throw error;
    throw new TroubleError({ ...error.trouble, what: `account ${login}` }, { cause: error });
  }
}

/** One repository, or the login of an organisation. */
function wantedIn({ repo, org }: Targeting): RepositoryName | string {
  if (repo !== undefined && org !== undefined)
    throw new UsageError('--repo and --org do not go together');
  if (repo === undefined) {
    if (!org || !/^[\w.-]+$/.test(org))
      throw new UsageError(`--org must be a login, not "${org ?? ''}"`);
    return org;
  }
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(repo) ?? [];
  if (owner === undefined || name === undefined)
    throw new UsageError(`--repo must be owner/name, not "${repo}"`);
  return { owner, name };
}
