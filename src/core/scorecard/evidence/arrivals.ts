import type { Day } from '../../day.js';
import type { Entry, Review } from '../../decision.js';
import type { Month } from '../month/month.js';
import { finderIn } from './again.js';
import { type Cycle, isWithin } from './cycles.js';
import { type Reviewed, type Tried, trialReviews } from './tried.js';

/**
 * The reviews of trials that count in the month: those dated in it, and earlier ones that came into
 * the log only in it, so that a verdict merged after the end of its month is in a scorecard too.
 * None counts twice: one that was corrected is the same one.
 */
export function reviewsIn(month: Month, all: readonly Tried[], span: Cycle): readonly Reviewed[] {
  const heldOf = heldBefore(month, span.from);
  return all.flatMap((tried) => {
    const told = trialReviews(tried.decision).filter(({ date }) => date <= span.to);
    const held = heldOf(tried.entry);
    const counted =
      held === null ? told.filter(({ date }) => isWithin(date, span)) : without(told, held);
    return counted.map((review) => ({ tried, review }));
  });
}

/** The reviews of an entry that a log held; `null` where it was not read whole. */
type Held = readonly Review[] | null;

/**
 * What of an entry's reviews the log held when the month began. An entry with a new name finds its
 * own among those of the entries that are gone. Where there was no log nothing is known: one that
 * comes as a whole brings its history along, which is no news.
 */
function heldBefore({ before, entries }: Month, from: Day): (entry: Entry) => Held {
  if (before.length === 0) return () => null;
  const [earlier, later] = [finderIn(before), finderIn(entries)];
  const gone = before
    .filter((entry) => later(entry) === undefined)
    .flatMap((entry) => pastReviews(entry, from) ?? []);
  return (entry) => {
    const found = earlier(entry);
    return found === undefined ? gone : pastReviews(found, from);
  };
}

function pastReviews({ decision, problems }: Entry, from: Day): Held {
  const isBroken = problems.some(({ level, field }) => level === 'error' && field === null);
  if (decision === null || isBroken) return null;
  return decision.reviews.filter(({ date }) => date < from);
}

/** The reviews that are not among the known ones, each of which stands for one at most. */
function without(reviews: readonly Review[], known: readonly Review[]): readonly Review[] {
  const left = [...known];
  const isNews = (isSame: (one: Review, other: Review) => boolean) => (review: Review) => {
    const at = left.findIndex((one) => isSame(one, review));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  };
  return reviews.filter(isNews(isUnchanged)).filter(isNews(isCorrected));
}

function isUnchanged(one: Review, other: Review): boolean {
  return one.date === other.date && one.verdict === other.verdict;
}

/** Another day or another verdict, for the same reason. */
function isCorrected(one: Review, other: Review): boolean {
  const isHalf = one.date === other.date || one.verdict === other.verdict;
  return isHalf && one.because !== null && one.because === other.because;
}
