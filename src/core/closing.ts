import { lastReview } from './calendar.js';
import type { Day } from './day.js';
import type { Entry, Review, Status } from './decision.js';
import { sameId } from './identifier.js';
import type { PilotKey, Standing } from './marker.js';
import type { Pilot } from './pilot.js';
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
    const entry = entryOf(key, entries);
    const ending = endingOf(entry, pilots);
    return ending === null ? [] : [{ key, standing, entry, ending }];
  });
}

/** The entry of that id, else the one at that path. */
export function entryOf(key: PilotKey, entries: readonly Entry[]): Entry | null {
  const named = entries.filter(({ id }) => sameId(id, key.id));
  const exact = named.find(({ path }) => path === key.path);
  return exact ?? named[0] ?? entries.find(({ path }) => path === key.path) ?? null;
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
