import { concernedBy, type OpenPull } from '../core/concern.js';
import { TroubleError } from '../core/trouble.js';
import type { CheckRun, PublishedRun } from '../core/write.js';
import type { GatePorts, Read } from '../flows/gate.js';
import type { ReadCache } from '../read/cache.js';
import { readChange } from '../read/change.js';
import { type Client, type Hub, REQUEST_TIMEOUT } from '../read/github/client.js';
import { pullsAt, readOpenings } from '../read/github/open-pulls.js';
import { pullRequest } from '../read/github/source.js';
import { troubleOf } from '../read/github/trouble.js';
import { CHECK_NAME, publish } from '../write/check-run.js';
import { type Today, todayAt } from './clock.js';
import { DOCUMENTATION } from './documentation.js';

/** One repository through one installation: what can be read there and what written. */
export interface World extends GatePorts {
  readonly write: (run: CheckRun, newest: PublishedRun | null) => Promise<number>;
  /** The open pull requests with this head commit. */
  readonly pullsAt: (headOid: string) => Promise<readonly number[]>;
  /** The open pull requests whose verdict a push to these paths may change. */
  readonly concerned: (paths: readonly string[] | null) => Promise<readonly OpenPull[]>;
}

/** Where a repository is, and what reads it. */
export interface Ground {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
  readonly cache: ReadCache;
}

/** The App's world: it publishes check runs as the App with this id. */
export function worldOf(ground: Ground, appId: number): World {
  const { client, owner, repo } = ground;
  const hub: Hub = { client, owner, name: repo, timeout: REQUEST_TIMEOUT };
  const check = { name: CHECK_NAME, appId };
  return {
    docs: DOCUMENTATION,
    read: readerOf(ground, { check, today: todayAt(null) }),
    write: (run, newest) =>
      explained('the check run', () => publish(run, { client, owner, repo, newest })),
    pullsAt: (headOid) => pullsAt(hub, headOid),
    concerned: async (paths) => {
      const { policy, pulls } = await readOpenings(hub);
      return concernedBy(paths, policy, pulls);
    },
  };
}

/** Reads pull requests of one repository. `check` is the run that is published, where one is. */
export function readerOf(
  { client, owner, repo, cache }: Ground,
  { check, today }: { readonly check: PublishedAs; readonly today: Today },
): Read {
  return (number) => {
    const source = pullRequest({ client, owner, name: repo, number, check });
    return readChange(source, { today, cache });
  };
}

type PublishedAs = { readonly name: string; readonly appId: number } | null;

/** What GitHub or the network answered to a write, as trouble. */
async function explained<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const trouble = troubleOf(error, what);
    throw trouble === null ? error : new TroubleError(trouble, { cause: error });
  }
}
