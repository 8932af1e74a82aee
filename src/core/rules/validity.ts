import { lastReview } from '../calendar.js';
import { endsTrial, placeOf, type Review, type Status } from '../decision.js';
import type { Fault, Problem } from '../problem.js';
import type { Case, Remark } from './case.js';

/** The text of the entry can be read and does not contradict itself. */
export function validity(one: Case): readonly Remark[] {
  const written = one.entry.problems.filter(({ level }) => level === 'error');
  return [...written, ...missingStatus(one, written), ...contradictions(one)].map((problem) => ({
    fact: { code: 'decision-invalid', problem },
    field: problem.field,
    place: problem.place,
  }));
}

/** What cannot be true of an entry, whatever workflow it names and though each line can be read. */
export function contradictions(
  one: Pick<Case, 'entry' | 'decision' | 'usurps' | 'today'>,
): readonly Problem[] {
  return [...duplicateId(one), ...futureReviews(one), ...reviewedOtherwise(one)];
}

/** Without a status nothing says what the entry may carry; its reader may have said so already. */
function missingStatus(one: Case, written: readonly Problem[]): readonly Problem[] {
  if (one.decision.status !== null || written.some(({ field }) => field === 'status')) return [];
  return [problemAt(one, 'status', { kind: 'missing-key', key: 'status' })];
}

function duplicateId({ entry, usurps }: Pick<Case, 'entry' | 'usurps'>): readonly Problem[] {
  if (usurps === null) return [];
  return [problemAt({ entry }, 'id', { kind: 'duplicate-id', id: entry.id, other: usurps.path })];
}

function futureReviews({ decision, today }: Pick<Case, 'decision' | 'today'>): readonly Problem[] {
  return decision.reviews
    .filter(({ date }) => date > today)
    .map(({ date, place }) => {
      const fault = { kind: 'review-in-future', date, today } as const;
      return { place, level: 'error', field: 'reviews', fault };
    });
}

/** `status` decides, so a last review that says otherwise must be mended, not guessed at. */
function reviewedOtherwise({
  entry,
  decision,
}: Pick<Case, 'entry' | 'decision'>): readonly Problem[] {
  const { status, reviews } = decision;
  const last = lastReview(decision);
  if (status === null || last === null || agrees(status, last, reviews)) return [];
  const { verdict } = last;
  return [problemAt({ entry }, 'status', { kind: 'contradicts-review', status, verdict })];
}

function agrees(status: Status, last: Review, reviews: readonly Review[]): boolean {
  const goesOn = !endsTrial(last);
  switch (status) {
    case 'proposed':
    case 'pilot':
      return goesOn;
    case 'graduated':
      // A default is looked at again later: `continue` then confirms it.
      return goesOn
        ? reviews.some(({ verdict }) => verdict === 'graduate')
        : last.verdict === 'graduate';
    case 'killed':
      return last.verdict === 'kill';
    case 'superseded':
      return true;
  }
}

function problemAt({ entry }: Pick<Case, 'entry'>, field: string, fault: Fault): Problem {
  return { place: placeOf(entry, field), level: 'error', field, fault };
}
