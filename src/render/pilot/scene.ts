import type { Reach } from '../../core/pilot/reach.js';
import type { Policy } from '../../core/policy.js';
import type { PageScene } from '../links.js';

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
