import { isOfOneIssue } from '../../core/issue.js';
import type { Untaken, Written } from '../../core/pilot/sweep.js';
import { issuesAfter } from '../../core/scorecard/issue/after.js';
import {
  issueOf,
  type KnownScorecard,
  type MonthKey,
  type ScorecardWrite,
} from '../../core/scorecard/issue/scorecard-issue.js';
import type { Months } from '../../core/scorecard/month/month-reading.js';
import type { DoneScorecard, Ledger } from '../../core/scorecard/run.js';
import type { Trouble } from '../../core/trouble.js';

/** Where the issues of a repository are. */
export type IssuePlace = Pick<Months, 'repository' | 'known' | 'labels' | 'shut'>;

/** Carries out one write. */
export type WriteScorecard = (write: ScorecardWrite, place: IssuePlace) => Promise<Written>;

/** A ledger that is being kept. */
export interface OpenLedger {
  /** The issues as they stand after what was done. */
  readonly known: () => readonly KnownScorecard[];
  readonly carry: (writes: readonly ScorecardWrite[]) => Promise<void>;
  /** Whether a month has its issue (on paper: would have) and no write was refused so far. */
  readonly stands: (key: MonthKey) => boolean;
  readonly close: () => Ledger;
}

/**
 * Carries out one write after the other; trouble ends it, for the next run takes it up. What GitHub
 * refuses for one issue alone keeps only that one back.
 */
export function openLedger(place: IssuePlace, write: WriteScorecard): OpenLedger {
  let { known } = place;
  let told: Untaken | null = place.shut;
  let trouble: Trouble | null = null;
  let isOver = place.shut !== null;
  const refused = new Set<number>();
  const done: DoneScorecard[] = [];
  const carry = async (one: ScorecardWrite) => {
    const written = await write(one, place);
    if (written.kind === 'trouble') {
      trouble ??= written.trouble;
      isOver = !isOfOneIssue(written.trouble, numberOf(one));
      if (one.kind !== 'file') refused.add(one.number);
    } else if (written.kind === 'told') told = written.why;
    else {
      done.push({ write: one, number: written.number });
      known = issuesAfter({ write: one, number: written.number }, known, place.repository);
    }
  };
  return {
    known: () => known,
    carry: async (writes) => {
      for (const one of writes)
        if (!isOver && (one.kind === 'file' || !refused.has(one.number))) await carry(one);
    },
    stands: (key) => {
      const isThere = issueOf(key, known) !== null || done.some((one) => files(one, key));
      return isThere && told === null && trouble === null;
    },
    close: () => ({ done, told, trouble }),
  };
}

function numberOf(write: ScorecardWrite): number | null {
  return write.kind === 'file' ? null : write.number;
}

function files({ write }: DoneScorecard, { series, month }: MonthKey): boolean {
  return write.kind === 'file' && write.issue.series === series && write.issue.month === month;
}
