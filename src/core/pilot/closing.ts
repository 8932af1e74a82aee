import { lastReview } from '../calendar.js';
import type { Day } from '../day.js';
import type { Entry, Review, Status } from '../decision.js';
import { sameId } from '../identifier.js';
import type { Pilot } from '../pilot.js';
import { type PilotKey, type Standing, sameKey } from './marker.js';
import type { KnownIssue } from './pilot-issue.js';

/** Why a pilot no longer needs its issue. */
export type Ending =
  | { readonly kind: 'decided'; readonly status: Status; readonly review: Review | null }
  | { readonly kind: 'extended'; readonly checkpoint: Day; readonly review: Review | null }
  | { readonly kind: 'not-flagged' }
  | { readonly kind: 'gone' };

/** An open issue whose pilot has ended, with the entry as it stands now. */
export interface Ended {
  readonly key: PilotKey;
  /** What the issue was last written for. */
  readonly standing: Standing | null;
  readonly entry: Entry | null;
  readonly ending: Ending;
}

/** What ended the pilots of open issues. An entry that cannot be read ends nothing: its issue stays. */
export function endedPilots(
  known: readonly KnownIssue[],
  entries: readonly Entry[],
  pilots: readonly Pilot[],
): readonly Ended[] {
  return known.flatMap(({ key, open, standing }) => {
    if (key === null || !open) return [];
    const entry = entryOf(key, entries, known);
    const ending = endingOf(entry, pilots);
    return ending === null ? [] : [{ key, standing, entry, ending }];
  });
}

/**
 * The entry of that id, else the one at that path. One that is another issue's by both is not taken
 * for it: a twin does not inherit what is decided about an entry that has gone.
 */
export function entryOf(
  key: PilotKey,
  entries: readonly Entry[],
  known: readonly Pick<KnownIssue, 'key'>[],
): Entry | null {
  const exact = entries.find((entry) => sameKey(entry, key));
  if (exact !== undefined) return exact;
  const isFree = (entry: Entry) =>
    !known.some((issue) => issue.key !== null && sameKey(issue.key, entry));
  const named = entries.find((entry) => sameId(entry.id, key.id) && isFree(entry));
  return named ?? entries.find((entry) => entry.path === key.path && isFree(entry)) ?? null;
}

function endingOf(entry: Entry | null, pilots: readonly Pilot[]): Ending | null {
  if (entry === null) return { kind: 'gone' };
  const { decision } = entry;
  if (decision === null || decision.status === null) return null;
  const review = lastReview(decision);
  if (!['proposed', 'pilot'].includes(decision.status))
    return { kind: 'decided', status: decision.status, review };
  const pilot = pilots.find((one) => one.entry === entry);
  if (pilot === undefined) return { kind: 'not-flagged' };
  const { state, checkpoint } = pilot;
  return state === 'on-time' && checkpoint !== null
    ? { kind: 'extended', checkpoint, review }
    : null;
}
