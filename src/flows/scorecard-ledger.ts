import type { Untaken, Written } from '../core/pilot/sweep.js';
import type { Months } from '../core/scorecard/month-reading.js';
import {
  type KnownScorecard,
  knownScorecard,
  type ScorecardWrite,
} from '../core/scorecard/scorecard-issue.js';
import type { Trouble } from '../core/trouble.js';

/** Where the issues of a repository are. */
export type IssuePlace = Pick<Months, 'repository' | 'known' | 'labels' | 'shut'>;

/** Carries out one write. */
export type WriteScorecard = (write: ScorecardWrite, place: IssuePlace) => Promise<Written>;

/** One write that was carried out, and the number of its issue; `null` on paper. */
export interface DoneScorecard {
  readonly write: ScorecardWrite;
  readonly number: number | null;
}

/** What became of the writes of one repository. */
export interface Ledger {
  readonly done: readonly DoneScorecard[];
  /** Why something was not taken, though nothing is wrong. */
  readonly told: Untaken | null;
  /** What kept the rest from being done. */
  readonly trouble: Trouble | null;
}

/** A ledger that is being kept. */
export interface OpenLedger {
  /** The issues as they stand after what was done. */
  readonly known: () => readonly KnownScorecard[];
  readonly carry: (writes: readonly ScorecardWrite[]) => Promise<void>;
  readonly close: () => Ledger;
}

/** Carries out one write after the other; trouble ends it, for the next run takes it up. */
export function openLedger(place: IssuePlace, write: WriteScorecard): OpenLedger {
  let { known } = place;
  let told: Untaken | null = place.shut;
  let trouble: Trouble | null = null;
  const done: DoneScorecard[] = [];
  const carry = async (one: ScorecardWrite) => {
    const written = await write(one, place);
    if (written.kind === 'trouble') trouble = written.trouble;
    else if (written.kind === 'told') told = written.why;
    else {
      done.push({ write: one, number: written.number });
      known = changedBy({ write: one, number: written.number }, known, place);
    }
  };
  return {
    known: () => known,
    carry: async (writes) => {
      for (const one of place.shut === null ? writes : []) if (trouble === null) await carry(one);
    },
    close: () => ({ done, told, trouble }),
  };
}

function changedBy(
  { write, number }: DoneScorecard,
  known: readonly KnownScorecard[],
  { repository: { url } }: IssuePlace,
): readonly KnownScorecard[] {
  if (write.kind === 'close')
    return known.map((one) => (one.number === write.number ? { ...one, open: false } : one));
  if (write.kind !== 'file' || number === null) return known;
  const { title, body } = write.issue;
  const filed = knownScorecard({
    number,
    url: url === null ? null : `${url}/issues/${number}`,
    open: true,
    reopened: false,
    locked: false,
    title,
    body,
    ownBody: body,
    comments: [],
  });
  return filed === null ? known : [filed, ...known];
}
