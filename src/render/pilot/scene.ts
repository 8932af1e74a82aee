import type { Repository } from '../../core/change.js';
import { withoutSlashes } from '../../core/ends.js';
import type { Reach } from '../../core/pilot/reach.js';
import type { Policy } from '../../core/policy.js';
import { encodePath, type Links } from '../links.js';

/** Where Belay speaks: on a repository's page. `docs` is the address of the documentation's folder. */
export interface PageScene {
  readonly repository: Pick<Repository, 'url' | 'defaultBranch'>;
  readonly docs: string | null;
}

/** What is said of a pilot besides the pilot itself. */
export interface PilotScene extends PageScene {
  readonly policy: Policy;
}

/** What its issue needs to know: who can be called. */
export interface IssueScene extends PilotScene {
  readonly reach: Reach;
}

/** The page that tells how pilots end. */
export const PILOTS_PAGE = 'pilots.md';

/** Links to files as they stand on the default branch. */
export function pageLinks({ repository: { url, defaultBranch }, docs }: PageScene): Links {
  return {
    file: (path) =>
      url === null
        ? null
        : `${withoutSlashes(url)}/blob/${encodePath(defaultBranch)}/${encodePath(path)}`,
    docs: (page) => (docs === null ? null : `${withoutSlashes(docs)}/${page}`),
  };
}
