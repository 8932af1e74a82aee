import type { PolicyState } from '../../../core/change.js';
import type { Day } from '../../../core/day.js';
import type { RepositoryName, Shut } from '../../../core/pilot/repository-log.js';
import { isQuiet } from '../../../core/pilot/sweep.js';
import { DEFAULT_QUIET_DAYS, DEFAULT_SCORECARD, type Policy } from '../../../core/policy.js';
import type { KnownScorecard } from '../../../core/scorecard/issue/scorecard-issue.js';
import type { BrokenFile, ScoredRepository } from '../../../core/scorecard/month/month.js';
import { TroubleError } from '../../../core/trouble.js';
import { type Client, type Hub, REQUEST_TIMEOUT } from '../../github/client.js';
import { policyVersions } from '../../github/history.js';
import { readPolicyState } from '../../policy-state.js';
import type { MonthOptions } from '../months.js';
import type { RepositoryLook } from '../place.js';
import { readKnownIssues } from './issues.js';
import { lookAtRepository } from './repository.js';

/** The organisation whose roll-up is written, and who writes it. */
export interface SiteOptions extends MonthOptions {
  readonly client: Client;
  readonly owner: string;
  readonly issuer: string;
  /** What is said of a label that Belay makes for the issue. */
  readonly labelled: string;
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

/** What looking for the place of an organisation's issue gave. */
export type SiteReading =
  | { readonly kind: 'site'; readonly site: Site }
  /** The organisation has no repository for it that is visible, or turned scorecards off. */
  | { readonly kind: 'none' }
  /** Its policy names a repository of another owner, where others read: nothing is told there. */
  | { readonly kind: 'foreign'; readonly repository: RepositoryName }
  /** Nobody can tell what its policy says, nor what any version before it said. */
  | ({ readonly kind: 'broken-policy'; readonly repository: RepositoryName } & BrokenFile);

/** The repository that holds what belongs to a whole organisation. */
export const HOME = '.github';

/** The repository of the organisation's issue: the one its policy names, else `.github`. */
export async function openSite(options: SiteOptions): Promise<SiteReading> {
  const { client, owner, timeout = REQUEST_TIMEOUT } = options;
  const hub: Hub = { client, owner, name: HOME, timeout };
  const home = await lookIfThere(hub);
  if (home === null) return { kind: 'none' };
  const state = await policyOf(hub, home, options);
  if (state.kind === 'broken')
    return { ...state, kind: 'broken-policy', repository: { owner, name: HOME } };
  const policy = state.kind === 'none' ? null : state.policy;
  if (policy !== null && policy.scorecard === null) return { kind: 'none' };
  return siteOf({ hub, home, policy }, options);
}

/** An organisation's home, and the policy there; `null`: it has none. */
interface Home {
  readonly hub: Hub;
  readonly home: RepositoryLook;
  readonly policy: Policy | null;
}

async function siteOf({ hub, home, policy }: Home, options: SiteOptions): Promise<SiteReading> {
  const rules = policy?.scorecard ?? DEFAULT_SCORECARD;
  const named = rules.rollUp === null ? null : nameIn(rules.rollUp);
  const place = named === null ? hub : { ...hub, ...named };
  const { repository, shut } = named === null ? home : await lookAtRepository(place);
  if (repository.owner !== home.repository.owner) return { kind: 'foreign', repository };
  const zone = policy?.timezone ?? 'UTC';
  const { labels, day } = rules;
  const { issuer, labelled } = options;
  const { id, url } = repository;
  const issues = await readKnownIssues({
    ...{ hub: place, issuer, repository: id, url, labels, labelled, zone },
  });
  const today = options.today(zone);
  const site = {
    repository,
    known: issues.scorecards,
    labels: issues.labels,
    shut,
    today,
    day,
    quiet: isQuiet(today, policy?.pilots ?? { quietDays: DEFAULT_QUIET_DAYS }),
    issueLabels: labels,
  };
  return { kind: 'site', site };
}

/** Of a policy that is broken the last good version counts: a slip of the pen moves no issue. */
function policyOf(
  hub: Hub,
  { policies, tip, repositoryId: repository }: RepositoryLook,
  { cache }: MonthOptions,
): Promise<PolicyState> {
  const source = {
    policyVersions: (commit: string, path: string) => policyVersions(hub, commit, path),
  };
  return readPolicyState({ source, cache, repository }, { policies, policyCommit: tip });
}

async function lookIfThere(hub: Hub): Promise<RepositoryLook | null> {
  try {
    return await lookAtRepository(hub);
  } catch (error) {
    if (error instanceof TroubleError && error.trouble.kind === 'gone') return null;
    throw error;
  }
}

function nameIn(text: string): RepositoryName | null {
  const [, owner, name] = /^([^/\s]+)\/([^/\s]+)$/.exec(text) ?? [];
  return owner === undefined || name === undefined ? null : { owner, name };
}
