import { concernedBy, concernsPilots, type OpenPull } from '../../core/gate/concern.js';
import type { RepositoryRun } from '../../core/scorecard/run.js';
import type { Trouble } from '../../core/trouble.js';
import type { CheckRun, PublishedRun } from '../../core/write.js';
import type { CommandResult } from '../../flows/command.js';
import type { GatePorts, Read } from '../../flows/gate.js';
import type { SweepReport } from '../../flows/sweep.js';
import type { ReadCache } from '../../read/cache.js';
import { readChange } from '../../read/change.js';
import { type Client, type Hub, REQUEST_TIMEOUT } from '../../read/github/client.js';
import { pullsAt, readOpenings } from '../../read/github/open-pulls.js';
import { pullRequest } from '../../read/github/source.js';
import { CHECK_NAME, publish } from '../../write/check-run.js';
import { type Today, todayAt } from '../clock.js';
import type { Config } from '../config.js';
import { explained } from '../explained.js';
import { answerOn, apologiseOn, type Where } from './command-world.js';
import { EVERY_DAY, scorecardsOn } from './scorecard-world.js';
import { sweepOn } from './sweep-world.js';

/** One repository through one installation: what can be read there and what written. */
export interface World extends GatePorts {
  readonly write: (run: CheckRun, newest: PublishedRun | null) => Promise<number>;
  /** The open pull requests with this head commit. */
  readonly pullsAt: (headOid: string) => Promise<readonly number[]>;
  /** What a push to these paths may have changed. */
  readonly concerned: (paths: readonly string[] | null) => Promise<Concerned>;
  readonly sweep: () => Promise<SweepReport>;
  readonly scorecard: () => Promise<readonly RepositoryRun[]>;
  readonly answer: (where: Where) => Promise<CommandResult>;
  /** Says that a comment could not be answered, and why. */
  readonly apologise: (where: Where, trouble: Trouble) => Promise<void>;
}

/** The open pull requests whose verdict may change, and whether pilots may stand differently. */
export interface Concerned {
  readonly pulls: readonly OpenPull[];
  readonly pilots: boolean;
}

/** Where a repository is, and what reads it. */
export interface Ground {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
  readonly cache: ReadCache;
}

/** As whom the App writes. */
export interface Identity extends Pick<Config, 'appId' | 'docsUrl'> {
  /** The login of the App's bot; rejects with the trouble while GitHub does not tell. */
  readonly issuer: () => Promise<string>;
}

/** The App's world: it publishes check runs as the App with this id. */
export function worldOf(ground: Ground, { appId, docsUrl, issuer }: Identity): World {
  const { client, owner, repo } = ground;
  const hub: Hub = { client, owner, name: repo, timeout: REQUEST_TIMEOUT };
  const check = { name: CHECK_NAME, appId };
  const today = todayAt(null);
  const triage = async () => ({
    ...ground,
    issuer: await issuer(),
    today,
    docs: docsUrl,
    writes: 'github' as const,
  });
  return {
    docs: docsUrl,
    read: readerOf(ground, { check, today }),
    write: (run, newest) =>
      explained('the check run', () => publish(run, { client, owner, repo, newest })),
    pullsAt: (headOid) => pullsAt(hub, headOid),
    concerned: async (paths) => {
      const { policy, pulls } = await readOpenings(hub);
      return { pulls: concernedBy(paths, policy, pulls), pilots: concernsPilots(paths, policy) };
    },
    sweep: async () => sweepOn([{ owner, name: repo }], await triage()),
    scorecard: async () =>
      scorecardsOn([{ owner, name: repo }], { ...(await triage()), appId, ...EVERY_DAY }),
    answer: async (where) => answerOn(where, { ...(await triage()), appId }),
    apologise: async (where, trouble) =>
      apologiseOn(where, { ...(await triage()), appId }, trouble),
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
