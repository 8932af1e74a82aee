import type { Day } from '../../../core/day.js';
import type { RepositoryName, Shut } from '../../../core/pilot/repository-log.js';
import { isQuiet } from '../../../core/pilot/sweep.js';
import type { Policy } from '../../../core/policy.js';
import type { ScoredRepository } from '../../../core/scorecard/month.js';
import type { KnownScorecard } from '../../../core/scorecard/scorecard-issue.js';
import { TroubleError } from '../../../core/trouble.js';
import { type Client, type Hub, REQUEST_TIMEOUT } from '../../github/client.js';
import { readPolicy } from '../../policy-state.js';
import type { MonthOptions } from '../months.js';
import type { RepositoryLook } from '../place.js';
import { readShelf } from './issues.js';
import { lookAtRepository } from './states.js';

/** The organisation whose roll-up is written, and who writes it. */
export interface SiteOptions extends MonthOptions {
  readonly client: Client;
  readonly owner: string;
  readonly issuer: string;
  readonly timeout?: number;
}

/** Where the organisation's issue stands, and when it is written. */
export interface Site {
  readonly repository: ScoredRepository;
  readonly known: readonly KnownScorecard[];
  readonly labels: readonly string[];
  readonly shut: Shut | null;
  readonly today: Day;
  readonly day: number;
  readonly quiet: boolean;
  readonly issueLabels: readonly string[];
}

/** The repository that holds what belongs to a whole organisation. */
const HOME = '.github';

/** The label and the day, where no policy of the organisation names others. */
const DEFAULTS = { labels: ['belay-scorecard'], day: 1, rollUp: null };

/**
 * The repository of the organisation's issue: the one its policy names, else `.github`. `null` where
 * the organisation has none that is visible, or turned scorecards off.
 */
export async function openSite(options: SiteOptions): Promise<Site | null> {
  const { client, owner, timeout = REQUEST_TIMEOUT } = options;
  const hub: Hub = { client, owner, name: HOME, timeout };
  const home = await lookIfThere(hub);
  if (home === null) return null;
  const policy = policyOf(home, options);
  if (policy !== null && policy.scorecard === null) return null;
  const rules = policy?.scorecard ?? DEFAULTS;
  const named = rules.rollUp === null ? null : nameIn(rules.rollUp);
  const place = named === null ? hub : { ...hub, ...named };
  const look = named === null ? home : await lookAtRepository(place);
  const { url } = look.repository;
  const zone = policy?.timezone ?? 'UTC';
  const { issuer } = options;
  const shelf = await readShelf({ hub: place, issuer, url, labels: rules.labels, zone });
  const today = options.today(zone);
  return {
    repository: look.repository,
    known: shelf.scorecards,
    labels: shelf.labels,
    shut: look.shut,
    today,
    day: rules.day,
    quiet: policy !== null && isQuiet(today, policy.pilots),
    issueLabels: rules.labels,
  };
}

async function lookIfThere(hub: Hub): Promise<RepositoryLook | null> {
  try {
    return await lookAtRepository(hub);
  } catch (error) {
    if (error instanceof TroubleError && error.trouble.kind === 'gone') return null;
    throw error;
  }
}

function policyOf(
  { policies, repositoryId }: RepositoryLook,
  { cache }: MonthOptions,
): Policy | null {
  const [first] = policies;
  if (first === undefined) return null;
  return readPolicy({ cache, repository: repositoryId }, first.path, first.file).policy;
}

function nameIn(text: string): RepositoryName | null {
  const [, owner, name] = /^([^/\s]+)\/([^/\s]+)$/.exec(text) ?? [];
  return owner === undefined || name === undefined ? null : { owner, name };
}
