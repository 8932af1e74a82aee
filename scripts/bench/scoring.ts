import type { Month } from '../../src/core/scorecard/month/month.js';
import { score } from '../../src/core/scorecard/score.js';
import { aReview } from '../../test/builders/entry.js';
import { aMergedChange, aMonth, entriesLike } from '../../test/builders/month.js';
import { median } from './measure.js';

/** How many samples are taken of each size; the middle one counts. */
const SAMPLES = 21;

/** The size of a month: each entry has two changes. */
export const ENTRIES = 500;

/** Milliseconds of the processor that scoring a month takes, and one half as large. */
export interface Scoring {
  readonly half: number;
  readonly whole: number;
}

/** Scores months of both sizes in turn, so that what slows the machine slows both. */
export function scoring(): Scoring {
  const [half, whole] = [monthOf(ENTRIES / 2), monthOf(ENTRIES)];
  const times: Record<keyof Scoring, number[]> = { half: [], whole: [] };
  // Code that has run some times is compiled.
  for (let at = 0; at < SAMPLES; at += 1) score(half);
  for (let at = 0; at < SAMPLES; at += 1) {
    times.half.push(milliseconds(half));
    times.whole.push(milliseconds(whole));
  }
  return { half: median(times.half), whole: median(times.whole) };
}

function milliseconds(month: Month): number {
  const began = process.cpuUsage();
  score(month);
  return process.cpuUsage(began).user / 1000;
}

/** A log in which each decision follows the one before, by twenty people, and a third was killed. */
function monthOf(count: number): Month {
  const entries = entriesLike(
    ...Array.from({ length: count }, (_, at) => ({
      id: `DL-${at + 1}`,
      owner: [`@octocat-${at % 20}`],
      follows: at === 0 ? [] : [`DL-${at}`],
      status: at % 3 === 0 ? ('killed' as const) : ('pilot' as const),
      reviews: [aReview('2026-11-10', at % 3 === 0 ? 'kill' : 'continue')],
    })),
  );
  const changes = Array.from({ length: 2 * count }, (_, at) =>
    aMergedChange({ number: at + 1, decisions: [`DL-${(at % count) + 1}`] }),
  );
  return aMonth({ entries, before: entries, changes });
}
